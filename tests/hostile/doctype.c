/* SPDX-License-Identifier: MIT */
#include "hostile.h"

/* Rows 34 and 36; that nothing is opened, nothing_opened.py shows. */
Test(doctype, every_doctype_is_refused_where_it_begins)
{
    static const struct verdict rows[] = {
        {BYTES("\n <!DOCTYPE a><a/>"), POX_ERROR_DOCTYPE, 2, 2},
        {BYTES("<!DOCTYPE Protocol><Protocol/>"), POX_ERROR_DOCTYPE, 1, 1},
        {BYTES("<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>"), POX_ERROR_DOCTYPE, 1,
         1},
        {BYTES("<!DOCTYPE a PUBLIC '-//a' 'http://a.example/'><a/>"), POX_ERROR_DOCTYPE,
         1, 1},
        {BYTES("<!DOCTYPE a SYSTEM '\\\\a.example\\b'><a/>"), POX_ERROR_DOCTYPE, 1, 1},
        {BYTES("<!DOCTYPE a [<!ENTITY b SYSTEM 'ftp://a.example/'>]><a>&b;</a>"),
         POX_ERROR_DOCTYPE, 1, 1},
        {BYTES("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), POX_ERROR_DOCTYPE, 1, 1},
        {BYTES("<!DOCTYPE"), POX_ERROR_DOCTYPE, 1, 1},
        {BYTES("<!DOCTYPE>"), POX_ERROR_DOCTYPE, 1, 1},
        {BYTES("<!D"), POX_ERROR_DOCTYPE, 1, 1},
        {BYTES("<!doctype a>"), POX_ERROR_DOCTYPE, 1, 1},
        {BYTES("<?xml version='1.0'?>\n<!-- a -->\n<?b?><!DOCTYPE c>"), POX_ERROR_DOCTYPE,
         3, 6},
        {BYTES("<Protocol>\n<!DOCTYPE a></Protocol>"), POX_ERROR_DOCTYPE, 2, 1},
        {BYTES("<!DOCTYPE html>"), POX_ERROR_HTML, 1, 1},
        {BYTES("<!doctype html>"), POX_ERROR_HTML, 1, 1},
        {BYTES("<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>"), POX_ERROR_HTML, 1,
         1},
    };

    expect_verdicts_in_utf_16_too(rows, COUNT(rows));
}

/* Row 34. */
Test(doctype, what_only_looks_like_one_is_read)
{
    static const struct verdict rows[] = {
        {BYTES("<!-- <!DOCTYPE a> --><Protocol/>"), POX_OK, 0, 0},
        {BYTES("<?a <!DOCTYPE b> ?><Protocol/>"), POX_OK, 0, 0},
        {BYTES("<Protocol><![CDATA[<!DOCTYPE a>]]></Protocol>"), POX_OK, 0, 0},
        {BYTES("<Protocol>&lt;!DOCTYPE a></Protocol>"), POX_OK, 0, 0},
        {BYTES("<Protocol a='&lt;!DOCTYPE b>'/>"), POX_OK, 0, 0},
        {BYTES("<Protocol a='<!DOCTYPE b>'/>"), POX_ERROR_XML, 1, 14},
    };

    expect_verdicts_in_utf_16_too(rows, COUNT(rows));
}

/* Row 35. */
Test(doctype, entities_are_never_expanded_nor_declared)
{
    struct pox_buffer laughs = repeated("<!DOCTYPE a [<!ENTITY l0 'ha'>", "", 0, "");
    struct pox_buffer many =
        repeated("<!DOCTYPE a [", "<!ENTITY b 'c'>", 10000, "]><Protocol/>");
    struct pox_buffer quadratic = repeated("<!DOCTYPE a [<!ENTITY b '", "x", 50000,
                                           "'>]><Protocol>&b;&b;&b;</Protocol>");
    static const struct verdict rows[] = {
        {BYTES("<!DOCTYPE a [<!ENTITY % b SYSTEM 'file:///etc/hostname'> %b;]><a/>"),
         POX_ERROR_DOCTYPE, 1, 1},
        {BYTES(
             "<!DOCTYPE Protocol [<!ATTLIST Protocol xmlns CDATA 'urn:a'>]><Protocol/>"),
         POX_ERROR_DOCTYPE, 1, 1},
        {BYTES("<!DOCTYPE Protocol [<!ATTLIST Protocol Type CDATA 'x'>]><Protocol/>"),
         POX_ERROR_DOCTYPE, 1, 1},
    };

    for (int i = 1; i < 30; i++) {
        char entity[60];

        snprintf(entity, sizeof(entity), "<!ENTITY l%d '&l%d;&l%d;'>", i, i - 1, i - 1);
        pox_buffer_append_text(&laughs, entity);
    }
    pox_buffer_append_text(&laughs, "]><Protocol>&l29;</Protocol>");
    cr_assert_not_null(pox_buffer_text(&laughs));
    expect_verdicts_in_utf_16_too(rows, COUNT(rows));
    for (int i = 0; i < 3; i++) {
        struct pox_buffer *xml = i == 0 ? &laughs : i == 1 ? &many : &quadratic;
        struct pox_error error = error_every_way(xml->bytes, xml->size, NULL);

        cr_expect_eq(error.status, POX_ERROR_DOCTYPE, "%d: %s", i, error.message);
        cr_expect_eq(error.column, 1);
        pox_buffer_end(xml);
    }
}

/* Row 37, and rows 24 and 31: attributes that mean something elsewhere. */
Test(doctype, what_other_standards_would_act_on_is_kept_and_does_nothing)
{
    static const char *const rows[] = {
        "<Protocol><Server xmlns:i='http://www.w3.org/2001/XMLSchema-instance' "
        "i:nil='true'>s</Server></Protocol>",
        "<Protocol xmlns:i='http://www.w3.org/2001/XMLSchema-instance' "
        "i:schemaLocation='a http://a.example/'><Server>s</Server></Protocol>",
        "<Protocol xmlns:i='http://www.w3.org/2001/XMLSchema-instance' "
        "i:type='a'><Server>s</Server></Protocol>",
        "<Protocol xml:space='preserve'>\n <Server>s</Server>\n</Protocol>",
        "<Protocol xml:space='nonsense'><Server>s</Server></Protocol>",
        "<Protocol><Server xml:lang='de'>s</Server></Protocol>",
        "<Protocol xml:base='file:///etc/'><Server>s</Server></Protocol>",
        "<Protocol><Server>s</Server><include xmlns='http://www.w3.org/2001/XInclude' "
        "href='file:///etc/hostname' parse='text'/></Protocol>",
    };
    static const struct verdict instructions[] = {
        {BYTES("<?xml-stylesheet href='http://a.example/'?><Protocol/>"), POX_OK, 0, 0},
        {BYTES("<?oasis-xml-catalog catalog='file:///a'?><Protocol/>"), POX_OK, 0, 0},
        {BYTES("<?xml-model href='http://a.example/'?><Protocol/>"), POX_OK, 0, 0},
        {BYTES("<?php echo 1 ?><Protocol><?php?></Protocol><?php?>"), POX_OK, 0, 0},
    };

    expect_verdicts_in_utf_16_too(instructions, COUNT(instructions));
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct outcome outcome;
        const struct pox_protocol *protocol;

        read_every_way(rows[i], strlen(rows[i]), NULL, &outcome);
        protocol = outcome.value;
        cr_assert_not_null(protocol, "%s: %s", rows[i], outcome.error.message);
        cr_expect_str_eq(protocol->server, "s", "%s", rows[i]);
        cr_expect_eq(protocol->n_extra, 1, "%s", rows[i]);
        cr_expect_eq(outcome.notes.n, 1, "%s", rows[i]);
        expect_round_trip(outcome.type, protocol, rows[i]);
        pox_free(outcome.value);
    }
}
