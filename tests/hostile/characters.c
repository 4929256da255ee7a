/* SPDX-License-Identifier: MIT */
#include "hostile.h"

/** A Protocol with this in an attribute that the table does not have. For pox_free(). */
static struct pox_protocol *protocol_with_attribute(const char *value)
{
    struct pox_buffer xml = repeated("<Protocol a=\"", value, 1, "\"/>");
    struct outcome outcome;

    read_every_way(xml.bytes, xml.size, NULL, &outcome);
    cr_assert_not_null(outcome.value, "%s: %s", value, outcome.error.message);
    pox_buffer_end(&xml);
    return outcome.value;
}

/* Rows 29 and 32. */
Test(characters, a_text_is_exactly_what_its_references_and_line_ends_say)
{
    static const struct {
        const char *written;
        const char *value;
    } rows[] = {
        {"&amp;&lt;&gt;&quot;&apos;", "&<>\"'"},
        {"&#38;&#x26;&#x0026;&#000038;", "&&&&"},
        {"&amp;amp;", "&amp;"},
        {"&amp;#38;", "&#38;"},
        {"&#38;#38;", "&#38;"},
        {"&#38;amp;", "&amp;"},
        {"&amp;amp;#38;", "&amp;#38;"},
        {"&#60;a/>", "<a/>"},
        {"#38; amp;", "#38; amp;"},
        {"<![CDATA[&amp;&#38;<a/>]]>", "&amp;&#38;<a/>"},
        {" a ", " a "},
        {"\ta\t", "\ta\t"},
        {"\na\n", "\na\n"},
        {"a\r\nb\rc\r\r\nd\n\re", "a\nb\nc\n\nd\n\ne"},
        {"<![CDATA[a\r\nb\r]]>", "a\nb\n"},
        {"<![CDATA[\r]]><![CDATA[\n]]>", "\n\n"},
        {"<![CDATA[\r]]>\n\r<![CDATA[\n]]>", "\n\n\n\n"},
        {"&#13;&#10;&#9;&#32;", "\r\n\t "},
        {"&#13;\n", "\r\n"},
        {"\r&#10;", "\n\n"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_protocol *protocol = protocol_with(rows[i].written);

        cr_expect_str_eq(protocol->server, rows[i].value, "%s: '%s'", rows[i].written,
                         protocol->server);
        expect_round_trip(&pox_protocol_descriptor, protocol, rows[i].written);
        pox_free(protocol);
    }
}

/* Rows 29 and 55. */
Test(characters, every_line_end_begins_a_line)
{
    static const struct verdict rows[] = {
        {BYTES("<Protocol>\r\r<a></b></Protocol>"), POX_ERROR_XML, 3, 8},
        {BYTES("<Protocol>\r\n\r\n<a></b></Protocol>"), POX_ERROR_XML, 3, 8},
        {BYTES("<Protocol>\n\n<a></b></Protocol>"), POX_ERROR_XML, 3, 8},
        {BYTES("<Protocol>\n\r<a></b></Protocol>"), POX_ERROR_XML, 3, 8},
        {BYTES("<Protocol\r\n\r\na='\r\n'>\r<!--\r--><a></b>"), POX_ERROR_XML, 6, 11},
    };

    expect_verdicts_in_utf_16_too(rows, COUNT(rows));
}

/* Rows 30 and 32. */
Test(characters, an_attribute_is_exactly_what_its_references_and_blanks_say)
{
    static const struct {
        const char *written;
        const char *value;
    } rows[] = {
        {"&amp;&lt;&gt;&quot;&apos;", "&<>\"'"},
        {"&#38;&#x26;&#x0026;&#000038;", "&&&&"},
        {"&amp;amp;", "&amp;"},
        {"&amp;#38;", "&#38;"},
        {"&#38;#38;", "&#38;"},
        {"&#38;amp;", "&amp;"},
        {"&amp;amp;#38;", "&amp;#38;"},
        {"&amp;#38", "&#38"},
        {"#38; amp;", "#38; amp;"},
        {"a\tb\nc\rd\r\ne", "a b c d e"},
        {"\t\n", "  "},
        {"&#9;&#10;&#13;", "\t\n\r"},
        {" &#9; \n&#13;\n", " \t  \r "},
        {" a  b ", " a  b "},
        {">'", ">'"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_protocol *protocol = protocol_with_attribute(rows[i].written);

        cr_assert_eq(protocol->n_extra, 1, "%s", rows[i].written);
        cr_expect_str_eq(protocol->extra[0].value, rows[i].value, "%s: '%s'",
                         rows[i].written, protocol->extra[0].value);
        expect_round_trip(&pox_protocol_descriptor, protocol, rows[i].written);
        pox_free(protocol);
    }
}

/* Row 39. */
Test(characters, what_only_looks_like_the_end_of_a_section_is_text)
{
    static const struct {
        const char *written;
        const char *value;
    } rows[] = {
        {"]]&gt;", "]]>"},
        {"]]&#62;", "]]>"},
        {"]]<!-- -->>", "]]>"},
        {"]]<?a?>>", "]]>"},
        {"]<![CDATA[]>]]>", "]]>"},
        {"<![CDATA[]]]]>>", "]]>"},
        {"<![CDATA[]]]]><![CDATA[>]]>", "]]>"},
        {"<![CDATA[ ]] ]] > ]>]]>", " ]] ]] > ]>"},
        {"] ]>]]", "] ]>]]"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_protocol *protocol = protocol_with(rows[i].written);
        char *xml = written(&pox_protocol_descriptor, protocol, true);

        cr_expect_str_eq(protocol->server, rows[i].value, "%s: '%s'", rows[i].written,
                         protocol->server);
        cr_expect_null(strstr(xml, "]]>"), "%s", xml);
        expect_round_trip(&pox_protocol_descriptor, protocol, rows[i].written);
        free(xml);
        pox_free(protocol);
    }
}

/* Row 45. */
Test(characters, a_nul_is_refused_wherever_it_is)
{
    static const struct verdict rows[] = {
        {BYTES("<Protocol>\n <Server>a\0b</Server></Protocol>"), POX_ERROR_XML, 2, 11},
        {BYTES("<Protocol>\n <a b='\0'/></Protocol>"), POX_ERROR_XML, 2, 8},
        {BYTES("<Protocol>\n <a\0/></Protocol>"), POX_ERROR_XML, 2, 4},
        {BYTES("<Protocol>\n <a \0/></Protocol>"), POX_ERROR_XML, 2, 5},
        {BYTES("<Protocol>\n </a\0></Protocol>"), POX_ERROR_XML, 2, 5},
        {BYTES("<Protocol>\n <!-- \0 --></Protocol>"), POX_ERROR_XML, 2, 7},
        {BYTES("<Protocol>\n <?a \0?></Protocol>"), POX_ERROR_XML, 2, 6},
        {BYTES("<Protocol>\n <![CDATA[\0]]></Protocol>"), POX_ERROR_XML, 2, 11},
        {BYTES("<Protocol>\n <Server>&\0;</Server></Protocol>"), POX_ERROR_XML, 2, 11},
        {BYTES("<Protocol>\n\0</Protocol>"), POX_ERROR_XML, 2, 1},
        {BYTES("<?xml version='1.0'?>\n\0<Protocol/>"), POX_ERROR_XML, 2, 1},
        {BYTES("<Protocol/>\0"), POX_ERROR_XML, 1, 12},
        {BYTES("<Protocol/>\n\0\0\0\0"), POX_ERROR_XML, 2, 1},
    };

    expect_verdicts_in_utf_16_too(rows, COUNT(rows));
}

/** A fault on the second line of a document. */
static void expect_refused_between(const char *const place[2], const char *fault)
{
    struct pox_buffer xml = repeated(place[0], fault, 1, place[1]);
    struct pox_error error = error_every_way(xml.bytes, xml.size, NULL);

    cr_expect_eq(error.status, POX_ERROR_XML, "%s: %s", xml.bytes, error.message);
    cr_expect_eq(error.line, 2, "%s: %zu", xml.bytes, error.line);
    pox_buffer_end(&xml);
}

/* Row 46. */
Test(characters, what_xml_has_no_character_for_is_refused)
{
    static const char *const faults[] = {"\xEF\xBF\xBE",
                                         "\xEF\xBF\xBF",
                                         "&#0;",
                                         "&#1;",
                                         "&#x1F;",
                                         "&#xB;",
                                         "&#xD800;",
                                         "&#xDFFF;",
                                         "&#xFFFE;",
                                         "&#xFFFF;",
                                         "&#x110000;",
                                         "&#4294967296;",
                                         "&#-1;",
                                         "&#4294967361;",
                                         "&#99999999999999999999;",
                                         "&#x10000000000000041;",
                                         "&#18446744073709551681;"};
    static const char *const places[][2] = {
        {"<Protocol>\n <Server>", "</Server></Protocol>"},
        {"<Protocol>\n <Unknown>", "</Unknown></Protocol>"},
        {"<Protocol a='\n", "'/>"},
        {"<Protocol>\n", "</Protocol>"},
    };

    for (size_t i = 0; i < COUNT(places); i++) {
        for (size_t k = 0; k < COUNT(faults); k++)
            expect_refused_between(places[i], faults[k]);
        for (char control = 1; control < ' '; control++) {
            if (!strchr("\t\n\r", control))
                expect_refused_between(places[i], (const char[]){control, '\0'});
        }
    }
}

/* Row 47. */
Test(characters, every_character_of_xml_is_kept_to_the_byte)
{
    static const char *const rows[] = {
        "\x7F",
        "\xC2\x80",                 /* U+0080 */
        "\xC2\x85",                 /* U+0085 is no line end in XML 1.0 */
        "\xC2\xA0",                 /* U+00A0 is no white space */
        "\xE2\x80\xA8\xE2\x80\xA9", /* U+2028, U+2029 */
        "\xED\x9F\xBF\xEE\x80\x80", /* around the surrogates */
        "\xEF\xBF\xBD",             /* U+FFFD */
        "\xEF\xBB\xBF",             /* U+FEFF inside a text */
        "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF",
        "\xF0\x9F\xBF\xBE",                   /* U+1FFFE, which XML allows */
        "e\xCC\x81\xCC\xA3",                  /* combining characters */
        "\xE2\x80\x8F\xD7\xA9\xE2\x80\xAE x", /* from right to left */
        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",
        "\x7E\x20\x5D\x3E",
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_protocol *protocol = protocol_with(rows[i]);

        cr_expect_str_eq(protocol->server, rows[i], "row %zu", i);
        expect_round_trip(&pox_protocol_descriptor, protocol, rows[i]);
        pox_free(protocol);
        protocol = protocol_with_attribute(rows[i]);
        cr_expect_str_eq(protocol->extra[0].value, rows[i], "row %zu", i);
        expect_round_trip(&pox_protocol_descriptor, protocol, rows[i]);
        pox_free(protocol);
    }
}
