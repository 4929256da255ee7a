/* SPDX-License-Identifier: MIT */
/** @file libpox itself. */
#include "peer.h"

#include <pox/document.h>
#include <pox/parser.h>
#include <pox/visit.h>
#include <stdio.h>
#include <stdlib.h>

const struct pox_limits bench_limits = {
    .document_bytes = SIZE_MAX,
    .depth = SIZE_MAX,
    .elements = SIZE_MAX,
    .names = SIZE_MAX,
    .attributes = SIZE_MAX,
    .text_bytes = SIZE_MAX,
    .extra_bytes = SIZE_MAX,
    .diagnostics = SIZE_MAX,
};

/* Ways */

enum { PIECE = 4096 };

struct way {
    /** Without the fast path. */
    bool libxml2_only;
};

static const struct way usual_way = {.libxml2_only = false};
static const struct way libxml2_way = {.libxml2_only = true};

static struct pox_parse_options options_of(const struct way *way,
                                           const struct pox_allocator *allocator)
{
    struct pox_parse_options options = {.limits = bench_limits, .allocator = allocator};

    options.libxml2_only = way->libxml2_only;
    return options;
}

/* The result as a record */

static void view_value(void *data, const struct pox_element *element,
                       const struct pox_value *value)
{
    struct bench_filler *filler = data;
    size_t name_size = strlen(element->name);

    if (!value->present)
        return;
    if (element->place == POX_PLACE_ATTRIBUTE) {
        bench_fill_attribute(filler, element->name, name_size, value->text,
                             strlen(value->text));
        return;
    }
    if (element->place == POX_PLACE_CHILD)
        bench_fill_start(filler, element->name, name_size);
    bench_fill_text(filler, value->text, strlen(value->text));
    if (element->place == POX_PLACE_CHILD)
        bench_fill_close(filler);
}

static void view_enter(void *data, const struct pox_element *element,
                       const struct pox_type *type, const void *value, size_t index,
                       size_t count)
{
    (void)element;
    (void)value;
    (void)index;
    (void)count;
    bench_fill_start(data, type->name, strlen(type->name));
}

static void view_leave(void *data, const struct pox_element *element,
                       const struct pox_type *type, size_t index, size_t count)
{
    (void)element;
    (void)type;
    (void)index;
    (void)count;
    bench_fill_close(data);
}

struct bench_result *bench_record_of(const void *message)
{
    struct bench_filler *filler = bench_allocate(sizeof(*filler));
    struct pox_visitor visitor = {
        .value = view_value, .enter = view_enter, .leave = view_leave, .data = filler};
    struct bench_result *result;
    bool good;

    bench_fill_begin(filler, 0);
    good = pox_visit(pox_message_type(), message, &visitor, NULL);
    result = bench_fill_end(filler, good);
    free(filler);
    return result;
}

struct bench_result *bench_read_record(const char *bytes, size_t size)
{
    struct pox_parse_options options = {.limits = bench_limits};
    void *message = pox_parse(pox_message_type(), bytes, size, &options, NULL);
    struct bench_result *result = message ? bench_record_of(message) : NULL;

    pox_free(message);
    return result;
}

/* Reading */

struct state {
    struct pox_parse_options options;
    struct pox_parser *parser;
    struct bench_result *viewed;
    char *written;
    /** Of the last document: the next one is expected to be like it. */
    size_t n_written;
};

static void *open_state(const void *way, const struct pox_allocator *allocator)
{
    struct state *state = bench_allocate(sizeof(*state));

    state->options = options_of(way, allocator);
    return state;
}

static void *open_parser(const void *way, const struct pox_allocator *allocator)
{
    struct state *state = open_state(way, allocator);

    state->parser = pox_parser_new(pox_message_type(), &state->options, NULL);
    return state;
}

static void drop_written(struct state *state)
{
    const struct pox_allocator *allocator = state->options.allocator;

    if (allocator)
        allocator->release(allocator->data, state->written);
    else
        free(state->written);
}

static void close_state(void *data)
{
    struct state *state = data;

    pox_parser_free(state->parser);
    bench_result_free(state->viewed);
    drop_written(state);
    free(state);
}

static void *read_whole(void *data, const struct bench_answer *answer)
{
    struct state *state = data;

    return pox_parse(pox_message_type(), answer->bytes, answer->size, &state->options,
                     NULL);
}

static void *read_pieces(void *data, const struct bench_answer *answer)
{
    struct state *state = data;

    for (size_t at = 0; at < answer->size; at += PIECE) {
        size_t rest = answer->size - at;

        if (!pox_parser_feed(state->parser, answer->bytes + at,
                             rest < PIECE ? rest : PIECE, NULL))
            break;
    }
    return pox_parser_finish(state->parser, NULL, NULL);
}

static void *read_again(void *data, const struct bench_answer *answer)
{
    struct state *state = data;

    return pox_parser_parse(state->parser, answer->bytes, answer->size, NULL, NULL);
}

static const struct bench_record *view(void *data, void *result)
{
    struct state *state = data;

    bench_result_free(state->viewed);
    state->viewed = bench_record_of(result);
    return state->viewed ? state->viewed->document : NULL;
}

static void release(void *data, void *result)
{
    (void)data;
    pox_free(result);
}

static void recycle(void *data, void *result)
{
    struct state *state = data;

    pox_parser_recycle(state->parser, result);
}

/* Writing */

static void *prepare(void *data, const struct bench_answer *answer)
{
    return read_whole(data, answer);
}

static const char *write_whole(void *data, void *prepared, size_t *size)
{
    struct state *state = data;
    struct pox_write_options options = {.compact = true,
                                        .size_hint = state->n_written,
                                        .allocator = state->options.allocator};

    drop_written(state);
    state->written = pox_to_xml(pox_message_type(), prepared, &options, size, NULL);
    state->n_written = state->written ? *size : 0;
    return state->written;
}

#define READER                                                                           \
    .task = BENCH_READ, .is_counted = true, .close = close_state, .view = view,          \
    .release = release

const struct bench_contestant bench_libpox[] = {
    {.name = "libpox", .way = &usual_way, .open = open_state, .read = read_whole, READER},
    {.name = "libpox, recycling",
     .task = BENCH_READ,
     .is_counted = true,
     .way = &usual_way,
     .open = open_parser,
     .read = read_again,
     .view = view,
     .release = recycle,
     .close = close_state},
    {.name = "libpox, libxml2 only",
     .way = &libxml2_way,
     .open = open_state,
     .read = read_whole,
     READER},
    {.name = "libpox, pushed",
     .way = &usual_way,
     .open = open_parser,
     .read = read_pieces,
     READER},
    {.name = "libpox, libxml2 only, pushed",
     .way = &libxml2_way,
     .open = open_parser,
     .read = read_pieces,
     READER},
    {.name = "libpox",
     .task = BENCH_WRITE,
     .way = &usual_way,
     .is_counted = true,
     .open = open_state,
     .close = close_state,
     .prepare = prepare,
     .unprepare = release,
     .write = write_whole},
    {.name = NULL},
};
