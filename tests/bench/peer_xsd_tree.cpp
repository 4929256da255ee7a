// SPDX-License-Identifier: MIT
/** @file The tree that xsdcxx of CodeSynthesis makes of generated/bench/, over Xerces-C. */
#include "peer.h"

#include <response.hxx>
#include <sstream>
#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/framework/Wrapper4InputSource.hpp>
#include <xercesc/util/PlatformUtils.hpp>

namespace
{

using message = response::Autodiscover_t;

struct state {
    std::string written;
    bench_result *viewed = nullptr;

    state()
    {
        xercesc::XMLPlatformUtils::Initialize();
    }

    ~state()
    {
        bench_result_free(viewed);
        xercesc::XMLPlatformUtils::Terminate();
    }
};

/** A document that is not copied before it is read. */
struct bytes : std::streambuf {
    explicit bytes(const bench_answer *answer)
    {
        char *begin = const_cast<char *>(answer->bytes);

        setg(begin, begin, begin + answer->size);
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

void *read(void *, const bench_answer *answer)
{
    const auto options =
        xml_schema::flags::dont_validate | xml_schema::flags::dont_initialize;
    bytes buffer(answer);
    std::istream stream(&buffer);

    try {
        return response::Autodiscover(stream, options).release();
    } catch (const xml_schema::exception &) {
        return nullptr;
    }
}

void release(void *, void *result)
{
    delete static_cast<message *>(result);
}

const char *write(void *data, void *prepared, size_t *size)
{
    std::string &written = static_cast<state *>(data)->written;
    const auto options =
        xml_schema::flags::dont_initialize | xml_schema::flags::dont_pretty_print;
    std::ostringstream stream;

    response::Autodiscover(stream, *static_cast<message *>(prepared),
                           xml_schema::namespace_infomap(), "UTF-8", options);
    written = stream.str();
    *size = written.size();
    return written.c_str();
}

/** Written again, the message can be read by libpox. */
const bench_record *view(void *data, void *result)
{
    state &own = *static_cast<state *>(data);
    size_t size;
    const char *written = write(data, result, &size);

    bench_result_free(own.viewed);
    own.viewed = bench_read_record(written, size);
    return own.viewed ? own.viewed->document : nullptr;
}

} // namespace

extern "C" const bench_contestant bench_xsd_tree[] = {
    {.name = "XSD cxx-tree",
     .task = BENCH_READ,
     .knows_no_unknown = true,
     .open = open_state,
     .close = close_state,
     .read = read,
     .view = view,
     .release = release},
    {.name = "XSD cxx-tree",
     .task = BENCH_WRITE,
     .open = open_state,
     .close = close_state,
     .prepare = read,
     .unprepare = release,
     .write = write},
    {.name = nullptr},
};
