/* SPDX-License-Identifier: MIT */
#include "front.h"

#include "support.h"
#include "unicode.h"

#include <libxml/parser.h>
#include <unistd.h>

enum { PIECE = 4096 };

/** Refuses a document in memory of exactly its size, so that reads past it are seen. */
static struct pox_error refusal_in(const char *bytes, size_t size)
{
    char *exact = malloc(size > 0 ? size : 1);
    struct pox_error error;

    memcpy(exact, bytes, size);
    error = refusal(exact, size, NULL);
    free(exact);
    return error;
}

#define REFUSAL(literal) refusal_in(literal, sizeof(literal) - 1)

/* Encodings */

struct bytes_row {
    const char *bytes;
    size_t size;
    enum pox_status status;
};

#define BYTES(literal) literal, sizeof(literal) - 1

static void expect_statuses(const struct bytes_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct pox_error error = refusal_in(rows[i].bytes, rows[i].size);

        cr_expect_eq(error.status, rows[i].status, "row %zu: %.60s: %s: %s", i,
                     rows[i].bytes, pox_status_name(error.status), error.message);
    }
}

Test(front, an_empty_document_is_called_empty)
{
    static const struct bytes_row rows[] = {
        {BYTES(""), POX_ERROR_EMPTY},
        {BYTES(" "), POX_ERROR_EMPTY},
        {BYTES(" \t\r\n\n "), POX_ERROR_EMPTY},
        {BYTES("\xEF\xBB\xBF"), POX_ERROR_EMPTY},
        {BYTES("\xEF\xBB\xBF\n"), POX_ERROR_EMPTY},
        {BYTES("<?xml version=\"1.0\"?>"), POX_ERROR_TRUNCATED},
        {BYTES("<!-- nothing -->"), POX_ERROR_TRUNCATED},
    };

    expect_statuses(rows, COUNT(rows));
}

Test(front, utf_8_is_read_with_and_without_a_byte_order_mark)
{
    static const struct bytes_row rows[] = {
        {BYTES("<Protocol/>"), POX_OK},
        {BYTES("\xEF\xBB\xBF<Protocol/>"), POX_OK},
        {BYTES("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?><Protocol/>"),
         POX_OK},
        {BYTES("\n<Protocol/>\n"), POX_OK},
        {BYTES("<?xml version=\"1.0\" encoding=\"us-ascii\"?><Protocol/>"), POX_OK},
        {BYTES("\xEF\xBB\xBF\xEF\xBB\xBF<Protocol/>"), POX_ERROR_XML},
        {BYTES("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-16\"?><Protocol/>"),
         POX_ERROR_ENCODING},
        {BYTES("\xEF\xBB"), POX_ERROR_XML},
    };

    expect_statuses(rows, COUNT(rows));
}

Test(front, other_encodings_are_refused_whether_declared_or_not)
{
    static const struct bytes_row rows[] = {
        {BYTES("<\0P\0/\0>\0"), POX_ERROR_ENCODING},
        {BYTES("\0<\0P\0/\0>"), POX_ERROR_ENCODING},
        {BYTES("\xFF\xFE\0\0<\0\0\0"), POX_ERROR_ENCODING},
        {BYTES("\0\0\xFE\xFF\0\0\0<"), POX_ERROR_ENCODING},
        {BYTES("\0\0\0<\0\0\0P"), POX_ERROR_ENCODING},
        {BYTES("<\0\0\0P\0\0\0"), POX_ERROR_ENCODING},
        {BYTES("\x4C\x6F\xA7\x94\x93"), POX_ERROR_ENCODING}, /* EBCDIC */
        {BYTES("<?xml version='1.0' encoding='UTF-7'?><Protocol/>"), POX_ERROR_ENCODING},
        {BYTES("<?xml version='1.0' encoding='utf-16'?><Protocol/>"), POX_ERROR_ENCODING},
        {BYTES("<?xml version='1.0' encoding='ISO-8859-1'?><Protocol/>"),
         POX_ERROR_ENCODING},
        {BYTES("<?xml version='1.0' encoding='windows-1252'?><Protocol/>"),
         POX_ERROR_ENCODING},
        {BYTES("<?xml version='1.0' encoding='GBK'?><Protocol/>"), POX_ERROR_ENCODING},
        {BYTES("<?xml version='1.0' encoding='X-NOPE'?><Protocol/>"), POX_ERROR_ENCODING},
        {BYTES("<Protocol><Server>\xFC</Server></Protocol>"), POX_ERROR_ENCODING},
    };

    expect_statuses(rows, COUNT(rows));
}

Test(front, a_declaration_far_behind_its_beginning_is_seen)
{
    static char xml[12000];

    for (int blanks = 1; blanks < 10000; blanks += 97) {
        int size = snprintf(xml, sizeof(xml),
                            "<?xml version=\"1.0\"%*sencoding=\"latin1\"?><Protocol/>",
                            blanks, "");

        cr_assert_neq(refusal_in(xml, (size_t)size).status, POX_OK, "%d blanks", blanks);
    }
}

Test(front, bytes_that_are_no_utf_8_are_refused_where_they_are)
{
    static const char *const faults[] = {
        "\xC0\x80",         "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\x80",         "\xC3",         "\xFF"};
    static const char *const places[][2] = {
        {"<Protocol>\n <Server>z\xC3\xBC", "</Server></Protocol>"},
        {"<Protocol>\n <!-- z\xC3\xBC   ", " --></Protocol>"},
        {"<Protocol>\n <a b=\"c\xC3\xBC  ", "\"/></Protocol>"},
        {"<Protocol>\n <abcdefgh\xC3\xBC", "/></Protocol>"},
    };

    for (size_t i = 0; i < COUNT(faults); i++) {
        for (size_t k = 0; k < COUNT(places); k++) {
            char xml[200];
            int size = snprintf(xml, sizeof(xml), "%s%s%s", places[k][0], faults[i],
                                places[k][1]);
            struct pox_error error = refusal_in(xml, (size_t)size);

            cr_expect_eq(error.status, POX_ERROR_ENCODING, "%zu in %zu: %s", i, k,
                         error.message);
            cr_expect_eq(error.line, 2, "%zu in %zu: line %zu", i, k, error.line);
            cr_expect_eq(error.column, 12, "%zu in %zu: column %zu", i, k, error.column);
        }
    }
}

