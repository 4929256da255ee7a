/* SPDX-License-Identifier: MIT */
/**
 * @file
 * libxml2: the floors under whatever uses it, and the three ways in which programs do. What is
 * reused here is what a program that reads many documents would reuse.
 */
#include "peer.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlreader.h>
#include <stdlib.h>

enum { PIECE = 4096, OPTIONS = XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT };

/** What a floor gives in place of a result. */
static char nothing;

/* SAX2 */

struct sax {
    struct bench_filler filler;
    xmlSAXHandler handler;
    xmlParserCtxtPtr context;
};

static void null_start(void *data, const xmlChar *name, const xmlChar *prefix,
                       const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
                       int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    (void)data;
    (void)name;
    (void)prefix;
    (void)uri;
    (void)n_namespaces;
    (void)namespaces;
    (void)n_attributes;
    (void)n_defaulted;
    (void)attributes;
}

static void null_end(void *data, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri)
{
    (void)data;
    (void)name;
    (void)prefix;
    (void)uri;
}

static void null_text(void *data, const xmlChar *text, int size)
{
    (void)data;
    (void)text;
    (void)size;
}

static void fill_start(void *data, const xmlChar *name, const xmlChar *prefix,
                       const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
                       int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    struct bench_filler *filler = data;

    (void)prefix;
    (void)uri;
    (void)n_namespaces;
    (void)namespaces;
    (void)n_defaulted;
    bench_fill_start(filler, (const char *)name, strlen((const char *)name));
    for (int i = 0; i < n_attributes; i++) {
        const xmlChar **attribute = attributes + 5 * (ptrdiff_t)i;

        bench_fill_attribute(
            filler, (const char *)attribute[0], strlen((const char *)attribute[0]),
            (const char *)attribute[3], (size_t)(attribute[4] - attribute[3]));
    }
}

static void fill_end(void *data, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri)
{
    (void)name;
    (void)prefix;
    (void)uri;
    bench_fill_close(data);
}

static void fill_text(void *data, const xmlChar *text, int size)
{
    bench_fill_text(data, (const char *)text, (size_t)size);
}

static void hand_to_null(xmlSAXHandler *handler)
{
    handler->initialized = XML_SAX2_MAGIC;
    handler->startElementNs = null_start;
    handler->endElementNs = null_end;
    handler->characters = handler->ignorableWhitespace = null_text;
    handler->cdataBlock = null_text;
}

static void hand_to_filler(xmlSAXHandler *handler)
{
    handler->initialized = XML_SAX2_MAGIC;
    handler->startElementNs = fill_start;
    handler->endElementNs = fill_end;
    handler->characters = handler->ignorableWhitespace = fill_text;
    handler->cdataBlock = fill_text;
}

/** A way says where things are handed to, and whether the document comes in pieces. */
struct way {
    void (*hand)(xmlSAXHandler *handler);
    bool is_pushed;
};

static const struct way null_way = {hand_to_null, false};
static const struct way null_push_way = {hand_to_null, true};
static const struct way fill_way = {hand_to_filler, false};

static void *open_sax(const void *data, const struct pox_allocator *allocator)
{
    const struct way *way = data;
    struct sax *sax = bench_allocate(sizeof(*sax));

    (void)allocator;
    way->hand(&sax->handler);
    if (way->is_pushed) {
        sax->context = xmlCreatePushParserCtxt(&sax->handler, sax, NULL, 0, NULL);
    } else {
        sax->context = xmlNewParserCtxt();
        *sax->context->sax = sax->handler;
        sax->context->userData = &sax->filler;
    }
    return sax;
}

static void close_sax(void *data)
{
    struct sax *sax = data;

    xmlFreeParserCtxt(sax->context);
    free(sax);
}

