// SPDX-License-Identifier: MIT
/** @file RapidXML, which parses in place. */
#include "peer.h"

#include <rapidxml/rapidxml.hpp>
#include <string>

namespace
{

using node_type = rapidxml::xml_node<>;
using attribute_type = rapidxml::xml_attribute<>;

struct result {
    rapidxml::xml_document<> document;
    std::string bytes;
    bench_result *records = nullptr;

    ~result()
    {
        bench_result_free(records);
    }
};

void walk(bench_arena &arena, bench_record *record, node_type *parent)
{
    const bench_layout *layout = record->layout;

    for (attribute_type *a = parent->first_attribute(); a; a = a->next_attribute()) {
        bench_row row = layout->attributes[bench_number(a->name(), a->name_size())];

        if (row.use == BENCH_TEXT)
            bench_slots(record)[row.slot].text = a->value();
    }
    if (layout->text.use == BENCH_TEXT)
        bench_slots(record)[layout->text.slot].text = parent->value();
    for (node_type *node = parent->first_node(); node; node = node->next_sibling()) {
        if (node->type() != rapidxml::node_element)
            continue;
        bench_row row = layout->children[bench_number(node->name(), node->name_size())];

        if (row.use == BENCH_TEXT)
            bench_slots(record)[row.slot].text = node->value();
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
    result *made = new result;

    made->bytes.assign(answer->bytes, answer->size);
    try {
        made->document.parse<rapidxml::parse_validate_closing_tags>(made->bytes.data());
    } catch (const rapidxml::parse_error &) {
        delete made;
        return nullptr;
    }
    made->records = bench_result_new(1024 + answer->size / 3);
    bench_arena arena = made->records->arena;
    walk(arena, made->records->document, &made->document);
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

} // namespace

extern "C" const bench_contestant bench_rapidxml[] = {
    {.name = "RapidXML",
     .task = BENCH_READ,
     .open = open_nothing,
     .close = close_nothing,
     .read = read,
     .view = view,
     .release = release},
    {.name = nullptr},
};
