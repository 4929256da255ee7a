/* SPDX-License-Identifier: MIT */
/*
 * The front end over libxml2's push parser. What it guards against, and why:
 *
 * - Success is our own state (the root opened and closed, nothing failed), never the parser's
 *   verdict, which versions before 2.13 give wrongly.
 * - The parser sees checked UTF-8 only, is told to ignore declared encodings, and so never
 *   loads a converter. The lexer goes ahead and holds back a DOCTYPE.
 * - It is fed small pieces that do not depend on how the document came (see source.h), and
 *   markup only once it is complete: versions differ in what they make of a part, and those
 *   before 2.12 begin anew with each piece.
 * - After xmlStopParser() its arguments are freed memory (before 2.13): a failed reader makes
 *   every callback return at once.
 * - Errors come through the `serror` of this context, and no global state is touched.
 */
#include "front.h"

#include "libxml.h"
#include "unicode.h"

#include <libxml/SAX2.h>
#include <libxml/dict.h>
#include <libxml/parser.h>
#include <string.h>

static void stop_unless(struct pox_front *front, bool good)
{
    if (!good)
        xmlStopParser(front->parser);
}

/** Names that every parser has from the start: "xml", "xmlns" and the namespace of "xml". */
enum { N_OWN_NAMES = 3 };

/** The parser keeps every name for good, and before 2.12 gets slow where they are many. */
static bool check_names(struct pox_front *front)
{
    size_t limit = front->reader->limits.names;

    if (xmlDictSize(front->parser->dict) <= (int)limit + N_OWN_NAMES)
        return true;
    return pox_reader_over_limit(front->reader, "names", limit);
}

/** Moves to the markup that the parser tells of; the lexer has found it before. */
static bool locate(struct pox_front *front)
{
    const struct pox_token *token = pox_lexer_take(&front->lexer);

    if (!token) {
        front->reader->position = front->lexer.position;
        return pox_reader_fail(front->reader, POX_ERROR_XML,
                               "not well-formed: markup that only libxml2 sees");
    }
    front->reader->position = token->begin;
    front->last_end = token->end;
    front->has_empty = token->kind == POX_TOKEN_EMPTY;
    return check_names(front);
}

/** Puts a value, with a NUL behind it, into `values`; returns its size. */
static size_t append_value(struct pox_front *front, const xmlChar *bytes, size_t size)
{
    struct pox_buffer *values = &front->values;
    size_t before = values->size;

    pox_buffer_append(values, (const char *)bytes, size);
    if (!values->failed && size > 0)
        values->size = before + pox_libxml_decode(values->bytes + before, size);
    size = values->size - before;
    pox_buffer_append(values, "", 1);
    return size;
}

/**
 * A namespace name. It lives as long as the parser, like all names that come from its
 * dictionary. *ok turns false when there is no memory.
 */
static const char *take_uri(struct pox_front *front, const xmlChar *uri, bool *ok)
{
    const xmlChar *kept;

    if (!uri || !strchr((const char *)uri, '&') || pox_libxml_decodes_namespaces())
        return (const char *)uri;
    front->values.size = 0;
    append_value(front, uri, strlen((const char *)uri));
    kept = front->values.failed ? NULL
                                : xmlDictLookup(front->parser->dict,
                                                (const xmlChar *)front->values.bytes, -1);
    if (!kept)
        *ok = pox_reader_out_of_memory(front->reader);
    return (const char *)kept;
}

/** More than the default limits allow: 64 levels of 128 declarations, for each "<a/>". */
enum { LOOKS_PER_BYTE = 2048 };

/**
 * Before 2.12 the parser looks for the namespace of an element or attribute in all declarations
 * in scope, one after the other. That may cost no more than so much for each byte: what many
 * declarations cost in elements that are short, they need not cost in those that have them.
 */
static bool count_looks(struct pox_front *front, size_t n_declarations,
                        size_t n_attributes)
{
    size_t depth = front->reader->depth;
    size_t outside = depth > 0 ? front->in_scope[depth - 1] : 0;

    front->in_scope[depth] = outside + n_declarations;
    front->n_looks += (uint64_t)front->in_scope[depth] * (n_attributes + 1);
    if (front->n_looks / LOOKS_PER_BYTE <= front->n_read)
        return true;
    return pox_reader_fail(front->reader, POX_ERROR_LIMIT,
                           "too many declarations of namespaces are in scope");
}

