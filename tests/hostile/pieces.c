/* SPDX-License-Identifier: MIT */
#include "hostile.h"

#include "unicode.h"

/** Documents with a bit of everything, each with its own kind of bytes to be cut in. */
static const char *const documents[] = {
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<!-- \xE2\x82\xAC -->"
    "<Autodiscover xmlns='" RESPONSE "'><Response xmlns='" OUTLOOK_RESPONSE
    "'><Account><Protocol Type='x&amp;y' a=\"]]>\"><Server>z\xC3\xBC\xF0\x9F\x98\x80"
    "&lt;&#x20AC;]]&gt;<![CDATA[<]]&>]] ]]></Server><?a ?b?><Port>4<!-- - -->43</Port>"
    "\r\n]]stray</Protocol></Account></Response></Autodiscover>",
    "\xEF\xBB\xBF<p:Protocol xmlns:p='" OUTLOOK_RESPONSE "'><p:Port p:a='1'>x</p:Port>"
    "<q xmlns='urn:q'><b/>t\r</q></p:Protocol\n>",
    "<Autodiscover xmlns='" OUTLOOK_REQUEST "'><Request><EMailAddress>j\xC3\xB6@b.example"
    "</EMailAddress><AcceptableResponseSchema>" OUTLOOK_RESPONSE
    "</AcceptableResponseSchema></Request></Autodiscover>",
};

/** Document `i` as it is, or as UTF-16: of which there are three a document. */
static struct pox_buffer variant(size_t i)
{
    const char *text = documents[i / 3];
    size_t offset = strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    const char *declared = strstr(text, " encoding=\"utf-8\"");
    struct pox_buffer narrow;
    struct pox_buffer wide;

    if (i % 3 == 0)
        return repeated("", text, 1, "");
    narrow = new_buffer();
    if (declared) {
        pox_buffer_append(&narrow, text, (size_t)(declared - text));
        text = declared + strlen(" encoding=\"utf-8\"");
    }
    pox_buffer_append_text(&narrow, text + (declared ? 0 : offset));
    wide = as_utf_16(narrow.bytes, narrow.size, i % 3 == 1);
    pox_buffer_end(&narrow);
    return wide;
}

enum { N_VARIANTS = 3 * COUNT(documents) };

/* Row 3. */
Test(pieces, a_document_cut_off_anywhere_is_refused)
{
    for (size_t i = 0; i < N_VARIANTS; i++) {
        struct pox_buffer xml = variant(i);

        for (size_t size = 0; size < xml.size; size++) {
            struct outcome outcome;
            enum pox_status status;

            read_whole(NULL, xml.bytes, size, NULL, &outcome);
            status = outcome.error.status;
            cr_expect_null(outcome.value, "%zu cut at %zu", i, size);
            if (size > 3)
                cr_expect_eq(status, POX_ERROR_TRUNCATED, "%zu cut at %zu: %s", i, size,
                             outcome.error.message);
        }
        cr_expect_eq(error_every_way(xml.bytes, xml.size, NULL).status, POX_OK, "%zu", i);
        pox_buffer_end(&xml);
    }
}

/** Reads what is there of a document in two pieces. */
static void read_split(struct pox_parser *parser, const struct pox_buffer *xml, size_t at,
                       struct outcome *outcome)
{
    char *head = exact_copy(xml->bytes, at);
    char *tail = exact_copy(xml->bytes + at, xml->size - at);

    outcome->notes.n = 0;
    cr_expect(pox_parser_feed(parser, head, at, NULL));
    cr_expect(pox_parser_feed(parser, tail, xml->size - at, NULL));
    outcome->value = pox_parser_finish(parser, &outcome->type, &outcome->error);
    free(head);
    free(tail);
}

/* Row 4. */
Test(pieces, of_every_size_and_split_anywhere_a_document_is_the_same)
{
    for (size_t i = 0; i < N_VARIANTS; i++) {
        struct pox_buffer xml = variant(i);
        struct outcome whole;
        struct outcome outcome;
        struct pox_parse_options options = noting(NULL, &outcome);
        struct pox_parser *parser = pox_parser_new(NULL, &options, NULL);
        char label[40];

        read_whole(NULL, xml.bytes, xml.size, NULL, &whole);
        for (size_t size = 1; size <= 64; size++) {
            snprintf(label, sizeof(label), "%zu by %zu", i, size);
            read_pieces(parser, xml.bytes, xml.size, size, &outcome);
            expect_same(&whole, &outcome, label);
            pox_free(outcome.value);
        }
        for (size_t at = 0; at <= xml.size; at++) {
            snprintf(label, sizeof(label), "%zu split at %zu", i, at);
            read_split(parser, &xml, at, &outcome);
            expect_same(&whole, &outcome, label);
            pox_free(outcome.value);
        }
        pox_free(whole.value);
        pox_parser_free(parser);
        pox_buffer_end(&xml);
    }
}

