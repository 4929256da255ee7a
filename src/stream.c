/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "argument.h"
#include "memory.h"

#include <errno.h>
#include <pox/document.h>
#include <pox/parser.h>
#include <pox/stream.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK_SIZE = 16384 };

/** Says that the system refused. Always returns false. */
static bool system_error(struct pox_error *error, enum pox_status status,
                         const char *what)
{
    char reason[128] = "unknown reason";

    strerror_r(errno, reason, sizeof(reason)); /* which may leave it as it is */
    *error = (struct pox_error){.status = status};
    snprintf(error->message, sizeof(error->message), "cannot %s: %s", what, reason);
    return false;
}

/** Feeds all that comes from a descriptor, or as much as the parser wants. */
static bool feed_all(struct pox_parser *parser, int descriptor, struct pox_error *error)
{
    char chunk[CHUNK_SIZE];

    for (;;) {
        ssize_t size = read(descriptor, chunk, sizeof(chunk));

        if (size == 0)
            return true;
        if (size < 0 && errno != EINTR)
            return system_error(error, POX_ERROR_INPUT, "read");
        if (size > 0 && !pox_parser_feed(parser, chunk, (size_t)size, error))
            return false;
    }
}

void *pox_parse_fd(const struct pox_type *type, int descriptor,
                   const struct pox_parse_options *options, const struct pox_type **found,
                   struct pox_error *error)
{
    struct pox_error unwanted;
    struct pox_parser *parser;
    void *root = NULL;

    error = pox_error_begin(error, &unwanted);
    if (found)
        *found = NULL;
    parser = pox_parser_new(type, options, error);
    if (!parser)
        return NULL;
    if (feed_all(parser, descriptor, error))
        root = pox_parser_finish(parser, found, error);
    pox_parser_free(parser);
    return root;
}

bool pox_write(const struct pox_type *type, const void *value,
               const struct pox_write_options *options,
               size_t (*sink)(void *data, const char *bytes, size_t size), void *data,
               struct pox_error *error)
{
    struct pox_error unwanted;
    struct pox_allocator allocator;
    size_t size;
    size_t n_taken;
    char *xml;

    error = pox_error_begin(error, &unwanted);
    if (!sink)
        return pox_bad_argument(error, "no sink to write to");
    xml = pox_to_xml(type, value, options, &size, error);
    if (!xml)
        return false;
    n_taken = sink(data, xml, size);
    allocator = pox_allocator_or_default(options ? options->allocator : NULL);
    allocator.release(allocator.data, xml);
    if (n_taken == size)
        return true;
    error->status = POX_ERROR_OUTPUT;
    snprintf(error->message, sizeof(error->message), "the sink took %zu of %zu bytes",
             n_taken < size ? n_taken : 0, size);
    return false;
}

/** A descriptor as a sink. */
struct outlet {
    int descriptor;
    /** What stopped it; 0: nothing. */
    int reason;
};

static size_t write_all(void *data, const char *bytes, size_t size)
{
    struct outlet *outlet = data;
    size_t n_taken = 0;

    while (n_taken < size) {
        ssize_t n = write(outlet->descriptor, bytes + n_taken, size - n_taken);

        if (n > 0) {
            n_taken += (size_t)n;
        } else if (n == 0 || errno != EINTR) {
            outlet->reason = n == 0 ? ENOSPC : errno;
            break;
        }
    }
    return n_taken;
}

bool pox_write_fd(const struct pox_type *type, const void *value,
                  const struct pox_write_options *options, int descriptor,
                  struct pox_error *error)
{
    struct outlet outlet = {.descriptor = descriptor};
    struct pox_error unwanted;

    error = pox_error_begin(error, &unwanted);
    if (pox_write(type, value, options, write_all, &outlet, error))
        return true;
    if (error->status != POX_ERROR_OUTPUT)
        return false;
    errno = outlet.reason;
    return system_error(error, POX_ERROR_OUTPUT, "write");
}
