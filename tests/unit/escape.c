/* SPDX-License-Identifier: MIT */
#include "escape.h"

#include "support.h"
#include "unicode.h"

typedef size_t escape_function(struct pox_buffer *out, const char *bytes, size_t size);

struct row {
    const char *text;
    const char *escaped;
};

static void expect_escaped(escape_function *escape, const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct pox_buffer out = new_buffer();

        cr_expect_eq(escape(&out, rows[i].text, strlen(rows[i].text)),
                     strlen(rows[i].text), "row %zu", i);
        cr_expect_str_eq(pox_buffer_text(&out), rows[i].escaped, "row %zu: %s", i,
                         out.bytes);
        pox_buffer_end(&out);
    }
}

Test(escape, text_has_four_characters_that_are_escaped)
{
    static const struct row rows[] = {
        {"", ""},
        {"plain", "plain"},
        {"&", "&amp;"},
        {"<", "&lt;"},
        {">", "&gt;"},
        {"\r", "&#13;"},
        {"\"'\t\n /", "\"'\t\n /"},
        {"a&b<c>d\re", "a&amp;b&lt;c&gt;d&#13;e"},
        {"&&&", "&amp;&amp;&amp;"},
        {"]]>", "]]&gt;"},
        {"&amp;", "&amp;amp;"},
        {"&#38;", "&amp;#38;"},
        {"z\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80",
         "z\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80"},
    };

    expect_escaped(pox_escape_text, rows, COUNT(rows));
}

Test(escape, attributes_have_three_more)
{
    static const struct row rows[] = {
        {"", ""},
        {"a&b<c>d\re", "a&amp;b&lt;c&gt;d&#13;e"},
        {"\"", "&quot;"},
        {"'", "'"},
        {"\t", "&#9;"},
        {"\n", "&#10;"},
        {"a\r\n\tb", "a&#13;&#10;&#9;b"},
        {" a  b ", " a  b "},
    };

    expect_escaped(pox_escape_attribute, rows, COUNT(rows));
}

static size_t escape_json(struct pox_buffer *out, const char *bytes, size_t size)
{
    pox_escape_json(out, bytes, size);
    return size;
}

Test(escape, json_has_its_own)
{
    static const struct row rows[] = {
        {"", "\"\""},
        {"plain", "\"plain\""},
        {"\"\\", "\"\\\"\\\\\""},
        {"\t\n\r", "\"\\t\\n\\r\""},
        {"<&>'/", "\"<&>'/\""},
        {"\xC3\xBC", "\"\xC3\xBC\""},
    };

    expect_escaped(escape_json, rows, COUNT(rows));
}

Test(escape, takes_as_many_bytes_as_it_is_told)
{
    struct pox_buffer out = new_buffer();

    pox_escape_text(&out, "ab&cd", 3);
    pox_escape_attribute(&out, "\"x", 1);
    cr_expect_str_eq(pox_buffer_text(&out), "ab&amp;&quot;");
    pox_buffer_end(&out);
}

/** The characters of a text of XML, with its references undone. */
static void undo(const char *escaped, char *text)
{
    static const struct row references[] = {
        {"&amp;", "&"}, {"&lt;", "<"},   {"&gt;", ">"},   {"&quot;", "\""},
        {"&#9;", "\t"}, {"&#10;", "\n"}, {"&#13;", "\r"},
    };

    while (*escaped) {
        bool found = false;

        for (size_t i = 0; !found && i < COUNT(references); i++) {
            size_t size = strlen(references[i].text);

            if (strncmp(escaped, references[i].text, size) == 0) {
                *text++ = *references[i].escaped;
                escaped += size;
                found = true;
            }
        }
        if (!found)
            *text++ = *escaped++;
    }
    *text = '\0';
}

Test(escape, ends_before_what_xml_cannot_carry)
{
    static const struct row rows[] = {
        {"\x01", ""},
        {"a&\x1F&", "a&amp;"},
        {"\xC3", ""},
        {"z\xC3\xBC\xFF", "z\xC3\xBC"},
        {"&\xED\xA0\x80", "&amp;"},
        {"\xE2\x82\xAC\xEF\xBF\xBE", "\xE2\x82\xAC"},
        {"0123456789abcdef0123456789abcdef&\xC0\x80&",
         "0123456789abcdef0123456789abcdef&amp;"},
    };
    escape_function *const functions[] = {pox_escape_text, pox_escape_attribute};

    for (size_t f = 0; f < COUNT(functions); f++) {
        for (size_t i = 0; i < COUNT(rows); i++) {
            struct pox_buffer out = new_buffer();
            size_t good;

            pox_check_text(rows[i].text, strlen(rows[i].text), &good);
            cr_expect_eq(functions[f](&out, rows[i].text, strlen(rows[i].text)), good,
                         "row %zu", i);
            cr_expect_str_eq(pox_buffer_text(&out), rows[i].escaped, "row %zu: %s", i,
                             out.bytes);
            pox_buffer_end(&out);
        }
    }
}

