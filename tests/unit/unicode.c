/* SPDX-License-Identifier: MIT */
#include "unicode.h"

#include "support.h"

/** UTF-8 as RFC 3629 has it, surrogates and all, by arithmetic of its own. */
static size_t encode(uint32_t character, char *bytes)
{
    static const unsigned char marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t length = character < 0x80      ? 1
                    : character < 0x800   ? 2
                    : character < 0x10000 ? 3
                                          : 4;

    for (size_t i = length; i-- > 1; character >>= 6)
        bytes[i] = (char)(0x80 | (character & 0x3F));
    bytes[0] = (char)(marks[length] | character);
    return length;
}

static bool is_surrogate(uint32_t character)
{
    return character >= 0xD800 && character <= 0xDFFF;
}

Test(unicode, decodes_every_character_and_no_surrogate)
{
    for (uint32_t character = 0; character <= 0x10FFFF; character++) {
        char bytes[4];
        uint32_t decoded = 0;
        size_t length = encode(character, bytes);
        size_t taken = pox_decode(bytes, length, &decoded);

        if (is_surrogate(character)) {
            cr_assert_eq(taken, 0, "U+%04X", (unsigned)character);
            continue;
        }
        cr_assert_eq(taken, length, "U+%04X", (unsigned)character);
        cr_assert_eq(decoded, character, "U+%04X", (unsigned)character);
    }
}

Test(unicode, a_character_that_is_cut_off_is_not_decoded)
{
    static const uint32_t characters[] = {0x80, 0x7FF, 0x800, 0xFFFD, 0x10000, 0x10FFFF};

    for (size_t i = 0; i < COUNT(characters); i++) {
        char bytes[4];
        uint32_t decoded;
        size_t length = encode(characters[i], bytes);

        for (size_t size = 1; size < length; size++)
            cr_expect_eq(pox_decode(bytes, size, &decoded), 0, "U+%04X at %zu",
                         (unsigned)characters[i], size);
    }
}

Test(unicode, what_is_not_utf_8_is_not_decoded)
{
    static const char *const rows[] = {
        "\x80",
        "\xBF",
        "\xC0\x80",
        "\xC1\xBF",
        "\xE0\x80\xAF",
        "\xE0\x9F\xBF",
        "\xF0\x80\x80\xAF",
        "\xF0\x8F\xBF\xBF",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xF8\x88\x80\x80\x80",
        "\xFE",
        "\xFF",
        "\xC3(",
        "\xE2\x82(",
        "\xE2(\xAC",
        "\xF0\x9F\x98(",
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        uint32_t character = 77;

        cr_expect_eq(pox_decode(rows[i], strlen(rows[i]), &character), 0, "row %zu", i);
        cr_expect_eq(character, 77, "row %zu: something was stored", i);
    }
}

Test(unicode, xml_has_exactly_the_characters_of_its_production)
{
    static const struct {
        uint32_t first;
        uint32_t last;
        bool allowed;
    } rows[] = {
        {0, 8, false},
        {9, 0xA, true},
        {0xB, 0xC, false},
        {0xD, 0xD, true},
        {0xE, 0x1F, false},
        {0x20, 0xD7FF, true},
        {0xD800, 0xDFFF, false},
        {0xE000, 0xFFFD, true},
        {0xFFFE, 0xFFFF, false},
        {0x10000, 0x10FFFF, true},
        {0x110000, 0x110010, false},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        for (uint32_t c = rows[i].first; c <= rows[i].last; c++)
            cr_assert_eq(pox_is_xml_character(c), rows[i].allowed, "U+%04X", (unsigned)c);
    }
}

Test(unicode, checking_a_text_finds_the_first_fault_and_where)
{
    static const struct {
        const char *text;
        size_t size;
        enum pox_text_fault fault;
        size_t at;
    } rows[] = {
        {"", 0, POX_TEXT_FINE, 0},
        {"plain", 5, POX_TEXT_FINE, 5},
        {"\t\r\n \x7F", 5, POX_TEXT_FINE, 5},
        {"z\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80", 10, POX_TEXT_FINE, 10},
        {"ab\x01", 3, POX_TEXT_FORBIDDEN, 2},
        {"ab\0c", 4, POX_TEXT_FORBIDDEN, 2},
        {"\xEF\xBF\xBE", 3, POX_TEXT_FORBIDDEN, 0},
        {"a\xEF\xBF\xBF", 4, POX_TEXT_FORBIDDEN, 1},
        {"\xC3\xBC\xFF", 3, POX_TEXT_NOT_UTF8, 2},
        {"ab\xC3", 3, POX_TEXT_NOT_UTF8, 2},
        {"\x01\xFF", 2, POX_TEXT_FORBIDDEN, 0},
        {"\xFF\x01", 2, POX_TEXT_NOT_UTF8, 0},
        {"\xED\xA0\x80", 3, POX_TEXT_NOT_UTF8, 0},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t at = 99;

        cr_expect_eq(pox_check_text(rows[i].text, rows[i].size, &at), rows[i].fault,
                     "row %zu", i);
        cr_expect_eq(at, rows[i].at, "row %zu: at %zu", i, at);
    }
}

