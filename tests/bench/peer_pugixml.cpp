// SPDX-License-Identifier: MIT
/** @file pugixml: parsed in place and walked; and a tree built, and saved. */
#include "peer.h"

#include <pugixml.hpp>
#include <string>

namespace
{

// What a reader is fair to do: the strings stay where pugixml has them, only the structs are new.
struct result {
    pugi::xml_document document;
    std::string bytes;
    bench_result *records = nullptr;

    ~result()
    {
        bench_result_free(records);
    }
};

void walk(bench_arena &arena, bench_record *record, pugi::xml_node parent)
{
    const bench_layout *layout = record->layout;

    for (pugi::xml_attribute attribute : parent.attributes()) {
        const char *name = attribute.name();
        bench_row row = layout->attributes[bench_number(name, strlen(name))];

        if (row.use == BENCH_TEXT)
            bench_slots(record)[row.slot].text = attribute.value();
    }
    if (layout->text.use == BENCH_TEXT)
        bench_slots(record)[layout->text.slot].text = parent.child_value();
    for (pugi::xml_node node = parent.first_child(); node; node = node.next_sibling()) {
        if (node.type() != pugi::node_element)
            continue;
        const char *name = node.name();
        bench_row row = layout->children[bench_number(name, strlen(name))];

        if (row.use == BENCH_TEXT)
            bench_slots(record)[row.slot].text = node.child_value();
        else if (row.use != BENCH_UNKNOWN)
            walk(arena, bench_enter(&arena, record, row), node);
    }
}

void *open_nothing(const void *, const pox_allocator *)
{
    return new char;
}

void close_nothing(void *state)
{
    delete static_cast<char *>(state);
}

void *read(void *, const bench_answer *answer)
{
    const unsigned options =
        pugi::parse_minimal | pugi::parse_escapes | pugi::parse_cdata;
    result *made = new result;

    made->bytes.assign(answer->bytes, answer->size);
    if (!made->document.load_buffer_inplace(made->bytes.data(), answer->size, options,
                                            pugi::encoding_utf8)) {
        delete made;
        return nullptr;
    }
    made->records = bench_result_new(1024 + answer->size / 3);
    bench_arena arena = made->records->arena;
    walk(arena, made->records->document, made->document);
    made->records->arena = arena;
    return made;
}

const bench_record *view(void *, void *data)
{
    return static_cast<result *>(data)->records->document;
}

void release(void *, void *data)
{
    delete static_cast<result *>(data);
}

// Writing

struct writer : pugi::xml_writer {
    std::string bytes;

    void write(const void *data, size_t size) override
    {
        bytes.append(static_cast<const char *>(data), size);
    }
};

void build(pugi::xml_node node, const bench_record *record)
{
    const bench_layout *layout = record->layout;

    if (record->namespace_uri)
        node.append_attribute("xmlns").set_value(record->namespace_uri);
    for (size_t i = 0; i < layout->type->n_elements; i++) {
        const pox_element &element = layout->type->elements[i];
        bench_row row = layout->elements[i];
        bench_slot slot = bench_slots_of(record)[row.slot];

        if (row.use != BENCH_TEXT) {
            for (const bench_record *r = slot.record; r; r = r->next)
                build(node.append_child(element.name), r);
        } else if (slot.text && element.place == POX_PLACE_ATTRIBUTE) {
            node.append_attribute(element.name).set_value(slot.text);
        } else if (slot.text && element.place == POX_PLACE_CHILD) {
            node.append_child(element.name)
                .append_child(pugi::node_pcdata)
                .set_value(slot.text);
        } else if (slot.text) {
            node.append_child(pugi::node_pcdata).set_value(slot.text);
        }
    }
}

void *open_writer(const void *, const pox_allocator *)
{
    return new writer;
}

void close_writer(void *state)
{
    delete static_cast<writer *>(state);
}

void *prepare(void *, const bench_answer *answer)
{
    return answer->made_from->document;
}

void unprepare(void *, void *)
{
}

const char *write(void *state, void *prepared, size_t *size)
{
    std::string &bytes = static_cast<writer *>(state)->bytes;
    const bench_record *document = static_cast<const bench_record *>(prepared);
    const bench_record *message = bench_slots_of(document)->record;
    pugi::xml_document tree;

    bytes.clear();
    build(tree.append_child(message->layout->type->name), message);
    tree.save(*static_cast<writer *>(state), "", pugi::format_raw, pugi::encoding_utf8);
    *size = bytes.size();
    return bytes.c_str();
}

} // namespace

extern "C" const bench_contestant bench_pugixml[] = {
    {.name = "pugixml",
     .task = BENCH_READ,
     .open = open_nothing,
     .close = close_nothing,
     .read = read,
     .view = view,
     .release = release},
    {.name = "pugixml tree",
     .task = BENCH_WRITE,
     .open = open_writer,
     .close = close_writer,
     .prepare = prepare,
     .unprepare = unprepare,
     .write = write},
    {.name = nullptr},
};
