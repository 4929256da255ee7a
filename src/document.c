/* SPDX-License-Identifier: MIT */
#include "front.h"
#include "json.h"
#include "write.h"

#include <pox/document.h>
#include <stdio.h>

enum { DEFAULT_DEPTH = 64 };

/** Where errors go, all zero: the caller's place or one that nobody looks at. */
static struct pox_error *clear(struct pox_error *error, struct pox_error *unwanted)
{
    error = error ? error : unwanted;
    *error = (struct pox_error){.status = POX_OK};
    return error;
}

static void *bad_argument(struct pox_error *error, const char *message)
{
    error->status = POX_ERROR_ARGUMENT;
    snprintf(error->message, sizeof(error->message), "%s", message);
    return NULL;
}

/** Reads a root of the type that *type points to, or of any; says which it was. */
static void *parse(const struct pox_type **type, const char *xml, size_t size,
                   const struct pox_parse_options *options, struct pox_error *error)
{
    struct pox_reader reader;
    void *root;

    if (!xml && size > 0)
        return bad_argument(error, "no document, but a size");
    pox_reader_begin(&reader, *type, options, size, error);
    pox_front_read(&reader, xml ? xml : "", size);
    root = pox_reader_end(&reader);
    *type = root ? reader.type : NULL;
    return root;
}

void *pox_parse_any(const char *xml, size_t size, const struct pox_parse_options *options,
                    const struct pox_type **type, struct pox_error *error)
{
    struct pox_error unwanted;
    const struct pox_type *found = NULL;
    void *root = parse(&found, xml, size, options, clear(error, &unwanted));

    if (type)
        *type = found;
    return root;
}

void *pox_parse(const struct pox_type *type, const char *xml, size_t size,
                const struct pox_parse_options *options, struct pox_error *error)
{
    struct pox_error unwanted;

    error = clear(error, &unwanted);
    if (!type)
        return bad_argument(error, "no type to read");
    return parse(&type, xml, size, options, error);
}

/** Gives the bytes of a buffer to the caller. */
static char *hand_over(struct pox_buffer *buffer, size_t *size)
{
    if (size)
        *size = buffer->size;
    return buffer->bytes;
}

char *pox_to_xml(const struct pox_type *type, const void *value,
                 const struct pox_write_options *options, size_t *size,
                 struct pox_error *error)
{
    struct pox_error unwanted;
    struct pox_allocator allocator =
        pox_allocator_or_default(options ? options->allocator : NULL);
    struct pox_writer writer = {
        .error = clear(error, &unwanted),
        .compact = options && options->compact,
        .max_depth = options && options->depth ? options->depth : DEFAULT_DEPTH,
        .path = {.allocator = allocator},
    };
    bool good;

    if (!type || !value)
        return bad_argument(writer.error, "no type or no value to write");
    pox_buffer_begin(&writer.out, allocator);
    pox_spelling_begin(&writer.spelling, allocator);
    good = pox_write_document(&writer, type, value);
    pox_spelling_end(&writer.spelling);
    pox_path_end(&writer.path);
    if (good)
        return hand_over(&writer.out, size);
    pox_buffer_end(&writer.out);
    return NULL;
}

char *pox_to_json(const struct pox_type *type, const void *value,
                  const struct pox_write_options *options, size_t *size,
                  struct pox_error *error)
{
    struct pox_error unwanted;
    struct pox_buffer out;

    error = clear(error, &unwanted);
    if (!type || !value)
        return bad_argument(error, "no type or no value to write");
    pox_buffer_begin(&out, pox_allocator_or_default(options ? options->allocator : NULL));
    if (pox_json_document(&out, options && options->compact, type, value, error))
        return hand_over(&out, size);
    pox_buffer_end(&out);
    return NULL;
}

void pox_free(void *value)
{
    pox_document_free(value);
}