/** Parses without copying the bytes, with a context that was used before. */
static bool parse_in_place(xmlParserCtxtPtr context, const struct bench_answer *answer)
{
    xmlParserInputPtr input;

    xmlCtxtReset(context);
#if LIBXML_VERSION >= 21400
    input = xmlNewInputFromMemory(NULL, answer->bytes, answer->size,
                                  XML_INPUT_BUF_STATIC | XML_INPUT_BUF_ZERO_TERMINATED);
    if (!input)
        return false;
    xmlCtxtUseOptions(context, OPTIONS);
    xmlFreeDoc(xmlCtxtParseDocument(context, input));
#else
    input = xmlNewInputStream(context);
    if (!input)
        return false;
    input->base = input->cur = (const xmlChar *)answer->bytes;
    input->end = input->base + answer->size;
    input->length = (int)answer->size;
    inputPush(context, input);
    xmlCtxtUseOptions(context, OPTIONS);
    xmlParseDocument(context);
#endif
    return context->wellFormed;
}

static void *read_null(void *data, const struct bench_answer *answer)
{
    struct sax *sax = data;

    return parse_in_place(sax->context, answer) ? &nothing : NULL;
}

static void *push_null(void *data, const struct bench_answer *answer)
{
    xmlParserCtxtPtr context = ((struct sax *)data)->context;

    xmlCtxtResetPush(context, NULL, 0, NULL, NULL);
    xmlCtxtUseOptions(context, OPTIONS);
    for (size_t at = 0; at < answer->size; at += PIECE) {
        size_t rest = answer->size - at;
        size_t size = rest < PIECE ? rest : PIECE;

        if (xmlParseChunk(context, answer->bytes + at, (int)size, 0) != 0)
            return NULL;
    }
    return xmlParseChunk(context, NULL, 0, 1) == 0 ? &nothing : NULL;
}

static void release_nothing(void *data, void *result)
{
    (void)data;
    (void)result;
}

static void *read_sax(void *data, const struct bench_answer *answer)
{
    struct sax *sax = data;

    bench_fill_begin(&sax->filler, answer->size);
    return bench_fill_end(&sax->filler, parse_in_place(sax->context, answer));
}

static const struct bench_record *view_result(void *data, void *result)
{
    (void)data;
    return ((struct bench_result *)result)->document;
}

static void release_result(void *data, void *result)
{
    (void)data;
    bench_result_free(result);
}

/* xmlTextReader */

struct text_reader {
    struct bench_filler filler;
    xmlTextReaderPtr reader;
};

static void *open_reader(const void *way, const struct pox_allocator *allocator)
{
    (void)way;
    (void)allocator;
    return bench_allocate(sizeof(struct text_reader));
}

static void close_reader(void *data)
{
    struct text_reader *state = data;

    xmlFreeTextReader(state->reader);
    free(state);
}

static bool begin_document(struct text_reader *state, const struct bench_answer *answer)
{
    if (state->reader)
        return xmlReaderNewMemory(state->reader, answer->bytes, (int)answer->size, NULL,
                                  NULL, OPTIONS) == 0;
    state->reader =
        xmlReaderForMemory(answer->bytes, (int)answer->size, NULL, NULL, OPTIONS);
    return state->reader;
}

static void take_element(struct bench_filler *filler, xmlTextReaderPtr reader)
{
    const char *name = (const char *)xmlTextReaderConstLocalName(reader);
    bool is_empty = xmlTextReaderIsEmptyElement(reader) == 1;

    bench_fill_start(filler, name, strlen(name));
    while (xmlTextReaderMoveToNextAttribute(reader) == 1) {
        const char *attribute = (const char *)xmlTextReaderConstLocalName(reader);
        const char *value = (const char *)xmlTextReaderConstValue(reader);

        bench_fill_attribute(filler, attribute, strlen(attribute), value, strlen(value));
    }
    xmlTextReaderMoveToElement(reader);
    if (is_empty)
        bench_fill_close(filler);
}