/* Row 4: the same around the ends of the pieces that the library makes itself. */
Test(pieces, of_the_library_itself_change_nothing_either)
{
    for (size_t i = 0; i < N_VARIANTS; i += 3) {
        struct outcome expected;
        const char *text = strchr(documents[i / 3], '?')
                               ? strstr(documents[i / 3], "<!--")
                               : documents[i / 3];

        text += strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        read_whole(NULL, text, strlen(text), NULL, &expected);
        cr_assert_not_null(expected.value, "%s: %s", text, expected.error.message);
        for (size_t cut = 0; cut <= strlen(text); cut++) {
            struct pox_buffer xml = repeated("<!--", "x", 4096 - 7 - cut, "-->");
            struct outcome outcome;

            pox_buffer_append_text(&xml, text);
            read_whole(NULL, xml.bytes, xml.size, NULL, &outcome);
            cr_assert_not_null(outcome.value, "cut at %zu: %s", cut,
                               outcome.error.message);
            cr_expect(pox_equal(expected.type, expected.value, outcome.value),
                      "cut at %zu", cut);
            pox_free(outcome.value);
            pox_buffer_end(&xml);
        }
        pox_free(expected.value);
    }
}

/** "]]>" behind `offset` bytes of text and `n` more brackets, fed in one size. */
static void expect_no_end_of_cdata(struct pox_parser *parser, size_t pad, size_t offset,
                                   size_t n, size_t chunk)
{
    static char xml[16384];
    struct outcome outcome;
    size_t size = (size_t)sprintf(xml, "<!--%*s--><Protocol><Server>", (int)pad, "");

    memset(xml + size, 'x', offset);
    size += offset;
    memset(xml + size, ']', n);
    size += n;
    size += (size_t)sprintf(xml + size, ">x</Server></Protocol>");
    if (chunk == 0)
        read_whole(NULL, xml, size, NULL, &outcome);
    else
        read_pieces(parser, xml, size, chunk, &outcome);
    cr_expect_eq(outcome.error.status, n < 2 ? POX_OK : POX_ERROR_XML,
                 "%zu brackets behind %zu and %zu, by %zu: %s", n, pad, offset, chunk,
                 outcome.error.message);
    pox_free(outcome.value);
}

/* Row 38. */
Test(pieces, the_end_of_cdata_in_a_text_is_refused_at_every_offset_and_piece_size)
{
    struct pox_parser *parser = pox_parser_new(NULL, NULL, NULL);

    for (size_t offset = 0; offset <= 600; offset++) {
        for (size_t n = 1; n <= 6; n++) {
            expect_no_end_of_cdata(parser, 0, offset, n, 0);
            expect_no_end_of_cdata(parser, 0, offset, n, 1 + (offset + n) % 64);
        }
        for (size_t chunk = 1; chunk <= 64; chunk++)
            expect_no_end_of_cdata(parser, 0, offset, 2, chunk);
    }
    pox_parser_free(parser);
}

/* Row 38: the same around the ends of the pieces that the library makes itself. */
Test(pieces, the_end_of_cdata_in_a_text_is_refused_around_the_ends_of_pieces)
{
    struct pox_parser *parser = pox_parser_new(NULL, NULL, NULL);

    for (size_t end = 4096; end <= 8192; end += 4096) {
        for (size_t offset = 0; offset <= 400; offset += 100) {
            for (size_t before = 0; before <= 12; before++) {
                for (size_t n = 1; n <= 6; n++) {
                    size_t pad = end - offset - 27 - before;

                    expect_no_end_of_cdata(parser, pad, offset, n, 0);
                    expect_no_end_of_cdata(parser, pad, offset, n, 4095);
                }
            }
        }
    }
    pox_parser_free(parser);
}

/* Row 58. */
Test(pieces, a_parser_takes_every_call_at_every_time)
{
    struct pox_parser *parser = pox_parser_new(NULL, NULL, NULL);
    struct pox_error error;
    struct pox_error again;
    const struct pox_type *type = pox_message_type();

    /* Nothing, in any way. */
    cr_expect_null(pox_parser_finish(parser, &type, &error));
    cr_expect_eq(error.status, POX_ERROR_EMPTY);
    cr_expect_null(type);
    cr_expect(pox_parser_feed(parser, NULL, 0, &error));
    cr_expect(pox_parser_feed(parser, "", 0, &error));
    cr_expect_null(pox_parser_finish(parser, &type, &error));
    cr_expect_eq(error.status, POX_ERROR_EMPTY);
    /* A document, with nothing between its pieces; then nothing again. */
    cr_expect(pox_parser_feed(parser, BYTES("<Proto"), &error));
    cr_expect(pox_parser_feed(parser, NULL, 0, &error));
    cr_expect(pox_parser_feed(parser, BYTES("col/>"), &error));
    pox_free(pox_parser_finish(parser, &type, &error));
    cr_expect_eq(type, &pox_protocol_descriptor);
    cr_expect_null(pox_parser_finish(parser, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_EMPTY);
    /* An error stays, whatever is fed. */
    for (size_t i = 0; i < 10000; i++)
        pox_parser_feed(parser, "\x01", 1, &error);
    cr_expect_not(pox_parser_feed(parser, BYTES("<Protocol/>"), &error));
    cr_expect_not(pox_parser_feed(parser, NULL, 0, &again));
    expect_same_error(&error, &again, "an error stays");
    cr_expect_null(pox_parser_finish(parser, &type, &again));
    expect_same_error(&error, &again, "an error stays to the end");
    /* After it the next document is read; the last one is dropped in its middle. */
    cr_expect(pox_parser_feed(parser, BYTES("<Account/>"), &error));
    pox_free(pox_parser_finish(parser, &type, &error));
    cr_expect_eq(type, &pox_account_descriptor);
    cr_expect(pox_parser_feed(parser, BYTES("<Account><Protocol a='"), &error));
    pox_parser_free(parser);
}