Test(front, characters_that_xml_does_not_have_are_refused)
{
    static const struct bytes_row rows[] = {
        {BYTES("<Protocol><Server>\x01</Server></Protocol>"), POX_ERROR_XML},
        {BYTES("<Protocol><Server>a\0b</Server></Protocol>"), POX_ERROR_XML},
        {BYTES("<Protocol a=\"\x02\"/>"), POX_ERROR_XML},
        {BYTES("<Protocol><!-- \x1F --></Protocol>"), POX_ERROR_XML},
        {BYTES("<Protocol><Server>\xEF\xBF\xBE</Server></Protocol>"), POX_ERROR_XML},
        {BYTES("<Protocol/>\0"), POX_ERROR_XML},
        {BYTES("<Protocol><Server>&#0;</Server></Protocol>"), POX_ERROR_XML},
        {BYTES("<Protocol><Server>&#1;</Server></Protocol>"), POX_ERROR_XML},
        {BYTES("<Protocol><Server>&#xD800;</Server></Protocol>"), POX_ERROR_XML},
        {BYTES("<Protocol><Server>&#xFFFE;</Server></Protocol>"), POX_ERROR_XML},
        {BYTES("<Protocol><Server>&#x110000;</Server></Protocol>"), POX_ERROR_XML},
        {BYTES("<Protocol><Server>&#99999999999999999999;</Server></Protocol>"),
         POX_ERROR_XML},
        {BYTES("<Protocol a=\"&#0;\"/>"), POX_ERROR_XML},
    };

    expect_statuses(rows, COUNT(rows));
}

/* DOCTYPE */

Test(front, every_doctype_is_refused_with_its_line)
{
    static const char *const rows[] = {
        "\n<!DOCTYPE Protocol><Protocol/>",
        "\n<!DOCTYPE Protocol SYSTEM \"file:///etc/passwd\"><Protocol/>",
        "\n<!DOCTYPE a PUBLIC \"-//x\" \"http://example.com/x\"><Protocol/>",
        "\n<!DOCTYPE a [<!ENTITY x \"y\">]><Protocol><Server>&x;</Server></Protocol>",
        "\n<!DOCTYPE a [<!ENTITY % x SYSTEM \"file:///etc/passwd\"> %x;]><Protocol/>",
        "\n<!DOCTYPE a [<!ATTLIST Protocol xmlns CDATA \"urn:x\">]><Protocol/>",
        "\n<!doctype a>",
        "\n<!DOCTYPE",
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_error error = refusal_in(rows[i], strlen(rows[i]));

        cr_expect_eq(error.status, POX_ERROR_DOCTYPE, "%s: %s", rows[i], error.message);
        cr_expect_eq(error.line, 2, "%s: line %zu", rows[i], error.line);
    }
}

Test(front, what_only_looks_like_a_doctype_is_read)
{
    static const struct bytes_row rows[] = {
        {BYTES("<!-- <!DOCTYPE a> --><Protocol/>"), POX_OK},
        {BYTES("<?pi <!DOCTYPE a> ?><Protocol/>"), POX_OK},
        {BYTES("<Protocol><Server><![CDATA[<!DOCTYPE a>]]></Server></Protocol>"), POX_OK},
        {BYTES("<Protocol><Server>&lt;!DOCTYPE a></Server></Protocol>"), POX_OK},
        {BYTES("<Protocol a='!DOCTYPE'/>"), POX_OK},
        {BYTES("<Protocol a='<!DOCTYPE a>'/>"), POX_ERROR_XML},
    };

    expect_statuses(rows, COUNT(rows));
}

/* Where pieces end */

/** Only the end of CDATA is wrong with the document; without it, it is read. */
static void expect_no_cdata_end(const char *open, const char *close, size_t pad,
                                size_t offset, size_t brackets)
{
    static char xml[4 * PIECE];
    char *at = xml + sprintf(xml, "<Protocol><!--%*s-->%s", (int)pad, "", open);
    char *end;

    memset(at, 'x', offset);
    at += offset;
    memset(at, ']', brackets);
    end = at + brackets;
    end += sprintf(end, "]]>x%s</Protocol>", close);
    cr_expect_eq(refusal_in(xml, (size_t)(end - xml)).status, POX_ERROR_XML,
                 "%s, pad %zu, offset %zu, %zu brackets", open, pad, offset, brackets);
    if (offset % 50 != 0)
        return;
    memcpy(at + brackets, "]] >", 4);
    cr_expect_eq(refusal_in(xml, (size_t)(end - xml)).status, POX_OK,
                 "%s, pad %zu, offset %zu: it must be what is refused", open, pad,
                 offset);
}

Test(front, the_end_of_cdata_in_a_text_is_refused_at_every_offset)
{
    static const char *const places[][2] = {
        {"<Server>", "</Server>"},
        {"<a>", "</a>"},
        {"<Server><b/>", "</Server>"},
        {"", ""},
    };
    static const size_t pads[] = {0, PIECE - 500, 2 * PIECE - 600};

    for (size_t i = 0; i < COUNT(places); i++) {
        for (size_t k = 0; k < COUNT(pads); k++) {
            for (size_t offset = 0; offset <= 600; offset++) {
                expect_no_cdata_end(places[i][0], places[i][1], pads[k], offset, 0);
                expect_no_cdata_end(places[i][0], places[i][1], pads[k], offset, 3);
            }
        }
    }
}

