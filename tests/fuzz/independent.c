/* SPDX-License-Identifier: MIT */
#include "independent.h"

#include "fuzzer.h"

#include <expat.h>
#include <pox/table.h>
#include <stdlib.h>
#include <string.h>

/* A namespace may have it and a name may not: the last one separates the two. */
static const char separator = '#';

static const char ours[] = "schemas.microsoft.com/exchange/autodiscover/";

/* What is deeper than libpox reads need not be compared. */
enum { MAX_DEPTH = 257, MAX_ALIASES = 64, MAX_STRUCTS = 128 };

struct alias {
    uint64_t alias;
    uint64_t name;
};

/** An element that is open. */
struct node {
    uint64_t name;
    uint64_t attributes;
    uint64_t children;
    uint64_t text;
    /** The same without white space. */
    uint64_t dense_text;
    bool has_children;
    bool is_blank;
};

struct independent_reader {
    XML_Parser parser;
    struct independent *result;
    const char *root_uri;
    FILE *trace;
    struct node nodes[MAX_DEPTH];
    size_t depth;
    /** From the table: hashes of names in lower case. */
    struct alias aliases[MAX_ALIASES];
    size_t n_aliases;
    uint64_t structs[MAX_STRUCTS];
    size_t n_structs;
};

/** A hash of a name without regard to case. */
static uint64_t hash_name(const char *name)
{
    uint64_t hash = FUZZ_HASH_BEGIN;

    for (; *name; name++) {
        char lower = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;

        hash = fuzz_hash(hash, &lower, 1);
    }
    return hash;
}

static void learn_aliases(struct independent_reader *reader,
                          const struct pox_element *element)
{
    for (const char *const *alias = element->aliases; alias && *alias; alias++) {
        if (reader->n_aliases == MAX_ALIASES)
            fuzz_fail("MAX_ALIASES is too small for the table");
        reader->aliases[reader->n_aliases++] =
            (struct alias){hash_name(*alias), hash_name(element->name)};
    }
}

static void learn_table(struct independent_reader *reader)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    if (n > MAX_STRUCTS)
        fuzz_fail("MAX_STRUCTS is too small for the table");
    for (size_t i = 0; i < n; i++) {
        reader->structs[reader->n_structs++] = hash_name(types[i]->name);
        for (size_t k = 0; k < types[i]->n_elements; k++)
            learn_aliases(reader, &types[i]->elements[k]);
    }
}

static bool is_struct(const struct independent_reader *reader, uint64_t name)
{
    for (size_t i = 0; i < reader->n_structs; i++) {
        if (reader->structs[i] == name)
            return true;
    }
    return false;
}

static uint64_t canonical(const struct independent_reader *reader, uint64_t name)
{
    for (size_t i = 0; i < reader->n_aliases; i++) {
        if (reader->aliases[i].alias == name)
            return reader->aliases[i].name;
    }
    return name;
}

/** Whether a name's namespace, the `size` bytes of `uri`, counts as Autodiscover's. */
static bool is_ours(const struct independent_reader *reader, const char *uri, size_t size)
{
    const char *found = strstr(uri, ours);

    if (size == 0 || (found && (size_t)(found - uri) < size))
        return true;
    return strlen(reader->root_uri) == size && memcmp(reader->root_uri, uri, size) == 0;
}

/** A name as expat gives it: the namespace, the separator, the name; or the name alone. */
static uint64_t read_name(const struct independent_reader *reader, const char *name)
{
    const char *end = strrchr(name, separator);
    const char *local = end ? end + 1 : name;
    size_t size = end ? (size_t)(end - name) : 0;
    uint64_t hash = canonical(reader, hash_name(local));

    return is_ours(reader, name, size) ? hash : fuzz_hash(hash, name, size);
}

static void take_root_uri(struct independent_reader *reader, const char *name)
{
    const char *end = strrchr(name, separator);
    size_t size = end ? (size_t)(end - name) : 0;
    char *uri = reader->result->root_uri;

    if (size >= INDEPENDENT_MAX_URI)
        size = INDEPENDENT_MAX_URI - 1;
    memcpy(uri, name, size);
    uri[size] = '\0';
    if (!reader->root_uri)
        reader->root_uri = uri;
}

static void trace_start(const struct independent_reader *reader, const char *name,
                        const char **attributes)
{
    fprintf(reader->trace, "%*s%s", (int)(2 * reader->depth), "", name);
    for (; *attributes; attributes += 2)
        fprintf(reader->trace, " %s=\"%s\"", attributes[0], attributes[1]);
    fputc('\n', reader->trace);
}

