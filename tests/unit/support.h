/* SPDX-License-Identifier: MIT */
/**
 * @file
 * What several unit tests need: diagnostics gathered, documents read in one call, memory
 * counted and refused, and documents made from the table.
 */
#ifndef POX_TESTS_SUPPORT_H
#define POX_TESTS_SUPPORT_H

#include "memory.h"

#include <criterion/criterion.h>
#include <pox/pox.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define SCHEMAS          "http://schemas.microsoft.com/exchange/autodiscover/"
#define RESPONSE         SCHEMAS "responseschema/2006"
#define OUTLOOK_REQUEST  SCHEMAS "outlook/requestschema/2006"
#define OUTLOOK_RESPONSE SCHEMAS "outlook/responseschema/2006a"
#define MOBILE_REQUEST   SCHEMAS "mobilesync/requestschema/2006"
#define MOBILE_RESPONSE  SCHEMAS "mobilesync/responseschema/2006"

/** A whole answer around what stands in Account. */
#define ANSWER(inside)                                                                   \
    "<Autodiscover xmlns=\"" RESPONSE "\"><Response xmlns=\"" OUTLOOK_RESPONSE           \
    "\"><Account>" inside "</Account></Response></Autodiscover>"

/* Diagnostics */

enum { MAX_NOTES = 32 };

struct note {
    enum pox_diagnostic_code code;
    size_t line;
    size_t column;
    char path[256];
    char message[320];
};

/** What was reported; beyond MAX_NOTES it is only counted. */
struct notes {
    struct note items[MAX_NOTES];
    size_t n;
};

static inline void take_note(void *data, const struct pox_diagnostic *diagnostic)
{
    struct notes *notes = data;
    struct note *note = &notes->items[notes->n < MAX_NOTES ? notes->n : MAX_NOTES - 1];

    notes->n++;
    note->code = diagnostic->code;
    note->line = diagnostic->line;
    note->column = diagnostic->column;
    snprintf(note->path, sizeof(note->path), "%s", diagnostic->path);
    snprintf(note->message, sizeof(note->message), "%s", diagnostic->message);
}

/** Exactly this was reported; `index` is of those that are gathered. */
static inline void expect_note(const struct notes *notes, size_t index,
                               enum pox_diagnostic_code code, size_t line,
                               const char *path, const char *label)
{
    const struct note *note = &notes->items[index];

    cr_assert_gt(notes->n, index, "%s: only %zu diagnostics", label, notes->n);
    cr_expect_eq(note->code, code, "%s: %s: %s", label,
                 pox_diagnostic_code_name(note->code), note->message);
    cr_expect_eq(note->line, line, "%s: line %zu", label, note->line);
    cr_expect_str_eq(note->path, path, "%s: path %s", label, note->path);
}

static inline void expect_same_notes(const struct notes *a, const struct notes *b,
                                     const char *label)
{
    cr_assert_eq(a->n, b->n, "%.300s: %zu and %zu diagnostics", label, a->n, b->n);
    for (size_t i = 0; i < a->n && i < MAX_NOTES; i++) {
        const struct note *one = &a->items[i];
        const struct note *other = &b->items[i];

        cr_expect_eq(one->code, other->code, "%.300s: note %zu", label, i);
        cr_expect_eq(one->line, other->line, "%.300s: note %zu", label, i);
        cr_expect_eq(one->column, other->column, "%.300s: note %zu", label, i);
        cr_expect_str_eq(one->path, other->path, "%.300s: note %zu", label, i);
        cr_expect_str_eq(one->message, other->message, "%.300s: note %zu", label, i);
    }
}

static inline void expect_same_error(const struct pox_error *a, const struct pox_error *b,
                                     const char *label)
{
    cr_expect_eq(a->status, b->status, "%.300s: %s and %s", label, a->message,
                 b->message);
    cr_expect_eq(a->line, b->line, "%.300s: lines %zu and %zu", label, a->line, b->line);
    cr_expect_eq(a->column, b->column, "%.300s: columns %zu and %zu", label, a->column,
                 b->column);
    cr_expect_str_eq(a->path, b->path, "%.300s: %s and %s", label, a->path, b->path);
}