Test(front, brackets_and_signs_that_are_no_such_end_are_kept)
{
    static const char *const texts[] = {"]]",     "]]]]", "]>",  "] ]>",
                                        "]]&gt;", ">",    "]]x>"};
    static char xml[3 * PIECE];

    for (size_t i = 0; i < COUNT(texts); i++) {
        for (size_t pad = PIECE - 60; pad < PIECE + 4; pad++) {
            struct pox_protocol *protocol;
            char expected[16];

            sprintf(xml, "<Protocol><!--%*s--><Server>%s</Server></Protocol>",
                    (int)pad - 20, "", texts[i]);
            snprintf(expected, sizeof(expected), "%s",
                     strcmp(texts[i], "]]&gt;") == 0 ? "]]>" : texts[i]);
            protocol = read_quietly(&pox_protocol_descriptor, xml);
            cr_expect_str_eq(protocol->server, expected, "%s, pad %zu", texts[i], pad);
            pox_protocol_free(protocol);
        }
    }
}

/** A document with all kinds of markup; each of its bytes comes to be a boundary. */
Test(front, reads_the_same_wherever_a_piece_ends)
{
    static const char body[] =
        "<p:Protocol xmlns:p=\"" OUTLOOK_RESPONSE "\" Type='mapiHttp' "
        "a=\"&amp;&#38;\xE2\x82\xAC\"><p:Server>z\xC3\xBC\xF0\x9F\x98\x80&lt;"
        "&#x20AC;]]&gt;<![CDATA[<]]&>\r\n]] ]]>]\xC3\xA9</p:Server>\r\n"
        "<!-- <x> --><p:Port a=\"1\">4<!-- - -->43</p:Port><?pi ?x?>"
        "<Junk xmlns=\"urn:x\"><b/>t\r</Junk>]]stray</p:Protocol>\n";
    static char xml[3 * PIECE];
    struct pox_protocol *whole = read_quietly(&pox_protocol_descriptor, body);

    cr_expect_str_eq(whole->server,
                     "z\xC3\xBC\xF0\x9F\x98\x80<\xE2\x82\xAC]]><]]&>\n]] ]\xC3\xA9");
    cr_expect_eq(whole->port, 443);
    for (size_t cut = 0; cut < sizeof(body); cut++) {
        struct pox_protocol *other;

        sprintf(xml, "<!--%*s-->%s", (int)(PIECE - 7 - cut), "", body);
        other = read_quietly(&pox_protocol_descriptor, xml);
        cr_expect(pox_protocol_equal(whole, other), "cut at %zu", cut);
        pox_protocol_free(other);
    }
    pox_protocol_free(whole);
}

Test(front, a_document_cut_off_anywhere_is_refused)
{
    static const char xml[] =
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- c --><Autodiscover "
        "xmlns=\"" RESPONSE "\"><Response xmlns='" OUTLOOK_RESPONSE
        "'><User><DisplayName>J\xC3\xBCrgen "
        "&amp; Co<![CDATA[ ]] ]]></DisplayName></User></Response><?pi x?></Autodiscover>";

    cr_expect_eq(REFUSAL(xml).status, POX_OK);
    for (size_t size = 0; size < sizeof(xml) - 1; size++) {
        struct pox_error error = refusal_in(xml, size);

        /* Up to "\xEF", "\xEF\xBB" or the whole mark there is nothing that could end. */
        cr_expect_eq(error.status,
                     size == 0 || size == 3 ? POX_ERROR_EMPTY
                     : size < 3             ? POX_ERROR_XML
                                            : POX_ERROR_TRUNCATED,
                     "cut at %zu: %s", size, error.message);
    }
}

/* Characters and entities */

Test(front, references_in_attributes_are_exactly_what_they_say)
{
    static const struct {
        const char *written;
        const char *value;
    } rows[] = {
        {"&amp;", "&"},
        {"&#38;", "&"},
        {"&#x26;", "&"},
        {"&amp;amp;", "&amp;"},
        {"&amp;#38;", "&#38;"},
        {"&#38;#38;", "&#38;"},
        {"&amp;amp;#38;", "&amp;#38;"},
        {"&amp;&amp;", "&&"},
        {"&amp;#38", "&#38"},
        {"#38;", "#38;"},
        {"a&amp;b&#38;c", "a&b&c"},
        {"&lt;&gt;&quot;&apos;", "<>\"'"},
        {"&#9;&#10;&#13;", "\t\n\r"},
        {"a\tb\nc\r\nd", "a b c d"},
        {"", ""},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        char xml[200];
        struct pox_protocol *protocol;

        snprintf(xml, sizeof(xml), "<Protocol b=\"x\" a=\"%s\" c=\"y\"/>",
                 rows[i].written);
        protocol = read_quietly(&pox_protocol_descriptor, xml);
        cr_assert_eq(protocol->n_extra, 3, "%s", xml);
        cr_expect_str_eq(protocol->extra[0].value, "x", "%s", xml);
        cr_expect_str_eq(protocol->extra[1].value, rows[i].value, "%s: '%s'", xml,
                         protocol->extra[1].value);
        cr_expect_str_eq(protocol->extra[2].value, "y", "%s", xml);
        pox_protocol_free(protocol);
    }
}