static void take_node(struct bench_filler *filler, xmlTextReaderPtr reader)
{
    const char *text;

    switch (xmlTextReaderNodeType(reader)) {
    case XML_READER_TYPE_ELEMENT:
        take_element(filler, reader);
        break;
    case XML_READER_TYPE_END_ELEMENT:
        bench_fill_close(filler);
        break;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
        text = (const char *)xmlTextReaderConstValue(reader);
        bench_fill_text(filler, text, strlen(text));
        break;
    default:
        break;
    }
}

static void *read_with_reader(void *data, const struct bench_answer *answer)
{
    struct text_reader *state = data;
    int status;

    if (!begin_document(state, answer))
        return NULL;
    bench_fill_begin(&state->filler, answer->size);
    while ((status = xmlTextReaderRead(state->reader)) == 1)
        take_node(&state->filler, state->reader);
    return bench_fill_end(&state->filler, status == 0);
}

/* DOM, as most programs use it: a chain of comparisons for the name, and a string a field */

static const struct pox_element *find_element(const struct pox_type *type,
                                              const xmlChar *name, enum pox_place place)
{
    for (size_t i = 0; i < type->n_elements; i++) {
        const struct pox_element *element = &type->elements[i];

        if (element->place == place &&
            xmlStrcmp(name, (const xmlChar *)element->name) == 0)
            return element;
    }
    return NULL;
}

static struct bench_record *new_record(struct bench_row row)
{
    const struct bench_layout *layout = &bench_layouts[row.layout];
    struct bench_record *record = bench_allocate(layout->size);

    record->layout = layout;
    return record;
}

static void put_text(union bench_slot *slot, xmlChar *text)
{
    xmlFree((void *)(uintptr_t)slot->text);
    slot->text = (const char *)text;
}

static void put_record(union bench_slot *slot, struct bench_row row,
                       struct bench_record *record)
{
    if (row.use == BENCH_ONE) {
        slot->record = record;
        return;
    }
    if (slot[1].record)
        slot[1].record->next = record;
    else
        slot[0].record = record;
    slot[1].record = record;
}

static void walk(struct bench_record *record, xmlNodePtr node);

static void take_attributes(struct bench_record *record, xmlNodePtr node)
{
    const struct bench_layout *layout = record->layout;

    for (xmlAttrPtr attribute = node->properties; attribute;
         attribute = attribute->next) {
        const struct pox_element *element =
            find_element(layout->type, attribute->name, POX_PLACE_ATTRIBUTE);

        if (element)
            put_text(bench_slots(record) +
                         layout->elements[element - layout->type->elements].slot,
                     xmlGetProp(node, attribute->name));
    }
}

static void take_child(struct bench_record *record, xmlNodePtr node)
{
    const struct pox_type *type = record->layout->type;
    const struct pox_element *element = find_element(type, node->name, POX_PLACE_CHILD);
    struct bench_row row;
    struct bench_record *child;

    if (!element)
        return;
    row = record->layout->elements[element - type->elements];
    if (row.use == BENCH_TEXT) {
        put_text(bench_slots(record) + row.slot, xmlNodeGetContent(node));
        return;
    }
    child = new_record(row);
    put_record(bench_slots(record) + row.slot, row, child);
    walk(child, node);
}

static void walk(struct bench_record *record, xmlNodePtr node)
{
    const struct bench_layout *layout = record->layout;

    take_attributes(record, node);
    if (layout->text.use == BENCH_TEXT)
        put_text(bench_slots(record) + layout->text.slot, xmlNodeGetContent(node));
    for (xmlNodePtr child = node->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE)
            take_child(record, child);
    }
}

static void free_record(struct bench_record *record);

static void free_slots(struct bench_record *record, const struct bench_layout *layout)
{
    for (size_t i = 0; i < layout->type->n_elements; i++) {
        struct bench_row row = layout->elements[i];
        union bench_slot slot = bench_slots(record)[row.slot];

        if (row.use == BENCH_TEXT)
            xmlFree((void *)(uintptr_t)slot.text);
        else
            free_record(slot.record);
    }
}

