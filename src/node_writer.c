/* SPDX-License-Identifier: MIT */
/*
 * Puts a struct into a tree of libxml2's: written as bytes, read by libxml2, copied into the
 * tree. Before 2.13, libxml2 builds a smaller tree in silence when an allocation fails; so what
 * the new element says is compared with what the bytes say before anybody sees it.
 */
#include "argument.h"
#include "libxml.h"
#include "write.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <limits.h>
#include <pox/document.h>
#include <pox/node.h>
#include <stdio.h>

/* Reading back */

/** Options for what this library wrote itself: no limits but those that cannot be lifted. */
static struct pox_parse_options without_limits(const struct pox_allocator *allocator)
{
    return (struct pox_parse_options){
        .limits =
            {
                .document_bytes = SIZE_MAX,
                .depth = POX_MAX_DEPTH,
                .elements = SIZE_MAX,
                .attributes = POX_MAX_ATTRIBUTES,
                .text_bytes = 10000000, /* libxml2 takes no more */
                .extra_bytes = SIZE_MAX,
                .diagnostics = SIZE_MAX,
            },
        .allocator = allocator,
    };
}

static bool out_of_memory(struct pox_error *error)
{
    *error = (struct pox_error){
        .status = POX_ERROR_NO_MEMORY,
        .message = "out of memory",
    };
    return false;
}

/**
 * What the bytes say. That is not always the value: an element in its `extra` that the table
 * knows is read into a field.
 */
static void *read_bytes(const struct pox_type *type, const struct pox_buffer *xml,
                        struct pox_error *error)
{
    struct pox_parse_options options = without_limits(&xml->allocator);
    void *value = pox_parse(type, xml->bytes, xml->size, &options, error);

    error->line = 0; /* of bytes that the caller does not have */
    error->column = 0;
    if (!value && error->status != POX_ERROR_LIMIT)
        out_of_memory(error); /* in libxml2, which may not tell */
    return value;
}

/** Whether an element of a tree says the same as a struct. */
static bool is_said_by(const xmlNode *node, const struct pox_type *type,
                       const void *value, const struct pox_allocator *allocator)
{
    struct pox_parse_options options = without_limits(allocator);
    void *again = pox_parse_node(type, node, &options, NULL, NULL);
    bool same = again && pox_equal(type, value, again);

    pox_free(again);
    return same;
}

/* The tree */

/** Without it errors are printed; that there was one is seen from the result. */
#if LIBXML_VERSION >= 21200
static void on_error(void *data, const xmlError *error)
#else
static void on_error(void *data, xmlErrorPtr error)
#endif
{
    (void)data;
    (void)error;
}

/** A document of its own; NULL: no memory. */
static xmlDocPtr make_document(const struct pox_buffer *xml)
{
    /* NODICT: no name of the copy may be in a dictionary that ends with this document. */
    const int options = XML_PARSE_NONET | XML_PARSE_NODICT;
    xmlParserCtxtPtr parser;
    xmlDocPtr document;

    pox_libxml_initialize();
    parser = xmlNewParserCtxt();
    if (!parser)
        return NULL;
    parser->sax->serror = on_error;
    /* White space is text, even if the program called xmlKeepBlanksDefault(0). */
    parser->sax->ignorableWhitespace = parser->sax->characters;
    document = xmlCtxtReadMemory(parser, xml->bytes, (int)xml->size, NULL, NULL, options);
    xmlFreeParserCtxt(parser);
    return document;
}

/** The next node of a tree; NULL: `node` was the last. */
static xmlNodePtr following(xmlNodePtr node, const xmlNode *root)
{
    if (node->children)
        return node->children;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

/** The lines are those of bytes that nobody has. */
static void forget_lines(xmlNodePtr root)
{
    for (xmlNodePtr node = root; node; node = following(node, root))
        node->line = 0;
}

/** An element for `target` that says what a struct says; NULL: no memory. */
static xmlNodePtr make_element(const struct pox_type *type, const void *value,
                               const struct pox_buffer *xml, xmlDocPtr target)
{
    xmlDocPtr document = make_document(xml);
    xmlNodePtr root = document ? xmlDocGetRootElement(document) : NULL;
    xmlNodePtr element = root ? xmlDocCopyNode(root, target, 1) : NULL;

    if (document)
        xmlFreeDoc(document);
    if (!element)
        return NULL;
    if (!is_said_by(element, type, value, &xml->allocator)) {
        xmlFreeNode(element);
        return NULL;
    }
    forget_lines(element);
    return element;
}

static xmlNodePtr append(const struct pox_type *type, const struct pox_buffer *xml,
                         xmlNodePtr parent, struct pox_error *error)
{
    xmlNodePtr element;
    void *value;

    if (xml->size > INT_MAX) {
        error->status = POX_ERROR_LIMIT;
        snprintf(error->message, sizeof(error->message), "too large for libxml2");
        return NULL;
    }
    value = read_bytes(type, xml, error);
    if (!value)
        return NULL;
    element = make_element(type, value, xml, parent->doc);
    pox_free(value);
    if (element) /* is of the same document, so that this cannot fail */
        xmlAddChild(parent, element);
    else
        out_of_memory(error);
    return element;
}

/** What stands against a new child; NULL: nothing. */
static const char *parent_fault(const xmlNode *parent)
{
    if (!parent ||
        (parent->type != XML_ELEMENT_NODE && parent->type != XML_DOCUMENT_NODE))
        return "no element and no document to write to";
    if (parent->type == XML_DOCUMENT_NODE && xmlDocGetRootElement((const xmlDoc *)parent))
        return "the document to write to has a root already";
    return NULL;
}

xmlNodePtr pox_write_node(const struct pox_type *type, const void *value,
                          const struct pox_write_options *options, xmlNodePtr parent,
                          struct pox_error *error)
{
    struct pox_write_options compact = {.compact = true};
    const char *fault = parent_fault(parent);
    struct pox_error unwanted;
    struct pox_buffer xml;
    xmlNodePtr element = NULL;

    error = pox_error_begin(error, &unwanted);
    if (!type || !value)
        return pox_bad_argument(error, "no type or no value to write");
    if (fault)
        return pox_bad_argument(error, fault);
    if (options) {
        compact.depth = options->depth;
        compact.allocator = options->allocator;
    }
    if (!pox_allocator_is_whole(compact.allocator))
        return pox_bad_argument(error, "an allocator lacks functions");
    pox_buffer_begin(&xml, pox_allocator_or_default(compact.allocator));
    if (pox_write_document(&xml, &compact, type, value, error))
        element = append(type, &xml, parent, error);
    pox_buffer_end(&xml);
    return element;
}
