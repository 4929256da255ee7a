/* SPDX-License-Identifier: MIT */
/** @file A document read as a whole and in pieces, and whether that makes a difference. */
#ifndef POX_TESTS_PIECES_H
#define POX_TESTS_PIECES_H

#include "support.h"

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

/** Bytes in memory of exactly their size, so that reads past it are seen. For free(). */
static inline char *exact_copy(const char *bytes, size_t size)
{
    char *copy = malloc(size > 0 ? size : 1);

    cr_assert_not_null(copy);
    memcpy(copy, bytes, size);
    return copy;
}

static inline void read_whole(const char *bytes, size_t size,
                              const struct pox_parse_options *options,
                              struct outcome *outcome)
{
    struct pox_parse_options own = noting(options, outcome);
    char *copy = exact_copy(bytes, size);

    outcome->notes.n = 0;
    outcome->value = pox_parse_any(copy, size, &own, &outcome->type, &outcome->error);
    free(copy);
}

/** Feeds pieces of `chunk` bytes, each in memory of its own that is gone afterwards. */
static inline void read_pieces(struct pox_parser *parser, const char *bytes, size_t size,
                               size_t chunk, struct outcome *outcome)
{
    bool good = true;

    outcome->notes.n = 0;
    for (size_t at = 0; good && at < size; at += chunk) {
        size_t n = size - at < chunk ? size - at : chunk;
        char *piece = exact_copy(bytes + at, n);

        good = pox_parser_feed(parser, piece, n, &outcome->error);
        free(piece);
    }
    outcome->value = pox_parser_finish(parser, &outcome->type, &outcome->error);
}

static inline void expect_same_error(const struct pox_error *a, const struct pox_error *b,
                                     const char *label)
{
    cr_expect_eq(a->status, b->status, "%s: %s and %s", label, a->message, b->message);
    cr_expect_eq(a->line, b->line, "%s: lines %zu and %zu", label, a->line, b->line);
    cr_expect_eq(a->column, b->column, "%s: columns %zu and %zu", label, a->column,
                 b->column);
    cr_expect_str_eq(a->path, b->path, "%s: %s and %s", label, a->path, b->path);
}

static inline void expect_same(const struct outcome *a, const struct outcome *b,
                               const char *label)
{
    cr_assert_eq(!a->value, !b->value, "%s: %s%s", label, a->error.message,
                 b->error.message);
    cr_expect_eq(a->type, b->type, "%s", label);
    cr_expect(!a->value || pox_equal(a->type, a->value, b->value), "%s", label);
    expect_same_error(&a->error, &b->error, label);
    cr_assert_eq(a->notes.n, b->notes.n, "%s", label);
    for (size_t i = 0; i < a->notes.n && i < MAX_NOTES; i++) {
        const struct note *one = &a->notes.items[i];
        const struct note *other = &b->notes.items[i];

        cr_expect_eq(one->code, other->code, "%s: note %zu", label, i);
        cr_expect_eq(one->line, other->line, "%s: note %zu", label, i);
        cr_expect_eq(one->column, other->column, "%s: note %zu", label, i);
        cr_expect_str_eq(one->path, other->path, "%s: note %zu", label, i);
        cr_expect_str_eq(one->message, other->message, "%s: note %zu", label, i);
    }
}

#endif
