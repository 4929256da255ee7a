/* SPDX-License-Identifier: MIT */
#include "record.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_NAMES = 255, MAX_LAYOUTS = 255 };

struct bench_layout *bench_layouts;
struct bench_name *bench_names;
uint8_t bench_buckets[BENCH_N_BUCKETS];
uint32_t bench_multiplier;
const struct bench_row *bench_no_rows;
struct bench_ledger bench_ledger;

/* Memory */

void *bench_allocate(size_t size)
{
    void *memory = calloc(1, size > 0 ? size : 1);

    if (memory)
        return memory;
    fprintf(stderr, "bench_peers: out of memory\n");
    exit(2);
}

/** Not cleared: a reader pays for what it uses. */
static struct bench_block *new_block(size_t size)
{
    struct bench_block *block = malloc(sizeof(*block) + size);

    if (!block) {
        fprintf(stderr, "bench_peers: out of memory\n");
        exit(2);
    }
    block->size = size;
    bench_ledger.n_calls++;
    bench_ledger.live += size;
    if (bench_ledger.live > bench_ledger.peak)
        bench_ledger.peak = bench_ledger.live;
    return block;
}

void bench_arena_grow(struct bench_arena *arena, size_t size)
{
    enum { LEAST = 1024, MOST = 1 << 20 };
    size_t room = arena->next_size > LEAST ? arena->next_size : LEAST;
    struct bench_block *block;

    if (room < size + sizeof(void *))
        room = size + sizeof(void *);
    block = new_block(room);
    block->previous = arena->last;
    arena->last = block;
    arena->at = (char *)(block + 1);
    arena->end = arena->at + room;
    arena->next_size = room < MOST ? 2 * room : room;
}

void bench_arena_free(struct bench_arena *arena)
{
    struct bench_block *block = arena->last;

    while (block) {
        struct bench_block *previous = block->previous;

        bench_ledger.live -= block->size;
        free(block);
        block = previous;
    }
}

struct bench_result *bench_result_new(size_t size)
{
    struct bench_arena arena = {.next_size = sizeof(struct bench_result) + size};
    struct bench_result *result = bench_arena_zero(&arena, sizeof(*result));

    result->document = bench_arena_zero(&arena, bench_layouts[0].size);
    result->document->layout = &bench_layouts[0];
    result->arena = arena;
    return result;
}

void bench_result_free(struct bench_result *result)
{
    struct bench_arena arena;

    if (!result)
        return;
    arena = result->arena;
    bench_arena_free(&arena);
}

/* The layout */

static void overflow(const char *what)
{
    fprintf(stderr, "bench_peers: the table has more %s than there is room for\n", what);
    exit(2);
}

static size_t n_names;

static uint8_t add_name(const char *text)
{
    for (size_t i = 1; i <= n_names; i++) {
        if (strcmp(bench_names[i].text, text) == 0)
            return (uint8_t)i;
    }
    if (n_names == MAX_NAMES)
        overflow("names");
    n_names++;
    bench_names[n_names] = (struct bench_name){text, strlen(text)};
    return (uint8_t)n_names;
}

static void add_names(const struct pox_type *const *types, size_t n_types)
{
    bench_names = bench_allocate((MAX_NAMES + 1) * sizeof(*bench_names));
    bench_names[0].text = "";
    for (size_t i = 0; i < n_types; i++) {
        add_name(types[i]->name);
        for (size_t j = 0; j < types[i]->n_elements; j++)
            add_name(types[i]->elements[j].name);
    }
}

/** Whether each name has a bucket of its own. */
static bool fill_buckets(void)
{
    memset(bench_buckets, 0, sizeof(bench_buckets));
    for (size_t i = 1; i <= n_names; i++) {
        const struct bench_name *name = &bench_names[i];
        uint32_t bucket = (bench_hash(name->text, name->size) * bench_multiplier) >> 23;

        if (bench_buckets[bucket] > 0)
            return false;
        bench_buckets[bucket] = (uint8_t)i;
    }
    return true;
}

static void find_perfect_hash(void)
{
    enum { TRIES = 20000000 };

    for (uint32_t i = 1; i < TRIES; i++) {
        bench_multiplier = i * 0x9e3779b1u | 1u;
        if (fill_buckets())
            return;
    }
    overflow("names that a perfect hash separates");
}

static uint8_t layout_of(const struct pox_type *const *types, size_t n_types,
                         const struct pox_type *type)
{
    for (size_t i = 0; i < n_types; i++) {
        if (types[i] == type)
            return (uint8_t)(i + 1);
    }
    overflow("types");
    return 0;
}

static struct bench_row *new_rows(size_t n)
{
    return bench_allocate(n * sizeof(struct bench_row));
}

static void lay_out_type(struct bench_layout *layout, const struct pox_type *type,
                         const struct pox_type *const *types, size_t n_types)
{
    struct bench_row *children = new_rows(n_names + 1);
    struct bench_row *attributes = new_rows(n_names + 1);
    struct bench_row *elements = new_rows(type->n_elements);
    uint16_t n_slots = 0;

    for (size_t i = 0; i < type->n_elements; i++) {
        const struct pox_element *element = &type->elements[i];
        struct bench_row row = {.use = BENCH_TEXT, .slot = n_slots};

        if (element->type) {
            row.use = element->repeats ? BENCH_MANY : BENCH_ONE;
            row.layout = layout_of(types, n_types, element->type);
        }
        n_slots = (uint16_t)(n_slots + (row.use == BENCH_MANY ? 2 : 1));
        elements[i] = row;
        if (element->place == POX_PLACE_ATTRIBUTE)
            attributes[add_name(element->name)] = row;
        else if (element->place == POX_PLACE_CHILD)
            children[add_name(element->name)] = row;
        else
            layout->text = row;
    }
    layout->type = type;
    layout->children = children;
    layout->attributes = attributes;
    layout->elements = elements;
    layout->size = sizeof(struct bench_record) + n_slots * sizeof(union bench_slot);
}

