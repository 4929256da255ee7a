/* SPDX-License-Identifier: MIT */
/**
 * @file
 * gSOAP, with the code that soapcpp2 makes of generated/bench/gsoap.h. Contexts are reused, and
 * namespaces not looked at, which makes it faster rather than slower.
 */
#include "peer.h"

#include <pox.nsmap>
#include <poxH.h>
#include <stdlib.h>

struct state {
    struct soap *soap;
    const struct bench_answer *answer;
    /** How far the answer was read. */
    size_t at;
    char *written;
    size_t size;
    size_t capacity;
    /** Of the last answer that was looked at. */
    struct bench_result *viewed;
};

static size_t receive(struct soap *soap, char *bytes, size_t size)
{
    struct state *state = soap->user;
    size_t rest = state->answer->size - state->at;

    size = size < rest ? size : rest;
    memcpy(bytes, state->answer->bytes + state->at, size);
    state->at += size;
    return size;
}

static int send_bytes(struct soap *soap, const char *bytes, size_t size)
{
    struct state *state = soap->user;

    if (state->size + size > state->capacity) {
        char *grown = realloc(state->written, 2 * (state->size + size));

        if (!grown)
            return SOAP_EOM;
        state->written = grown;
        state->capacity = 2 * (state->size + size);
    }
    memcpy(state->written + state->size, bytes, size);
    state->size += size;
    return SOAP_OK;
}

static void *open_soap(const void *way, const struct pox_allocator *allocator)
{
    struct state *state = bench_allocate(sizeof(*state));

    (void)way;
    (void)allocator;
    state->soap = soap_new1(SOAP_C_UTFSTRING | SOAP_XML_IGNORENS | SOAP_XML_TREE);
    state->soap->user = state;
    state->soap->frecv = receive;
    state->soap->fsend = send_bytes;
    soap_set_namespaces(state->soap, namespaces);
    return state;
}

static void close_soap(void *data)
{
    struct state *state = data;

    soap_destroy(state->soap);
    soap_end(state->soap);
    soap_free(state->soap);
    bench_result_free(state->viewed);
    free(state->written);
    free(state);
}

static void *read_document(void *data, const struct bench_answer *answer)
{
    struct state *state = data;
    struct pox__Autodiscover *message = soap_new_pox__Autodiscover(state->soap, 1);

    state->answer = answer;
    state->at = 0;
    if (message && soap_read_pox__Autodiscover(state->soap, message) == SOAP_OK)
        return message;
    soap_end(state->soap);
    return NULL;
}

static void release(void *data, void *result)
{
    struct state *state = data;

    (void)result;
    soap_destroy(state->soap);
    soap_end(state->soap);
}

static void *prepare(void *data, const struct bench_answer *answer)
{
    return read_document(data, answer);
}

static const char *write_document(void *data, void *prepared, size_t *size)
{
    struct state *state = data;

    state->size = 0;
    if (soap_write_pox__Autodiscover(state->soap, prepared) != SOAP_OK)
        return NULL;
    *size = state->size;
    return state->written;
}

/** Written again, the message can be read by libpox. */
static const struct bench_record *view(void *data, void *result)
{
    struct state *state = data;
    size_t size = 0;
    const char *bytes = write_document(data, result, &size);

    bench_result_free(state->viewed);
    state->viewed = bytes ? bench_read_record(bytes, size) : NULL;
    return state->viewed ? state->viewed->document : NULL;
}

#define SOAP .name = "gSOAP", .open = open_soap, .close = close_soap

const struct bench_contestant bench_gsoap[] = {
    {SOAP, .task = BENCH_READ, .read = read_document, .view = view, .release = release},
    {SOAP, .task = BENCH_WRITE, .prepare = prepare, .unprepare = release,
     .write = write_document},
    {.name = NULL},
};