static bool check_namespace(struct pox_front *front, const xmlChar *uri)
{
    size_t size = strlen((const char *)uri);

    if (size > POX_MAX_NAMESPACE && !pox_libxml_decodes_namespaces()) {
        front->values.size = 0;
        size = append_value(front, uri, size);
        if (front->values.failed)
            return pox_reader_out_of_memory(front->reader);
    }
    return size <= POX_MAX_NAMESPACE ||
           pox_reader_fail(front->reader, POX_ERROR_LIMIT,
                           "a namespace is longer than the %d bytes allowed",
                           POX_MAX_NAMESPACE);
}

/** One more declaration than attributes may be needed, for the element itself. */
static bool check_namespaces(struct pox_front *front, size_t n, const xmlChar **pairs)
{
    size_t limit = front->reader->limits.attributes;

    if (n > limit + 1)
        return pox_reader_over_limit(front->reader, "attributes", limit);
    for (size_t i = 0; i < n; i++) {
        if (pairs[2 * i + 1] && !check_namespace(front, pairs[2 * i + 1]))
            return false;
    }
    return true;
}

/** Where libxml2 has things in the attributes of a SAX2 start tag. */
enum { LOCAL_NAME, PREFIX, URI, VALUE, VALUE_END, PER_ATTRIBUTE };

static bool make_room(struct pox_front *front, size_t n)
{
    struct pox_allocator *allocator = &front->reader->allocator;
    void *grown;

    if (n <= front->attributes_capacity)
        return true;
    grown = allocator->reallocate(allocator->data, front->attributes,
                                  n * sizeof(*front->attributes));
    if (!grown)
        return pox_reader_out_of_memory(front->reader);
    front->attributes = grown;
    front->attributes_capacity = n;
    return true;
}

static bool take_attributes(struct pox_front *front, size_t n, const xmlChar **from)
{
    size_t offset = 0;
    bool ok = make_room(front, n);

    for (size_t i = 0; ok && i < n; i++)
        front->attributes[i] = (struct pox_attribute){
            .name = (const char *)from[i * PER_ATTRIBUTE + LOCAL_NAME],
            .uri = take_uri(front, from[i * PER_ATTRIBUTE + URI], &ok),
        };
    front->values.size = 0;
    for (size_t i = 0; ok && i < n; i++, from += PER_ATTRIBUTE)
        front->attributes[i].value.size =
            append_value(front, from[VALUE], (size_t)(from[VALUE_END] - from[VALUE]));
    if (!ok || front->values.failed)
        return pox_reader_out_of_memory(front->reader);
    /* Only now do the values stay where they are. */
    for (size_t i = 0; i < n; i++) {
        front->attributes[i].value.bytes = front->values.bytes + offset;
        offset += front->attributes[i].value.size + 1;
    }
    return true;
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
                     int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    struct pox_front *front = data;
    size_t n = (size_t)n_attributes;
    const char *own_uri;
    bool ok;

    (void)prefix;
    (void)n_defaulted;
    if (front->reader->failed)
        return;
    ok = locate(front) && count_looks(front, (size_t)n_namespaces, n) &&
         check_namespaces(front, (size_t)n_namespaces, namespaces);
    own_uri = ok ? take_uri(front, uri, &ok) : NULL;
    stop_unless(front, ok && take_attributes(front, n, attributes) &&
                           pox_reader_start(front->reader, (const char *)name, own_uri,
                                            front->attributes, n));
    front->reader->position = front->last_end;
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *uri)
{
    struct pox_front *front = data;
    bool is_empty = front->has_empty;

    (void)name;
    (void)prefix;
    (void)uri;
    if (front->reader->failed)
        return;
    front->has_empty = false;
    stop_unless(front, (is_empty || locate(front)) && pox_reader_close(front->reader));
    front->reader->position = front->last_end;
}

/** Between texts, what stands aside only moves the place of what follows. */
static void on_comment(void *data, const xmlChar *text)
{
    struct pox_front *front = data;

    (void)text;
    if (front->reader->failed)
        return;
    stop_unless(front, locate(front));
    front->reader->position = front->last_end;
}

