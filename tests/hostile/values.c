/* SPDX-License-Identifier: MIT */
#include "hostile.h"

/** The one oddity of a document whose Protocol has this in it. For pox_free(). */
static struct pox_protocol *protocol_of(const char *content, struct outcome *outcome)
{
    struct pox_buffer xml = repeated("<Protocol>", content, 1, "</Protocol>");

    read_every_way(xml.bytes, xml.size, NULL, outcome);
    cr_assert_not_null(outcome->value, "%s: %s", content, outcome->error.message);
    expect_round_trip(&pox_protocol_descriptor, outcome->value, content);
    pox_buffer_end(&xml);
    return outcome->value;
}

/* Rows 18 and 19. */
Test(values, the_first_of_two_counts_wherever_they_stand)
{
    struct outcome outcome;
    struct pox_protocol *protocol =
        protocol_of("<SSL>on</SSL><Server>a</Server><Type>IMAP</Type><Server>b</Server>"
                    "<Internal/><Port>x</Port><Port>1</Port><Port>2</Port>"
                    "<Internal><OWAUrl>https://a.example/</OWAUrl></Internal>",
                    &outcome);

    cr_expect_str_eq(protocol->server, "a");
    cr_expect_eq(protocol->type, POX_PROTOCOL_TYPE_IMAP);
    cr_expect_eq(protocol->port, 1, "a value that does not fit is none");
    cr_expect_eq(protocol->internal->n_owa_urls, 0);
    cr_expect_eq(protocol->n_extra, 4);
    cr_expect_eq(outcome.notes.n, 4);
    pox_free(protocol);
}

/* Rows 20 to 23. */
Test(values, of_leaves_are_their_text_and_nothing_else)
{
    static const struct {
        const char *content;
        /** 0: none. */
        int port;
        size_t n_extra;
    } rows[] = {
        {"<Port>443</Port>", 443, 0},
        {"<Port>4<!-- -->4<![CDATA[3]]></Port>", 443, 0},
        {"<Port>&#x34;<?a 9?>4&#51;</Port>", 443, 0},
        {"<Port><![CDATA[443]]></Port>", 443, 0},
        {"<Port>4<b/>43</Port>", 0, 1},
        {"<Port><b>443</b></Port>", 0, 1},
        {"<Port><Port>443</Port></Port>", 0, 1},
        {"<Port/>", 0, 1},
        {"<Port></Port>", 0, 1},
        {"<Port> </Port>", 0, 1},
        {"<Port><!-- 443 --></Port>", 0, 1},
        {"  <Port>443</Port>\r\n", 443, 0},
        {"1<Port>443</Port>2", 443, 1},
        {"<Port>443</Port>9<SSL>on</SSL>", 443, 1},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct outcome outcome;
        struct pox_protocol *protocol = protocol_of(rows[i].content, &outcome);

        cr_expect_eq(protocol->has_port, rows[i].port != 0, "%s", rows[i].content);
        cr_expect_eq(protocol->port, rows[i].port, "%s: %d", rows[i].content,
                     protocol->port);
        cr_expect_eq(protocol->n_extra, rows[i].n_extra, "%s", rows[i].content);
        pox_free(protocol);
    }
}

/* Row 25. */
Test(values, of_switches_are_on_off_or_kept_as_they_stand)
{
    static const struct {
        const char *text;
        enum pox_switch value;
        bool has_note;
    } rows[] = {
        {"on", POX_SWITCH_ON, false},
        {"off", POX_SWITCH_OFF, false},
        {"On", POX_SWITCH_ON, true},
        {"ON", POX_SWITCH_ON, true},
        {"Off", POX_SWITCH_OFF, true},
        {" on ", POX_SWITCH_ON, true},
        {"on\n", POX_SWITCH_ON, true},
        {"\ton", POX_SWITCH_ON, true},
        {"true", POX_SWITCH_ON, true},
        {"1", POX_SWITCH_ON, true},
        {"yes", POX_SWITCH_ON, true},
        {"no", POX_SWITCH_OFF, true},
        {"0", POX_SWITCH_OFF, true},
        {"o n", POX_SWITCH_OTHER, true},
        {"\xC2\xA0on", POX_SWITCH_OTHER, true},
        {"\xE2\x80\x83on", POX_SWITCH_OTHER, true},
        {"\xD0\xBEn", POX_SWITCH_OTHER, true}, /* a Cyrillic o */
        {"2", POX_SWITCH_OTHER, true},
        {"", POX_SWITCH_OTHER, true},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_buffer content = repeated("<SSL>", rows[i].text, 1, "</SSL>");
        struct outcome outcome;
        struct pox_protocol *protocol = protocol_of(content.bytes, &outcome);

        cr_expect_eq(protocol->ssl, rows[i].value, "'%s': %d", rows[i].text,
                     protocol->ssl);
        cr_expect_eq(outcome.notes.n, rows[i].has_note, "'%s'", rows[i].text);
        if (rows[i].has_note)
            cr_expect_str_eq(protocol->ssl_text, rows[i].text, "'%s'", rows[i].text);
        else
            cr_expect_null(protocol->ssl_text);
        cr_expect_eq(protocol->n_extra, 0);
        pox_buffer_end(&content);
        pox_free(protocol);
    }
}

/* Rows 26, 27 and 28. */
Test(values, of_numbers_are_digits_in_their_range)
{
    static const struct {
        const char *text;
        int port; /* 0: it does not fit */
    } rows[] = {
        {"443", 443},
        {" 443 ", 443},
        {"\r\n443\t", 443},
        {"0443", 443},
        {"1", 1},
        {"65535", 65535},
        {"0", 0},
        {"65536", 0},
        {"+443", 0},
        {"-1", 0},
        {"443.0", 0},
        {"0x1bb", 0},
        {"4e2", 0},
        {"4 43", 0},
        {"443;", 0},
        {"\xC2\xA0"
         "443",
         0},
        {"\xEF\xBC\x94\xEF\xBC\x94\xEF\xBC\x93", 0},
        {"2147483647", 0},
        {"2147483648", 0},
        {"4294967295", 0},
        {"4294967296", 0},
        {"4294967739", 0}, /* 443 modulo 2^32 */
        {"18446744073709551615", 0},
        {"18446744073709551616", 0},
        {"18446744073709552059", 0}, /* 443 modulo 2^64 */
    };
    struct pox_buffer digits = repeated("<Port>", "9", 60, "</Port>");
    struct outcome outcome;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_buffer content = repeated("<Port>", rows[i].text, 1, "</Port>");
        struct pox_protocol *protocol = protocol_of(content.bytes, &outcome);

        cr_expect_eq(protocol->port, rows[i].port, "'%s': %d", rows[i].text,
                     protocol->port);
        cr_expect_eq(protocol->has_port, rows[i].port != 0, "'%s'", rows[i].text);
        cr_expect_eq(protocol->n_extra, rows[i].port == 0, "'%s'", rows[i].text);
        pox_buffer_end(&content);
        pox_free(protocol);
    }
    pox_free(protocol_of(digits.bytes, &outcome));
    expect_note(&outcome.notes, 0, POX_DIAGNOSTIC_BAD_VALUE, 1, "/Protocol/Port", "9s");
    pox_buffer_end(&digits);
}