/* Reading */

/** Bytes in memory of exactly their size, so that reads past it are seen. For free(). */
static inline char *exact_copy(const char *bytes, size_t size)
{
    char *copy = malloc(size > 0 ? size : 1);

    cr_assert_not_null(copy);
    memcpy(copy, bytes, size);
    return copy;
}

/** What reading a document comes to. */
struct outcome {
    void *value;
    const struct pox_type *type;
    struct pox_error error;
    struct notes notes;
};

/** Options, of which NULL stands for the default, with diagnostics gathered. */
static inline struct pox_parse_options noting(const struct pox_parse_options *options,
                                              struct outcome *outcome)
{
    struct pox_parse_options result = {.strict = false};

    if (options)
        result = *options;
    result.diagnostic = take_note;
    result.diagnostic_data = &outcome->notes;
    return result;
}

/**
 * Reads a document whole.
 *
 * @param wanted   NULL: any type
 * @param options  NULL: the default; its diagnostics are gathered in the outcome
 */
static inline void read_whole(const struct pox_type *wanted, const char *bytes,
                              size_t size, const struct pox_parse_options *options,
                              struct outcome *outcome)
{
    struct pox_parse_options own = noting(options, outcome);
    char *copy = exact_copy(bytes, size);

    outcome->notes.n = 0;
    outcome->type = wanted;
    outcome->value =
        wanted ? pox_parse(wanted, copy, size, &own, &outcome->error)
               : pox_parse_any(copy, size, &own, &outcome->type, &outcome->error);
    free(copy);
}

static inline void expect_same(const struct outcome *a, const struct outcome *b,
                               const char *label)
{
    cr_assert_eq(!a->value, !b->value, "%.300s: %s%s", label, a->error.message,
                 b->error.message);
    cr_expect_eq(a->type, b->type, "%.300s", label);
    cr_expect(!a->value || pox_equal(a->type, a->value, b->value), "%.300s", label);
    expect_same_error(&a->error, &b->error, label);
    cr_expect_str_eq(a->error.message, b->error.message, "%.300s", label);
    expect_same_notes(&a->notes, &b->notes, label);
}

/** Reads a document by both front ends, which must come to the same. */
static inline void read_both_ways(const struct pox_type *wanted, const char *bytes,
                                  size_t size, const struct pox_parse_options *options,
                                  struct outcome *outcome)
{
    struct pox_parse_options thorough = {.libxml2_only = true};
    struct outcome other;
    char label[300];

    snprintf(label, sizeof(label), "%.*s", size < 200 ? (int)size : 200, bytes);
    if (options)
        thorough = *options;
    thorough.libxml2_only = true;
    read_whole(wanted, bytes, size, options, outcome);
    read_whole(wanted, bytes, size, &thorough, &other);
    expect_same(outcome, &other, label);
    pox_free(other.value);
}

/** Reads what must be readable; `notes` may be NULL. */
static inline void *read_noting(const struct pox_type *type, const char *xml,
                                struct notes *notes)
{
    struct outcome outcome;
    const struct pox_error *error = &outcome.error;

    read_both_ways(type, xml, strlen(xml), NULL, &outcome);
    cr_assert_not_null(outcome.value, "%.300s: %zu:%zu: %s: %s", xml, error->line,
                       error->column, error->path, error->message);
    if (notes)
        *notes = outcome.notes;
    return outcome.value;
}

static inline void *read_quietly(const struct pox_type *type, const char *xml)
{
    return read_noting(type, xml, NULL);
}

/**
 * What a document of `size` bytes is refused with; POX_OK: it was read. Both ways, unless the
 * test listens or counts what is allocated.
 */
