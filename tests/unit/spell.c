/* SPDX-License-Identifier: MIT */
#include "spell.h"

#include "support.h"

static const struct pox_element *element_of(const struct pox_type *type, const char *key)
{
    for (size_t i = 0; i < type->n_elements; i++) {
        if (strcmp(type->elements[i].key, key) == 0)
            return &type->elements[i];
    }
    cr_assert_fail("there is no %s", key);
    return NULL;
}

static const struct pox_element *protocol_child(const char *name)
{
    return element_of(&pox_protocol_descriptor, name);
}

static void begin(struct pox_spelling *spelling)
{
    pox_spelling_begin(spelling, pox_allocator_or_default(NULL));
}

/** NULL for `text`: it is absent. */
static void expect_value(const struct pox_spelling *spelling, const char *text,
                         const char *canonical, size_t row)
{
    const struct pox_value *value = &spelling->value;

    cr_assert_eq(value->present, text != NULL, "row %zu: presence", row);
    if (!text)
        return;
    cr_expect_str_eq(value->text, text, "row %zu: '%s'", row, value->text);
    if (canonical)
        cr_expect_str_eq(value->canonical, canonical, "row %zu: '%s'", row,
                         value->canonical);
    else
        cr_expect_null(value->canonical, "row %zu: '%s'", row, value->canonical);
}

Test(spell, a_string_is_its_own_spelling)
{
    struct pox_spelling spelling;

    begin(&spelling);
    cr_expect(pox_spell_string(&spelling, "x"));
    expect_value(&spelling, "x", "x", 0);
    cr_expect(pox_spell_string(&spelling, ""));
    expect_value(&spelling, "", "", 1);
    cr_expect(pox_spell_string(&spelling, NULL));
    expect_value(&spelling, NULL, NULL, 2);
    pox_spelling_end(&spelling);
}

Test(spell, a_number_decides_and_its_text_only_if_it_spells_it)
{
    static const struct {
        const char *key;
        uint64_t number;
        bool has;
        const char *text;
        const char *expected;
        const char *canonical;
    } rows[] = {
        {"Port", 993, true, NULL, "993", "993"},
        {"Port", 993, true, "0993", "0993", "993"},
        {"Port", 993, true, " 993 ", " 993 ", "993"},
        {"Port", 993, true, "994", "993", "993"},
        {"Port", 993, true, "", "993", "993"},
        {"Port", 993, true, "undefined", "993", "993"},
        {"Port", 993, false, NULL, NULL, NULL},
        {"Port", 993, false, "993", NULL, NULL},
        {"Port", 0, false, NULL, NULL, NULL},
        {"TTL", 0, true, NULL, "0", "0"},
        {"ServerVersion", 0x73D49F70, true, NULL, "73D49F70", "73D49F70"},
        {"ServerVersion", 0x73D49F70, true, "73d49f70", "73d49f70", "73D49F70"},
        {"ServerVersion", 0xA, true, "A", "0000000A", "0000000A"},
    };
    struct pox_spelling spelling;

    begin(&spelling);
    for (size_t i = 0; i < COUNT(rows); i++) {
        cr_expect(pox_spell_uint(&spelling, protocol_child(rows[i].key), rows[i].number,
                                 rows[i].has, rows[i].text),
                  "row %zu", i);
        expect_value(&spelling, rows[i].expected, rows[i].canonical, i);
        if (rows[i].has)
            cr_expect_eq(spelling.value.number, rows[i].number, "row %zu", i);
    }
    pox_spelling_end(&spelling);
}

Test(spell, a_number_out_of_its_range_cannot_be_written)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);
    struct pox_spelling spelling;

    begin(&spelling);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < types[i]->n_elements; k++) {
            const struct pox_element *element = &types[i]->elements[k];

            if (element->kind < POX_KIND_UINT || element->kind > POX_KIND_HEX32)
                continue;
            cr_expect(pox_spell_uint(&spelling, element, element->minimum, true, NULL),
                      "%s", element->key);
            cr_expect(pox_spell_uint(&spelling, element, element->maximum, true, NULL),
                      "%s", element->key);
            if (element->maximum != UINT64_MAX)
                cr_expect_not(
                    pox_spell_uint(&spelling, element, element->maximum + 1, true, NULL),
                    "%s", element->key);
            if (element->minimum == 0)
                continue;
            cr_expect_not(pox_spell_uint(&spelling, element, 0, true, NULL), "%s",
                          element->key);
            cr_expect_not_null(spelling.fault, "%s", element->key);
        }
    }
    pox_spelling_end(&spelling);
}