Test(front, references_and_line_ends_in_text_are_exactly_what_they_say)
{
    static const struct {
        const char *written;
        const char *value;
    } rows[] = {
        {"&amp;&#38;&#x26;", "&&&"},
        {"&amp;amp;", "&amp;"},
        {"&amp;#38;", "&#38;"},
        {"&lt;&gt;&quot;&apos;", "<>\"'"},
        {"<![CDATA[&amp;<&#38;]]>", "&amp;<&#38;"},
        {"a<!-- <b/> -->b<?c d?>e", "abe"},
        {"a\r\nb\rc\nd", "a\nb\nc\nd"},
        {"<![CDATA[a\r\nb\rc\nd\r]]><![CDATA[\n]]>", "a\nb\nc\nd\n\n"},
        {"&#13;&#10;&#9;", "\r\n\t"},
        {" a ", " a "},
        {"\xEF\xBB\xBF", "\xEF\xBB\xBF"},
        {"\x7F\xC2\x85\xE2\x80\xA8\xF4\x8F\xBF\xBF",
         "\x7F\xC2\x85\xE2\x80\xA8\xF4\x8F\xBF\xBF"},
        {"e\xCC\x81\xE2\x80\x8F", "e\xCC\x81\xE2\x80\x8F"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        char xml[200];
        struct pox_protocol *protocol;

        snprintf(xml, sizeof(xml), "<Protocol><Server>%s</Server></Protocol>",
                 rows[i].written);
        protocol = read_quietly(&pox_protocol_descriptor, xml);
        cr_expect_str_eq(protocol->server, rows[i].value, "%s: '%s'", xml,
                         protocol->server);
        pox_protocol_free(protocol);
    }
}

Test(front, long_texts_arrive_whole)
{
    static char xml[70000];
    static char text[60001];
    static const char piece[] = "z\xC3\xBC\xE2\x82\xAC";
    struct pox_protocol *protocol;

    for (size_t i = 0; i + sizeof(piece) < sizeof(text); i += sizeof(piece) - 1)
        memcpy(text + i, piece, sizeof(piece));
    sprintf(xml, "<Protocol><Server>%s</Server></Protocol>", text);
    protocol = read_quietly(&pox_protocol_descriptor, xml);
    cr_expect_eq(strcmp(protocol->server, text), 0, "%zu of %zu bytes",
                 strlen(protocol->server), strlen(text));
    pox_protocol_free(protocol);
}

/* What is not well-formed */

Test(front, what_is_not_well_formed_is_refused_on_its_line)
{
    static const struct {
        const char *xml;
        size_t line;
    } rows[] = {
        {"plain", 1},
        {"\n<Protocol></Account>", 2},
        {"<Protocol>\n<Server></server></Protocol>", 2},
        {"<Protocol/>\n<Protocol/>", 2},
        {"<Protocol/>\n\ntext", 3},
        {"<Protocol>\n<a b=c/></Protocol>", 2},
        {"<Protocol>\n<a / ></Protocol>", 2},
        {"<Protocol>\n<1a/></Protocol>", 2},
        {"<Protocol>\n<a b='1' b='2'/></Protocol>", 2},
        {"<Protocol>\n<a b='1'c='2'/></Protocol>", 2},
        {"<Protocol>\n<a xmlns:p='u' xmlns:q='u' p:x='' q:x=''/></Protocol>", 2},
        {"<Protocol>\n<p:a/></Protocol>", 2},
        {"<Protocol>\n<a p:b='c'/></Protocol>", 2},
        {"<Protocol>\n<a:b:c xmlns:a='u'/></Protocol>", 2},
        {"<Protocol>\n<a xmlns:p=''/></Protocol>", 2},
        {"<Protocol>\n<a xmlns:xmlns='u'/></Protocol>", 2},
        {"<Protocol>\n&undefined;</Protocol>", 2},
        {"<Protocol>\n&</Protocol>", 2},
        {"<Protocol>\n<!-- a--b --></Protocol>", 2},
        {"<Protocol>\n]]></Protocol>", 2},
        {"<Protocol>\n<!ELEMENT a ANY></Protocol>", 2},
        {"\n<?xml version='1.0'?><Protocol/>", 2},
        {"<?xml version='2.0'?><Protocol/>", 1},
        {"<?xml version='1.0' standalone='maybe'?><Protocol/>", 1},
        {"<?xml encoding='utf-8'?><Protocol/>", 1},
        {"\"Protocol\"", 1},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_error error = refusal_in(rows[i].xml, strlen(rows[i].xml));

        cr_expect_eq(error.status, POX_ERROR_XML, "%s: %s: %s", rows[i].xml,
                     pox_status_name(error.status), error.message);
        cr_expect_eq(error.line, rows[i].line, "%s: line %zu", rows[i].xml, error.line);
        cr_expect_gt(error.column, 0, "%s", rows[i].xml);
    }
}

Test(front, the_first_fault_of_several_counts)
{
    static const struct {
        const char *xml;
        enum pox_status status;
        size_t line;
    } rows[] = {
        {"<Protocol>\n<a></b>\n<!DOCTYPE a>\n\xFF", POX_ERROR_XML, 2},
        {"<Protocols>\n</Protocol>", POX_ERROR_ROOT, 1},
        {"<Protocol>\n\xFF\n</a>", POX_ERROR_ENCODING, 2},
        {"<!DOCTYPE a>\n<b></c>\xFF", POX_ERROR_DOCTYPE, 1},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_error error = refusal_in(rows[i].xml, strlen(rows[i].xml));

        cr_expect_eq(error.status, rows[i].status, "row %zu: %s", i, error.message);
        cr_expect_eq(error.line, rows[i].line, "row %zu: line %zu", i, error.line);
    }
}

Test(front, a_line_ends_in_any_of_three_ways)
{
    static const char *const documents[] = {
        "<Protocol>\n\n stray<Port>x</Port></Account>",
        "<Protocol>\r\n\r\n stray<Port>x</Port></Account>",
        "<Protocol>\r\r stray<Port>x</Port></Account>",
    };

    for (size_t i = 0; i < COUNT(documents); i++) {
        struct notes notes = {.n = 0};
        struct pox_parse_options options = {
            .diagnostic = take_note,
            .diagnostic_data = &notes,
        };
        struct pox_error error = refusal(documents[i], strlen(documents[i]), &options);

        cr_expect_eq(error.line, 3, "row %zu: %zu", i, error.line);
        cr_assert_eq(notes.n, 2, "row %zu: %zu diagnostics", i, notes.n);
        cr_expect_eq(notes.items[0].line, 3, "row %zu: %zu", i, notes.items[0].line);
        cr_expect_eq(notes.items[0].column, 2, "row %zu", i);
        cr_expect_eq(notes.items[1].line, 3, "row %zu: %zu", i, notes.items[1].line);
        cr_expect_eq(notes.items[1].column, 7, "row %zu", i);
    }
}

Test(front, lines_are_counted_beyond_16_bits)
{
    static const size_t lines[] = {1, 2, 65534, 65535, 65536, 70002, 100000};

    for (size_t i = 0; i < COUNT(lines); i++) {
        struct pox_buffer xml = new_buffer();
        struct pox_error error;
        struct notes notes;

        pox_buffer_append_text(&xml, "<Protocol>");
        for (size_t line = 1; line < lines[i]; line++)
            pox_buffer_append_text(&xml, "<!--\n-->");
        pox_buffer_append_text(&xml, "<Port>x</Port>");
        error = refusal_in(pox_buffer_text(&xml), xml.size);
        cr_expect_eq(error.line, lines[i], "%zu: %zu", lines[i], error.line);
        pox_buffer_append_text(&xml, "</Account>");
        error = refusal_in(pox_buffer_text(&xml), xml.size);
        cr_expect_eq(error.line, lines[i], "%zu: %zu", lines[i], error.line);
        xml.size -= strlen("</Account>");
        pox_buffer_append_text(&xml, "</Protocol>");
        pox_free(read_noting(&pox_protocol_descriptor, pox_buffer_text(&xml), &notes));
        expect_note(&notes, 0, POX_DIAGNOSTIC_BAD_VALUE, lines[i], "/Protocol/Port",
                    "note");
        pox_buffer_end(&xml);
    }
}

Test(front, an_error_names_the_element_it_is_in)
{
    static const char xml[] = "<Account><Protocol/><Protocol>\n<Server>a&b;</Server>";
    struct pox_error error = REFUSAL(xml);

    cr_expect_eq(error.status, POX_ERROR_XML);
    cr_expect_str_eq(error.path, "/Account/Protocol[2]/Server", "%s", error.path);
}

Test(front, what_is_only_odd_is_read)
{
    static const struct bytes_row rows[] = {
        {BYTES("<?xml version='1.1'?><Protocol/>"), POX_OK},
        {BYTES("<?xml-stylesheet href='http://example.com/x'?><Protocol/>"), POX_OK},
        {BYTES("<?oasis-xml-catalog catalog='file:///x'?><Protocol/>"), POX_OK},
        {BYTES("<Protocol><?xmlish x?></Protocol>"), POX_OK},
        {BYTES("<Protocol xml:space='bogus'/>"), POX_OK},
        {BYTES("<Protocol xml:lang='!!'/>"), POX_OK},
        {BYTES("<Protocol><a xmlns='relative/name'/></Protocol>"), POX_OK},
        {BYTES("<Protocol><a xmlns='%%% no URI'/></Protocol>"), POX_OK},
        {BYTES("<Protocol><a xmlns:p='::'/></Protocol>"), POX_OK},
        {BYTES("<Protocol><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' "
               "href='file:///etc/passwd'/></Protocol>"),
         POX_OK},
        {BYTES("<Protocol xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
               "xsi:schemaLocation='a http://example.com/x'/>"),
         POX_OK},
        {BYTES("<Protocol/><!-- x --><?pi?>\n"), POX_OK},
    };

    expect_statuses(rows, COUNT(rows));
}

/* Attacks */

Test(front, deep_broad_and_long_documents_are_refused_at_once)
{
    static const struct {
        const char *before;
        const char *repeated;
        size_t n;
        enum pox_status status;
    } rows[] = {
        {"<Protocol>", "<a>", 100000, POX_ERROR_LIMIT},
        {"<Protocol>", "<a/>", 100000, POX_ERROR_LIMIT},
        {"", "<Protocol><Internal>", 10000, POX_ERROR_LIMIT},
        {"<Protocol ", "a='' ", 100000, POX_ERROR_LIMIT},
        {"<Protocol ", "xmlns:a='u' ", 50000, POX_ERROR_LIMIT},
        {"<Protocol ", "                ", 60000, POX_ERROR_LIMIT},
        {"<Protocol a='", "xxxxxxxxxxxxxxxx", 60000, POX_ERROR_LIMIT},
        {"<", "xxxxxxxxxxxxxxxx", 60000, POX_ERROR_LIMIT},
        {"<Protocol></", "xxxxxxxxxxxxxxxx", 60000, POX_ERROR_LIMIT},
        {"<Protocol><Server>", "xxxxxxxxxxxxxxxx", 60000, POX_ERROR_LIMIT},
        {"<Protocol><Server>", "xxxxxxxxxxxxxxxx", 70000, POX_ERROR_LIMIT},
        {"", "                ", 70000, POX_ERROR_LIMIT},
        {"<!--", "xxxxxxxxxxxxxxxx", 60000, POX_ERROR_LIMIT},
        {"<?pi ", "xxxxxxxxxxxxxxxx", 60000, POX_ERROR_LIMIT},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_buffer xml = new_buffer();
        struct pox_error error;

        pox_buffer_append_text(&xml, rows[i].before);
        for (size_t n = 0; n < rows[i].n; n++)
            pox_buffer_append_text(&xml, rows[i].repeated);
        error = refusal(pox_buffer_text(&xml), xml.size, NULL);
        cr_expect_eq(error.status, rows[i].status, "%s%s...: %s: %s", rows[i].before,
                     rows[i].repeated, pox_status_name(error.status), error.message);
        pox_buffer_end(&xml);
    }
}

/* Silence */

/** What a file descriptor receives, and where it went before. */
struct tap {
    int descriptor;
    int saved;
    FILE *file;
};

static struct tap open_tap(int descriptor)
{
    struct tap tap = {.descriptor = descriptor, .file = tmpfile()};

    cr_assert_not_null(tap.file);
    tap.saved = dup(descriptor);
    dup2(fileno(tap.file), descriptor);
    return tap;
}

static long close_tap(struct tap *tap)
{
    long size;

    fflush(NULL);
    dup2(tap->saved, tap->descriptor);
    close(tap->saved);
    fseek(tap->file, 0, SEEK_END);
    size = ftell(tap->file);
    fclose(tap->file);
    return size;
}

Test(front, prints_nothing)
{
    static const char *const rows[] = {
        "<Protocol>",
        "<Protocol></a>",
        "<Protocol>&x;</Protocol>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><Protocol/>",
        "<?xml version='1.0' encoding='X-NOPE'?><Protocol/>",
        "<?xml version='1.1'?><Protocol/>",
        "<?xml version='2.0'?><Protocol/>",
        "<Protocol>\xFF</Protocol>",
        "<Protocol>\x01</Protocol>",
        "<p:Protocol/>",
        "<Protocol xmlns='relative' xml:space='x'/>",
        "<html/>",
        "<Protocol><Junk/>stray</Protocol>",
        "\xFE\xFF",
    };
    struct tap out = open_tap(1);
    struct tap err = open_tap(2);
    long out_size;
    long err_size;

    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct pox_type *type;

        pox_free(pox_parse_any(rows[i], strlen(rows[i]), NULL, &type, NULL));
    }
    err_size = close_tap(&err);
    out_size = close_tap(&out);
    cr_expect_eq(out_size, 0, "%ld bytes on stdout", out_size);
    cr_expect_eq(err_size, 0, "%ld bytes on stderr", err_size);
}