static void free_record(struct bench_record *record)
{
    while (record) {
        struct bench_record *next = record->next;

        free_slots(record, record->layout);
        free(record);
        record = next;
    }
}

static void *read_dom(void *data, const struct bench_answer *answer)
{
    xmlDocPtr document =
        xmlReadMemory(answer->bytes, (int)answer->size, NULL, NULL, OPTIONS);
    xmlNodePtr root = document ? xmlDocGetRootElement(document) : NULL;
    struct bench_record *result;

    (void)data;
    if (!root)
        return NULL;
    result = new_record((struct bench_row){.layout = 0});
    bench_slots(result)->record = new_record((struct bench_row){.layout = 1});
    walk(bench_slots(result)->record, root);
    xmlFreeDoc(document);
    return result;
}

static const struct bench_record *view_dom(void *data, void *result)
{
    (void)data;
    return result;
}

static void release_dom(void *data, void *result)
{
    (void)data;
    free_record(bench_slots(result)->record);
    free(result);
}

/* DOM, tuned: the context reused, names by hash, strings into the arena */

static void walk_quickly(struct bench_filler *filler, xmlNodePtr node)
{
    for (; node; node = node->next) {
        const char *text = (const char *)node->content;

        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            bench_fill_text(filler, text, strlen(text));
        if (node->type != XML_ELEMENT_NODE)
            continue;
        bench_fill_start(filler, (const char *)node->name,
                         strlen((const char *)node->name));
        for (xmlAttrPtr a = node->properties; a; a = a->next) {
            text = a->children ? (const char *)a->children->content : "";
            bench_fill_attribute(filler, (const char *)a->name,
                                 strlen((const char *)a->name), text, strlen(text));
        }
        walk_quickly(filler, node->children);
        bench_fill_close(filler);
    }
}

static void *open_tuned(const void *way, const struct pox_allocator *allocator)
{
    struct sax *state = bench_allocate(sizeof(*state));

    (void)way;
    (void)allocator;
    state->context = xmlNewParserCtxt();
    return state;
}

static void *read_tuned(void *data, const struct bench_answer *answer)
{
    struct sax *state = data;
    xmlDocPtr document =
        xmlCtxtReadMemory(state->context, answer->bytes, (int)answer->size, NULL, NULL,
                          OPTIONS | XML_PARSE_NOBLANKS | XML_PARSE_COMPACT);

    if (!document)
        return NULL;
    bench_fill_begin(&state->filler, answer->size);
    walk_quickly(&state->filler, xmlDocGetRootElement(document));
    xmlFreeDoc(document);
    return bench_fill_end(&state->filler, true);
}

static void *open_dom(const void *way, const struct pox_allocator *allocator)
{
    (void)way;
    (void)allocator;
    return bench_allocate(1);
}

#define FLOOR                                                                            \
    .task = BENCH_READ, .has_no_result = true, .is_counted = true, .open = open_sax,     \
    .close = close_sax, .release = release_nothing

#define READER                                                                           \
    .task = BENCH_READ, .is_counted = true, .view = view_result, .release = release_result

const struct bench_contestant bench_libxml2[] = {
    {.name = "libxml2, nothing done", .way = &null_way, .read = read_null, FLOOR},
    {.name = "libxml2, nothing done, pushed",
     .way = &null_push_way,
     .read = push_null,
     FLOOR},
    {.name = "libxml2 SAX2",
     .way = &fill_way,
     .open = open_sax,
     .close = close_sax,
     .read = read_sax,
     READER},
    {.name = "libxml2 xmlTextReader",
     .open = open_reader,
     .close = close_reader,
     .read = read_with_reader,
     READER},
    {.name = "libxml2 DOM, tuned",
     .open = open_tuned,
     .close = close_sax,
     .read = read_tuned,
     READER},
    {.name = "libxml2 DOM",
     .task = BENCH_READ,
     .is_counted = true,
     .open = open_dom,
     .close = free,
     .read = read_dom,
     .view = view_dom,
     .release = release_dom},
    {.name = NULL},
};