Test(spell, an_enumeration_decides_and_its_text_only_if_it_spells_it)
{
    static const struct {
        int number;
        const char *text;
        const char *expected;
        const char *canonical;
    } rows[] = {
        {POX_SWITCH_ABSENT, NULL, NULL, NULL},
        {POX_SWITCH_ABSENT, "on", NULL, NULL},
        {POX_SWITCH_ON, NULL, "on", "on"},
        {POX_SWITCH_ON, "On", "On", "on"},
        {POX_SWITCH_ON, "true", "true", "on"},
        {POX_SWITCH_ON, " 1 ", " 1 ", "on"},
        {POX_SWITCH_ON, "off", "on", "on"},
        {POX_SWITCH_ON, "maybe", "on", "on"},
        {POX_SWITCH_ON, "", "on", "on"},
        {POX_SWITCH_OFF, "On", "off", "off"},
        {POX_SWITCH_OTHER, "maybe", "maybe", NULL},
        {POX_SWITCH_OTHER, "", "", NULL},
    };
    struct pox_spelling spelling;
    const struct pox_element *element = protocol_child("SSL");

    begin(&spelling);
    for (size_t i = 0; i < COUNT(rows); i++) {
        cr_expect(pox_spell_enum(&spelling, element, rows[i].number, rows[i].text),
                  "row %zu", i);
        expect_value(&spelling, rows[i].expected, rows[i].canonical, i);
        cr_expect_eq(spelling.value.value != NULL, rows[i].number > 0, "row %zu", i);
    }
    pox_spelling_end(&spelling);
}

Test(spell, an_enumeration_that_says_nothing_cannot_be_written)
{
    static const struct {
        int number;
        const char *text;
    } rows[] = {
        {POX_SWITCH_OTHER, NULL},
        {POX_SWITCH_OTHER, "on"},
        {POX_SWITCH_OTHER, " YES "},
        {3, NULL},
        {3, "on"},
        {-2, "maybe"},
        {1000000, NULL},
    };
    struct pox_spelling spelling;

    begin(&spelling);
    for (size_t i = 0; i < COUNT(rows); i++) {
        spelling.fault = NULL;
        cr_expect_not(pox_spell_enum(&spelling, protocol_child("SSL"), rows[i].number,
                                     rows[i].text),
                      "row %zu", i);
        cr_expect_not_null(spelling.fault, "row %zu", i);
    }
    pox_spelling_end(&spelling);
}

enum {
    BASIC = POX_AUTHENTICATION_METHOD_BASIC,
    FBA = POX_AUTHENTICATION_METHOD_FBA,
    OTHER = POX_AUTHENTICATION_METHOD_OTHER
};

struct list_row {
    int numbers[3];
    size_t n;
    const char *text;
    /** NULL: absent, or it cannot be written. */
    const char *expected;
    const char *canonical;
};

static bool spell_list(struct pox_spelling *spelling, const struct list_row *row)
{
    return pox_spell_enum_list(
        spelling, element_of(&pox_owa_url_descriptor, "@AuthenticationMethod"),
        row->numbers, row->n, row->text);
}

Test(spell, a_list_decides_and_its_text_only_if_it_spells_it)
{
    static const struct list_row rows[] = {
        {{0}, 0, NULL, NULL, NULL},
        {{0}, 0, "", "", NULL},
        {{0}, 0, " , ", " , ", NULL},
        {{BASIC}, 1, NULL, "Basic", "Basic"},
        {{BASIC, FBA}, 2, NULL, "Basic, Fba", "Basic, Fba"},
        {{BASIC, FBA}, 2, "basic,FBA", "basic,FBA", "Basic, Fba"},
        {{BASIC, FBA}, 2, "Basic,,Fba,", "Basic,,Fba,", "Basic, Fba"},
        {{BASIC, FBA}, 2, "Fba, Basic", "Basic, Fba", "Basic, Fba"},
        {{BASIC, FBA}, 2, "Basic", "Basic, Fba", "Basic, Fba"},
        {{BASIC}, 1, "Basic, Fba", "Basic", "Basic"},
        {{BASIC}, 1, "", "Basic", "Basic"},
        {{BASIC, OTHER}, 2, "Basic, New", "Basic, New", NULL},
        {{OTHER, OTHER}, 2, "New, New", "New, New", NULL},
    };
    struct pox_spelling spelling;

    begin(&spelling);
    for (size_t i = 0; i < COUNT(rows); i++) {
        cr_expect(spell_list(&spelling, &rows[i]), "row %zu: %s", i, spelling.fault);
        expect_value(&spelling, rows[i].expected, rows[i].canonical, i);
        cr_expect_eq(spelling.value.n_values, rows[i].n, "row %zu", i);
        for (size_t k = 0; k < rows[i].n; k++)
            cr_expect_eq(spelling.value.values[k] != NULL, rows[i].numbers[k] > 0,
                         "row %zu, item %zu", i, k);
    }
    pox_spelling_end(&spelling);
}

