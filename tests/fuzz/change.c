/* SPDX-License-Identifier: MIT */
/* One change of a field. What comes of it says something else, but need not be fit to write. */
#include "text.h"

#include <string.h>

/** A text unlike another one; NULL is one as well. */
static const char *other_text(struct fuzz_maker *maker, const char *text)
{
    struct fuzz_out out = {.size = 0};

    if (!text)
        return "";
    switch (fuzz_below(&maker->source, text[0] != '\0' ? 4 : 2)) {
    case 0:
        return NULL;
    case 1:
        fuzz_put_text(&out, text);
        fuzz_put_text(&out, "x");
        break;
    case 2:
        fuzz_put_text(&out, text + 1);
        break;
    default:
        fuzz_put_text(&out, text);
        out.bytes[out.size - 1] ^= 0x01;
    }
    return fuzz_keep(maker, &out);
}

const char *fuzz_change_string(struct fuzz_maker *maker,
                               const struct pox_element *element, const char *string)
{
    bool is_nothing = !string || string[0] == '\0';

    if (element->place == POX_PLACE_TEXT && is_nothing)
        return "x"; /* an empty text of the element itself is none */
    return other_text(maker, string);
}

uint64_t fuzz_change_number(struct fuzz_maker *maker, const struct pox_element *element,
                            uint64_t number, bool *has_number, const char **text)
{
    if (!*has_number) {
        *has_number = true;
        return element->minimum;
    }
    switch (fuzz_below(&maker->source, 3)) {
    case 0:
        *has_number = false;
        *text = NULL;
        return 0;
    case 1:
        *text = other_text(maker, *text);
        return number;
    default:
        return number == element->maximum ? element->minimum : number + 1;
    }
}

/** The next value of a table, around which _OTHER and then the first follow the last. */
static int next_value(const struct pox_enumeration *enumeration, int number)
{
    for (size_t i = 0; i + 1 < enumeration->n_values; i++) {
        if (enumeration->values[i].number == number)
            return enumeration->values[i + 1].number;
    }
    return number == FUZZ_OTHER ? enumeration->values[0].number : FUZZ_OTHER;
}

int fuzz_change_enum(struct fuzz_maker *maker, const struct pox_element *element,
                     int number, const char **text)
{
    if (number == 0)
        return element->enumeration->values[0].number;
    switch (fuzz_below(&maker->source, 3)) {
    case 0:
        *text = NULL;
        return 0;
    case 1:
        *text = other_text(maker, *text);
        return number;
    default:
        return next_value(element->enumeration, number);
    }
}

/** A copy of a list, in room for one more item. */
static void *copy_list(struct fuzz_maker *maker, const void *items, size_t n, size_t size)
{
    void *copy = fuzz_new(maker, (n + 1) * size);

    return n > 0 ? memcpy(copy, items, n * size) : copy;
}

const void *fuzz_change_enum_list(struct fuzz_maker *maker,
                                  const struct pox_element *element, const void *numbers,
                                  size_t *n, const char **text)
{
    int *changed = copy_list(maker, numbers, *n, sizeof(*changed));
    size_t at;

    switch (fuzz_below(&maker->source, *n > 0 ? 4 : 2)) {
    case 0:
        changed[(*n)++] = FUZZ_OTHER;
        return changed;
    case 1:
        *text = other_text(maker, *text);
        return numbers;
    case 2:
        (*n)--;
        return *n > 0 ? changed : NULL;
    default:
        at = fuzz_below(&maker->source, *n);
        changed[at] = next_value(element->enumeration, changed[at]);
        return changed;
    }
}

void *fuzz_change_struct(struct fuzz_maker *maker, const struct fuzz_type *type,
                         void *value)
{
    if (!value)
        return fuzz_new(maker, type->size);
    if (fuzz_below(&maker->source, 4) == 3)
        return NULL;
    type->change(maker, value);
    return value;
}

void *fuzz_change_list(struct fuzz_maker *maker, const struct fuzz_type *type, void *list,
                       size_t *n)
{
    void **items = copy_list(maker, list, *n, sizeof(*items));

    switch (fuzz_below(&maker->source, *n > 0 ? 4 : 1)) {
    case 0:
        items[(*n)++] = fuzz_new(maker, type->size);
        break;
    case 1:
        (*n)--;
        break;
    default:
        type->change(maker, items[fuzz_below(&maker->source, *n)]);
    }
    return items;
}

/** One of the four texts of an entry, or what kind of thing it is. */
static void change_entry(struct fuzz_maker *maker, struct pox_extra *entry)
{
    switch (fuzz_below(&maker->source, 5)) {
    case 0:
        entry->value = other_text(maker, entry->value);
        break;
    case 1:
        entry->name = other_text(maker, entry->name);
        break;
    case 2:
        entry->namespace_uri = other_text(maker, entry->namespace_uri);
        break;
    case 3:
        entry->element = other_text(maker, entry->element);
        break;
    default:
        entry->kind = entry->kind == POX_EXTRA_TEXT ? POX_EXTRA_ELEMENT : POX_EXTRA_TEXT;
    }
}

struct pox_extra *fuzz_change_extra(struct fuzz_maker *maker, struct pox_extra *extra,
                                    size_t *n)
{
    struct pox_extra *changed = copy_list(maker, extra, *n, sizeof(*changed));

    switch (fuzz_below(&maker->source, *n > 0 ? 4 : 1)) {
    case 0:
        changed[(*n)++] =
            (struct pox_extra){.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "x"};
        break;
    case 1:
        (*n)--;
        break;
    default:
        change_entry(maker, &changed[fuzz_below(&maker->source, *n)]);
    }
    return changed;
}
