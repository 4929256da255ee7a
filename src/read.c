/* SPDX-License-Identifier: MIT */
#include "read.h"

#include "unicode.h"

#include <inttypes.h>
#include <string.h>

static enum pox_reading no_memory(struct pox_reader *reader)
{
    pox_reader_fail(reader, POX_ERROR_NO_MEMORY, "out of memory");
    return POX_STOP;
}

/** The text as a string in the arena. */
static enum pox_reading keep_text(struct pox_reader *reader, struct pox_text text,
                                  const char **field)
{
    *field = pox_arena_text(reader->arena, text.bytes, text.size);
    return *field ? POX_TYPED : no_memory(reader);
}

/** The text beside a value, where it is not what the value would be written as. */
static enum pox_reading keep_spelling(struct pox_reader *reader, struct pox_text text,
                                      const char *canonical, const char **field)
{
    if (pox_is_text(text, canonical))
        return POX_TYPED;
    return keep_text(reader, text, field);
}

enum pox_reading pox_read_string(struct pox_reader *reader,
                                 const struct pox_element *element, struct pox_text text,
                                 const char **field)
{
    const char *complaint = pox_complaint(element->kind, text);
    struct pox_quote quote;

    if (complaint &&
        !pox_reader_report(reader, POX_DIAGNOSTIC_VALUE_FORM, reader->position,
                           "'%s' is %s", pox_quote(text, &quote), complaint))
        return POX_STOP;
    return keep_text(reader, text, field);
}

static enum pox_reading misfit(struct pox_reader *reader,
                               const struct pox_element *element, struct pox_text text)
{
    struct pox_quote quote;
    bool go_on;

    pox_quote(text, &quote);
    if (element->kind == POX_KIND_HEX32)
        go_on = pox_reader_report(reader, POX_DIAGNOSTIC_BAD_VALUE, reader->position,
                                  "'%s' is not a number of eight hexadecimal digits",
                                  quote.bytes);
    else
        go_on = pox_reader_report(reader, POX_DIAGNOSTIC_BAD_VALUE, reader->position,
                                  "'%s' is not a number from %" PRIu64 " to %" PRIu64,
                                  quote.bytes, element->minimum, element->maximum);
    return go_on ? POX_MISFIT : POX_STOP;
}

enum pox_reading pox_read_uint64(struct pox_reader *reader,
                                 const struct pox_element *element, struct pox_text text,
                                 uint64_t *field, bool *has_field,
                                 const char **field_text)
{
    if (!pox_parse_number(element, text, field)) {
        *field = 0;
        return misfit(reader, element, text);
    }
    *has_field = true;
    return pox_is_canonical_number(element, text) ? POX_TYPED
                                                  : keep_text(reader, text, field_text);
}

enum pox_reading pox_read_uint32(struct pox_reader *reader,
                                 const struct pox_element *element, struct pox_text text,
                                 uint32_t *field, bool *has_field,
                                 const char **field_text)
{
    uint64_t number = 0;
    enum pox_reading reading =
        pox_read_uint64(reader, element, text, &number, has_field, field_text);

    *field = (uint32_t)number;
    return reading;
}

enum pox_reading pox_read_uint16(struct pox_reader *reader,
                                 const struct pox_element *element, struct pox_text text,
                                 uint16_t *field, bool *has_field,
                                 const char **field_text)
{
    uint64_t number = 0;
    enum pox_reading reading =
        pox_read_uint64(reader, element, text, &number, has_field, field_text);

    *field = (uint16_t)number;
    return reading;
}

/** A word about a text that is not spelled as documented; `value` may be NULL. */
static bool report_value(struct pox_reader *reader, const struct pox_element *element,
                         struct pox_text text, const struct pox_enumeration_value *value)
{
    struct pox_quote quote;

    pox_quote(text, &quote);
    if (value)
        return pox_reader_report(reader, POX_DIAGNOSTIC_VALUE_SPELLING, reader->position,
                                 "read '%s' as '%s'", quote.bytes, value->name);
    if (pox_is_blank(text.bytes, text.size))
        return pox_reader_report(reader, POX_DIAGNOSTIC_UNKNOWN_VALUE, reader->position,
                                 "no value, where %s is expected", element->type_doc);
    return pox_reader_report(reader, POX_DIAGNOSTIC_UNKNOWN_VALUE, reader->position,
                             "value '%s' is not known", quote.bytes);
}

/** The value of a text; *value NULL: none. */
static bool match(struct pox_reader *reader, const struct pox_element *element,
                  struct pox_text text, const struct pox_enumeration_value **value)
{
    *value = pox_match(element->enumeration, text.bytes, text.size);
    return (*value && pox_is_text(text, (*value)->name)) ||
           report_value(reader, element, text, *value);
}

enum pox_reading pox_read_enum(struct pox_reader *reader,
                               const struct pox_element *element, struct pox_text text,
                               int *number, const char **field_text)
{
    const struct pox_enumeration_value *value;

    if (!match(reader, element, text, &value))
        return POX_STOP;
    *number = value ? value->number : POX_OTHER;
    return value ? keep_spelling(reader, text, value->name, field_text)
                 : keep_text(reader, text, field_text);
}

/** Passes over some bytes at the beginning of a text; false: it has others. */
static bool skip(struct pox_text *text, const char *bytes)
{
    size_t size = strlen(bytes);

    if (text->size < size || memcmp(text->bytes, bytes, size) != 0)
        return false;
    text->bytes += size;
    text->size -= size;
    return true;
}

enum pox_reading pox_read_enum_list(struct pox_reader *reader,
                                    const struct pox_element *element,
                                    struct pox_text text, int **numbers,
                                    size_t *n_numbers, const char **field_text)
{
    struct pox_text rest = text;
    struct pox_text item;
    struct pox_text spelling = text;
    bool is_canonical = true;

    while (pox_next_item(&rest, &item)) {
        const struct pox_enumeration_value *value;
        int *grown;

        if (!match(reader, element, item, &value))
            return POX_STOP;
        grown = pox_arena_grow(reader->arena, *numbers, *n_numbers, sizeof(*grown));
        if (!grown)
            return no_memory(reader);
        grown[*n_numbers] = value ? value->number : POX_OTHER;
        *numbers = grown;
        is_canonical = is_canonical && value &&
                       (*n_numbers == 0 || skip(&spelling, ", ")) &&
                       skip(&spelling, value->name);
        (*n_numbers)++;
    }
    if (is_canonical && *n_numbers > 0 && spelling.size == 0)
        return POX_TYPED;
    return keep_text(reader, text, field_text);
}
