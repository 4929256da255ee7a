/* SPDX-License-Identifier: MIT */
/*
 * From any struct to XML and back: what is written is read as the same struct, and written again
 * as the same bytes. And with strings of any bytes: the writer takes exactly those that XML can
 * carry, and otherwise names the field.
 */
#include "fill.h"
#include "property.h"

#include <pox/document.h>
#include <stdlib.h>
#include <string.h>

enum { COMPACT = 1, ANY_BYTES = 2 };

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text);
    size_t end_size = strlen(end);

    return size >= end_size && strcmp(text + size - end_size, end) == 0;
}

/** Whether an error's path names the one field with a bad string; of `extra` it is less exact. */
static bool names_the_field(const struct fuzz_maker *maker, const char *path)
{
    if (path[0] != '/' && strncmp(path, "...", 3) != 0)
        return false;
    if (maker->n_bad != 1 || !maker->bad || maker->bad->place == POX_PLACE_TEXT)
        return true;
    return ends_with(path, maker->bad->key);
}

static void check_refusal(const struct fuzz_maker *maker, const char *xml,
                          const struct pox_error *error)
{
    fuzz_hold(!xml, "a text that XML cannot carry is refused", error);
    fuzz_hold(error->status == POX_ERROR_TEXT, "the refusal is about a text", error);
    fuzz_hold(names_the_field(maker, error->path), "the refusal names the field", error);
}

/** Takes over the XML. */
static void check_return(const struct fuzz_type *type, const void *value,
                         const struct pox_write_options *how, char *xml, size_t size)
{
    struct pox_error error;
    void *again = pox_parse(type->type, xml, size, &fuzz_without_limits, &error);
    size_t second_size = 0;
    char *second;

    fuzz_hold(again, "what was written is read", &error);
    fuzz_hold(pox_equal(type->type, value, again), "reading gives the struct back", NULL);
    second = pox_to_xml(type->type, again, how, &second_size, &error);
    fuzz_hold(second, "what was read is written", &error);
    fuzz_hold(size == second_size && memcmp(xml, second, size) == 0,
              "writing again gives the same bytes", NULL);
    pox_free(again);
    free(xml);
    free(second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct fuzz_maker maker;
    const struct fuzz_type *type;
    struct pox_write_options how = {.compact = false};
    struct pox_error error;
    uint8_t mode;
    void *value;
    char *xml;

    fuzz_begin(&maker, bytes, size);
    mode = fuzz_byte(&maker.source);
    how.compact = mode & COMPACT;
    maker.any_bytes = mode & ANY_BYTES;
    type =
        fuzz_types[fuzz_below(&maker.source, sizeof(fuzz_types) / sizeof(fuzz_types[0]))];
    value = fuzz_make(&maker, type);
    xml = pox_to_xml(type->type, value, &how, &size, &error);
    if (maker.n_bad > 0) {
        check_refusal(&maker, xml, &error);
    } else {
        fuzz_hold(xml, "a struct that is fit to write is written", &error);
        check_return(type, value, &how, xml, size);
    }
    fuzz_end(&maker);
    return 0;
}