Test(front, the_message_of_an_error_is_utf_8)
{
    for (size_t shift = 0; shift < 3; shift++) {
        struct pox_buffer buffer = new_buffer();
        struct pox_error error;
        size_t at;

        pox_buffer_append_text(&buffer, "<Protocol><a");
        pox_buffer_append(&buffer, "xyz", shift);
        for (size_t i = 0; i < 600; i++)
            pox_buffer_append_text(&buffer, "\xE4\xB8\xAD");
        pox_buffer_append_text(&buffer, "></b>");
        error = refusal_in(pox_buffer_text(&buffer), buffer.size);
        cr_expect_eq(error.status, POX_ERROR_XML, "%s", error.message);
        cr_expect_eq(pox_check_text(error.message, strlen(error.message), &at),
                     POX_TEXT_FINE, "shift %zu: at %zu of %s", shift, at, error.message);
        pox_buffer_end(&buffer);
    }
}

/* Markup that is longer than a piece */

enum { LONG = 5 * PIECE };

/** `before`, very much of one byte, and `after`. */
static struct pox_buffer long_document(const char *before, char filler, const char *after)
{
    struct pox_buffer buffer = new_buffer();

    pox_buffer_append_text(&buffer, before);
    for (size_t i = 0; i < LONG; i++)
        pox_buffer_append(&buffer, &filler, 1);
    pox_buffer_append_text(&buffer, after);
    cr_assert_not_null(pox_buffer_text(&buffer));
    return buffer;
}

