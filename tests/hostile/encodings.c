/* SPDX-License-Identifier: MIT */
#include "hostile.h"

#define MARK "\xEF\xBB\xBF"

/* Row 41. */
Test(encodings, one_byte_order_mark_is_none_of_the_document)
{
    static const struct verdict rows[] = {
        {BYTES(MARK "<Protocol/>"), POX_OK, 0, 0},
        {BYTES(MARK "<?xml version='1.0' encoding='UTF-8'?><Protocol/>"), POX_OK, 0, 0},
        {BYTES(MARK "\n<Protocol/>"), POX_OK, 0, 0},
        {BYTES(MARK MARK "<Protocol/>"), POX_ERROR_XML, 1, 1},
        {BYTES("\n" MARK "<Protocol/>"), POX_ERROR_XML, 2, 1},
        {BYTES("<Protocol/>\n" MARK), POX_ERROR_XML, 2, 1},
        {BYTES("<!-- a -->" MARK "<Protocol/>"), POX_ERROR_XML, 1, 11},
        {BYTES(MARK "<?xml version='1.0' encoding='utf-16'?><Protocol/>"),
         POX_ERROR_ENCODING, 1, 40},
        {BYTES("\xEF\xBB"), POX_ERROR_XML, 1, 1},
        {BYTES("\xEF\xBB<Protocol/>"), POX_ERROR_XML, 1, 1},
    };
    struct pox_protocol *protocol = protocol_with(MARK "a" MARK);

    expect_verdicts(rows, COUNT(rows));
    cr_expect_str_eq(protocol->server, MARK "a" MARK);
    pox_free(protocol);
}

static const char sample[] =
    "<Protocol Type='mapiHttp' a='\xE2\x82\xAC'>\r\n<Server>z\xC3\xBC\xF0\x9F\x98\x80"
    "\xF4\x8F\xBF\xBF</Server>\n <Port>x</Port><!-- \xF0\x9F\x98\x80 --><b/></Protocol>";

/** Reads UTF-16 made of UTF-8; it is the same, every place included. */
static void expect_same_as_utf_16(const char *bytes, size_t size)
{
    struct outcome narrow;

    read_every_way(bytes, size, NULL, &narrow);
    for (int is_big_endian = 0; is_big_endian < 2; is_big_endian++) {
        struct pox_buffer wide = as_utf_16(bytes, size, is_big_endian != 0);
        struct outcome outcome;

        read_every_way(wide.bytes, wide.size, NULL, &outcome);
        expect_same(&narrow, &outcome, bytes);
        pox_free(outcome.value);
        pox_buffer_end(&wide);
    }
    pox_free(narrow.value);
}

/* Row 42. */
Test(encodings, utf_16_with_its_mark_is_read)
{
    static const char declared[] =
        "<?xml version='1.0' encoding='UTF-16'?>\n<Protocol><Server>\xF0\x9F\x98\x80"
        "</Server></Protocol>";
    struct pox_buffer xml = repeated("<Protocol><!-- ", "\xF0\x9F\x98\x80\xC3\xBC", 3000,
                                     " --><Port>x</Port></Protocol>");

    expect_same_as_utf_16(BYTES(sample));
    expect_same_as_utf_16(xml.bytes, xml.size);
    pox_buffer_end(&xml);
    xml = as_utf_16(BYTES(declared), false);
    cr_expect_eq(error_every_way(xml.bytes, xml.size, NULL).status, POX_OK);
    pox_buffer_end(&xml);
}