Test(spell, a_list_with_items_that_say_nothing_cannot_be_written)
{
    static const struct list_row rows[] = {
        {{OTHER}, 1, NULL, NULL, NULL},
        {{BASIC, OTHER}, 2, NULL, NULL, NULL},
        {{BASIC, OTHER}, 2, "Basic", NULL, NULL},
        {{BASIC, OTHER}, 2, "Basic, Fba", NULL, NULL},
        {{BASIC, OTHER}, 2, "New, Basic", NULL, NULL},
        {{0}, 1, "", NULL, NULL},
        {{BASIC, 0}, 2, "Basic", NULL, NULL},
        {{99}, 1, "New", NULL, NULL},
        {{0}, 0, "Basic", NULL, NULL},
    };
    struct pox_spelling spelling;

    begin(&spelling);
    for (size_t i = 0; i < COUNT(rows); i++) {
        spelling.fault = NULL;
        cr_expect_not(spell_list(&spelling, &rows[i]), "row %zu: written as '%s'", i,
                      spelling.value.text);
        cr_expect_not_null(spelling.fault, "row %zu", i);
    }
    pox_spelling_end(&spelling);
}

Test(spell, a_list_that_is_null_with_a_count_cannot_be_written)
{
    struct pox_spelling spelling;

    begin(&spelling);
    cr_expect_not(pox_spell_enum_list(
        &spelling, element_of(&pox_owa_url_descriptor, "@AuthenticationMethod"), NULL, 2,
        NULL));
    cr_expect_not_null(spelling.fault);
    pox_spelling_end(&spelling);
}

Test(spell, one_spelling_serves_many_fields)
{
    static const struct list_row two = {{BASIC, FBA}, 2, NULL, NULL, NULL};
    static const struct list_row one = {{FBA}, 1, NULL, NULL, NULL};
    struct pox_spelling spelling;

    begin(&spelling);
    for (int round = 0; round < 3; round++) {
        cr_expect(spell_list(&spelling, &two));
        cr_expect_str_eq(spelling.value.text, "Basic, Fba", "%s", spelling.value.text);
        cr_expect(pox_spell_string(&spelling, "x"));
        cr_expect_eq(spelling.value.n_values, 0);
        cr_expect(spell_list(&spelling, &one));
        cr_expect_str_eq(spelling.value.text, "Fba", "%s", spelling.value.text);
        cr_expect_eq(spelling.value.n_values, 1);
        cr_expect(pox_spell_uint(&spelling, protocol_child("Port"), 25, true, NULL));
        cr_expect_null(spelling.value.values);
        cr_expect_null(spelling.value.value);
    }
    pox_spelling_end(&spelling);
}

Test(spell, a_list_says_so_when_there_is_no_memory)
{
    static const struct list_row row = {{BASIC, FBA}, 2, NULL, NULL, NULL};

    for (size_t refuse = 1;; refuse++) {
        struct ledger ledger = {.refuse = refuse};
        struct pox_spelling spelling;

        pox_spelling_begin(&spelling, ledger_allocator(&ledger));
        cr_expect_eq(spell_list(&spelling, &row), !ledger.refused, "refused %zu", refuse);
        cr_expect_eq(spelling.fault != NULL, ledger.refused, "refused %zu", refuse);
        pox_spelling_end(&spelling);
        cr_expect_eq(ledger.live, 0, "refused %zu", refuse);
        if (!ledger.refused)
            return;
    }
}