Test(unicode, the_incomplete_tail_is_what_a_cut_leaves_of_a_character)
{
    static const uint32_t characters[] = {'x', 0xFC, 0x20AC, 0x1F600};

    for (size_t i = 0; i < COUNT(characters); i++) {
        char bytes[8] = "aa";
        size_t length = encode(characters[i], bytes + 2);

        for (size_t cut = 0; cut <= length; cut++)
            cr_expect_eq(pox_incomplete_tail(bytes + 2, cut), cut < length ? cut : 0,
                         "U+%04X alone, cut at %zu", (unsigned)characters[i], cut);
        for (size_t cut = 0; cut <= length; cut++)
            cr_expect_eq(pox_incomplete_tail(bytes, 2 + cut), cut < length ? cut : 0,
                         "U+%04X behind two, cut at %zu", (unsigned)characters[i], cut);
    }
    cr_expect_eq(pox_incomplete_tail("", 0), 0);
    cr_expect_eq(pox_incomplete_tail("\x80\x80\x80\x80", 4), 0,
                 "no character begins here");
}

Test(unicode, knows_names_from_other_texts)
{
    static const struct {
        const char *name;
        bool good;
    } rows[] = {
        {"a", true},
        {"A", true},
        {"_", true},
        {"Protocol", true},
        {"EcpUrl-tm", true},
        {"a.b", true},
        {"a1", true},
        {"\xC3\xA9", true},
        {"a\xC2\xB7", true},
        {"a\xCC\x80", true},
        {"\xF0\x90\x80\x80", true},
        {"\xE4\xB8\xAD", true},
        {"", false},
        {"1a", false},
        {"-a", false},
        {".a", false},
        {"a b", false},
        {" a", false},
        {"a:b", false},
        {":", false},
        {"a\"", false},
        {"a>", false},
        {"a/", false},
        {"a=", false},
        {"\xC3\x97", false},
        {"\xC3\xB7", false},
        {"\xC2\xB7", false},
        {"\xCC\x80", false},
        {"a\xE2\x80\x90", false},
        {"a\xFF", false},
        {"a\xC3", false},
        {"\xCD\xBE", false},
    };

    for (size_t i = 0; i < COUNT(rows); i++)
        cr_expect_eq(pox_is_name(rows[i].name, strlen(rows[i].name)), rows[i].good,
                     "row %zu: '%s'", i, rows[i].name);
    cr_expect_not(pox_is_name("a\0b", 3), "a NUL is in no name");
}

Test(unicode, all_names_of_the_table_are_names)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    for (size_t i = 0; i < n; i++) {
        cr_expect(pox_is_name(types[i]->name, strlen(types[i]->name)), "%s",
                  types[i]->name);
        for (size_t k = 0; k < types[i]->n_elements; k++) {
            const struct pox_element *element = &types[i]->elements[k];

            cr_expect_eq(pox_is_name(element->name, strlen(element->name)),
                         element->place != POX_PLACE_TEXT, "%s", element->name);
        }
    }
}

Test(unicode, white_space_is_that_of_xml_only)
{
    for (int byte = 0; byte < 256; byte++)
        cr_expect_eq(pox_is_space((char)byte),
                     byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r',
                     "0x%02X", (unsigned)byte);
    cr_expect(pox_is_blank("", 0));
    cr_expect(pox_is_blank(" \t\r\n", 4));
    cr_expect_not(pox_is_blank(" \xC2\xA0", 3), "a no-break space is not white space");
    cr_expect_not(pox_is_blank("  x", 3));
    cr_expect(pox_is_blank("  x", 2), "only as far as it goes");
}

Test(unicode, trimming_takes_white_space_off_both_ends)
{
    static const struct {
        const char *text;
        const char *trimmed;
    } rows[] = {
        {"", ""},           {" ", ""},    {" \t\r\n ", ""},  {"a", "a"},
        {" a", "a"},        {"a\n", "a"}, {"\ta b ", "a b"}, {"\xC2\xA0", "\xC2\xA0"},
        {" \x0B ", "\x0B"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t size = strlen(rows[i].text);
        const char *trimmed = pox_trim(rows[i].text, &size);

        cr_assert_eq(size, strlen(rows[i].trimmed), "row %zu: %zu", i, size);
        cr_expect_eq(memcmp(trimmed, rows[i].trimmed, size), 0, "row %zu", i);
    }
}

Test(unicode, letters_are_the_same_in_both_cases_and_nothing_else_is)
{
    for (int a = 1; a < 128; a++) {
        for (int b = 1; b < 128; b++) {
            const char text[] = {(char)a, '\0'};
            const char other[] = {(char)b, '\0'};
            bool letters = (a | 0x20) >= 'a' && (a | 0x20) <= 'z';
            bool same = a == b || (letters && (a ^ b) == 0x20);

            cr_assert_eq(pox_same_letters(text, 1, other), same, "0x%02X and 0x%02X",
                         (unsigned)a, (unsigned)b);
        }
    }
    cr_expect(pox_same_letters("AutoDISCOVERx", 12, "autodiscover"));
    cr_expect(pox_same_letters("", 0, ""));
    cr_expect_not(pox_same_letters("ab", 2, "abc"));
    cr_expect_not(pox_same_letters("abc", 3, "ab"));
    cr_expect_not(pox_same_letters("\xC3\x84", 2, "\xC3\xA4"),
                  "beyond ASCII they differ");
}
