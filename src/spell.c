/* SPDX-License-Identifier: MIT */
#include "spell.h"

#include <string.h>

void pox_spelling_begin(struct pox_spelling *spelling, struct pox_allocator allocator)
{
    spelling->fault = NULL;
    pox_buffer_begin_in(&spelling->list_text, allocator, spelling->text_room,
                        sizeof(spelling->text_room));
    pox_buffer_begin_in(&spelling->list_values, allocator, spelling->values_room,
                        sizeof(spelling->values_room));
}

void pox_spelling_end(struct pox_spelling *spelling)
{
    pox_buffer_end(&spelling->list_text);
    pox_buffer_end(&spelling->list_values);
}

static struct pox_text text_of(const char *string)
{
    return (struct pox_text){string, strlen(string)};
}

static bool wrong(struct pox_spelling *spelling, const char *fault)
{
    spelling->status = POX_ERROR_VALUE;
    spelling->fault = fault;
    return false;
}

bool pox_spell_string(struct pox_spelling *spelling, const char *string)
{
    spelling->value = (struct pox_value){
        .present = string,
        .text = string,
        .canonical = string,
    };
    return true;
}

bool pox_spell_uint(struct pox_spelling *spelling, const struct pox_element *element,
                    uint64_t number, bool has_number, const char *text)
{
    uint64_t spelled;

    spelling->value = (struct pox_value){.present = has_number, .number = number};
    if (!has_number)
        return true;
    if (number < element->minimum || number > element->maximum)
        return wrong(spelling, "the number is out of its range");
    spelling->value.canonical = pox_spell_number(element, number, &spelling->number_room);
    if (!text || !pox_parse_number(element, text_of(text), &spelled) || spelled != number)
        text = spelling->value.canonical;
    spelling->value.text = text;
    return true;
}

bool pox_spell_enum(struct pox_spelling *spelling, const struct pox_element *element,
                    int number, const char *text)
{
    const struct pox_enumeration *enumeration = element->enumeration;
    const struct pox_enumeration_value *spelled =
        text ? pox_match(enumeration, text, strlen(text)) : NULL;

    spelling->value = (struct pox_value){.present = number != 0, .text = text};
    if (number == 0)
        return true;
    if (number == POX_OTHER && !text)
        return wrong(spelling, "a value outside the table has no text");
    if (number == POX_OTHER)
        return !spelled ||
               wrong(spelling, "the text of a value outside the table spells one "
                               "that is in it");
    spelling->value.value = pox_value_of(enumeration, number);
    if (!spelling->value.value)
        return wrong(spelling, "the enumeration has no such value");
    spelling->value.canonical = spelling->value.value->name;
    if (spelled != spelling->value.value)
        spelling->value.text = spelling->value.canonical;
    return true;
}

/** Whether the text is a spelling of exactly these values. */
static bool spells_list(const struct pox_enumeration *enumeration, const int *numbers,
                        size_t n_numbers, const char *text)
{
    struct pox_text rest = text_of(text);
    struct pox_text item;
    size_t n = 0;

    while (pox_next_item(&rest, &item)) {
        const struct pox_enumeration_value *value =
            pox_match(enumeration, item.bytes, item.size);

        if (n == n_numbers || numbers[n++] != (value ? value->number : POX_OTHER))
            return false;
    }
    return n == n_numbers;
}

/** The canonical spelling of a list, its values looked up; false: some are not in the table. */
static bool spell_canonically(struct pox_spelling *spelling,
                              const struct pox_enumeration *enumeration,
                              const int *numbers, size_t n_numbers)
{
    bool all_known = true;

    for (size_t i = 0; i < n_numbers; i++) {
        const struct pox_enumeration_value *value = pox_value_of(enumeration, numbers[i]);

        if (i > 0)
            pox_buffer_append_text(&spelling->list_text, ", ");
        if (value)
            pox_buffer_append_text(&spelling->list_text, value->name);
        pox_buffer_append(&spelling->list_values, (const char *)&value, sizeof(value));
        all_known = all_known && value;
    }
    return all_known;
}

bool pox_spell_enum_list(struct pox_spelling *spelling, const struct pox_element *element,
                         const int *numbers, size_t n_numbers, const char *text)
{
    bool all_known;

    spelling->value = (struct pox_value){.present = n_numbers > 0 || text};
    spelling->list_text.size = spelling->list_values.size = 0;
    if (!spelling->value.present)
        return true;
    if (!numbers && n_numbers > 0)
        return wrong(spelling, "the list is NULL, but has a count");
    all_known = spell_canonically(spelling, element->enumeration, numbers, n_numbers);
    spelling->value.values = (const void *)spelling->list_values.bytes;
    spelling->value.n_values = n_numbers;
    if (all_known && n_numbers > 0)
        spelling->value.canonical = pox_buffer_text(&spelling->list_text);
    if (spelling->list_text.failed || spelling->list_values.failed) {
        spelling->status = POX_ERROR_NO_MEMORY;
        spelling->fault = "out of memory";
        return false;
    }
    if (text && spells_list(element->enumeration, numbers, n_numbers, text))
        spelling->value.text = text;
    else if (spelling->value.canonical)
        spelling->value.text = spelling->value.canonical;
    else
        return wrong(spelling,
                     "a list with values outside the table has no text for them");
    return true;
}
