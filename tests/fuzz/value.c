/* SPDX-License-Identifier: MIT */
/*
 * What a field of each kind may hold. The normal form of a value is that of reading: a `_text`
 * stands beside it only where the value is not spelled in the canonical way.
 */
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *fuzz_string(struct fuzz_maker *maker, const struct pox_element *element)
{
    return fuzz_is_wanted(maker, element) ? fuzz_text(maker, element) : NULL;
}

/** A text without those that are the canonical one. */
static const char *unless_canonical(const char *text, const char *canonical)
{
    return strcmp(text, canonical) == 0 ? NULL : text;
}

/* Numbers */

/** Any number of the element's range; those near the ends come up more often. */
static uint64_t any_number(struct fuzz_maker *maker, const struct pox_element *element)
{
    uint64_t range = element->maximum - element->minimum;
    uint64_t offset = 0;

    switch (fuzz_below(&maker->source, 6)) {
    case 0:
        break;
    case 1:
        offset = range;
        break;
    case 2:
        offset = fuzz_byte(&maker->source);
        break;
    case 3:
        offset = range - fuzz_byte(&maker->source);
        break;
    default:
        offset = fuzz_word(&maker->source);
    }
    if (range < UINT64_MAX)
        offset %= range + 1;
    return element->minimum + offset;
}

/** Another spelling of a number: blanks around it, more zeros, small letters. */
static const char *respell_number(struct fuzz_maker *maker, bool is_hex, uint64_t number,
                                  const char *canonical)
{
    struct fuzz_out out = {.size = 0};
    char digits[24];

    fuzz_put_blanks(maker, &out);
    if (is_hex) {
        snprintf(digits, sizeof(digits), "%08" PRIx64, number);
        fuzz_put_text(&out, digits);
    } else {
        for (size_t n = fuzz_below(&maker->source, 4); n > 0; n--)
            fuzz_put_text(&out, "0");
        fuzz_put_text(&out, canonical);
    }
    fuzz_put_blanks(maker, &out);
    return unless_canonical(fuzz_keep(maker, &out), canonical);
}

uint64_t fuzz_number(struct fuzz_maker *maker, const struct pox_element *element,
                     bool *has_number, const char **text)
{
    bool is_hex = element->kind == POX_KIND_HEX32;
    char canonical[24];
    uint64_t number;

    if (!fuzz_is_wanted(maker, element))
        return 0;
    *has_number = true;
    number = any_number(maker, element);
    snprintf(canonical, sizeof(canonical), is_hex ? "%08" PRIX64 : "%" PRIu64, number);
    if (fuzz_below(&maker->source, 3) == 1)
        *text = respell_number(maker, is_hex, number, canonical);
    return number;
}

/* Enumerations */

static const struct pox_enumeration_value *find_spelling(
    const struct pox_enumeration *enumeration, const char *bytes, size_t size)
{
    bytes = fuzz_trim(bytes, &size);
    for (size_t i = 0; i < enumeration->n_values; i++) {
        const struct pox_enumeration_value *value = &enumeration->values[i];
        const char *const *alias = value->aliases;

        if (fuzz_is_same(bytes, size, value->name))
            return value;
        for (; alias && *alias; alias++) {
            if (fuzz_is_same(bytes, size, *alias))
                return value;
        }
    }
    return NULL;
}

/** A value of the table; NULL: another one. */
static const struct pox_enumeration_value *any_value(
    struct fuzz_maker *maker, const struct pox_enumeration *enumeration)
{
    size_t choice = fuzz_below(&maker->source, enumeration->n_values + 1);

    return choice < enumeration->n_values ? &enumeration->values[choice] : NULL;
}

/** A value's name or an alias, its letters in any case. */
static void put_spelling(struct fuzz_maker *maker, struct fuzz_out *out,
                         const struct pox_enumeration_value *value)
{
    struct pox_element named = {.name = value->name, .aliases = value->aliases};

    fuzz_put_text(out, fuzz_spell_name(maker, &named));
}