static void lay_out_document(const struct pox_type *root)
{
    struct bench_row *children = new_rows(n_names + 1);

    children[add_name(root->name)] = (struct bench_row){.use = BENCH_ONE, .layout = 1};
    bench_layouts[0] = (struct bench_layout){
        .size = sizeof(struct bench_record) + sizeof(union bench_slot),
        .children = children,
        .attributes = bench_no_rows,
    };
}

void bench_lay_out(void)
{
    size_t n_types;
    const struct pox_type *const *types = pox_types(&n_types);

    if (n_types >= MAX_LAYOUTS)
        overflow("types");
    add_names(types, n_types);
    find_perfect_hash();
    bench_no_rows = new_rows(n_names + 1);
    bench_layouts = bench_allocate((n_types + 1) * sizeof(*bench_layouts));
    lay_out_document(pox_message_type());
    for (size_t i = 0; i < n_types; i++)
        lay_out_type(&bench_layouts[i + 1], types[i], types, n_types);
}

/* Filling */

void bench_fill_begin(struct bench_filler *filler, size_t document_size)
{
    struct bench_frame *frame = filler->frames;

    filler->result = bench_result_new(1024 + document_size - document_size / 6);
    filler->arena = filler->result->arena;
    filler->n_unknown = 0;
    filler->failed = false;
    filler->top = frame;
    *frame = (struct bench_frame){
        .record = filler->result->document,
        .children = bench_layouts[0].children,
        .attributes = bench_no_rows,
    };
}

struct bench_result *bench_fill_end(struct bench_filler *filler, bool good)
{
    struct bench_result *result = filler->result;

    result->arena = filler->arena;
    if (good && !filler->failed && filler->top == filler->frames)
        return result;
    bench_result_free(result);
    return NULL;
}

/* Comparing */

/** Where a comparison is, for its message. */
struct place {
    const struct place *parent;
    const char *name;
    size_t occurrence;
};

struct comparison {
    char *where;
    size_t size;
};

static size_t print_place(const struct place *place, char *room, size_t size)
{
    size_t used = place->parent ? print_place(place->parent, room, size) : 0;
    int n = used < size ? snprintf(room + used, size - used, "/%s[%zu]", place->name,
                                   place->occurrence)
                        : 0;

    return n > 0 ? used + (size_t)n : used;
}

static bool differ(struct comparison *comparison, const struct place *place,
                   const char *a, const char *b)
{
    size_t used = print_place(place, comparison->where, comparison->size);

    if (used < comparison->size)
        snprintf(comparison->where + used, comparison->size - used,
                 ": '%.60s' and not '%.60s'", a ? a : "(absent)", b ? b : "(absent)");
    return false;
}

static bool same_texts(struct comparison *comparison, const struct place *place,
                       const char *a, const char *b)
{
    if (a && b ? strcmp(a, b) == 0 : a == b)
        return true;
    return differ(comparison, place, a, b);
}

static bool same_records(struct comparison *comparison, const struct place *place,
                         const struct bench_record *a, const struct bench_record *b);

static bool same_lists(struct comparison *comparison, const struct place *parent,
                       const char *name, const struct bench_record *a,
                       const struct bench_record *b)
{
    struct place place = {parent, name, 1};

    for (; a && b; a = a->next, b = b->next, place.occurrence++) {
        if (!same_records(comparison, &place, a, b))
            return false;
    }
    return a == b ||
           differ(comparison, &place, a ? "present" : NULL, b ? "present" : NULL);
}

static bool same_records(struct comparison *comparison, const struct place *place,
                         const struct bench_record *a, const struct bench_record *b)
{
    const struct pox_type *type = a->layout->type;

    for (size_t i = 0; i < type->n_elements; i++) {
        struct bench_row row = a->layout->elements[i];
        union bench_slot left = bench_slots_of(a)[row.slot];
        union bench_slot right = bench_slots_of(b)[row.slot];
        struct place inner = {place, type->elements[i].key, 1};

        if (row.use == BENCH_TEXT ? !same_texts(comparison, &inner, left.text, right.text)
                                  : !same_lists(comparison, place, type->elements[i].name,
                                                left.record, right.record))
            return false;
    }
    return true;
}

bool bench_same(const struct bench_record *a, const struct bench_record *b, char *where,
                size_t size)
{
    struct comparison comparison = {where, size};

    return same_lists(&comparison, NULL, bench_layouts[1].type->name,
                      bench_slots_of(a)->record, bench_slots_of(b)->record);
}

size_t bench_count_elements(const struct bench_record *record)
{
    const struct pox_type *type = record->layout->type;
    size_t n = 1;

    if (!type)
        return bench_count_elements(bench_slots_of(record)->record);
    for (size_t i = 0; i < type->n_elements; i++) {
        struct bench_row row = record->layout->elements[i];
        union bench_slot slot = bench_slots_of(record)[row.slot];

        if (row.use != BENCH_TEXT) {
            for (const struct bench_record *r = slot.record; r; r = r->next)
                n += bench_count_elements(r);
        } else if (slot.text && type->elements[i].place == POX_PLACE_CHILD) {
            n++;
        }
    }
    return n;
}
