/* SPDX-License-Identifier: MIT */
#include "value.h"

#include "support.h"

static struct pox_text text_of(const char *string)
{
    return (struct pox_text){string, strlen(string)};
}

struct number_row {
    const char *text;
    bool good;
    uint64_t number;
};

static void expect_numbers(const struct pox_element *element,
                           const struct number_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t number = 0;
        bool good = pox_parse_number(element, text_of(rows[i].text), &number);

        cr_expect_eq(good, rows[i].good, "row %zu: '%s'", i, rows[i].text);
        if (good)
            cr_expect_eq(number, rows[i].number, "row %zu: '%s'", i, rows[i].text);
    }
}

Test(value, reads_decimal_numbers_strictly)
{
    static const struct pox_element port = {
        .kind = POX_KIND_PORT, .minimum = 1, .maximum = 65535};
    static const struct number_row rows[] = {
        {"443", true, 443},
        {"1", true, 1},
        {"65535", true, 65535},
        {"0443", true, 443},
        {"000000000000000000000000443", true, 443},
        {" 443 ", true, 443},
        {"\t443\r\n", true, 443},
        {"0", false, 0},
        {"65536", false, 0},
        {"", false, 0},
        {" ", false, 0},
        {"+443", false, 0},
        {"-1", false, 0},
        {"443.0", false, 0},
        {"0x1bb", false, 0},
        {"4 43", false, 0},
        {"443x", false, 0},
        {"x", false, 0},
        {"4,430", false, 0},
        {"\xEF\xBC\x94\xEF\xBC\x93", false, 0}, /* full-width digits */
        {"\xC2\xA0"
         "443",
         false, 0},
        {"1000000000000000000000000000000000000000000000000000", false, 0},
    };

    expect_numbers(&port, rows, COUNT(rows));
}

Test(value, knows_the_limits_of_64_and_32_bits_exactly)
{
    static const struct pox_element all = {.kind = POX_KIND_UINT64,
                                           .maximum = UINT64_MAX};
    static const struct pox_element half = {.kind = POX_KIND_UINT, .maximum = UINT32_MAX};
    static const struct number_row rows[] = {
        {"0", true, 0},
        {"18446744073709551615", true, UINT64_MAX},
        {"18446744073709551616", false, 0},
        {"18446744073709551625", false, 0},
        {"99999999999999999999", false, 0},
        {"184467440737095516150", false, 0},
    };
    static const struct number_row half_rows[] = {
        {"2147483647", true, INT32_MAX},  {"2147483648", true, 2147483648u},
        {"4294967295", true, UINT32_MAX}, {"4294967296", false, 0},
        {"4294967305", false, 0},
    };

    expect_numbers(&all, rows, COUNT(rows));
    expect_numbers(&half, half_rows, COUNT(half_rows));
}

Test(value, holds_to_a_range_however_small)
{
    for (uint64_t minimum = 0; minimum < 15; minimum++) {
        for (uint64_t maximum = minimum; maximum < 25; maximum++) {
            struct pox_element element = {
                .kind = POX_KIND_UINT, .minimum = minimum, .maximum = maximum};

            for (uint64_t number = 0; number < 40; number++) {
                char text[8];
                uint64_t read;

                snprintf(text, sizeof(text), "%d", (int)number);
                cr_assert_eq(pox_parse_number(&element, text_of(text), &read),
                             number >= minimum && number <= maximum, "%s in %d to %d",
                             text, (int)minimum, (int)maximum);
            }
        }
    }
}

Test(value, reads_eight_hexadecimal_digits_and_nothing_else)
{
    static const struct pox_element hex = {.kind = POX_KIND_HEX32, .maximum = UINT32_MAX};
    static const struct number_row rows[] = {
        {"73D49F70", true, 0x73D49F70},
        {"73d49f70", true, 0x73D49F70},
        {"00000000", true, 0},
        {"FFFFFFFF", true, 0xFFFFFFFF},
        {"12345678", true, 0x12345678},
        {" 0000000a\n", true, 10},
        {"73D49F7", false, 0},
        {"73D49F700", false, 0},
        {"0x73D49F", false, 0},
        {"73D49F7G", false, 0},
        {"", false, 0},
        {"15.01.02", false, 0},
        {"73D4 F70", false, 0},
        {"-3D49F70", false, 0},
        {"@3D49F70", false, 0},
        {"`3D49F70", false, 0},
    };

    expect_numbers(&hex, rows, COUNT(rows));
}

