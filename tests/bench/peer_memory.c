/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The floors under writing: the finished document copied in the pieces of which a writer makes
 * it (tag, value, tag) without looking at them.
 */
#include "peer.h"

#include <pox/document.h>
#include <stdlib.h>

struct piece {
    const char *bytes;
    size_t size;
};

struct pieces {
    char *document;
    char *copy;
    size_t size;
    size_t n;
    struct piece list[];
};

static void *open_nothing(const void *way, const struct pox_allocator *allocator)
{
    (void)way;
    (void)allocator;
    return bench_allocate(sizeof(char *));
}

static void close_nothing(void *data)
{
    free(*(char **)data);
    free(data);
}

/** A tag, or the text up to the next one. */
static size_t piece_size(const char *at)
{
    return *at == '<' ? strcspn(at, ">") + 1 : strcspn(at, "<");
}

static struct pieces *cut(char *document, size_t size)
{
    struct pieces *pieces;
    size_t n = 0;

    for (const char *at = document; *at; at += piece_size(at))
        n++;
    pieces = bench_allocate(sizeof(*pieces) + n * sizeof(struct piece));
    for (const char *at = document; *at; at += pieces->list[pieces->n++].size)
        pieces->list[pieces->n] = (struct piece){at, piece_size(at)};
    pieces->document = document;
    pieces->size = size;
    pieces->copy = bench_allocate(size + 1);
    return pieces;
}

static void *prepare(void *data, const struct bench_answer *answer)
{
    const struct pox_type *type = pox_message_type();
    struct pox_parse_options options = {.limits = bench_limits};
    void *message = pox_parse(type, answer->bytes, answer->size, &options, NULL);
    struct pox_write_options compact = {.compact = true};
    size_t size = 0;
    char *document = message ? pox_to_xml(type, message, &compact, &size, NULL) : NULL;

    (void)data;
    pox_free(message);
    return document ? cut(document, size) : NULL;
}

static void unprepare(void *data, void *prepared)
{
    struct pieces *pieces = prepared;

    (void)data;
    free(pieces->document);
    free(pieces->copy);
    free(pieces);
}

static void copy_pieces(const struct pieces *pieces, char *to)
{
    for (size_t i = 0; i < pieces->n; i++) {
        memcpy(to, pieces->list[i].bytes, pieces->list[i].size);
        to += pieces->list[i].size;
    }
    *to = '\0';
}

static const char *write_pieces(void *data, void *prepared, size_t *size)
{
    struct pieces *pieces = prepared;

    (void)data;
    copy_pieces(pieces, pieces->copy);
    *size = pieces->size;
    return pieces->copy;
}

/** The same into new memory, as a function that returns the document has to. */
static const char *write_new(void *data, void *prepared, size_t *size)
{
    struct pieces *pieces = prepared;
    char **copy = data;

    free(*copy);
    *copy = malloc(pieces->size + 1);
    if (!*copy)
        return NULL;
    copy_pieces(pieces, *copy);
    *size = pieces->size;
    return *copy;
}

#define WRITER                                                                           \
    .task = BENCH_WRITE, .open = open_nothing, .close = close_nothing,                   \
    .prepare = prepare, .unprepare = unprepare

const struct bench_contestant bench_memory[] = {
    {.name = "memcpy of the pieces", .write = write_pieces, WRITER},
    {.name = "memcpy into new memory", .write = write_new, WRITER},
    {.name = NULL},
};
