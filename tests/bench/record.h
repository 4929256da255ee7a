/* SPDX-License-Identifier: MIT */
/**
 * @file
 * What all readers but libpox fill: structs laid out at start from the table of elements, with a
 * pointer for each entry, in one arena. Its names are found with a perfect hash, so that no
 * reader is slowed down by how it recognises them. Also read by C++.
 */
#ifndef POX_BENCH_RECORD_H
#define POX_BENCH_RECORD_H

#include <pox/table.h>
#include <stdint.h>
#include <string.h>

POX_BEGIN_DECLS

/* The layout */

enum { BENCH_MAX_DEPTH = 64, BENCH_N_BUCKETS = 512 };

/** What becomes of an element or attribute. */
enum bench_use {
    BENCH_UNKNOWN,
    BENCH_TEXT,
    BENCH_ONE,
    /** Two slots: the first record and the last. */
    BENCH_MANY
};

struct bench_row {
    uint8_t use;
    /** Into bench_layouts, for records. */
    uint8_t layout;
    uint16_t slot;
};

/** How a type of the table is laid out. The first layout is that of the document. */
struct bench_layout {
    /** NULL: the document, whose only slot is for its root. */
    const struct pox_type *type;
    size_t size;
    /** By the number of the name. */
    const struct bench_row *children;
    const struct bench_row *attributes;
    /** By the index in `type`. */
    const struct bench_row *elements;
    struct bench_row text;
};

/** A name of the table; the one with the number 0 is none. */
struct bench_name {
    const char *text;
    size_t size;
};

extern struct bench_layout *bench_layouts;
extern struct bench_name *bench_names;
extern uint8_t bench_buckets[BENCH_N_BUCKETS];
extern uint32_t bench_multiplier;

/** For leaves: nothing inside is known. */
extern const struct bench_row *bench_no_rows;

/** Makes all of these from the table. To be called once, before anything else here. */
void bench_lay_out(void);

static inline uint32_t bench_hash(const char *name, size_t size)
{
    uint32_t first = (unsigned char)name[0];
    uint32_t second = (unsigned char)name[size > 1];
    uint32_t middle = (unsigned char)name[size / 2];
    uint32_t fourth = (unsigned char)name[size > 3 ? 3 : 0];
    uint32_t third_last = (unsigned char)name[size > 2 ? size - 3 : 0];
    uint32_t last_but_one = (unsigned char)name[size > 1 ? size - 2 : 0];
    uint32_t last = (unsigned char)name[size - 1];

    return (uint32_t)size * 0x9e3779b1u + first * 0x85ebca6bu + second * 0xb5297a4du +
           fourth * 0x9e3779b9u + middle * 0x27d4eb2fu + third_last * 0x165667b1u +
           last_but_one * 0x68e31da5u + last * 0xc2b2ae35u;
}

/** The number of a name, which is not empty; 0: the table does not have it. */
static inline unsigned bench_number(const char *name, size_t size)
{
    uint32_t bucket = (bench_hash(name, size) * bench_multiplier) >> 23;
    unsigned number = bench_buckets[bucket];

    if (bench_names[number].size != size)
        return 0;
    return memcmp(bench_names[number].text, name, size) == 0 ? number : 0;
}

/* Records */

struct bench_record {
    /** In a list. */
    struct bench_record *next;
    const struct bench_layout *layout;
    /** What a writer declares; NULL: nothing. Readers leave it alone. */
    const char *namespace_uri;
};

/** What follows a record, as many as its layout has. */
union bench_slot {
    const char *text;
    struct bench_record *record;
};

static inline union bench_slot *bench_slots(struct bench_record *record)
{
    return (union bench_slot *)(record + 1);
}

static inline const union bench_slot *bench_slots_of(const struct bench_record *record)
{
    return (const union bench_slot *)(record + 1);
}

/** Whether two documents say the same; otherwise what differs first goes to `where`. */
bool bench_same(const struct bench_record *a, const struct bench_record *b, char *where,
                size_t size);

/** How many elements there are in a document, its attributes not among them. */
size_t bench_count_elements(const struct bench_record *record);

/* Memory */

/** What was allocated, of which only the program that counts makes use. */
struct bench_ledger {
    size_t n_calls;
    size_t live;
    size_t peak;
};

extern struct bench_ledger bench_ledger;

/** Memory, or the end of the program. */
void *bench_allocate(size_t size);

struct bench_block {
    struct bench_block *previous;
    size_t size;
};

/** Memory that is freed at once. */
struct bench_arena {
    char *at;
    char *end;
    struct bench_block *last;
    size_t next_size;
};

/** Makes room for `size` bytes behind `at`, which moves. */
void bench_arena_grow(struct bench_arena *arena, size_t size);

void bench_arena_free(struct bench_arena *arena);

static inline void bench_arena_reserve(struct bench_arena *arena, size_t size)
{
    if ((size_t)(arena->end - arena->at) < size)
        bench_arena_grow(arena, size);
}

static inline void *bench_arena_zero(struct bench_arena *arena, size_t size)
{
    size_t padding = (size_t)(-(uintptr_t)arena->at & 7u);
    char *room;

    bench_arena_reserve(arena, size + padding);
    room = arena->at + (-(uintptr_t)arena->at & 7u);
    arena->at = room + size;
    return memset(room, 0, size);
}