Test(value, spells_numbers_canonically_and_reads_its_own_spelling)
{
    static const struct {
        enum pox_kind kind;
        uint64_t number;
        const char *text;
    } rows[] = {
        {POX_KIND_UINT, 0, "0"},
        {POX_KIND_PORT, 993, "993"},
        {POX_KIND_UINT64, UINT64_MAX, "18446744073709551615"},
        {POX_KIND_HEX32, 0, "00000000"},
        {POX_KIND_HEX32, 0xABC, "00000ABC"},
        {POX_KIND_HEX32, 0xFFFFFFFF, "FFFFFFFF"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_element element = {.kind = rows[i].kind, .maximum = UINT64_MAX};
        struct pox_number_text room;
        const char *text = pox_spell_number(&element, rows[i].number, &room);
        uint64_t number;

        cr_expect_str_eq(text, rows[i].text, "row %zu: %s", i, text);
        cr_expect(pox_parse_number(&element, text_of(text), &number), "row %zu", i);
        cr_expect_eq(number, rows[i].number, "row %zu", i);
    }
}

/** Each letter in the other case. */
static void swap_case(const char *text, char *swapped)
{
    do {
        bool is_letter = (*text | 0x20) >= 'a' && (*text | 0x20) <= 'z';

        *swapped++ = is_letter ? (char)(*text ^ 0x20) : *text;
    } while (*text++);
}

static void expect_match(const struct pox_enumeration *enumeration,
                         const struct pox_enumeration_value *value, const char *spelling)
{
    char padded[128];
    char swapped[128];

    snprintf(padded, sizeof(padded), "\n %s\t", spelling);
    swap_case(padded, swapped);
    cr_expect_eq(pox_match(enumeration, spelling, strlen(spelling)), value, "'%s'",
                 spelling);
    cr_expect_eq(pox_match(enumeration, padded, strlen(padded)), value, "'%s'", padded);
    cr_expect_eq(pox_match(enumeration, swapped, strlen(swapped)), value, "'%s'",
                 swapped);
    snprintf(padded, sizeof(padded), "%s_", spelling);
    cr_expect_null(pox_match(enumeration, padded, strlen(padded)), "'%s'", padded);
}

Test(value, matches_every_spelling_of_every_enumeration_of_the_table)
{
    size_t n;
    size_t n_enumerations = 0;
    const struct pox_type *const *types = pox_types(&n);

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < types[i]->n_elements; k++) {
            const struct pox_enumeration *enumeration = types[i]->elements[k].enumeration;

            n_enumerations += enumeration != NULL;
            for (size_t v = 0; enumeration && v < enumeration->n_values; v++) {
                const struct pox_enumeration_value *value = &enumeration->values[v];

                expect_match(enumeration, value, value->name);
                for (size_t a = 0; value->aliases && value->aliases[a]; a++)
                    expect_match(enumeration, value, value->aliases[a]);
                cr_expect_eq(pox_value_of(enumeration, value->number), value, "%s",
                             value->name);
                cr_expect_gt(value->number, 0, "%s", value->name);
            }
        }
    }
    cr_expect_gt(n_enumerations, 0);
}

Test(value, matches_nothing_that_is_no_spelling)
{
    static const char *const rows[] = {"",           " ",      "o n",  "onn",
                                       "\xC2\xA0on", "on\x0B", "2",    "on,",
                                       "None",       "absent", "other"};

    for (size_t i = 0; i < COUNT(rows); i++)
        cr_expect_null(pox_match(&pox_switch_enumeration, rows[i], strlen(rows[i])),
                       "'%s'", rows[i]);
}

