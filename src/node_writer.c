/* SPDX-License-Identifier: MIT */
/*
 * Puts a struct into a tree of libxml2's: written as bytes, read by libxml2, moved into the
 * tree. Before 2.13, libxml2 builds a smaller tree in silence when an allocation fails; so what
 * the new element says is compared with what the bytes say before anybody sees it.
 */
#include "argument.h"
#include "libxml.h"
#include "write.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <limits.h>
#include <pox/document.h>
#include <pox/node.h>
#include <stdio.h>
#include <string.h>

/* Reading back */

/** Options for what this library wrote itself. Each limit is lowered to the most there is. */
static struct pox_parse_options without_limits(const struct pox_allocator *allocator)
{
    return (struct pox_parse_options){
        .limits =
            {
                .document_bytes = SIZE_MAX,
                .depth = SIZE_MAX,
                .elements = SIZE_MAX,
                .names = SIZE_MAX,
                .attributes = SIZE_MAX,
                .text_bytes = SIZE_MAX,
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

/** Counts prefixes and names of the namespaces that are declared, before the tree gets them. */
static void on_start(void *data, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
                     int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    xmlParserCtxtPtr parser = data;
    size_t *n_parts = parser->_private;

    for (int i = 0; i < 2 * n_namespaces; i++)
        *n_parts += namespaces[i] != NULL;
    xmlSAX2StartElementNs(data, name, prefix, uri, n_namespaces, namespaces, n_attributes,
                          n_defaulted, attributes);
}

/** A document of its own; NULL: no memory. */
static xmlDocPtr make_document(const struct pox_buffer *xml, size_t *n_parts)
{
    /*
     * NODICT: no name may be in a dictionary that ends with this document. HUGE: the bytes are
     * our own, and were just read within our limits; without it, 10 MB may be too much.
     */
    const int options = XML_PARSE_NONET | XML_PARSE_NODICT | XML_PARSE_HUGE;
    xmlParserCtxtPtr parser;
    xmlDocPtr document;

    pox_libxml_initialize();
    parser = xmlNewParserCtxt();
    if (!parser)
        return NULL;
    if (!pox_libxml_reserve_attributes(parser, POX_MAX_ATTRIBUTES)) {
        xmlFreeParserCtxt(parser);
        return NULL;
    }
    parser->_private = n_parts;
    parser->sax->startElementNs = on_start;
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

/** How many of the same an element has. */
static size_t count_parts(const xmlNode *element)
{
    size_t n = 0;

    for (const xmlNs *ns = element->nsDef; ns; ns = ns->next)
        n += (size_t)(ns->prefix != NULL) + (ns->href != NULL);
    return n;
}

/**
 * The namespace of an element or of one of its attributes; each document has a namespace "xml"
 * of its own. *ok turns false where there was no memory for a part of it.
 */
static xmlNsPtr own_namespace(xmlNodePtr element, xmlNsPtr ns, bool is_attribute,
                              bool *ok)
{
    if (!ns)
        return NULL;
    if (ns->prefix && strcmp((const char *)ns->prefix, "xml") == 0)
        ns = xmlSearchNs(element->doc, element, ns->prefix);
    if (!ns || !ns->href || (is_attribute && !ns->prefix))
        *ok = false;
    return ns;
}

/**
 * Moves an element with all that is in it to another document, or to none where `target` is
 * NULL. (xmlDocCopyNode() leaks when it has no memory.)
 *
 * @return false: a part of its namespaces is missing for want of memory
 */
static bool move(xmlNodePtr root, xmlDocPtr target, size_t n_parts)
{
    bool ok = true;
    size_t n_found = 0;

    xmlUnlinkNode(root);
    xmlSetTreeDoc(root, target);
    for (xmlNodePtr node = root; node; node = following(node, root)) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        n_found += count_parts(node);
        node->ns = own_namespace(node, node->ns, false, &ok);
        for (xmlAttrPtr attribute = node->properties; attribute;
             attribute = attribute->next)
            attribute->ns = own_namespace(node, attribute->ns, true, &ok);
    }
    return ok && n_found == n_parts;
}

/** An element for `target` that says what a struct says; NULL: no memory. */
static xmlNodePtr make_element(const struct pox_type *type, const void *value,
                               const struct pox_buffer *xml, xmlDocPtr target)
{
    size_t n_parts = 0;
    xmlDocPtr document = make_document(xml, &n_parts);
    xmlNodePtr root = document ? xmlDocGetRootElement(document) : NULL;
    bool moved = root && move(root, target, n_parts);

    if (document)
        xmlFreeDoc(document);
    if (moved && is_said_by(root, type, value, &xml->allocator)) {
        forget_lines(root);
        return root;
    }
    xmlFreeNode(root);
    return NULL;
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
