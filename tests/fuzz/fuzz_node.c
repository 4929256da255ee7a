/* SPDX-License-Identifier: MIT */
/*
 * A tree of libxml2's says what its bytes say: the struct and all diagnostics but for their
 * places. And a struct that is put into a tree is read from there as it was.
 */
#include "fuzzer.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <pox/node.h>
#include <pox/pox.h>
#include <stdlib.h>
#include <string.h>

/** What was reported, places aside: those of trees are other ones. */
struct diagnostics {
    size_t n;
    uint64_t hash;
};

static void on_diagnostic(void *data, const struct pox_diagnostic *diagnostic)
{
    struct diagnostics *diagnostics = data;
    uint64_t hash =
        fuzz_hash(diagnostics->hash, &diagnostic->code, sizeof(diagnostic->code));

    diagnostics->n++;
    hash = fuzz_hash(hash, diagnostic->path, strlen(diagnostic->path) + 1);
    diagnostics->hash =
        fuzz_hash(hash, diagnostic->message, strlen(diagnostic->message) + 1);
}

#if LIBXML_VERSION >= 21200
static void on_error(void *data, const xmlError *error)
#else
static void on_error(void *data, xmlErrorPtr error)
#endif
{
    (void)data;
    (void)error;
}

/** The tree of some bytes; NULL: libxml2 does not make one. */
static xmlDocPtr make_tree(const char *bytes, size_t size)
{
    /* CDATA is text, or a node of its own. */
    int options = XML_PARSE_NONET | (size % 2 == 0 ? XML_PARSE_NOCDATA : 0);
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    xmlDocPtr document;

    if (!parser)
        fuzz_fail("no memory");
    parser->sax->serror = on_error;
    document = xmlCtxtReadMemory(parser, bytes, (int)size, NULL, NULL, options);
    xmlFreeParserCtxt(parser);
    return document;
}

static void check_tree(const struct pox_type *type, const void *value,
                       const struct diagnostics *expected, xmlDocPtr document)
{
    struct diagnostics diagnostics = {.hash = FUZZ_HASH_BEGIN};
    struct pox_parse_options options = {
        .diagnostic = on_diagnostic,
        .diagnostic_data = &diagnostics,
    };
    const struct pox_type *found;
    struct pox_error error;
    void *again = pox_parse_node(NULL, (xmlNodePtr)document, &options, &found, &error);

    if (!again)
        fuzz_fail("the tree is refused: %s: %s", error.path, error.message);
    if (found != type || !pox_equal(type, value, again))
        fuzz_fail("the tree says something else");
    if (diagnostics.n != expected->n || diagnostics.hash != expected->hash)
        fuzz_fail("of the tree something else is reported");
    pox_free(again);
}

/** Puts the struct into a tree, and reads it from there: as from the bytes that are written. */
static void check_writing(const struct pox_type *type, const void *value)
{
    xmlDocPtr document = xmlNewDoc(NULL);
    size_t size;
    char *xml = pox_to_xml(type, value, NULL, &size, NULL);
    void *expected = xml ? pox_parse(type, xml, size, NULL, NULL) : NULL;
    struct pox_error error;
    void *again;

    if (!expected)
        fuzz_fail("what is written is not read");
    if (!pox_write_node(type, value, NULL, (xmlNodePtr)document, &error))
        fuzz_fail("nothing is written: %s: %s", error.path, error.message);
    again = pox_parse_node(type, (xmlNodePtr)document, NULL, NULL, &error);
    if (!again)
        fuzz_fail("what is written is refused: %s: %s", error.path, error.message);
    if (!pox_equal(type, expected, again))
        fuzz_fail("something else is written");
    pox_free(again);
    pox_free(expected);
    free(xml);
    xmlFreeDoc(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diagnostics diagnostics = {.hash = FUZZ_HASH_BEGIN};
    struct pox_parse_options options = {
        .diagnostic = on_diagnostic,
        .diagnostic_data = &diagnostics,
    };
    const struct pox_type *type;
    void *value = pox_parse_any((const char *)data, size, &options, &type, NULL);
    xmlDocPtr document;

    if (!value)
        return 0;
    document = make_tree((const char *)data, size);
    if (document)
        check_tree(type, value, &diagnostics, document);
    check_writing(type, value);
    xmlFreeDoc(document);
    pox_free(value);
    return 0;
}