static inline const char *bench_arena_copy(struct bench_arena *arena, const char *text,
                                           size_t size)
{
    char *room;

    bench_arena_reserve(arena, size + 1);
    room = arena->at;
    memcpy(room, text, size);
    room[size] = '\0';
    arena->at = room + size + 1;
    return room;
}

/** A document that was read, in the arena that it owns. */
struct bench_result {
    struct bench_arena arena;
    struct bench_record *document;
};

/** An empty document; about `size` bytes of memory will be needed. */
struct bench_result *bench_result_new(size_t size);

void bench_result_free(struct bench_result *result);

/** Puts a new record into its parent. */
static inline struct bench_record *bench_enter(struct bench_arena *arena,
                                               struct bench_record *parent,
                                               struct bench_row row)
{
    const struct bench_layout *layout = &bench_layouts[row.layout];
    struct bench_record *record =
        (struct bench_record *)bench_arena_zero(arena, layout->size);
    union bench_slot *slot = bench_slots(parent) + row.slot;

    record->layout = layout;
    if (row.use == BENCH_ONE) {
        slot->record = record;
        return record;
    }
    if (slot[1].record)
        slot[1].record->next = record;
    else
        slot[0].record = record;
    slot[1].record = record;
    return record;
}

/* Filling records with what a parser tells as it goes */

/** An element that has begun. */
struct bench_frame {
    struct bench_record *record;
    const struct bench_row *children;
    const struct bench_row *attributes;
    /** Where its text goes; NULL: nowhere. */
    union bench_slot *slot;
    char *text;
    size_t text_size;
};

struct bench_filler {
    struct bench_result *result;
    struct bench_arena arena;
    struct bench_frame *top;
    /** Elements inside one another that are not known. */
    size_t n_unknown;
    bool failed;
    struct bench_frame frames[BENCH_MAX_DEPTH];
};

void bench_fill_begin(struct bench_filler *filler, size_t document_size);

/** What was filled; NULL if it failed. */
struct bench_result *bench_fill_end(struct bench_filler *filler, bool good);

static inline void bench_fill_push(struct bench_filler *filler, struct bench_row row)
{
    struct bench_frame *frame = filler->top + 1;

    filler->top = frame;
    frame->text = NULL;
    frame->text_size = 0;
    frame->record = frame[-1].record;
    if (row.use == BENCH_TEXT) {
        frame->children = frame->attributes = bench_no_rows;
        frame->slot = bench_slots(frame->record) + row.slot;
        return;
    }
    frame->record = bench_enter(&filler->arena, frame->record, row);
    frame->children = frame->record->layout->children;
    frame->attributes = frame->record->layout->attributes;
    frame->slot = NULL;
    if (frame->record->layout->text.use == BENCH_TEXT)
        frame->slot = bench_slots(frame->record) + frame->record->layout->text.slot;
}

static inline void bench_fill_start(struct bench_filler *filler, const char *name,
                                    size_t size)
{
    struct bench_row row;

    if (filler->n_unknown > 0) {
        filler->n_unknown++;
        return;
    }
    row = filler->top->children[bench_number(name, size)];
    if (row.use == BENCH_UNKNOWN) {
        filler->n_unknown = 1;
    } else if (filler->top == filler->frames + BENCH_MAX_DEPTH - 1) {
        filler->failed = true;
        filler->n_unknown = 1;
    } else {
        bench_fill_push(filler, row);
    }
}

static inline void bench_fill_attribute(struct bench_filler *filler, const char *name,
                                        size_t name_size, const char *value, size_t size)
{
    struct bench_row row;

    if (filler->n_unknown > 0)
        return;
    row = filler->top->attributes[bench_number(name, name_size)];
    if (row.use == BENCH_TEXT)
        bench_slots(filler->top->record)[row.slot].text =
            bench_arena_copy(&filler->arena, value, size);
}

/** Text comes in pieces, which are joined at the end of the arena. */
static inline void bench_fill_text(struct bench_filler *filler, const char *text,
                                   size_t size)
{
    struct bench_frame *frame = filler->top;
    struct bench_arena *arena = &filler->arena;

    if (filler->n_unknown > 0 || !frame->slot)
        return;
    bench_arena_reserve(arena, frame->text_size + size + 1);
    if (!frame->text || frame->text + frame->text_size != arena->at) {
        if (frame->text)
            memcpy(arena->at, frame->text, frame->text_size);
        frame->text = arena->at;
        arena->at += frame->text_size;
    }
    memcpy(arena->at, text, size);
    arena->at += size;
    frame->text_size += size;
}

static inline void bench_fill_close(struct bench_filler *filler)
{
    struct bench_frame *frame = filler->top;

    if (filler->n_unknown > 0) {
        filler->n_unknown--;
        return;
    }
    filler->top--;
    if (!frame->slot)
        return;
    if (!frame->text) {
        frame->slot->text = "";
        return;
    }
    frame->text[frame->text_size] = '\0';
    if (frame->text + frame->text_size == filler->arena.at)
        filler->arena.at++;
    frame->slot->text = frame->text;
}

POX_END_DECLS

#endif
