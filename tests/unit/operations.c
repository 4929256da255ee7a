/* SPDX-License-Identifier: MIT */
/* What generated code does with what it cannot take, and with what nearly is the same. */
#include "operations.h"

#include "support.h"

typedef void check_element(const struct pox_type *type, size_t index);

static void for_each_element(check_element *check)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    cr_assert_gt(n, 0);
    for (size_t i = 0; i < n; i++) {
        for (size_t index = 0; index < types[i]->n_elements; index++)
            check(types[i], index);
    }
}

static int find(const struct pox_type *type, const struct pox_element *element,
                const char *name, size_t size)
{
    if (element->place == POX_PLACE_ATTRIBUTE)
        return type->operations->attribute(name, size);
    return type->operations->child(name, size);
}

/** A name of the right length with one wrong letter is no name of the table's. */
static void expect_exact_names(const struct pox_type *type, size_t index)
{
    const struct pox_element *element = &type->elements[index];
    size_t size = strlen(element->name);
    char name[64];

    if (element->place == POX_PLACE_TEXT)
        return;
    cr_assert_lt(size, sizeof(name));
    cr_expect_eq(find(type, element, element->name, size), (int)index, "%s/%s",
                 type->name, element->name);
    for (size_t i = 0; i < size; i++) {
        memcpy(name, element->name, size);
        name[i] = '~';
        cr_expect_eq(find(type, element, name, size), -1, "%s/%.*s", type->name,
                     (int)size, name);
    }
}

Test(operations, names_are_exact)
{
    for_each_element(expect_exact_names);
}

/** A field takes a text or a struct, and touches nothing when it is offered the other. */
static void expect_one_use(const struct pox_type *type, size_t index)
{
    const struct pox_operations *operations = type->operations;
    struct pox_text text = {"1", 1};

    if (type->elements[index].kind == POX_KIND_STRUCT)
        cr_expect(!operations->value ||
                      operations->value(NULL, NULL, index, text) == POX_MISFIT,
                  "%s/%s took a text", type->name, type->elements[index].name);
    else
        cr_expect(!operations->enter || !operations->enter(NULL, NULL, index),
                  "%s/%s became a struct", type->name, type->elements[index].name);
    cr_expect(!operations->value ||
                  operations->value(NULL, NULL, type->n_elements, text) == POX_MISFIT,
              "%s has more than its fields", type->name);
    cr_expect(!operations->enter || !operations->enter(NULL, NULL, type->n_elements),
              "%s has more than its fields", type->name);
}

Test(operations, a_field_takes_a_text_or_a_struct)
{
    for_each_element(expect_one_use);
}

/** Two spellings of a value are kept, and so are not equal. */
static void expect_spelling_to_count(const struct pox_type *type, size_t index)
{
    const struct pox_element *element = &type->elements[index];
    struct pox_buffer xml = new_buffer();
    char sample[128];
    char padded[sizeof(sample) + 2];
    void *values[2];

    if (element->kind == POX_KIND_STRUCT)
        return;
    snprintf(padded, sizeof(padded), " %s ",
             sample_text(element, 0, sample, sizeof(sample)));
    one_scalar(&xml, type, element, sample_text(element, 0, sample, sizeof(sample)));
    values[0] = read_quietly(type, xml.bytes);
    one_scalar(&xml, type, element, padded);
    values[1] = read_quietly(type, xml.bytes);
    cr_expect_not(pox_equal(type, values[0], values[1]), "%s/%s", type->name,
                  element->name);
    pox_free(values[0]);
    pox_free(values[1]);
    pox_buffer_end(&xml);
}

Test(operations, another_spelling_is_another_value)
{
    for_each_element(expect_spelling_to_count);
}

/** What a type without such fields lacks is NULL; others tell what is there by its index. */
static void expect_access(const struct pox_type *type, size_t index)
{
    const struct pox_operations *operations = type->operations;
    struct pox_buffer xml = new_buffer();
    bool is_struct = type->elements[index].kind == POX_KIND_STRUCT;
    bool repeats = type->elements[index].repeats;
    void *value;

    append_everything(&xml, type, 2);
    value = read_quietly(type, pox_buffer_text(&xml));
    if (is_struct) {
        cr_expect_not_null(operations->inner(value, index, 0));
        cr_expect(repeats || !operations->inner(value, index, 1));
        cr_expect_null(operations->inner(value, index, 1000));
        cr_expect_null(operations->inner(value, type->n_elements, 0));
    }
    if (operations->string) {
        cr_expect_null(operations->string(value, type->n_elements));
        cr_expect(!is_struct || !operations->string(value, index));
    }
    if (type->elements[index].kind < POX_KIND_UINT)
        cr_expect_not_null(operations->string(value, index), "%s/%s", type->name,
                           type->elements[index].name);
    pox_free(value);
    pox_buffer_end(&xml);
}

/** A struct that has everything, and one that has nothing. */
static void expect_presence(const struct pox_type *type, size_t index)
{
    const struct pox_operations *operations = type->operations;
    struct pox_buffer xml = new_buffer();
    void *full;
    void *empty;

    append_everything(&xml, type, 2);
    full = read_quietly(type, pox_buffer_text(&xml));
    xml.size = 0;
    pox_buffer_append_text(&xml, "<");
    pox_buffer_append_text(&xml, type->name);
    pox_buffer_append_text(&xml, "/>");
    empty = read_quietly(type, pox_buffer_text(&xml));
    cr_expect(operations->has(full, index), "%s lacks %s", type->name,
              type->elements[index].name);
    cr_expect_not(operations->has(empty, index), "%s has %s", type->name,
                  type->elements[index].name);
    cr_expect_not(operations->has(full, type->n_elements), "%s", type->name);
    pox_free(full);
    pox_free(empty);
    pox_buffer_end(&xml);
}

Test(operations, what_is_there_is_known_by_its_index)
{
    for_each_element(expect_presence);
}

Test(operations, fields_are_found_by_their_index)
{
    for_each_element(expect_access);
}