Test(value, has_no_value_for_absent_other_and_numbers_beyond)
{
    static const int numbers[] = {0, POX_OTHER, -2, 3, 1000};

    for (size_t i = 0; i < COUNT(numbers); i++)
        cr_expect_null(pox_value_of(&pox_switch_enumeration, numbers[i]), "%d",
                       numbers[i]);
    cr_expect_eq((int)POX_OTHER, (int)POX_SWITCH_OTHER);
}

Test(value, names_the_values_of_an_enumeration)
{
    cr_expect_str_eq(pox_enumeration_name(&pox_switch_enumeration, POX_SWITCH_ON), "on");
    cr_expect_null(pox_enumeration_name(&pox_switch_enumeration, POX_OTHER));
    cr_expect_null(pox_enumeration_name(&pox_switch_enumeration, 0));
}

Test(value, goes_through_the_items_of_a_comma_list)
{
    static const struct {
        const char *list;
        const char *items; /* each in brackets */
    } rows[] = {
        {"", ""},
        {" ", ""},
        {",", ""},
        {" , ,, ", ""},
        {"a", "[a]"},
        {"a,b", "[a][b]"},
        {" a , b ", "[a][b]"},
        {",a,,b,", "[a][b]"},
        {"a b,c\n,\td", "[a b][c][d]"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_text rest = text_of(rows[i].list);
        struct pox_text item;
        char items[64] = "";

        while (pox_next_item(&rest, &item))
            snprintf(items + strlen(items), sizeof(items) - strlen(items), "[%.*s]",
                     (int)item.size, item.bytes);
        cr_expect_str_eq(items, rows[i].items, "row %zu: %s", i, items);
        cr_expect_not(pox_next_item(&rest, &item), "row %zu: and stays at the end", i);
    }
}

Test(value, complains_about_the_form_of_strings)
{
    static const struct {
        enum pox_kind kind;
        const char *text;
        bool good;
    } rows[] = {
        {POX_KIND_STRING, " anything at all ", true},
        {POX_KIND_TIME, "whenever", true},
        {POX_KIND_URI, "https://mail.example.com/ews?a=b#c", true},
        {POX_KIND_URI, "a+b-c.d1:", true},
        {POX_KIND_URI, "mail.example.com", false},
        {POX_KIND_URI, "/ews", false},
        {POX_KIND_URI, "1http://x", false},
        {POX_KIND_URI, "+x:y", false},
        {POX_KIND_URI, ":", false},
        {POX_KIND_URI, "https", false},
        {POX_KIND_URI, " https://x", false},
        {POX_KIND_URI, "https://x\n", false},
        {POX_KIND_URI, "https://a b", false},
        {POX_KIND_SCHEMA, OUTLOOK_RESPONSE, true},
        {POX_KIND_SCHEMA, "\n" OUTLOOK_RESPONSE "\n", false},
        {POX_KIND_SCHEMA, "outlook", false},
        {POX_KIND_PARTIAL_URI, "?p=customize/voicemail.aspx&exsvurl=1", true},
        {POX_KIND_PARTIAL_URI, "a b", false},
        {POX_KIND_HOST, "mail.example.com", true},
        {POX_KIND_HOST, "mail.example.com ", false},
        {POX_KIND_DN, "/o=First Organization/ou=x", true},
        {POX_KIND_DN, " /o=x", false},
        {POX_KIND_DN, "/o=x\t", false},
        {POX_KIND_SMTP, "alice@example.com", true},
        {POX_KIND_SMTP, "a@b", true},
        {POX_KIND_SMTP, "alice", false},
        {POX_KIND_SMTP, "@example.com", false},
        {POX_KIND_SMTP, "alice@", false},
        {POX_KIND_SMTP, "@", false},
        {POX_KIND_SMTP, "al ice@example.com", false},
        {POX_KIND_GUID, "01234567-89ab-cdef-ABCD-EF0123456789", true},
        {POX_KIND_GUID, "{01234567-89ab-cdef-ABCD-EF0123456789}", false},
        {POX_KIND_GUID, "0123456789abcdefABCDEF0123456789", false},
        {POX_KIND_GUID, "01234567-89ab-cdef-ABCD-EF012345678", false},
        {POX_KIND_GUID, "01234567-89ab-cdef-ABCD-EF012345678g", false},
        {POX_KIND_GUID, "01234567089ab-cdef-ABCD-EF0123456789", false},
        {POX_KIND_DATE, "20260131", true},
        {POX_KIND_DATE, "20261231", true},
        {POX_KIND_DATE, "20260031", false},
        {POX_KIND_DATE, "20261301", false},
        {POX_KIND_DATE, "20260100", false},
        {POX_KIND_DATE, "20260132", false},
        {POX_KIND_DATE, "2026-01-31", false},
        {POX_KIND_DATE, "2026013", false},
        {POX_KIND_DATE, "2026013x", false},
        {POX_KIND_DATE, " 2026131", false},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *complaint = pox_complaint(rows[i].kind, text_of(rows[i].text));

        cr_expect_eq(complaint == NULL, rows[i].good, "row %zu: '%s' is %s", i,
                     rows[i].text, complaint ? complaint : "fine");
    }
}

Test(value, knows_ipv4_addresses_from_other_texts)
{
    static const char *const good[] = {"0.0.0.0", "127.0.0.1", "255.255.255.255",
                                       "10.20.30.40"};
    static const char *const bad[] = {
        "1.2.3",     "1.2.3.4.5", "256.1.1.1", "1.2.3.256", "1.2.3.",  ".1.2.3",
        "1..2.3",    "1.2.3.4 ",  " 1.2.3.4",  "a.b.c.d",   "1.2.3.x", "0001.2.3.4",
        "1.2.3.4/8", "1,2,3,4",   "1.2.3.-4",  "::1",       "1",
    };

    for (size_t i = 0; i < COUNT(good); i++)
        cr_expect_null(pox_complaint(POX_KIND_IPV4, text_of(good[i])), "%s", good[i]);
    for (size_t i = 0; i < COUNT(bad); i++)
        cr_expect_not_null(pox_complaint(POX_KIND_IPV4, text_of(bad[i])), "%s", bad[i]);
}

Test(value, knows_ipv6_addresses_from_other_texts)
{
    static const char *const good[] = {
        "::",
        "::1",
        "1::",
        "1:2:3:4:5:6:7:8",
        "2001:DB8::a",
        "fe80::1:2:3:4",
        "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
        "1::3:4:5:6:7:8",
        "::ffff:192.0.2.1",
        "::192.0.2.1",
        "1:2:3:4:5:6:192.0.2.1",
        "1:2:3:4:5::192.0.2.1",
        "0000:0000:0000:0000:0000:0000:0000:0000",
    };
    static const char *const bad[] = {
        ":",
        ":::",
        "1",
        "1:",
        ":1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8:",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1::2::3",
        "1:::2",
        "::1:",
        ":1::",
        "12345::",
        "g::",
        "::g",
        "fe80::1%eth0",
        "[::1]",
        " ::1",
        "::1 ",
        "192.0.2.1",
        "::192.0.2",
        "::192.0.2.256",
        "::192.0.2.1:1",
        "1:2:3:4:5:6:7:192.0.2.1",
        "1:2:3:4:5:192.0.2.1",
        "1:2:3:4:5:6::192.0.2.1",
        "::c0.0.2.1",
    };

    for (size_t i = 0; i < COUNT(good); i++)
        cr_expect_null(pox_complaint(POX_KIND_IPV6, text_of(good[i])), "%s", good[i]);
    for (size_t i = 0; i < COUNT(bad); i++)
        cr_expect_not_null(pox_complaint(POX_KIND_IPV6, text_of(bad[i])), "%s", bad[i]);
}

Test(value, never_complains_about_an_empty_text)
{
    for (int kind = POX_KIND_STRING; kind <= POX_KIND_STRUCT; kind++)
        cr_expect_null(pox_complaint((enum pox_kind)kind, text_of("")), "kind %d", kind);
}

Test(value, never_complains_about_an_example_of_the_table)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < types[i]->n_elements; k++) {
            const struct pox_element *element = &types[i]->elements[k];
            const char *complaint =
                element->example ? pox_complaint(element->kind, text_of(element->example))
                                 : NULL;

            cr_expect_null(complaint, "%s/%s: '%s' is %s", types[i]->name, element->key,
                           element->example, complaint);
        }
    }
}