/** A text that spells no value of the table. */
static void put_other(struct fuzz_maker *maker, struct fuzz_out *out,
                      const struct pox_enumeration *enumeration)
{
    size_t begin = out->size;

    fuzz_put_any(maker, out);
    fuzz_put(out, "", 0); /* there may be nothing yet, not even memory */
    if (find_spelling(enumeration, out->bytes + begin, out->size - begin))
        fuzz_put_text(out, "~");
}

int fuzz_enum(struct fuzz_maker *maker, const struct pox_element *element,
              const char **text)
{
    const struct pox_enumeration_value *value;
    struct fuzz_out out = {.size = 0};

    if (!fuzz_is_wanted(maker, element))
        return 0;
    value = any_value(maker, element->enumeration);
    if (!value) {
        put_other(maker, &out, element->enumeration);
        *text = fuzz_note(maker, element, fuzz_keep(maker, &out));
        return FUZZ_OTHER;
    }
    if (fuzz_below(&maker->source, 3) == 1) {
        fuzz_put_blanks(maker, &out);
        put_spelling(maker, &out, value);
        fuzz_put_blanks(maker, &out);
        *text = unless_canonical(fuzz_keep(maker, &out), value->name);
    }
    return value->number;
}

/* Comma lists */

/** What is between two items, or with no item, in place of one: commas and blanks. */
static void put_commas(struct fuzz_maker *maker, struct fuzz_out *out, size_t at_least)
{
    size_t n = at_least + fuzz_below(&maker->source, 2);

    for (size_t i = 0; i < n; i++) {
        fuzz_put_blanks(maker, out);
        fuzz_put_text(out, ",");
    }
    fuzz_put_blanks(maker, out);
}

/** An item outside of the table: no comma, and neither empty nor in need of trimming. */
static void put_other_item(struct fuzz_maker *maker, struct fuzz_out *out,
                           const struct pox_enumeration *enumeration)
{
    struct fuzz_out item = {.size = 0};
    const char *bytes;
    size_t size;

    put_other(maker, &item, enumeration);
    for (size_t i = 0; i < item.size; i++) {
        if (item.bytes[i] == ',')
            item.bytes[i] = ';';
    }
    size = item.size;
    bytes = fuzz_trim(item.bytes, &size);
    bytes = size > 0 ? fuzz_keep_part(maker, bytes, size) : "~";
    if (find_spelling(enumeration, bytes, strlen(bytes)))
        bytes = "~";
    fuzz_put_text(out, bytes);
    fuzz_keep(maker, &item);
}

const void *fuzz_enum_list(struct fuzz_maker *maker, const struct pox_element *element,
                           size_t *n, const char **text)
{
    const struct pox_enumeration *enumeration = element->enumeration;
    struct fuzz_out out = {.size = 0};
    struct fuzz_out canonical = {.size = 0};
    bool all_known = true;
    const char *spelling;
    int *numbers;

    if (!fuzz_is_wanted(maker, element))
        return NULL;
    *n = fuzz_below(&maker->source, 5);
    numbers = fuzz_new(maker, *n * sizeof(*numbers));
    put_commas(maker, &out, 0);
    for (size_t i = 0; i < *n; i++) {
        const struct pox_enumeration_value *value = any_value(maker, enumeration);

        if (i > 0)
            put_commas(maker, &out, 1);
        numbers[i] = value ? value->number : FUZZ_OTHER;
        all_known = all_known && value;
        fuzz_put_text(&canonical, i > 0 ? ", " : "");
        fuzz_put_text(&canonical, value ? value->name : "");
        if (value)
            put_spelling(maker, &out, value);
        else
            put_other_item(maker, &out, enumeration);
    }
    *text = fuzz_keep(maker, &out);
    spelling = fuzz_keep(maker, &canonical);
    if (all_known && *n > 0)
        *text = fuzz_below(&maker->source, 2) ? unless_canonical(*text, spelling) : NULL;
    fuzz_note(maker, element, *text);
    return *n > 0 ? numbers : NULL;
}
