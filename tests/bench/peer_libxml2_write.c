/* SPDX-License-Identifier: MIT */
/** @file libxml2's two ways of writing: xmlTextWriter, and a tree that is dumped. */
#include "peer.h"

#include <libxml/tree.h>
#include <libxml/xmlwriter.h>
#include <stdlib.h>

/* What both have in common */

static void *prepare_record(void *data, const struct bench_answer *answer)
{
    (void)data;
    return answer->made_from->document;
}

static void unprepare_nothing(void *data, void *prepared)
{
    (void)data;
    (void)prepared;
}

static const xmlChar *text_of(const char *text)
{
    return (const xmlChar *)text;
}

/* xmlTextWriter */

static void *open_buffer(const void *way, const struct pox_allocator *allocator)
{
    (void)way;
    (void)allocator;
    return xmlBufferCreateSize(4096);
}

static void close_buffer(void *data)
{
    xmlBufferFree(data);
}

static void write_record(xmlTextWriterPtr writer, const struct bench_record *record);

static void write_entry(xmlTextWriterPtr writer, const struct pox_element *element,
                        struct bench_row row, union bench_slot slot)
{
    if (row.use != BENCH_TEXT) {
        for (const struct bench_record *r = slot.record; r; r = r->next)
            write_record(writer, r);
    } else if (slot.text && element->place == POX_PLACE_ATTRIBUTE) {
        xmlTextWriterWriteAttribute(writer, text_of(element->name), text_of(slot.text));
    } else if (slot.text && element->place == POX_PLACE_CHILD) {
        xmlTextWriterWriteElement(writer, text_of(element->name), text_of(slot.text));
    } else if (slot.text) {
        xmlTextWriterWriteString(writer, text_of(slot.text));
    }
}

static void write_record(xmlTextWriterPtr writer, const struct bench_record *record)
{
    const struct bench_layout *layout = record->layout;
    const struct pox_type *type = layout->type;

    xmlTextWriterStartElement(writer, text_of(type->name));
    if (record->namespace_uri)
        xmlTextWriterWriteAttribute(writer, text_of("xmlns"),
                                    text_of(record->namespace_uri));
    for (size_t i = 0; i < type->n_elements; i++)
        write_entry(writer, &type->elements[i], layout->elements[i],
                    bench_slots_of(record)[layout->elements[i].slot]);
    xmlTextWriterEndElement(writer);
}

static const char *write_with_writer(void *data, void *prepared, size_t *size)
{
    xmlBufferPtr buffer = data;
    xmlTextWriterPtr writer;

    xmlBufferEmpty(buffer);
    writer = xmlNewTextWriterMemory(buffer, 0);
    if (!writer)
        return NULL;
    xmlTextWriterStartDocument(writer, NULL, "utf-8", NULL);
    write_record(writer, bench_slots_of(prepared)->record);
    xmlTextWriterEndDocument(writer);
    xmlFreeTextWriter(writer);
    *size = (size_t)xmlBufferLength(buffer);
    return (const char *)xmlBufferContent(buffer);
}

/* A tree */

struct dump {
    xmlChar *bytes;
};

static void *open_dump(const void *way, const struct pox_allocator *allocator)
{
    (void)way;
    (void)allocator;
    return bench_allocate(sizeof(struct dump));
}

static void close_dump(void *data)
{
    struct dump *dump = data;

    xmlFree(dump->bytes);
    free(dump);
}

static void build_record(xmlNodePtr node, xmlNsPtr space,
                         const struct bench_record *record);

static void build_entry(xmlNodePtr node, xmlNsPtr space,
                        const struct pox_element *element, struct bench_row row,
                        union bench_slot slot)
{
    if (row.use != BENCH_TEXT) {
        for (const struct bench_record *r = slot.record; r; r = r->next)
            build_record(xmlNewChild(node, space, text_of(element->name), NULL), space,
                         r);
    } else if (slot.text && element->place == POX_PLACE_ATTRIBUTE) {
        xmlNewProp(node, text_of(element->name), text_of(slot.text));
    } else if (slot.text && element->place == POX_PLACE_CHILD) {
        xmlNewTextChild(node, space, text_of(element->name), text_of(slot.text));
    } else if (slot.text) {
        xmlNodeAddContent(node, text_of(slot.text));
    }
}

static void build_record(xmlNodePtr node, xmlNsPtr space,
                         const struct bench_record *record)
{
    const struct bench_layout *layout = record->layout;

    if (record->namespace_uri) {
        space = xmlNewNs(node, text_of(record->namespace_uri), NULL);
        xmlSetNs(node, space);
    }
    for (size_t i = 0; i < layout->type->n_elements; i++)
        build_entry(node, space, &layout->type->elements[i], layout->elements[i],
                    bench_slots_of(record)[layout->elements[i].slot]);
}

static const char *write_tree(void *data, void *prepared, size_t *size)
{
    struct dump *dump = data;
    const struct bench_record *message = bench_slots_of(prepared)->record;
    xmlDocPtr document = xmlNewDoc(text_of("1.0"));
    xmlNodePtr root =
        xmlNewDocNode(document, NULL, text_of(message->layout->type->name), NULL);
    int n = 0;

    xmlDocSetRootElement(document, root);
    build_record(root, NULL, message);
    xmlFree(dump->bytes);
    xmlDocDumpMemoryEnc(document, &dump->bytes, &n, "UTF-8");
    xmlFreeDoc(document);
    *size = (size_t)n;
    return (const char *)dump->bytes;
}

#define WRITER                                                                           \
    .task = BENCH_WRITE, .is_counted = true, .prepare = prepare_record,                  \
    .unprepare = unprepare_nothing

const struct bench_contestant bench_libxml2_write[] = {
    {.name = "libxml2 xmlTextWriter",
     .open = open_buffer,
     .close = close_buffer,
     .write = write_with_writer,
     WRITER},
    {.name = "libxml2 tree and dump",
     .open = open_dump,
     .close = close_dump,
     .write = write_tree,
     WRITER},
    {.name = NULL},
};
