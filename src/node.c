/* SPDX-License-Identifier: MIT */
/*
 * The front end over a tree of libxml2's. A program may have built it by hand, so nothing is
 * taken for granted that a parser would have seen to. The tree is only read, and no function of
 * libxml2's is called but xmlGetLineNo(), which allocates nothing and looks at nothing else.
 */
#include "argument.h"
#include "libxml.h"
#include "reader.h"
#include "unicode.h"

#include <libxml/tree.h>
#include <pox/node.h>
#include <string.h>

enum { N_NAMES = 16 };

struct front {
    struct pox_reader *reader;
    /** The open elements. Their own links to their parents may be anything. */
    const xmlNode *open[POX_MAX_DEPTH];
    size_t depth;
    /** What the tree and the tag at hand came to so far. */
    size_t document_bytes;
    size_t tag_bytes;
    /** Namespace names that were looked at last, of which nearly every next element has one. */
    struct {
        const xmlChar *href;
        const char *uri;
    } names[N_NAMES];
    size_t n_names;
    /** Those that had to be copied, and the document that the arena belongs to. */
    void *copies;
    struct pox_arena *arena;
    /** Attributes of one element, up to the first that is too many, and their values. */
    struct pox_attribute attributes[POX_MAX_ATTRIBUTES + 1];
    struct pox_buffer values;
};

/* Checks */

/** Counts bytes that the tree holds, so that work is bounded even where a list is a ring. */
static bool count(struct front *front, size_t size)
{
    size_t limit = front->reader->limits.document_bytes;

    if (size > limit - front->document_bytes)
        return pox_reader_over_limit(front->reader, "document_bytes", limit);
    front->document_bytes += size;
    return true;
}

/** Counts bytes of a name or value, which are part of a tag as well. */
static bool count_in_tag(struct front *front, size_t size)
{
    size_t limit = front->reader->limits.text_bytes;

    if (size > limit - front->tag_bytes)
        return pox_reader_over_limit(front->reader, "text_bytes", limit);
    front->tag_bytes += size;
    return true;
}

static bool check_text(struct front *front, const char *text, size_t size)
{
    size_t at;

    switch (pox_check_text(text, size, &at)) {
    case POX_TEXT_FINE:
        return true;
    case POX_TEXT_NOT_UTF8:
        return pox_reader_fail(front->reader, POX_ERROR_ENCODING,
                               "not UTF-8 at byte %zu of a text", at);
    case POX_TEXT_FORBIDDEN:
        break;
    }
    return pox_reader_fail(front->reader, POX_ERROR_XML,
                           "a character that XML does not allow at byte %zu of a text",
                           at);
}

static bool check_name(struct front *front, const xmlChar *name)
{
    const char *text = name ? (const char *)name : "";
    struct pox_text whole = {text, strlen(text)};
    struct pox_quote quote;
    bool good = count(front, whole.size) && count_in_tag(front, whole.size) &&
                check_text(front, text, whole.size) &&
                (pox_is_name(text, whole.size) ||
                 pox_reader_fail(front->reader, POX_ERROR_XML, "'%s' is no name",
                                 pox_quote(whole, &quote)));

    return name && good; /* nothing good is without one, which an analyzer cannot know */
}

/** Copies a namespace name as libxml2 has it in a tree up to 2.12, which needs it to save it. */
static const char *decode(struct front *front, const char *uri)
{
    const struct pox_reader *reader = front->reader;
    char *copy;

    if (!front->copies)
        front->copies = pox_document_new(reader->allocator, 0, 0, &front->arena);
    copy = front->copies ? pox_arena_text(front->arena, uri, strlen(uri)) : NULL;
    if (copy)
        copy[pox_libxml_decode(copy, strlen(copy))] = '\0';
    else
        pox_reader_out_of_memory(front->reader);
    return copy;
}

static bool check_uri(struct front *front, const char *uri)
{
    size_t limit = front->reader->limits.text_bytes;
    size_t size = strlen(uri);

    if (size > limit)
        return pox_reader_over_limit(front->reader, "text_bytes", limit);
    if (strcmp(uri, POX_XMLNS_NAMESPACE) == 0)
        return pox_reader_fail(front->reader, POX_ERROR_XML,
                               "'%s' is for declarations only", uri);
    return count(front, size) && check_text(front, uri, size);
}

/** A namespace name that was not looked at before, or long ago. */
static bool look_at_uri(struct front *front, const xmlChar *href, const char **uri)
{
    size_t place = front->n_names++ % N_NAMES;

    *uri = (const char *)href;
    if (!check_uri(front, *uri))
        return false;
    if (strchr(*uri, '&') && !pox_libxml_decodes_namespaces())
        *uri = decode(front, *uri);
    if (*uri && strlen(*uri) > POX_MAX_NAMESPACE)
        return pox_reader_fail(front->reader, POX_ERROR_LIMIT,
                               "a namespace is longer than the %d bytes allowed",
                               POX_MAX_NAMESPACE);
    front->names[place].href = href;
    front->names[place].uri = *uri;
    return *uri;
}

