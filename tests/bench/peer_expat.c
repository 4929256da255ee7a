/* SPDX-License-Identifier: MIT */
/** @file expat, with namespaces and a parser that is reused. */
#include "peer.h"

#include <expat.h>
#include <stdlib.h>

enum { SEPARATOR = '|' };

struct state {
    struct bench_filler filler;
    XML_Parser parser;
};

static const char *local_name(const char *name)
{
    const char *separator = strrchr(name, SEPARATOR);

    return separator ? separator + 1 : name;
}

static void XMLCALL start(void *data, const char *name, const char **attributes)
{
    struct bench_filler *filler = data;

    name = local_name(name);
    bench_fill_start(filler, name, strlen(name));
    for (; attributes[0]; attributes += 2)
        bench_fill_attribute(filler, attributes[0], strlen(attributes[0]), attributes[1],
                             strlen(attributes[1]));
}

static void XMLCALL end(void *data, const char *name)
{
    (void)name;
    bench_fill_close(data);
}

static void XMLCALL text(void *data, const char *bytes, int size)
{
    bench_fill_text(data, bytes, (size_t)size);
}

static void *open_parser(const void *way, const struct pox_allocator *allocator)
{
    struct state *state = bench_allocate(sizeof(*state));

    (void)way;
    (void)allocator;
    state->parser = XML_ParserCreateNS(NULL, SEPARATOR);
    return state;
}

static void close_parser(void *data)
{
    struct state *state = data;

    XML_ParserFree(state->parser);
    free(state);
}

static void *read_document(void *data, const struct bench_answer *answer)
{
    struct state *state = data;
    enum XML_Status status;

    XML_ParserReset(state->parser, NULL);
    XML_SetUserData(state->parser, &state->filler);
    XML_SetElementHandler(state->parser, start, end);
    XML_SetCharacterDataHandler(state->parser, text);
    bench_fill_begin(&state->filler, answer->size);
    status = XML_Parse(state->parser, answer->bytes, (int)answer->size, 1);
    return bench_fill_end(&state->filler, status == XML_STATUS_OK);
}

static const struct bench_record *view(void *data, void *result)
{
    (void)data;
    return ((struct bench_result *)result)->document;
}

static void release(void *data, void *result)
{
    (void)data;
    bench_result_free(result);
}

const struct bench_contestant bench_expat[] = {
    {.name = "expat",
     .task = BENCH_READ,
     .open = open_parser,
     .close = close_parser,
     .read = read_document,
     .view = view,
     .release = release},
    {.name = NULL},
};
