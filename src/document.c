/* SPDX-License-Identifier: MIT */
#include "argument.h"
#include "json.h"
#include "parser.h"
#include "write.h"

#include <pox/document.h>
#include <pox/parser.h>

/** Reads a root of a type, or of any (NULL); says which it was. */
static void *parse(const struct pox_type *type, const char *xml, size_t size,
                   const struct pox_parse_options *options, const struct pox_type **found,
                   struct pox_error *error)
{
    struct pox_parser parser;
    void *root;

    if (!xml && size > 0)
        return pox_bad_argument(error, "no document, but a size");
    if (options && !pox_allocator_is_whole(options->allocator))
        return pox_bad_argument(error, "an allocator lacks functions");
    pox_parser_begin(&parser, type, options);
    root = pox_parser_read(&parser, xml ? xml : "", size, found, error);
    pox_parser_end(&parser);
    return root;
}

void *pox_parse_any(const char *xml, size_t size, const struct pox_parse_options *options,
                    const struct pox_type **type, struct pox_error *error)
{
    struct pox_error unwanted;

    if (type)
        *type = NULL;
    return parse(NULL, xml, size, options, type, pox_error_begin(error, &unwanted));
}

void *pox_parse(const struct pox_type *type, const char *xml, size_t size,
                const struct pox_parse_options *options, struct pox_error *error)
{
    struct pox_error unwanted;

    error = pox_error_begin(error, &unwanted);
    if (!type)
        return pox_bad_argument(error, "no type to read");
    return parse(type, xml, size, options, NULL, error);
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

    error = pox_error_begin(error, &unwanted);
    options = options ? options : &defaults;
    if (!type || !value)
        return pox_bad_argument(error, "no type or no value to write");
    if (!pox_allocator_is_whole(options->allocator))
        return pox_bad_argument(error, "an allocator lacks functions");
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