static void on_instruction(void *data, const xmlChar *target, const xmlChar *text)
{
    (void)target;
    on_comment(data, text);
}

static void on_text(void *data, const xmlChar *text, int size)
{
    struct pox_front *front = data;

    if (front->reader->failed)
        return;
    front->reader->position = pox_lexer_text(&front->lexer);
    stop_unless(front, pox_reader_text(front->reader, (const char *)text, (size_t)size));
}

/** The lexer holds every DOCTYPE back; should one slip through, it ends here. */
static void on_doctype(void *data, const xmlChar *name, const xmlChar *external_id,
                       const xmlChar *system_id)
{
    struct pox_front *front = data;

    (void)name;
    (void)external_id;
    (void)system_id;
    stop_unless(front, pox_reader_fail(front->reader, POX_ERROR_DOCTYPE,
                                       "a DOCTYPE that only libxml2 sees"));
}

/** Codes of libxml2 for namespace names that are odd, but no reason to refuse a document. */
static bool is_harmless(int code)
{
    return code == XML_WAR_NS_URI || code == XML_WAR_NS_URI_RELATIVE;
}

/** Whether the parser was told that no more comes, and yet the root is open. */
static bool is_missing_the_end(const struct pox_front *front)
{
    return front->is_ending && !front->reader->is_complete;
}

/** Where an error is: alike under every version of the parser. */
static struct pox_position place_of(const struct pox_front *front, const xmlError *error)
{
    struct pox_position begin = pox_lexer_begin(&front->lexer);

    /* Versions before 2.12 notice too many colons at the second one, later ones behind. */
    if (error->code == XML_NS_ERR_QNAME)
        return begin;
    /* They count bytes in CDATA for columns, and other versions something else. */
    if (pox_lexer_is_after_cdata(&front->lexer) && error->line > 0 &&
        (size_t)error->line == begin.line)
        return begin;
    return (struct pox_position){
        .line = error->line > 0 ? (size_t)error->line : 1,
        .column = error->int2 > 0 ? (size_t)error->int2 : 1,
    };
}

#if LIBXML_VERSION >= 21200
static void on_error(void *data, const xmlError *error)
#else
static void on_error(void *data, xmlErrorPtr error)
#endif
{
    struct pox_front *front = data;
    struct pox_reader *reader = front->reader;
    size_t size;

    if (reader->failed || error->level < XML_ERR_ERROR || is_harmless(error->code))
        return;
    if (error->code == XML_ERR_NO_MEMORY || !error->message) { /* none for the message */
        stop_unless(front, pox_reader_out_of_memory(reader));
        return;
    }
    if (is_missing_the_end(front))
        return; /* whatever it says: pox_front_finish() says it better */
    if (error->code == XML_ERR_NAME_TOO_LONG) {
        stop_unless(front,
                    pox_reader_fail(reader, POX_ERROR_LIMIT,
                                    "a name is longer than the 50,000 bytes allowed"));
        return;
    }
    size = strlen(error->message);
    while (size > 0 && pox_is_space(error->message[size - 1]))
        size--;
    reader->position = place_of(front, error);
    stop_unless(front, pox_reader_fail(reader, POX_ERROR_XML, "not well-formed: %.*s",
                                       (int)size, error->message));
}

static bool make_parser(struct pox_front *front)
{
    xmlSAXHandler handler = {
        .initialized = XML_SAX2_MAGIC,
        .internalSubset = on_doctype,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .comment = on_comment,
        .processingInstruction = on_instruction,
        .serror = on_error,
    };
    int options = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC;

#if LIBXML_VERSION >= 21300
    options |= XML_PARSE_NO_XXE;
#endif
    pox_libxml_initialize();
    front->parser = xmlCreatePushParserCtxt(&handler, front, NULL, 0, NULL);
    if (!front->parser || !pox_libxml_reserve_attributes(
                              front->parser, 2 * front->lexer.max_attributes + 1))
        return pox_reader_out_of_memory(front->reader);
    xmlCtxtUseOptions(front->parser, options);
    return true;
}

void pox_front_begin(struct pox_front *front, struct pox_reader *reader)
{
    *front = (struct pox_front){
        .reader = reader,
        .last_end = {1, 1},
        .lexer =
            {
                .allocator = reader->allocator,
                .max_markup_bytes = reader->limits.text_bytes,
                .max_attributes = reader->limits.attributes,
                .position = {1, 1},
                .at_start = true,
            },
    };
    pox_buffer_begin(&front->held, reader->allocator);
    pox_buffer_begin(&front->values, reader->allocator);
    reader->position = front->last_end;
}