Test(front, long_markup_is_read_as_it_stands)
{
    static const struct {
        const char *before;
        char filler;
        const char *after;
        const char *server;
        size_t server_size;
    } rows[] = {
        {"<Protocol><!--", 'x', "--><Server>a</Server></Protocol>", "a", 1},
        {"<Protocol><?b ", 'x', "?><Server>a</Server></Protocol>", "a", 1},
        {"<Protocol a='", 'x', "'><Server>a</Server></Protocol>", "a", 1},
        {"<Protocol ", ' ', "><Server>a</Server></Protocol>", "a", 1},
        {"<Protocol><Server>a</Server ", ' ', "></Protocol>", "a", 1},
        {"<Protocol><Server>a<!--", 'x', "-->b</Server></Protocol>", "ab", 2},
        {"<Protocol><Server>a&#", '0', "66;c</Server></Protocol>", "aBc", 3},
        {"<Protocol><Server><![CDATA[", 'x', "]]>b</Server></Protocol>", "xxx", LONG + 1},
        {"<!--", 'x', "--><Protocol><Server>a</Server></Protocol>", "a", 1},
        {"<Protocol><Server>a</Server></Protocol><!--", 'x', "-->", "a", 1},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_buffer xml =
            long_document(rows[i].before, rows[i].filler, rows[i].after);
        struct pox_protocol *protocol =
            read_quietly(&pox_protocol_descriptor, pox_buffer_text(&xml));

        cr_expect_eq(strlen(protocol->server), rows[i].server_size, "row %zu", i);
        cr_expect_eq(strncmp(protocol->server, rows[i].server, strlen(rows[i].server)), 0,
                     "row %zu: %.40s", i, protocol->server);
        pox_free(protocol);
        pox_buffer_end(&xml);
    }
}