static inline struct pox_error refusal(const char *xml, size_t size,
                                       const struct pox_parse_options *options)
{
    struct outcome outcome = {.type = NULL};

    if (options && (options->diagnostic || options->allocator))
        outcome.value = pox_parse_any(xml, size, options, &outcome.type, &outcome.error);
    else
        read_both_ways(NULL, xml, size, options, &outcome);
    cr_expect_eq(outcome.value != NULL, outcome.error.status == POX_OK,
                 "%.200s: result and status differ", xml);
    cr_expect_eq(outcome.value != NULL, outcome.type != NULL,
                 "%.200s: result and type differ", xml);
    pox_free(outcome.value);
    return outcome.error;
}

static inline struct pox_error refusal_of(const char *xml)
{
    return refusal(xml, strlen(xml), NULL);
}

/* Writing */

/** Writes what must be writable. For free(). */
static inline char *written(const struct pox_type *type, const void *value, bool compact)
{
    struct pox_write_options options = {.compact = compact};
    struct pox_error error;
    size_t size = 0;
    char *xml = pox_to_xml(type, value, &options, &size, &error);

    cr_assert_not_null(xml, "%s: %s: %s", type->name, error.path, error.message);
    cr_expect_eq(size, strlen(xml), "%s: size %zu", type->name, size);
    return xml;
}

/** Written in both styles and read again, it is the same. */
static inline void expect_round_trip(const struct pox_type *type, const void *value,
                                     const char *label)
{
    for (int compact = 0; compact < 2; compact++) {
        char *xml = written(type, value, compact);
        void *again = read_quietly(type, xml);

        cr_expect(pox_equal(type, value, again), "%s: other after a round trip:\n%s",
                  label, xml);
        pox_free(again);
        free(xml);
    }
}

/* Memory */

/** An allocator that counts, and that can refuse. */
struct ledger {
    /** Allocations so far, refused ones included. */
    size_t calls;
    /** Blocks that were not released yet. */
    size_t live;
    /** The call that is refused, from 1; 0: none. */
    size_t refuse;
    /** All calls after it are refused, too. */
    bool persistent;
    bool refused;
};

static inline bool refuses(struct ledger *ledger)
{
    bool hit =
        ledger->refuse != 0 && (ledger->persistent ? ++ledger->calls >= ledger->refuse
                                                   : ++ledger->calls == ledger->refuse);

    ledger->refused = ledger->refused || hit;
    ledger->calls += ledger->refuse == 0;
    return hit;
}

/** In front of each block; what is new and what is released is overwritten. */
union ledger_header {
    size_t size;
    max_align_t alignment;
};

enum { LEDGER_JUNK = 0x5A };

static inline void *ledger_allocate(void *data, size_t size)
{
    struct ledger *ledger = data;
    union ledger_header *header = refuses(ledger) ? NULL : malloc(sizeof(*header) + size);

    if (!header)
        return NULL;
    ledger->live++;
    header->size = size;
    return memset(header + 1, LEDGER_JUNK, size);
}

static inline void ledger_release(void *data, void *memory)
{
    struct ledger *ledger = data;
    union ledger_header *header;

    if (!memory)
        return;
    header = (union ledger_header *)memory - 1;
    ledger->live--;
    memset(memory, LEDGER_JUNK, header->size);
    free(header);
}

/** Always moves the block. */
static inline void *ledger_reallocate(void *data, void *memory, size_t size)
{
    void *moved = ledger_allocate(data, size);
    size_t old_size = memory ? ((union ledger_header *)memory - 1)->size : 0;

    if (!moved || !memory)
        return moved;
    memcpy(moved, memory, old_size < size ? old_size : size);
    ledger_release(data, memory);
    return moved;
}

static inline struct pox_allocator ledger_allocator(struct ledger *ledger)
{
    return (struct pox_allocator){
        .allocate = ledger_allocate,
        .reallocate = ledger_reallocate,
        .release = ledger_release,
        .data = ledger,
    };
}

/* Documents made from the table */

/** A buffer with malloc behind it; end it with pox_buffer_end(). */
static inline struct pox_buffer new_buffer(void)
{
    struct pox_buffer buffer;

    pox_buffer_begin(&buffer, pox_allocator_or_default(NULL));
    return buffer;
}