void pox_front_end(struct pox_front *front)
{
    struct pox_allocator *allocator = &front->reader->allocator;

    if (front->parser) {
        if (front->parser->myDoc) /* made for a DOCTYPE before 2.13 */
            xmlFreeDoc(front->parser->myDoc);
        front->parser->myDoc = NULL;
        xmlFreeParserCtxt(front->parser);
    }
    pox_lexer_end(&front->lexer);
    pox_buffer_end(&front->held);
    pox_buffer_end(&front->values);
    allocator->release(allocator->data, front->attributes);
}

/** A parser that cannot even keep its input only says that it has stopped. */
static bool is_no_memory(int code)
{
    return code == XML_ERR_NO_MEMORY || code == XML_PARSER_EOF;
}

static bool give(struct pox_front *front, const char *bytes, size_t size)
{
    int code = size > 0 ? xmlParseChunk(front->parser, bytes, (int)size, 0) : 0;

    if (front->reader->failed)
        return false;
    if (code == 0 || is_harmless(code))
        return true;
    if (is_no_memory(code))
        return pox_reader_out_of_memory(front->reader);
    return pox_reader_fail(front->reader, POX_ERROR_XML, "not well-formed (libxml2: %d)",
                           code);
}

/** Keeps bytes for later. */
static bool hold(struct pox_front *front, const char *bytes, size_t size)
{
    pox_buffer_append(&front->held, bytes, size);
    return !front->held.failed || pox_reader_out_of_memory(front->reader);
}

/** Gives what was held back, with more bytes behind it. */
static bool give_all(struct pox_front *front, const char *bytes, size_t size)
{
    struct pox_buffer *held = &front->held;

    if (held->size == 0)
        return give(front, bytes, size);
    if (!hold(front, bytes, size))
        return false;
    size = held->size;
    held->size = 0;
    return give(front, held->bytes, size);
}

bool pox_front_read(struct pox_front *front, const char *bytes, size_t size)
{
    struct pox_error refusal = {.status = POX_OK};
    size_t whole;
    bool lexed;

    if (!front->parser && !make_parser(front))
        return false;
    lexed = pox_lexer_feed(&front->lexer, bytes, size, &whole, &refusal);
    front->n_read += size;
    if (whole > 0 && !give_all(front, bytes, whole))
        return false;
    if (lexed)
        return hold(front, bytes + whole, size - whole);
    front->reader->position = front->lexer.position;
    return pox_reader_fail(front->reader, refusal.status, "%s", refusal.message);
}

/** Says so if the document ends too early. */
static bool refuse_truncated(struct pox_front *front)
{
    const struct pox_reader *reader = front->reader;
    const struct pox_position *begin = &front->lexer.token.begin;
    const char *unfinished = pox_lexer_unfinished(&front->lexer);

    front->reader->position = front->lexer.position;
    if (unfinished)
        pox_reader_fail(front->reader, POX_ERROR_TRUNCATED,
                        "the document ends inside %s, which begins at %zu:%zu",
                        unfinished, begin->line, begin->column);
    else if (reader->depth > 0)
        pox_reader_fail(front->reader, POX_ERROR_TRUNCATED,
                        "the document ends before the end of '%.60s'",
                        reader->frames[reader->depth - 1].name);
    else if (!reader->is_complete)
        pox_reader_fail(front->reader, POX_ERROR_TRUNCATED,
                        "the document ends before its first element");
    return reader->failed;
}

bool pox_front_finish(struct pox_front *front)
{
    struct pox_reader *reader = front->reader;
    int code;

    front->is_ending = true;
    code = xmlParseChunk(front->parser, NULL, 0, 1);
    if (reader->failed)
        return false;
    if (is_no_memory(code))
        return pox_reader_out_of_memory(reader);
    if (refuse_truncated(front))
        return false;
    if ((code != 0 && !is_harmless(code)) || !front->parser->wellFormed)
        return pox_reader_fail(reader, POX_ERROR_XML, "not well-formed (libxml2: %d)",
                               code);
    return true;
}
