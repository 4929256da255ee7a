// SPDX-License-Identifier: MIT
/**
 * @file
 * The event-driven parser that xsdcxx of CodeSynthesis makes of generated/bench/, over an expat
 * that is reused, and without validation.
 */
#include "xsd_parser.hxx"

#include "peer.h"

#include <pox/elements.h>

namespace
{

struct state {
    xsd_parsers parsers;
    XML_Parser expat = XML_ParserCreateNS(nullptr, ' ');

    ~state()
    {
        XML_ParserFree(expat);
    }
};

void *open_state(const void *, const pox_allocator *)
{
    return new state;
}

void close_state(void *data)
{
    delete static_cast<state *>(data);
}

void *read(void *data, const bench_answer *answer)
{
    state &own = *static_cast<state *>(data);
    auto &root = own.parsers.of_response_autodiscover;
    bench_result *result = bench_result_new(1024 + answer->size);
    bench_arena arena = result->arena;
    bool good = true;

    xsd_filler::arena = &arena;
    try {
        xml_schema::document document(root, POX_NAMESPACE_RESPONSE, "Autodiscover");

        XML_ParserReset(own.expat, nullptr);
        document.parse_begin(own.expat);
        root.pre();
        good = XML_Parse(own.expat, answer->bytes, static_cast<int>(answer->size), 1) ==
               XML_STATUS_OK;
        document.parse_end();
        bench_slots(result->document)->record = root.post_Autodiscover_t();
    } catch (const xml_schema::exception &) {
        good = false;
    }
    result->arena = arena;
    if (good)
        return result;
    bench_result_free(result);
    return nullptr;
}

const bench_record *view(void *, void *result)
{
    return static_cast<bench_result *>(result)->document;
}

void release(void *, void *result)
{
    bench_result_free(static_cast<bench_result *>(result));
}

} // namespace

extern "C" const bench_contestant bench_xsd_parser[] = {
    {.name = "XSD cxx-parser",
     .task = BENCH_READ,
     .open = open_state,
     .close = close_state,
     .read = read,
     .view = view,
     .release = release},
    {.name = nullptr},
};