/** A text for a scalar, canonical for its kind; two numbers give two different ones. */
static inline const char *sample_text(const struct pox_element *element, int number,
                                      char *room, size_t size)
{
    uint64_t value = number == 0 ? element->minimum : element->maximum;

    switch (element->kind) {
    case POX_KIND_UINT:
    case POX_KIND_UINT64:
    case POX_KIND_PORT:
    case POX_KIND_HOURS:
        snprintf(room, size, "%llu", (unsigned long long)value);
        return room;
    case POX_KIND_HEX32:
        snprintf(room, size, "%08llX", (unsigned long long)value);
        return room;
    case POX_KIND_ENUM:
        return element->enumeration->values[number].name;
    case POX_KIND_ENUM_LIST:
        snprintf(room, size, "%s, %s", element->enumeration->values[number].name,
                 element->enumeration->values[1 - number].name);
        return room;
    default:
        return number == 0 ? "first" : "second";
    }
}

/** The document that holds one scalar and nothing else. The text is not escaped. */
static inline void one_scalar(struct pox_buffer *out, const struct pox_type *type,
                              const struct pox_element *element, const char *text)
{
    static const char *const forms[][3] = {
        [POX_PLACE_ATTRIBUTE] = {" ", "=\"", "\"/>"},
        [POX_PLACE_CHILD] = {"><", ">", "</"},
        [POX_PLACE_TEXT] = {"", ">", "</"},
    };
    const char *const *form = forms[element->place];

    out->size = 0;
    pox_buffer_append_text(out, "<");
    pox_buffer_append_text(out, type->name);
    pox_buffer_append_text(out, form[0]);
    if (element->place != POX_PLACE_TEXT)
        pox_buffer_append_text(out, element->name);
    pox_buffer_append_text(out, form[1]);
    pox_buffer_append_text(out, text);
    pox_buffer_append_text(out, form[2]);
    if (element->place == POX_PLACE_CHILD) {
        pox_buffer_append_text(out, element->name);
        pox_buffer_append_text(out, "></");
    }
    if (element->place != POX_PLACE_ATTRIBUTE) {
        pox_buffer_append_text(out, type->name);
        pox_buffer_append_text(out, ">");
    }
    cr_assert_not_null(pox_buffer_text(out), "no memory");
}

/** Appends an element with all that the table has in it, structs `depth` deep. */
static inline void append_everything(struct pox_buffer *out, const struct pox_type *type,
                                     int depth)
{
    char room[128];

    pox_buffer_append_text(out, "<");
    pox_buffer_append_text(out, type->name);
    for (size_t i = 0; i < type->n_elements; i++) {
        const struct pox_element *element = &type->elements[i];

        if (element->place != POX_PLACE_ATTRIBUTE)
            continue;
        pox_buffer_append_text(out, " ");
        pox_buffer_append_text(out, element->name);
        pox_buffer_append_text(out, "=\"");
        pox_buffer_append_text(out, sample_text(element, 0, room, sizeof(room)));
        pox_buffer_append_text(out, "\"");
    }
    pox_buffer_append_text(out, ">");
    for (size_t i = 0; i < type->n_elements; i++) {
        const struct pox_element *element = &type->elements[i];

        if (element->place == POX_PLACE_TEXT)
            pox_buffer_append_text(out, "own text");
        if (element->place != POX_PLACE_CHILD)
            continue;
        if (element->kind == POX_KIND_STRUCT) {
            for (int n = 0; depth > 1 && n < (element->repeats ? 2 : 1); n++)
                append_everything(out, element->type, depth - 1);
            continue;
        }
        pox_buffer_append_text(out, "<");
        pox_buffer_append_text(out, element->name);
        pox_buffer_append_text(out, ">");
        pox_buffer_append_text(out, sample_text(element, 0, room, sizeof(room)));
        pox_buffer_append_text(out, "</");
        pox_buffer_append_text(out, element->name);
        pox_buffer_append_text(out, ">");
    }
    pox_buffer_append_text(out, "</");
    pox_buffer_append_text(out, type->name);
    pox_buffer_append_text(out, ">");
}

#endif