static void on_start(void *data, const char *name, const char **attributes)
{
    struct independent_reader *reader = data;
    struct node node = {
        .text = FUZZ_HASH_BEGIN,
        .dense_text = FUZZ_HASH_BEGIN,
        .is_blank = true,
    };

    if (reader->depth == 0)
        take_root_uri(reader, name);
    if (reader->trace)
        trace_start(reader, name, attributes);
    node.name = read_name(reader, name);
    for (; *attributes; attributes += 2) {
        uint64_t hash = read_name(reader, attributes[0]);

        hash = fuzz_hash(fuzz_mix(hash), attributes[1], strlen(attributes[1]));
        node.attributes += fuzz_mix(hash);
    }
    if (reader->depth > 0 && reader->depth <= MAX_DEPTH)
        reader->nodes[reader->depth - 1].has_children = true;
    if (reader->depth < MAX_DEPTH)
        reader->nodes[reader->depth] = node;
    reader->depth++;
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static void on_text(void *data, const char *text, int size)
{
    struct independent_reader *reader = data;
    struct node *node;

    if (reader->depth > MAX_DEPTH)
        return;
    node = &reader->nodes[reader->depth - 1];
    if (reader->trace)
        fprintf(reader->trace, "%*s\"%.*s\"\n", (int)(2 * reader->depth), "", size, text);
    node->text = fuzz_hash(node->text, text, (size_t)size);
    for (int i = 0; i < size; i++) {
        if (is_space(text[i]))
            continue;
        node->is_blank = false;
        node->dense_text = fuzz_hash(node->dense_text, &text[i], 1);
    }
}

/** What must not change of an element and all that is in it. */
static uint64_t digest(const struct independent_reader *reader, const struct node *node)
{
    uint64_t parts[4] = {node->name, node->attributes, node->children, node->text};

    if (node->has_children)
        parts[3] = node->dense_text;
    else if (node->is_blank && is_struct(reader, node->name))
        parts[3] = FUZZ_HASH_BEGIN;
    return fuzz_mix(fuzz_hash(FUZZ_HASH_BEGIN, parts, sizeof(parts)));
}

static void on_end(void *data, const char *name)
{
    struct independent_reader *reader = data;
    uint64_t hash;

    (void)name;
    reader->depth--;
    if (reader->depth >= MAX_DEPTH)
        return;
    hash = digest(reader, &reader->nodes[reader->depth]);
    if (reader->trace)
        fprintf(reader->trace, "%*s= %016llx\n", (int)(2 * reader->depth), "",
                (unsigned long long)hash);
    if (reader->depth > 0)
        reader->nodes[reader->depth - 1].children += hash;
    else
        reader->result->digest = hash;
}

static void copy_word(char *to, const char *from)
{
    snprintf(to, INDEPENDENT_MAX_WORD, "%s", from ? from : "");
}

static void on_declaration(void *data, const char *version, const char *encoding,
                           int standalone)
{
    struct independent_reader *reader = data;

    (void)standalone;
    copy_word(reader->result->version, version);
    copy_word(reader->result->encoding, encoding);
}

static void on_doctype(void *data, const char *name, const char *system_id,
                       const char *public_id, int has_internal_subset)
{
    struct independent_reader *reader = data;

    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_internal_subset;
    reader->result->has_doctype = true;
    XML_StopParser(reader->parser, XML_FALSE);
}

struct independent_reader *independent_new(void)
{
    struct independent_reader *reader = calloc(1, sizeof(*reader));

    if (reader)
        reader->parser = XML_ParserCreateNS(NULL, separator);
    if (!reader || !reader->parser)
        fuzz_fail("out of memory");
    learn_table(reader);
    return reader;
}

/** Gets the parser ready for another document. What encoding it declares is not believed. */
static void begin(struct independent_reader *reader, const char *bytes, size_t size)
{
    bool is_utf16 = size >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 ||
                                  memcmp(bytes, "\xFE\xFF", 2) == 0);

    if (!XML_ParserReset(reader->parser, is_utf16 ? "UTF-16" : "UTF-8"))
        fuzz_fail("out of memory");
    XML_SetUserData(reader->parser, reader);
    XML_SetElementHandler(reader->parser, on_start, on_end);
    XML_SetCharacterDataHandler(reader->parser, on_text);
    XML_SetXmlDeclHandler(reader->parser, on_declaration);
    XML_SetStartDoctypeDeclHandler(reader->parser, on_doctype);
}

void independent_read(struct independent_reader *reader, const char *bytes, size_t size,
                      const char *root_uri, FILE *trace, struct independent *result)
{
    XML_Index at;

    *result = (struct independent){.version = "1.0"};
    reader->result = result;
    reader->root_uri = root_uri;
    reader->trace = trace;
    reader->depth = 0;
    begin(reader, bytes, size);
    result->is_well_formed =
        XML_Parse(reader->parser, bytes, (int)size, XML_TRUE) == XML_STATUS_OK;
    if (result->is_well_formed)
        return;
    result->fault = XML_ErrorString(XML_GetErrorCode(reader->parser));
    at = XML_GetCurrentByteIndex(reader->parser);
    if (at >= 0 && (size_t)at < size)
        result->fault_byte = (unsigned char)bytes[at];
}