/* Row 42. */
Test(encodings, utf_16_that_is_broken_or_goes_without_its_mark_is_refused)
{
    static const struct verdict rows[] = {
        {BYTES("<\0P\0/\0>\0"), POX_ERROR_ENCODING, 1, 1},
        {BYTES("\0<\0P\0/\0>"), POX_ERROR_ENCODING, 1, 1},
        {BYTES("\xFF\xFE\0\0<\0\0\0"), POX_ERROR_ENCODING, 1, 1},
        {BYTES("\0\0\xFE\xFF\0\0\0<"), POX_ERROR_ENCODING, 1, 1},
        {BYTES("<\0\0\0a\0\0\0"), POX_ERROR_ENCODING, 1, 1},
        {BYTES("\0\0\0<\0\0\0a"), POX_ERROR_ENCODING, 1, 1},
        {BYTES("\xFF\xFE<\0"), POX_ERROR_TRUNCATED, 1, 2},
        {BYTES("\xFF\xFE<"), POX_ERROR_XML, 1, 1},
        {BYTES("\xFE\xFF\0<\0a\xD8"), POX_ERROR_TRUNCATED, 1, 3},
        {BYTES("\xFE\xFF\0<\0a\xD8\x3D"), POX_ERROR_TRUNCATED, 1, 3},
        {BYTES("\xFE\xFF\0<\0a\xDC\x3D"), POX_ERROR_ENCODING, 1, 3},
        {BYTES("\xFE\xFF\0<\0!\0-\0-\0\n\0 \xDC\x3D\0 "), POX_ERROR_ENCODING, 2, 2},
        {BYTES("\xFE\xFF\0<\0!\0-\0-\0\n\0 \xD8\x3D\0 "), POX_ERROR_ENCODING, 2, 2},
        {BYTES("\xFE\xFF\0<\0!\0-\0-\0\n\xD8\x3D\xD8\x3D\xDE\0"), POX_ERROR_ENCODING, 2,
         1},
        {BYTES("\xFE\xFF\0<\0!\0-\0-\0\n\xD8\x3D\xDE\0\xDE\0"), POX_ERROR_ENCODING, 2, 2},
        {BYTES("\xFE\xFF\0<\0!\0-\0-\0\n\0 \xFF\xFE"), POX_ERROR_XML, 2, 2},
        {BYTES("<?xml version='1.0' encoding='utf-16'?><Protocol/>"), POX_ERROR_ENCODING,
         1, 40},
    };
    static const char utf_8[] = "<?xml version='1.0' encoding='utf-8'?><Protocol/>";
    struct pox_buffer wide = as_utf_16(BYTES(utf_8), true);
    struct pox_error error = error_every_way(wide.bytes, wide.size, NULL);

    expect_verdicts(rows, COUNT(rows));
    cr_expect_eq(error.status, POX_ERROR_ENCODING, "%s", error.message);
    pox_buffer_end(&wide);
}

/* Row 42. */
Test(encodings, utf_16_of_an_odd_number_of_bytes_is_cut_off)
{
    struct pox_buffer wide = as_utf_16(BYTES(sample), false);

    for (size_t size = 3; size < wide.size; size += 2) {
        struct pox_error error = error_every_way(wide.bytes, size, NULL);

        cr_expect_neq(error.status, POX_OK, "%zu bytes", size);
        cr_expect(size == 3 || error.status == POX_ERROR_TRUNCATED, "%zu bytes: %s", size,
                  error.message);
    }
    pox_buffer_append(&wide, "\n", 1);
    cr_expect_eq(error_every_way(wide.bytes, wide.size, NULL).status,
                 POX_ERROR_TRUNCATED);
    pox_buffer_end(&wide);
}

/* Row 43. */
Test(encodings, a_declaration_of_anything_but_utf_8_is_refused)
{
    static const char *const names[] = {
        "UTF-7",
        "IBM037",
        "EBCDIC-US",
        "Shift_JIS",
        "GBK",
        "GB18030",
        "Big5",
        "ISO-2022-JP",
        "EUC-KR",
        "ISO-8859-1",
        "latin1",
        "ISO-8859-15",
        "KOI8-R",
        "windows-1252",
        "CP1252",
        "UTF-16",
        "UTF-16LE",
        "UTF-32",
        "ISO-10646-UCS-2",
        "UCS-4",
        "X-NOPE",
        "utf-8x",
        "utf",
        "8",
        "UTF-8 ",
        " UTF-8",
        "UTF_8",
        "unicode-1-1-utf-7",
        "HTML",
        "",
        "../../evil",
        "UTF-8//TRANSLIT",
        "\xC3\xBC",
    };
    struct pox_buffer xml;

    for (size_t i = 0; i < COUNT(names); i++) {
        xml = repeated("<?xml version='1.0' encoding='", names[i], 1, "'?><Protocol/>");
        cr_expect_eq(error_every_way(xml.bytes, xml.size, NULL).status,
                     POX_ERROR_ENCODING, "%s", names[i]);
        pox_buffer_end(&xml);
    }
    xml = repeated("<?xml version='1.0' encoding='", "a", 10000, "'?><Protocol/>");
    cr_expect_eq(error_every_way(xml.bytes, xml.size, NULL).status, POX_ERROR_ENCODING);
    pox_buffer_end(&xml);
    xml = repeated("<?xml version='1.0'", " ", 10000, "encoding='latin1'?><Protocol/>");
    cr_expect_eq(error_every_way(xml.bytes, xml.size, NULL).status, POX_ERROR_ENCODING);
    pox_buffer_end(&xml);
}