/** The name of a namespace; NULL: none. */
static bool take_uri(struct front *front, const xmlNs *namespace, const char **uri)
{
    *uri = NULL;
    if (!namespace || !namespace->href || namespace->href[0] == '\0')
        return true;
    for (size_t i = 0; i < N_NAMES && i < front->n_names; i++) {
        if (front->names[i].href == namespace->href) {
            *uri = front->names[i].uri;
            return true;
        }
    }
    return look_at_uri(front, namespace->href, uri);
}

/* Texts */

/** What a predefined entity stands for; NULL: it is none. */
static const char *predefined(const xmlChar *name)
{
    static const char *const entities[][2] = {
        {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"},
    };

    for (size_t i = 0; name && i < sizeof(entities) / sizeof(entities[0]); i++) {
        if (strcmp((const char *)name, entities[i][0]) == 0)
            return entities[i][1];
    }
    return NULL;
}

static bool refuse_entity(struct front *front, const xmlChar *name)
{
    const char *text = name ? (const char *)name : "";
    struct pox_quote quote;

    return pox_reader_fail(front->reader, POX_ERROR_DOCTYPE,
                           "the entity '%s' is not resolved; Autodiscover messages have "
                           "none but the five",
                           pox_quote((struct pox_text){text, strlen(text)}, &quote));
}

/** The text that a node is; fails where it is no text. */
static bool take_text(struct front *front, const xmlNode *node, struct pox_text *text)
{
    *text = (struct pox_text){"", 0};
    switch (node->type) {
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE:
        if (node->content)
            text->bytes = (const char *)node->content;
        break;
    case XML_ENTITY_REF_NODE:
        text->bytes = predefined(node->name);
        if (!text->bytes)
            return refuse_entity(front, node->name);
        break;
    default:
        return pox_reader_fail(front->reader, POX_ERROR_XML,
                               "a node of libxml2's type %d has no place here",
                               (int)node->type);
    }
    text->size = strlen(text->bytes);
    return count(front, text->size) && check_text(front, text->bytes, text->size);
}

/* Attributes */

/** Puts a value, with a NUL behind it, into `values`, and its size into the attribute. */
static bool take_value(struct front *front, const xmlAttr *from,
                       struct pox_attribute *attribute)
{
    size_t before = front->values.size;

    for (const xmlNode *node = from->children; node; node = node->next) {
        struct pox_text piece;

        if (!count(front, 1) || !take_text(front, node, &piece) ||
            !count_in_tag(front, piece.size))
            return false;
        pox_buffer_append(&front->values, piece.bytes, piece.size);
    }
    attribute->value.size = front->values.size - before;
    pox_buffer_append(&front->values, "", 1);
    return !front->values.failed || pox_reader_out_of_memory(front->reader);
}

static bool is_repeated(const struct pox_attribute *attributes, size_t i)
{
    const char *uri = attributes[i].uri ? attributes[i].uri : "";

    for (size_t k = 0; k < i; k++) {
        if (strcmp(attributes[k].name, attributes[i].name) == 0 &&
            strcmp(attributes[k].uri ? attributes[k].uri : "", uri) == 0)
            return true;
    }
    return false;
}

static bool take_attribute(struct front *front, const xmlAttr *from, size_t i)
{
    struct pox_attribute *attribute = &front->attributes[i];

    if (!check_name(front, from->name) || !take_uri(front, from->ns, &attribute->uri))
        return false;
    attribute->name = front->reader->attribute = (const char *)from->name;
    if (!attribute->uri && strcmp(attribute->name, "xmlns") == 0)
        return pox_reader_fail(front->reader, POX_ERROR_XML,
                               "a declaration of a namespace is no attribute in a tree");
    if (is_repeated(front->attributes, i))
        return pox_reader_fail(front->reader, POX_ERROR_XML,
                               "attribute '%s' occurs twice", attribute->name);
    return take_value(front, from, attribute);
}

/** All attributes, or where there are too many, enough for the reader to say so. */
static bool take_attributes(struct front *front, const xmlNode *node, size_t *n)
{
    size_t offset = 0;

    *n = 0;
    if (!node->properties)
        return true;
    /* The reader opens the element only with its attributes: until then its path lacks it. */
    if (!pox_path_push(&front->reader->path, (const char *)node->name, 0))
        return pox_reader_out_of_memory(front->reader);
    front->values.size = 0;
    for (const xmlAttr *from = node->properties;
         from && *n <= front->reader->limits.attributes; from = from->next) {
        if (!take_attribute(front, from, (*n)++))
            return false;
    }
    front->reader->attribute = NULL;
    pox_path_pop(&front->reader->path);
    /* Only now do the values stay where they are. */
    for (size_t i = 0; i < *n; i++) {
        front->attributes[i].value.bytes = front->values.bytes + offset;
        offset += front->attributes[i].value.size + 1;
    }
    return true;
}

/* Events */

static size_t line_of(const xmlNode *node)
{
    long line = xmlGetLineNo(node);

    return line > 0 ? (size_t)line : 0;
}

static size_t count_lines(const char *bytes, size_t size)
{
    size_t lines = 0;

    for (size_t i = 0; i < size; i++)
        lines += bytes[i] == '\n';
    return lines;
}

/**
 * Where a text begins that is no white space. libxml2 has the line where it ends, or where a
 * piece of it does; it begins no earlier than what came before it.
 */
static size_t first_line(const struct front *front, const xmlNode *node,
                         struct pox_text text)
{
    size_t before = front->reader->position.line;
    size_t line = line_of(node);
    size_t lines = count_lines(text.bytes, text.size);
    size_t rest = text.size;
    const char *content = pox_trim(text.bytes, &rest);

    if (node->type != XML_TEXT_NODE || line <= before)
        return line;
    line = lines < line - before ? line - lines : before;
    return line + count_lines(text.bytes, (size_t)(content - text.bytes));
}

static bool start(struct front *front, const xmlNode *node)
{
    const char *uri;
    size_t n;

    front->reader->position = (struct pox_position){.line = line_of(node)};
    front->tag_bytes = 0;
    return check_name(front, node->name) && take_uri(front, node->ns, &uri) &&
           take_attributes(front, node, &n) &&
           pox_reader_start(front->reader, (const char *)node->name, uri,
                            front->attributes, n);
}

static bool end(struct front *front, const xmlNode *node)
{
    front->reader->position = (struct pox_position){.line = line_of(node)};
    return pox_reader_close(front->reader);
}

/** What stands beside a message and is not part of it. */
static bool is_aside(const xmlNode *node)
{
    switch (node->type) {
    case XML_COMMENT_NODE:
    case XML_PI_NODE:
    case XML_DTD_NODE:
    case XML_XINCLUDE_START:
    case XML_XINCLUDE_END:
        return true;
    default:
        return false;
    }
}

static bool tell(struct front *front, const xmlNode *node)
{
    struct pox_text text;

    if (!count(front, 1))
        return false;
    if (node->type == XML_ELEMENT_NODE)
        return start(front, node);
    if (is_aside(node))
        return true;
    if (!take_text(front, node, &text))
        return false;
    front->reader->position =
        (struct pox_position){.line = first_line(front, node, text)};
    return pox_reader_text(front->reader, text.bytes, text.size);
}

/** Tells the reader of an element and all that is in it. */
static bool walk(struct front *front, const xmlNode *root)
{
    const xmlNode *node = root;

    do {
        if (!node) { /* behind the last child */
            node = front->open[--front->depth];
            if (!end(front, node))
                return false;
            node = node->next;
            continue;
        }
        if (!tell(front, node))
            return false;
        if (node->type == XML_ELEMENT_NODE) {
            front->open[front->depth++] = node;
            node = node->children;
        } else {
            node = node->next;
        }
    } while (front->depth > 0);
    return true;
}

/* Where to begin */

static bool is_document(const xmlNode *node)
{
    return node->type == XML_DOCUMENT_NODE || node->type == XML_HTML_DOCUMENT_NODE;
}

/** The element that a document consists of; NULL: the reader has failed. */
static const xmlNode *find_root(struct front *front, const xmlNode *document)
{
    const xmlNode *root = NULL;

    for (const xmlNode *node = document->children; node; node = node->next) {
        if (is_aside(node)) {
            if (!count(front, 1))
                return NULL;
            continue;
        }
        if (root || node->type != XML_ELEMENT_NODE) {
            pox_reader_fail(front->reader, POX_ERROR_XML,
                            "something stands beside the root element");
            return NULL;
        }
        root = node;
    }
    if (!root)
        pox_reader_fail(front->reader, POX_ERROR_EMPTY, "the document is empty");
    return root;
}

static void read_tree(struct pox_reader *reader, const xmlNode *node)
{
    struct front front = {.reader = reader};

    pox_buffer_begin(&front.values, reader->allocator);
    if (is_document(node))
        node = find_root(&front, node);
    if (node)
        walk(&front, node);
    pox_buffer_end(&front.values);
    pox_document_free(front.copies);
}

void *pox_parse_node(const struct pox_type *type, const xmlNode *node,
                     const struct pox_parse_options *options,
                     const struct pox_type **found, struct pox_error *error)
{
    struct pox_error unwanted;
    struct pox_reader reader;
    void *root;

    error = pox_error_begin(error, &unwanted);
    if (found)
        *found = NULL;
    if (!node || (node->type != XML_ELEMENT_NODE && !is_document(node)))
        return pox_bad_argument(error, "no element and no document to read");
    if (options && !pox_allocator_is_whole(options->allocator))
        return pox_bad_argument(error, "an allocator lacks functions");
    pox_reader_begin(&reader, type, options, 0, error);
    read_tree(&reader, node);
    root = pox_reader_end(&reader);
    if (found && root)
        *found = reader.type;
    return root;
}
