/* SPDX-License-Identifier: MIT */
#include "front.h"
#include "json.h"
#include "write.h"

#include <pox/document.h>
#include <stdio.h>

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
    if (options && !pox_allocator_is_whole(options->allocator))
        return bad_argument(error, "an allocator lacks functions");
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

/** Makes a text of a value, in one way or the other. */
static char *make_text(
    bool (*make)(struct pox_buffer *out, const struct pox_write_options *options,
                 const struct pox_type *type, const void *value, struct pox_error *error),
    const struct pox_type *type, const void *value,
    const struct pox_write_options *options, size_t *size, struct pox_error *error)
{
    static const struct pox_write_options defaults;
    struct pox_error unwanted;
    struct pox_buffer out;

    error = clear(error, &unwanted);
    options = options ? options : &defaults;
    if (!type || !value)
        return bad_argument(error, "no type or no value to write");
    if (!pox_allocator_is_whole(options->allocator))
        return bad_argument(error, "an allocator lacks functions");
    pox_buffer_begin(&out, pox_allocator_or_default(options->allocator));
    if (make(&out, options, type, value, error))
        return hand_over(&out, size);
    pox_buffer_end(&out);
    return NULL;
}

char *pox_to_xml(const struct pox_type *type, const void *value,
                 const struct pox_write_options *options, size_t *size,
                 struct pox_error *error)
{
    return make_text(pox_write_document, type, value, options, size, error);
}

char *pox_to_json(const struct pox_type *type, const void *value,
                  const struct pox_write_options *options, size_t *size,
                  struct pox_error *error)
{
    return make_text(pox_json_document, type, value, options, size, error);
}

void pox_free(void *value)
{
    pox_document_free(value);
}