Test(front, long_markup_is_refused_where_it_is_wrong)
{
    static const struct {
        const char *before;
        char filler;
        const char *after;
        enum pox_status status;
        const char *message;
    } rows[] = {
        {"<Protocol><!--", 'x', "", POX_ERROR_TRUNCATED, "a comment"},
        {"<Protocol><?a ", 'x', "", POX_ERROR_TRUNCATED, "a processing instruction"},
        {"<Protocol><![CDATA[", 'x', "", POX_ERROR_TRUNCATED, "a CDATA section"},
        {"<Protocol a='", 'x', "", POX_ERROR_TRUNCATED, "a tag"},
        {"<Protocol>&", 'x', "", POX_ERROR_TRUNCATED, "a reference"},
        {"<Protocol>&", 'x', " ", POX_ERROR_XML, "'&'"},
        {"<Protocol>&", 'x', ";</Protocol>", POX_ERROR_XML, "xxx"},
        {"<Protocol><!--", '\n', "\x01-->", POX_ERROR_XML, "character"},
        {"<Protocol><!--", '\n', "\xFF-->", POX_ERROR_ENCODING, "UTF-8"},
        {"<Protocol a='", '\n', "' a=''/>", POX_ERROR_XML, "redefined"},
        {"<Protocol></Protocol", '\n', "a>", POX_ERROR_XML, "not well-formed"},
        {"<Protocol></Protocol ", '\n', "<a/>", POX_ERROR_XML, "not well-formed"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_buffer xml =
            long_document(rows[i].before, rows[i].filler, rows[i].after);
        struct pox_error error = refusal_of(pox_buffer_text(&xml));

        cr_expect_eq(error.status, rows[i].status, "row %zu: %s", i, error.message);
        cr_expect_not_null(strstr(error.message, rows[i].message), "row %zu: %s", i,
                           error.message);
        pox_buffer_end(&xml);
    }
}

Test(front, long_markup_goes_to_the_parser_only_when_it_ends)
{
    struct pox_buffer xml = long_document("<Protocol><!--", 'x', "--></Protocol>");
    struct pox_error error = {.status = POX_OK};
    struct pox_reader reader;
    struct pox_front front;

    pox_reader_begin(&reader, NULL, NULL, 0, &error);
    pox_front_begin(&front, &reader);
    for (size_t at = 0; at + PIECE < LONG; at += PIECE) {
        cr_expect(pox_front_read(&front, xml.bytes + at, PIECE));
        cr_expect_eq(front.held.size, at + PIECE - strlen("<Protocol>"),
                     "%zu held at %zu", front.held.size, at);
    }
    cr_expect(pox_front_read(&front, xml.bytes + LONG - PIECE, xml.size - LONG + PIECE));
    cr_expect(pox_front_finish(&front), "%s", error.message);
    cr_expect_eq(front.held.size, 0);
    pox_front_end(&front);
    pox_free(pox_reader_end(&reader));
    pox_buffer_end(&xml);
}

Test(front, no_memory_for_long_markup_is_an_error)
{
    struct pox_buffer xml = long_document("<Protocol><!--", 'x', "--></Protocol>");

    for (size_t refuse = 1;; refuse++) {
        struct ledger ledger = {.refuse = refuse};
        struct pox_allocator allocator = ledger_allocator(&ledger);
        struct pox_parse_options options = {
            .allocator = &allocator,
            .libxml2_only = true,
        };
        struct pox_error error = refusal(xml.bytes, xml.size, &options);

        cr_expect_eq(error.status, ledger.refused ? POX_ERROR_NO_MEMORY : POX_OK,
                     "refused %zu: %s", refuse, error.message);
        cr_expect_eq(ledger.live, 0, "refused %zu", refuse);
        if (!ledger.refused)
            break;
    }
    pox_buffer_end(&xml);
}

/* Namespaces */

Test(front, names_of_namespaces_are_limited)
{
    static const struct {
        const char *before;
        const char *after;
    } rows[] = {
        {"<Protocol><a xmlns='urn:", "'/></Protocol>"},
        {"<Protocol><a xmlns:b='urn:", "'/></Protocol>"},
        {"<Protocol xmlns:b='urn:", "' b:c=''/>"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        for (size_t size = 1023; size < 1027; size++) {
            char xml[2000];
            struct pox_error error;

            snprintf(xml, sizeof(xml), "%s%0*d%s", rows[i].before, (int)size - 4, 0,
                     rows[i].after);
            error = refusal_of(xml);
            cr_expect_eq(error.status, size > 1024 ? POX_ERROR_LIMIT : POX_OK,
                         "row %zu, %zu bytes: %s", i, size, error.message);
            if (error.status != POX_OK)
                cr_expect_not_null(strstr(error.message, "a namespace"), "%s",
                                   error.message);
        }
    }
}

/** Levels of elements with 64 declarations each, and elements in the innermost. */
static struct pox_buffer nest_declarations(size_t n_levels, size_t n_inside)
{
    struct pox_buffer buffer = new_buffer();

    pox_buffer_append_text(&buffer, "<Protocol>");
    for (size_t level = 0; level < n_levels; level++) {
        pox_buffer_append_text(&buffer, "<a");
        for (int i = 0; i < 64; i++) {
            char text[40];

            snprintf(text, sizeof(text), " xmlns:p%d='u%d' p%d:b=''", i, i, i);
            pox_buffer_append_text(&buffer, text);
        }
        pox_buffer_append_text(&buffer, ">");
    }
    for (size_t i = 0; i < n_inside; i++)
        pox_buffer_append_text(&buffer, "<a/>");
    for (size_t level = 0; level < n_levels; level++)
        pox_buffer_append_text(&buffer, "</a>");
    pox_buffer_append_text(&buffer, "</Protocol>");
    cr_assert_not_null(pox_buffer_text(&buffer));
    return buffer;
}

/** The default limits do not let pass what would be too much. */
static const struct pox_parse_options deep = {
    .limits = {.document_bytes = 10 << 20, .depth = 256, .elements = 1 << 20},
};

Test(front, many_declarations_may_be_in_scope_but_not_of_very_many_elements)
{
    static const struct {
        size_t n_levels;
        size_t n_inside;
        bool is_read;
    } rows[] = {{62, 0, true}, {62, 100, true}, {62, 60000, true}, {250, 150000, false}};

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_buffer xml = nest_declarations(rows[i].n_levels, rows[i].n_inside);
        struct pox_error error = refusal(xml.bytes, xml.size, &deep);

        cr_expect_eq(error.status, rows[i].is_read ? POX_OK : POX_ERROR_LIMIT,
                     "row %zu: %s", i, error.message);
        if (!rows[i].is_read)
            cr_expect_not_null(strstr(error.message, "in scope"), "%s", error.message);
        if (rows[i].is_read && rows[i].n_inside <= 100) {
            void *protocol = read_quietly(&pox_protocol_descriptor, xml.bytes);

            /* What is captured declares namespaces anew, so that there are still more. */
            expect_round_trip(&pox_protocol_descriptor, protocol, "nested");
            pox_free(protocol);
        }
        pox_buffer_end(&xml);
    }
}

Test(front, declarations_are_counted_alike_however_a_document_comes)
{
    struct pox_buffer xml = nest_declarations(250, 150000);
    struct pox_error whole = refusal(xml.bytes, xml.size, &deep);
    struct pox_error error = {.status = POX_OK};
    struct pox_parser *parser = pox_parser_new(NULL, &deep, NULL);

    for (size_t i = 0; i < xml.size && pox_parser_feed(parser, xml.bytes + i, 1, &error);)
        i++;
    cr_expect_eq(error.status, POX_ERROR_LIMIT);
    cr_expect_eq(error.column, whole.column, "%zu, not %zu", error.column, whole.column);
    pox_parser_free(parser);
    pox_buffer_end(&xml);
}

/* The parser looks at text only when there is enough of it, or a tag ends it. */
Test(front, of_several_faults_the_first_is_told_wherever_pieces_end)
{
    static const char *const faults[] = {"&#xFFFE;", "&nbsp;", "]]>", "& ", "<x y>"};

    for (size_t i = 0; i < COUNT(faults); i++) {
        for (size_t k = 0; k < COUNT(faults); k++) {
            for (size_t between = 0; between < 4200; between += 97) {
                char xml[6000];
                struct pox_error error;
                struct pox_error alone;

                snprintf(xml, sizeof(xml), "<Protocol><Server>text %s%*s", faults[i], 400,
                         "");
                alone = refusal_of(xml);
                snprintf(xml, sizeof(xml), "<Protocol><Server>text %s%*s\n%s%*s",
                         faults[i], (int)between, "", faults[k], 400, "");
                error = refusal_of(xml);
                cr_assert_eq(error.status, POX_ERROR_XML, "%s", xml);
                cr_assert_eq(error.line, 1, "%s, %zu, %s: %s", faults[i], between,
                             faults[k], error.message);
                cr_assert_str_eq(error.message, alone.message);
            }
        }
    }
}

Test(front, columns_behind_cdata_are_those_of_characters)
{
    static const char *const texts[] = {"abc", "\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC",
                                        ""};

    for (size_t i = 0; i < COUNT(texts); i++) {
        char xml[200];
        struct pox_error error;

        snprintf(xml, sizeof(xml), "<Protocol><Server><![CDATA[%s]]></Foo>", texts[i]);
        error = refusal_of(xml);
        cr_expect_eq(error.status, POX_ERROR_XML);
        cr_expect_eq(error.line, 1);
        /* Where the tag begins: 27 bytes, the text, and 3 bytes stand before it. */
        cr_expect_eq(error.column, texts[i][0] == '\0' ? 31 : 34, "column %zu: %s",
                     error.column, error.message);
        snprintf(xml, sizeof(xml), "<Protocol><Server><![CDATA[%s]]>\n</Foo>", texts[i]);
        error = refusal_of(xml);
        cr_expect_eq(error.line, 2);
        cr_expect_eq(error.column, 7, "column %zu: %s", error.column, error.message);
    }
}

/* The second line of defence: the lexer, which is the first, lets none of them through. */
Test(front, a_doctype_that_only_the_parser_sees_is_refused)
{
    static const char *const rows[] = {
        "<!DOCTYPE a>",
        "<!DOCTYPE a SYSTEM 'pox-front.dtd'>",
        "<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d SYSTEM 'pox-front.txt'>]>",
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_parse_options options = {.strict = false};
        struct pox_error error;
        struct pox_reader reader;
        struct pox_front front;

        pox_reader_begin(&reader, NULL, &options, 0, &error);
        pox_reader_next(&reader, 0);
        pox_front_begin(&front, &reader);
        cr_assert(pox_front_read(&front, BYTES("<!-- the parser is made -->")));
        cr_assert_not_null(front.parser);
        xmlParseChunk(front.parser, rows[i], (int)strlen(rows[i]), 0);
        cr_expect(reader.failed, "%s", rows[i]);
        cr_expect_eq(error.status, POX_ERROR_DOCTYPE, "%s: %s", rows[i], error.message);
        cr_expect_null(xmlGetDocEntity(front.parser->myDoc, (const xmlChar *)"b"));
        cr_expect_not(pox_front_read(&front, BYTES("<Protocol/>")));
        cr_expect_not(pox_front_finish(&front));
        pox_front_end(&front);
        cr_expect_null(pox_reader_end(&reader));
    }
}