/** A text of blocks and rests of all lengths, with one odd thing at any place in it. */
Test(escape, it_makes_no_difference_where_in_a_text_something_stands)
{
    static const struct row odd[] = {
        {"&", "&amp;"},
        {"\"", "\""},
        {"\n", "\n"},
        {"\xC3\xBC", "\xC3\xBC"},
        {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
    };
    enum { MOST = 300 };

    for (size_t size = 1; size < MOST; size += size < 70 ? 1 : 31) {
        for (size_t at = 0; at <= size; at++) {
            const struct row *row = &odd[at % COUNT(odd)];
            char text[MOST + 8];
            char escaped[MOST + 8];
            char *copied = malloc(MOST + 8 + 64);
            struct pox_buffer out = new_buffer();
            size_t n = 0;

            memset(text, 'x', size);
            memset(escaped, 'x', size);
            strcpy(text + at, row->text);
            strcpy(escaped + at, row->escaped);
            memset(text + strlen(text), 'y', size - at);
            text[size + strlen(row->text)] = '\0';
            memset(escaped + strlen(escaped), 'y', size - at);
            escaped[size + strlen(row->escaped)] = '\0';
            n = pox_copy_plain(copied, text, strlen(text));
            cr_assert_eq(n, at, "%zu in %zu: %zu", at, size, n);
            cr_assert_eq(memcmp(copied, text, n), 0);
            free(copied);
            cr_assert_eq(pox_escape_text(&out, text, strlen(text)), strlen(text));
            cr_assert_str_eq(pox_buffer_text(&out), escaped, "%zu in %zu", at, size);
            pox_buffer_end(&out);
        }
    }
}

Test(escape, nothing_is_lost_between_any_two_characters)
{
    static const char forbidden[] =
        "\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0C\x0E\x0F\x10\x11\x12"
        "\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F";
    escape_function *const functions[] = {pox_escape_text, pox_escape_attribute};

    for (size_t f = 0; f < COUNT(functions); f++) {
        for (int a = 1; a < 128; a++) {
            for (int b = 1; b < 128; b++) {
                struct pox_buffer out = new_buffer();
                char text[] = {(char)a, (char)b, '\0'};
                char undone[32];
                size_t n = functions[f](&out, text, 2);

                cr_assert_eq(n, strcspn(text, forbidden), "0x%02X 0x%02X", (unsigned)a,
                             (unsigned)b);
                text[n] = '\0';
                undo(pox_buffer_text(&out), undone);
                cr_assert_str_eq(undone, text, "0x%02X 0x%02X: %s", (unsigned)a,
                                 (unsigned)b, out.bytes);
                cr_assert_null(strpbrk(out.bytes, f == 0 ? "<>\r" : "<>\r\n\t\""),
                               "0x%02X 0x%02X: %s", (unsigned)a, (unsigned)b, out.bytes);
                pox_buffer_end(&out);
            }
        }
    }
}

static void append(struct pox_buffer *out, const char *name, const char *uri,
                   const char *value, size_t prefix, size_t number)
{
    struct pox_attribute attribute = {name, uri, {value, strlen(value)}};

    pox_append_attribute(out, &attribute, prefix, number);
}

Test(escape, a_namespace_is_declared_by_the_first_attribute_that_has_it)
{
    struct pox_buffer out = new_buffer();

    append(&out, "a", "u", "1", 3, 3);
    append(&out, "b", "u", "2", 3, 4);
    cr_expect_str_eq(pox_buffer_text(&out), " xmlns:ns3=\"u\" ns3:a=\"1\" ns3:b=\"2\"");
    pox_buffer_end(&out);
}

Test(escape, attributes_are_written_with_a_blank_in_front)
{
    static const struct {
        const char *name;
        const char *uri;
        const char *value;
        const char *expected;
    } rows[] = {
        {"Type", NULL, "mapiHttp", " Type=\"mapiHttp\""},
        {"a", NULL, "", " a=\"\""},
        {"a", NULL, "x\"y<z\n", " a=\"x&quot;y&lt;z&#10;\""},
        {"a", "urn:x", "v", " xmlns:ns7=\"urn:x\" ns7:a=\"v\""},
        {"a", "urn:\"&", "v", " xmlns:ns7=\"urn:&quot;&amp;\" ns7:a=\"v\""},
        {"lang", "http://www.w3.org/XML/1998/namespace", "de", " xml:lang=\"de\""},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_buffer out = new_buffer();

        append(&out, rows[i].name, rows[i].uri, rows[i].value, 7, 7);
        cr_expect_str_eq(pox_buffer_text(&out), rows[i].expected, "row %zu: %s", i,
                         out.bytes);
        pox_buffer_end(&out);
    }
}

Test(escape, numbers_of_prefixes_may_be_large)
{
    struct pox_buffer out = new_buffer();
    char expected[128];

    snprintf(expected, sizeof(expected), " xmlns:ns%zu=\"u\" ns%zu:a=\"\"", SIZE_MAX,
             SIZE_MAX);
    append(&out, "a", "u", "", SIZE_MAX, SIZE_MAX);
    cr_expect_str_eq(pox_buffer_text(&out), expected);
    pox_buffer_end(&out);
}

Test(escape, fails_with_its_buffer)
{
    struct ledger ledger = {.refuse = 1};
    struct pox_buffer out;

    pox_buffer_begin(&out, ledger_allocator(&ledger));
    append(&out, "a", "urn:x", "<&>", 0, 0);
    pox_escape_text(&out, "<&>", 3);
    pox_escape_json(&out, "\"", 1);
    cr_expect(out.failed);
    cr_expect_null(pox_buffer_text(&out));
    pox_buffer_end(&out);
    cr_expect_eq(ledger.live, 0);
}

Test(escape, lines_are_indented_up_to_a_depth)
{
    static const struct {
        size_t depth;
        size_t blanks;
    } rows[] = {{0, 0}, {1, 2}, {31, 62}, {32, 64}, {33, 64}, {256, 64}};

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_buffer buffer = new_buffer();

        pox_append_line(&buffer, rows[i].depth);
        cr_expect_eq(buffer.size, 1 + rows[i].blanks, "row %zu: %zu", i, buffer.size);
        cr_expect_eq(buffer.bytes[0], '\n');
        cr_expect_eq(strspn(pox_buffer_text(&buffer), "\n "), buffer.size, "row %zu", i);
        pox_buffer_end(&buffer);
    }
}