/* Row 43. */
Test(encodings, utf_8_and_ascii_may_be_declared_in_any_case)
{
    static const struct verdict rows[] = {
        {BYTES("<?xml version='1.0' encoding='utf-8'?><Protocol a='\xC3\xBC'/>"), POX_OK,
         0, 0},
        {BYTES("<?xml version='1.0' encoding = \"UTF8\" ?><Protocol a='\xC3\xBC'/>"),
         POX_OK, 0, 0},
        {BYTES("<?xml version='1.0' encoding='uTf-8'?><Protocol a='\xC3\xBC'/>"), POX_OK,
         0, 0},
        {BYTES("<?xml version='1.0' encoding='US-ASCII'?><Protocol/>"), POX_OK, 0, 0},
        {BYTES("<?xml version='1.0' encoding='ascii'?>\n<Protocol a='\xC3\xBC'/>"),
         POX_ERROR_ENCODING, 2, 14},
        {BYTES("<Protocol a='\xFC'/>"), POX_ERROR_ENCODING, 1, 14},
        {BYTES("\x4C\x6F\xA7\x94\x93\x40\xA5\x85\x99\xA2\x89\x96\x95"),
         POX_ERROR_ENCODING, 1, 1}, /* "<?xml version" in EBCDIC */
        {BYTES("+ADw-Protocol/+AD4-"), POX_ERROR_XML, 1, 1}, /* UTF-7 */
    };

    expect_verdicts(rows, COUNT(rows));
}

/* Row 44. */
Test(encodings, bytes_that_are_no_utf_8_are_refused_where_they_are)
{
    static const char *const faults[] = {"\xC0\x80",
                                         "\xC1\xBF",
                                         "\xE0\x80\xAF",
                                         "\xE0\x9F\xBF",
                                         "\xED\xA0\x80",
                                         "\xED\xBF\xBF",
                                         "\xF0\x80\x80\x80",
                                         "\xF0\x8F\xBF\xBF",
                                         "\xF4\x90\x80\x80",
                                         "\xF5\x80\x80\x80",
                                         "\xF8\x88\x80\x80",
                                         "\x80",
                                         "\xBF",
                                         "\xC3",
                                         "\xE2\x82",
                                         "\xF0\x9F\x98",
                                         "\xFE",
                                         "\xFF",
                                         "\xFC\xFC",
                                         "\xED\xA0\xBD\xED\xB8\x80"};
    static const char *const places[][2] = {
        {"<Protocol>\n <Server>z\xC3\xBC", "</Server></Protocol>"},
        {"<Protocol>\n <![CDATA[z\xC3\xBC", "]]></Protocol>"},
        {"<Protocol>\n <!-- z\xC3\xBC   ", " --></Protocol>"},
        {"<Protocol>\n <?a  z\xC3\xBC   ", "?></Protocol>"},
        {"<Protocol>\n <a b=\"c\xC3\xBC  ", "\"/></Protocol>"},
        {"<Protocol>\n <abcdefgh\xC3\xBC", "/></Protocol>"},
        {"<!-- -->\n<!--   z\xC3\xBC \xF0\x9F\x98\x80", " --><Protocol/>"},
    };

    for (size_t i = 0; i < COUNT(faults); i++) {
        for (size_t k = 0; k < COUNT(places); k++) {
            struct pox_buffer xml = repeated(places[k][0], faults[i], 1, places[k][1]);
            struct pox_error error = error_every_way(xml.bytes, xml.size, NULL);

            cr_expect_eq(error.status, POX_ERROR_ENCODING, "%zu in %zu: %s", i, k,
                         error.message);
            cr_expect(error.line == 2 && error.column == (k == 1 ? 13 : 12),
                      "%zu in %zu: %zu:%zu", i, k, error.line, error.column);
            pox_buffer_end(&xml);
        }
    }
}

/* Row 44. */
Test(encodings, bytes_that_are_no_utf_8_are_found_around_the_ends_of_pieces)
{
    static const char *const faults[] = {"\xC3", "\xE2\x82", "\xF0\x9F\x98", "\x80",
                                         "\xED\xA0\x80"};

    for (size_t i = 0; i < COUNT(faults); i++) {
        for (size_t n = 4096 - 25; n < 4096 + 4; n++) {
            struct pox_buffer xml = repeated("<Protocol>\n<!-- ", "x", n - 16, "");
            struct pox_error error;

            pox_buffer_append_text(&xml, faults[i]);
            pox_buffer_append_text(&xml, " --></Protocol>");
            error = error_every_way(pox_buffer_text(&xml), xml.size, NULL);
            cr_expect_eq(error.status, POX_ERROR_ENCODING, "%zu at %zu: %s", i, n,
                         error.message);
            cr_expect(error.line == 2 && error.column == n - 10, "%zu at %zu: %zu:%zu", i,
                      n, error.line, error.column);
            pox_buffer_end(&xml);
        }
    }
}
