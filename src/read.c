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

/** What a text says, and whether the text is just its name. */
struct match {
    const struct pox_enumeration_value *value;
    bool is_exact;
};

/** The value of a text. False: the reader has failed. */
static bool find_value(struct pox_reader *reader, const struct pox_element *element,
                       struct pox_text text, struct match *match)
{
    const struct pox_enumeration *enumeration = element->enumeration;
    int index = enumeration->find(text.bytes, text.size);

    match->is_exact = index >= 0;
    match->value = match->is_exact ? &enumeration->values[index]
                                   : pox_match(enumeration, text.bytes, text.size);
    return match->is_exact || report_value(reader, element, text, match->value);
}

static int number_of(struct match match)
{
    return match.value ? match.value->number : POX_OTHER;
}

enum pox_reading pox_read_enum(struct pox_reader *reader,
                               const struct pox_element *element, struct pox_text text,
                               int *number, const char **field_text)
{
    struct match match;

    if (!find_value(reader, element, text, &match))
        return POX_STOP;
    *number = number_of(match);
    return match.is_exact ? POX_TYPED : keep_text(reader, text, field_text);
}

/** Whether nothing but what separates items when they are written stands before this one. */
static bool is_next_item(bool is_first, const char *end, const char *item)
{
    return is_first ? item == end : item == end + 2 && end[0] == ',' && end[1] == ' ';
}

enum pox_reading pox_read_enum_list(struct pox_reader *reader,
                                    const struct pox_element *element,
                                    struct pox_text text, int **numbers,
                                    size_t *n_numbers, const char **field_text)
{
    struct pox_text rest = text;
    struct pox_text item;
    const char *end = text.bytes;
    bool is_canonical = true;

    while (pox_next_item(&rest, &item)) {
        struct match match;
        int *grown;

        if (!find_value(reader, element, item, &match))
            return POX_STOP;
        grown = pox_arena_grow(reader->arena, *numbers, *n_numbers, sizeof(*grown));
        if (!grown)
            return no_memory(reader);
        is_canonical = is_canonical && match.is_exact &&
                       is_next_item(*n_numbers == 0, end, item.bytes);
        end = item.bytes + item.size;
        grown[(*n_numbers)++] = number_of(match);
        *numbers = grown;
    }
    if (is_canonical && *n_numbers > 0 && end == text.bytes + text.size)
        return POX_TYPED;
    return keep_text(reader, text, field_text);
}
