/* SPDX-License-Identifier: MIT */
#include "parser.h"

#include "argument.h"

#include <pox/parser.h>

void pox_parser_begin(struct pox_parser *parser, const struct pox_type *type,
                      const struct pox_parse_options *options)
{
    parser->type = type;
    parser->options = options ? *options : (struct pox_parse_options){.strict = false};
    parser->allocator = pox_allocator_or_default(parser->options.allocator);
    parser->options.allocator = &parser->allocator;
    parser->has_begun = false;
    pox_reader_begin(&parser->reader, type, &parser->options, 0, &parser->error);
    pox_plain_begin(&parser->plain, parser->allocator);
}

void pox_parser_end(struct pox_parser *parser)
{
    pox_parser_reset(parser);
    pox_plain_end(&parser->plain);
    pox_document_free(pox_reader_end(&parser->reader));
}

struct pox_parser *pox_parser_new(const struct pox_type *type,
                                  const struct pox_parse_options *options,
                                  struct pox_error *error)
{
    const struct pox_allocator *wanted = options ? options->allocator : NULL;
    struct pox_error unwanted;
    struct pox_allocator allocator;
    struct pox_parser *parser;

    error = pox_error_begin(error, &unwanted);
    if (!pox_allocator_is_whole(wanted))
        return pox_bad_argument(error, "an allocator lacks functions");
    allocator = pox_allocator_or_default(wanted);
    parser = allocator.allocate(allocator.data, sizeof(*parser));
    if (!parser)
        return pox_error_set(error, POX_ERROR_NO_MEMORY, "out of memory");
    pox_parser_begin(parser, type, options);
    return parser;
}

static void begin_document(struct pox_parser *parser)
{
    if (parser->has_begun)
        return;
    parser->has_begun = true;
    pox_reader_next(&parser->reader, 0);
    pox_source_begin(&parser->source, &parser->reader);
}

/** Ends the document at hand; its root is the caller's, if it came to be. */
static void *end_document(struct pox_parser *parser, const struct pox_type **type,
                          struct pox_error *error)
{
    void *root = pox_reader_take(&parser->reader);

    if (!root)
        *error = parser->error;
    if (type)
        *type = root ? parser->reader.type : NULL;
    return root;
}

/** Reads a document in the quick way, if it can be read so. */
static bool read_plainly(struct pox_parser *parser, const char *xml, size_t size)
{
    if (parser->options.libxml2_only)
        return false;
    return pox_plain_read(&parser->plain, &parser->reader, xml, size) ||
           parser->error.status == POX_ERROR_NO_MEMORY;
}

void *pox_parser_read(struct pox_parser *parser, const char *xml, size_t size,
                      const struct pox_type **type, struct pox_error *error)
{
    pox_reader_next(&parser->reader, size);
    if (!read_plainly(parser, xml, size)) {
        pox_reader_restart(&parser->reader);
        pox_source_begin(&parser->source, &parser->reader);
        if (pox_source_feed(&parser->source, xml, size))
            pox_source_finish(&parser->source);
        pox_source_end(&parser->source);
    }
    return end_document(parser, type, error);
}

void *pox_parser_parse(struct pox_parser *parser, const char *xml, size_t size,
                       const struct pox_type **type, struct pox_error *error)
{
    struct pox_error unwanted;

    error = pox_error_begin(error, &unwanted);
    if (type)
        *type = NULL;
    if (!xml && size > 0)
        return pox_bad_argument(error, "no document, but a size");
    pox_parser_reset(parser);
    return pox_parser_read(parser, xml ? xml : "", size, type, error);
}

void pox_parser_recycle(struct pox_parser *parser, void *root)
{
    pox_reader_recycle(&parser->reader, root);
}

bool pox_parser_feed(struct pox_parser *parser, const char *bytes, size_t size,
                     struct pox_error *error)
{
    struct pox_error unwanted;

    error = pox_error_begin(error, &unwanted);
    if (!bytes && size > 0)
        return pox_bad_argument(error, "no document, but a size");
    begin_document(parser);
    if (pox_source_feed(&parser->source, bytes ? bytes : "", size))
        return true;
    *error = parser->error;
    return false;
}

void *pox_parser_finish(struct pox_parser *parser, const struct pox_type **type,
                        struct pox_error *error)
{
    struct pox_error unwanted;

    error = pox_error_begin(error, &unwanted);
    begin_document(parser);
    pox_source_finish(&parser->source);
    pox_source_end(&parser->source);
    parser->has_begun = false;
    return end_document(parser, type, error);
}

void pox_parser_reset(struct pox_parser *parser)
{
    if (!parser->has_begun)
        return;
    pox_source_end(&parser->source);
    parser->has_begun = false;
    pox_document_free(pox_reader_take(&parser->reader));
}

void pox_parser_free(struct pox_parser *parser)
{
    if (!parser)
        return;
    pox_parser_end(parser);
    parser->allocator.release(parser->allocator.data, parser);
}
