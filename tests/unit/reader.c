/* SPDX-License-Identifier: MIT */
#include "reader.h"

#include "support.h"

/* Diagnostics */

struct oddity {
    const char *xml;
    enum pox_diagnostic_code code;
    size_t line;
    size_t column;
    const char *path;
};

/** One of each kind in every place; each document has exactly one. */
static const struct oddity oddities[] = {
    {"<Protocol>\n  <Junk/></Protocol>", POX_DIAGNOSTIC_UNKNOWN_ELEMENT, 2, 3,
     "/Protocol/Junk"},
    {"<Protocol>\n<Junk><Server/><b/></Junk></Protocol>", POX_DIAGNOSTIC_UNKNOWN_ELEMENT,
     2, 1, "/Protocol/Junk"},
    {"<Protocol>\n<Server xmlns=\"urn:x\"/></Protocol>", POX_DIAGNOSTIC_UNKNOWN_ELEMENT,
     2, 1, "/Protocol/Server"},
    {"<Protocol><Internal><Junk/></Internal></Protocol>", POX_DIAGNOSTIC_UNKNOWN_ELEMENT,
     1, 21, "/Protocol/Internal/Junk"},
    {"\n<Protocol\nx=\"1\"/>", POX_DIAGNOSTIC_UNKNOWN_ATTRIBUTE, 2, 1, "/Protocol/@x"},
    {"<Protocol xmlns:p=\"urn:x\" p:Type=\"mapiHttp\"/>",
     POX_DIAGNOSTIC_UNKNOWN_ATTRIBUTE, 1, 1, "/Protocol/@Type"},
    {"<Protocol>\n <Server x=\"1\">a</Server></Protocol>",
     POX_DIAGNOSTIC_UNKNOWN_ATTRIBUTE, 2, 2, "/Protocol/Server/@x"},
    {"<Protocol><Server>a</Server>\n <Server>b</Server></Protocol>",
     POX_DIAGNOSTIC_DUPLICATE, 2, 2, "/Protocol/Server[2]"},
    {"<Protocol><Internal/>\n<Internal><b/></Internal></Protocol>",
     POX_DIAGNOSTIC_DUPLICATE, 2, 1, "/Protocol/Internal[2]"},
    {"<Protocol>\n\n  stray</Protocol>", POX_DIAGNOSTIC_STRAY_TEXT, 3, 3, "/Protocol"},
    {"<Protocol><Server/>\n x<Port>1</Port></Protocol>", POX_DIAGNOSTIC_STRAY_TEXT, 2, 2,
     "/Protocol"},
    {"<Protocol><Internal><![CDATA[x]]></Internal></Protocol>", POX_DIAGNOSTIC_STRAY_TEXT,
     1, 30, "/Protocol/Internal"},
    {"<Protocol>\n<Port>x</Port></Protocol>", POX_DIAGNOSTIC_BAD_VALUE, 2, 1,
     "/Protocol/Port"},
    {"<Protocol>\n<Port/></Protocol>", POX_DIAGNOSTIC_BAD_VALUE, 2, 1, "/Protocol/Port"},
    {"<Protocol>\n<Port>4\n<b/>43</Port></Protocol>", POX_DIAGNOSTIC_BAD_VALUE, 2, 1,
     "/Protocol/Port"},
    {"<Protocol>\n<Server>a<b/></Server></Protocol>", POX_DIAGNOSTIC_BAD_VALUE, 2, 1,
     "/Protocol/Server"},
    {"\n<Protocol Version=\"x\"/>", POX_DIAGNOSTIC_BAD_VALUE, 2, 1, "/Protocol/@Version"},
    {"<Protocol>\n<SSL>maybe</SSL></Protocol>", POX_DIAGNOSTIC_UNKNOWN_VALUE, 2, 1,
     "/Protocol/SSL"},
    {"<Protocol>\n<SSL/></Protocol>", POX_DIAGNOSTIC_UNKNOWN_VALUE, 2, 1,
     "/Protocol/SSL"},
    {"\n<Protocol Type=\"x\"/>", POX_DIAGNOSTIC_UNKNOWN_VALUE, 2, 1, "/Protocol/@Type"},
    {"<Protocol>\n<SSL>On</SSL></Protocol>", POX_DIAGNOSTIC_VALUE_SPELLING, 2, 1,
     "/Protocol/SSL"},
    {"<Protocol>\n<EwsUrl>x</EwsUrl></Protocol>", POX_DIAGNOSTIC_VALUE_FORM, 2, 1,
     "/Protocol/EwsUrl"},
    {"<Internal>\n<OWAUrl>x</OWAUrl></Internal>", POX_DIAGNOSTIC_VALUE_FORM, 2, 1,
     "/Internal/OWAUrl[1]"},
    {"<Protocol>\n<server>x</server></Protocol>", POX_DIAGNOSTIC_NAME_SPELLING, 2, 1,
     "/Protocol/Server"},
    {"\n<protocol/>", POX_DIAGNOSTIC_NAME_SPELLING, 2, 1, "/Protocol"},
    {"\n<Protocol version=\"1\"/>", POX_DIAGNOSTIC_NAME_SPELLING, 2, 1,
     "/Protocol/@Version"},
    {"<Request>\n<EmailAddress>a@b</EmailAddress></Request>",
     POX_DIAGNOSTIC_NAME_SPELLING, 2, 1, "/Request/EMailAddress"},
    {"\n<Autodiscover/>", POX_DIAGNOSTIC_NAMESPACE, 2, 1, "/Autodiscover"},
    {"\n<Protocol xmlns=\"" RESPONSE "\"/>", POX_DIAGNOSTIC_NAMESPACE, 2, 1, "/Protocol"},
    {ANSWER("<Protocol/>\n<Protocol><Port>x</Port></Protocol>"), POX_DIAGNOSTIC_BAD_VALUE,
     2, 11, "/Autodiscover/Response/Account/Protocol[2]/Port"},
};

/** Reads a document whose root may be of any type. */
static void *read_any(const char *xml, const struct pox_type **type, struct notes *notes)
{
    struct pox_parse_options options = {.diagnostic = take_note,
                                        .diagnostic_data = notes};
    struct pox_error error;
    void *value;

    notes->n = 0;
    value = pox_parse_any(xml, strlen(xml), &options, type, &error);
    cr_assert_not_null(value, "%.200s: %zu: %s", xml, error.line, error.message);
    return value;
}

Test(reader, says_nothing_about_a_correct_answer)
{
    static const char *const rows[] = {
        ANSWER(
            "<AccountType>email</AccountType><Action>settings</Action>"
            "<Protocol><Type>IMAP</Type><Server>mail.example.com</Server><Port>993</Port>"
            "<SSL>on</SSL></Protocol><Protocol Type=\"mapiHttp\" Version=\"1\"/>"),
        ANSWER("\n  <AccountType\n>email</AccountType  >\n <!-- x --> <?y?>\n"),
        "<Autodiscover xmlns=\"" OUTLOOK_REQUEST "\"><Request><EMailAddress>a@b.example"
        "</EMailAddress><AcceptableResponseSchema>" OUTLOOK_RESPONSE
        "</AcceptableResponseSchema></Request></Autodiscover>",
        "<x:Autodiscover xmlns:x=\"" RESPONSE "\"><y:Response xmlns:y=\"" OUTLOOK_RESPONSE
        "\"><y:Account/></y:Response></x:Autodiscover>",
        "<Autodiscover xmlns=\"" RESPONSE "\"><Response><Error Time=\"12:00\" Id=\"1\">"
        "<ErrorCode>600</ErrorCode></Error></Response></Autodiscover>",
        "<Protocol/>",
        "<Protocol xmlns=\"" OUTLOOK_RESPONSE "\"><Server/></Protocol>",
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct pox_type *type;
        struct notes notes;
        void *value = read_any(rows[i], &type, &notes);

        cr_expect_eq(notes.n, 0, "row %zu: %s: %s", i, notes.items[0].path,
                     notes.items[0].message);
        pox_free(value);
    }
}

Test(reader, reports_each_oddity_once_with_its_place)
{
    for (size_t i = 0; i < COUNT(oddities); i++) {
        const struct oddity *row = &oddities[i];
        const struct pox_type *type;
        struct notes notes;
        void *value = read_any(row->xml, &type, &notes);

        cr_expect_eq(notes.n, 1, "%s: %zu diagnostics", row->xml, notes.n);
        expect_note(&notes, 0, row->code, row->line, row->path, row->xml);
        cr_expect_eq(notes.items[0].column, row->column, "%s: column %zu", row->xml,
                     notes.items[0].column);
        cr_expect_str_not_empty(notes.items[0].message, "%s", row->xml);
        pox_free(value);
    }
}

Test(reader, stops_at_each_oddity_when_it_is_strict)
{
    for (size_t i = 0; i < COUNT(oddities); i++) {
        const struct oddity *row = &oddities[i];
        struct notes notes = {.n = 0};
        struct pox_parse_options options = {
            .strict = true, .diagnostic = take_note, .diagnostic_data = &notes};
        struct pox_error error = refusal(row->xml, strlen(row->xml), &options);

        cr_expect_eq(error.status, POX_ERROR_FORMAT, "%s: %s", row->xml, error.message);
        cr_expect_eq(error.line, row->line, "%s: line %zu", row->xml, error.line);
        cr_expect_eq(error.column, row->column, "%s: column %zu", row->xml, error.column);
        cr_expect_str_eq(error.path, row->path, "%s: %s", row->xml, error.path);
        cr_expect_not_null(strstr(error.message, pox_diagnostic_code_name(row->code)),
                           "%s", error.message);
        cr_expect_eq(notes.n, 0, "%s", row->xml);
    }
}

Test(reader, loses_nothing_of_an_oddity)
{
    for (size_t i = 0; i < COUNT(oddities); i++) {
        const struct pox_type *type;
        struct notes notes;
        void *value = read_any(oddities[i].xml, &type, &notes);

        expect_round_trip(type, value, oddities[i].xml);
        pox_free(value);
    }
}

Test(reader, strict_reading_accepts_what_is_correct)
{
    static const char xml[] =
        ANSWER("<Action>settings</Action><Protocol><Type>IMAP</Type></Protocol>");
    struct pox_parse_options options = {.strict = true};

    cr_expect_eq(refusal(xml, sizeof(xml) - 1, &options).status, POX_OK);
}

Test(reader, stray_text_is_placed_right_behind_comments_and_instructions)
{
    static const struct {
        const char *xml;
        size_t line;
    } rows[] = {
        {"<Protocol>\n<!-- a\nb\nc -->\nstray</Protocol>", 5},
        {"<Protocol><?pi a\nb?>stray</Protocol>", 2},
        {"<Protocol><Server/><!--\n\n-->stray<Port>1</Port></Protocol>", 3},
        {"<Protocol>\n<![CDATA[\n\n]]>stray</Protocol>", 4},
        {"<Protocol>\n&#10;&#10;stray</Protocol>", 2},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct notes notes;
        void *value = read_noting(&pox_protocol_descriptor, rows[i].xml, &notes);

        expect_note(&notes, 0, POX_DIAGNOSTIC_STRAY_TEXT, rows[i].line, "/Protocol",
                    rows[i].xml);
        pox_free(value);
    }
}

Test(reader, reports_in_the_order_of_the_document)
{
    static const char xml[] =
        "<Protocol a=\"1\" Version=\"x\">\n<Junk/>\n<Port b=\"2\">y</Port>\n"
        "text\n<SSL>On</SSL>\n<Port>1</Port>\n<Port>2</Port>\n</Protocol>";
    static const struct {
        enum pox_diagnostic_code code;
        size_t line;
        const char *path;
    } expected[] = {
        {POX_DIAGNOSTIC_UNKNOWN_ATTRIBUTE, 1, "/Protocol/@a"},
        {POX_DIAGNOSTIC_BAD_VALUE, 1, "/Protocol/@Version"},
        {POX_DIAGNOSTIC_UNKNOWN_ELEMENT, 2, "/Protocol/Junk"},
        {POX_DIAGNOSTIC_UNKNOWN_ATTRIBUTE, 3, "/Protocol/Port/@b"},
        {POX_DIAGNOSTIC_BAD_VALUE, 3, "/Protocol/Port"},
        {POX_DIAGNOSTIC_STRAY_TEXT, 4, "/Protocol"},
        {POX_DIAGNOSTIC_VALUE_SPELLING, 5, "/Protocol/SSL"},
        {POX_DIAGNOSTIC_DUPLICATE, 7, "/Protocol/Port[3]"},
    };
    struct notes notes;
    struct pox_protocol *protocol = read_noting(&pox_protocol_descriptor, xml, &notes);

    cr_expect_eq(notes.n, COUNT(expected), "%zu diagnostics", notes.n);
    for (size_t i = 0; i < COUNT(expected); i++)
        expect_note(&notes, i, expected[i].code, expected[i].line, expected[i].path, xml);
    cr_expect_eq(protocol->port, 1, "a value that does not fit takes no place");
    expect_round_trip(&pox_protocol_descriptor, protocol, xml);
    pox_protocol_free(protocol);
}

/* Extra */

static void expect_extra(const struct pox_extra *extra, enum pox_extra_kind kind,
                         const char *element, const char *name, const char *uri,
                         const char *value, const char *label)
{
    cr_expect_eq(extra->kind, kind, "%s", label);
    cr_expect(element ? extra->element && strcmp(extra->element, element) == 0
                      : !extra->element,
              "%s: of %s", label, extra->element ? extra->element : "NULL");
    cr_expect(name ? extra->name && strcmp(extra->name, name) == 0 : !extra->name,
              "%s: name %s", label, extra->name ? extra->name : "NULL");
    cr_expect(uri ? extra->namespace_uri && strcmp(extra->namespace_uri, uri) == 0
                  : !extra->namespace_uri,
              "%s: namespace %s", label,
              extra->namespace_uri ? extra->namespace_uri : "NULL");
    cr_expect_str_eq(extra->value, value, "%s: value %s", label, extra->value);
}

Test(reader, keeps_a_second_account_in_extra)
{
    struct pox_autodiscover *answer = read_quietly(
        &pox_autodiscover_descriptor,
        "<Autodiscover xmlns=\"" RESPONSE "\"><Response xmlns=\"" OUTLOOK_RESPONSE "\">"
        "<Account><Action>settings</Action></Account>\n"
        "<Account>\n "
        "<Action>redirectAddr</Action>\n</Account></Response></Autodiscover>");
    struct pox_response *response = answer->response;

    cr_expect_eq(response->account->action, POX_ACCOUNT_ACTION_SETTINGS,
                 "the first counts");
    cr_assert_eq(response->n_extra, 1);
    expect_extra(&response->extra[0], POX_EXTRA_ELEMENT, NULL, "Account", NULL,
                 "<Account><Action>redirectAddr</Action></Account>", "second account");
    expect_round_trip(&pox_autodiscover_descriptor, answer, "second account");
    pox_autodiscover_free(answer);
}

Test(reader, keeps_unknown_elements_as_xml)
{
    static const struct {
        const char *xml;
        const char *name;
        const char *uri;
        const char *kept;
    } rows[] = {
        {"<a/>", "a", NULL, "<a/>"},
        {"<a></a>", "a", NULL, "<a/>"},
        {"<a> </a>", "a", NULL, "<a> </a>"},
        {"<a>\n <b/>\n</a>", "a", NULL, "<a><b/></a>"},
        {"<a>x <b/> y</a>", "a", NULL, "<a>x <b/> y</a>"},
        {"<a> <b> </b> </a>", "a", NULL, "<a><b> </b></a>"},
        {"<a><!-- c -->x<?p?>y</a>", "a", NULL, "<a>xy</a>"},
        {"<a><![CDATA[<&>]]></a>", "a", NULL, "<a>&lt;&amp;&gt;</a>"},
        {"<a>&#13;&#38;&quot;</a>", "a", NULL, "<a>&#13;&amp;\"</a>"},
        {"<a b='\"' c=\"&#10;\"/>", "a", NULL, "<a b=\"&quot;\" c=\"&#10;\"/>"},
        {"<a><Server/><Protocol><x/></Protocol></a>", "a", NULL,
         "<a><Server/><Protocol><x/></Protocol></a>"},
        {"<a xmlns=\"urn:x\"/>", "a", "urn:x", "<a xmlns=\"urn:x\"/>"},
        {"<p:a xmlns:p=\"urn:x\"><p:b/></p:a>", "a", "urn:x",
         "<a xmlns=\"urn:x\"><b/></a>"},
        {"<a xmlns=\"urn:x\"><b xmlns=\"\"/></a>", "a", "urn:x",
         "<a xmlns=\"urn:x\"><b xmlns=\"\"/></a>"},
        {"<a><b xmlns=\"urn:y\"><c/></b><d/></a>", "a", NULL,
         "<a><b xmlns=\"urn:y\"><c/></b><d/></a>"},
        {"<a xmlns:p=\"urn:x\" p:b=\"1\"/>", "a", NULL,
         "<a xmlns:ns0=\"urn:x\" ns0:b=\"1\"/>"},
        {"<a xml:lang=\"de\"/>", "a", NULL, "<a xml:lang=\"de\"/>"},
        {"<Port xmlns=\"urn:x\">25</Port>", "Port", "urn:x",
         "<Port xmlns=\"urn:x\">25</Port>"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        char xml[300];
        struct pox_protocol *protocol;

        snprintf(xml, sizeof(xml), "<Protocol>%s</Protocol>", rows[i].xml);
        protocol = read_quietly(&pox_protocol_descriptor, xml);
        cr_assert_eq(protocol->n_extra, 1, "%s", xml);
        expect_extra(&protocol->extra[0], POX_EXTRA_ELEMENT, NULL, rows[i].name,
                     rows[i].uri, rows[i].kept, xml);
        cr_expect_not(protocol->has_port, "%s", xml);
        expect_round_trip(&pox_protocol_descriptor, protocol, xml);
        pox_protocol_free(protocol);
    }
}

Test(reader, keeps_attributes_of_elements_and_of_leaves)
{
    static const char xml[] = "<Protocol xmlns:p=\"urn:x\"><Server b=\"2\" "
                              "p:c=\"3&amp;\">s</Server></Protocol>";
    struct pox_protocol *protocol = read_quietly(&pox_protocol_descriptor, xml);

    cr_expect_str_eq(protocol->server, "s");
    cr_assert_eq(protocol->n_extra, 2);
    expect_extra(&protocol->extra[0], POX_EXTRA_ATTRIBUTE, "Server", "b", NULL, "2", xml);
    expect_extra(&protocol->extra[1], POX_EXTRA_ATTRIBUTE, "Server", "c", "urn:x", "3&",
                 xml);
    expect_round_trip(&pox_protocol_descriptor, protocol, xml);
    pox_protocol_free(protocol);
}

Test(reader, keeps_what_does_not_fit_with_all_that_was_in_it)
{
    static const struct {
        const char *xml;
        const char *kept;
    } rows[] = {
        {"<Port>undefined</Port>", "<Port>undefined</Port>"},
        {"<Port/>", "<Port/>"},
        {"<Port> </Port>", "<Port> </Port>"},
        {"<port>x</port>", "<port>x</port>"},
        {"<Port a=\"1\" b=\"2\">x&amp;</Port>", "<Port a=\"1\" b=\"2\">x&amp;</Port>"},
        {"<Port>4<b/>43</Port>", "<Port>4<b/>43</Port>"},
        {"<Port a=\"1\">4<b c=\"2\">5</b><d/></Port>",
         "<Port a=\"1\">4<b c=\"2\">5</b><d/></Port>"},
        {"<Server>a<b>c</b>d</Server>", "<Server>a<b>c</b>d</Server>"},
        {"<Server> <b xmlns=\"urn:x\"/> </Server>",
         "<Server><b xmlns=\"urn:x\"/></Server>"},
        {"<Server>x<Server>y</Server></Server>", "<Server>x<Server>y</Server></Server>"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        char xml[300];
        struct pox_protocol *protocol;

        snprintf(xml, sizeof(xml), "<Protocol>%s</Protocol>", rows[i].xml);
        protocol = read_quietly(&pox_protocol_descriptor, xml);
        cr_assert_eq(protocol->n_extra, 1, "%s: %zu", xml, protocol->n_extra);
        cr_expect_str_eq(protocol->extra[0].value, rows[i].kept, "%s: %s", xml,
                         protocol->extra[0].value);
        cr_expect_null(protocol->server, "%s", xml);
        cr_expect_not(protocol->has_port, "%s", xml);
        expect_round_trip(&pox_protocol_descriptor, protocol, xml);
        pox_protocol_free(protocol);
    }
}

Test(reader, joins_stray_texts_and_puts_them_last)
{
    struct pox_protocol *protocol = read_quietly(
        &pox_protocol_descriptor, "<Protocol>one<Server a=\"1\">s</Server>\n two "
                                  "<Junk/>&lt;three&gt;\n</Protocol>");

    cr_assert_eq(protocol->n_extra, 3);
    cr_expect_eq(protocol->extra[0].kind, POX_EXTRA_ATTRIBUTE);
    cr_expect_eq(protocol->extra[1].kind, POX_EXTRA_ELEMENT);
    expect_extra(&protocol->extra[2], POX_EXTRA_TEXT, NULL, NULL, NULL,
                 "one\ntwo\n<three>", "texts");
    expect_round_trip(&pox_protocol_descriptor, protocol, "texts");
    pox_protocol_free(protocol);
}

Test(reader, an_element_with_nothing_but_text_keeps_it_to_the_byte)
{
    struct pox_user *user = read_quietly(&pox_user_descriptor, "<User>\n Alice </User>");

    cr_assert_eq(user->n_extra, 1);
    expect_extra(&user->extra[0], POX_EXTRA_TEXT, NULL, NULL, NULL, "\n Alice ", "text");
    expect_round_trip(&pox_user_descriptor, user, "text");
    pox_user_free(user);
}

Test(reader, joins_the_pieces_of_a_value)
{
    struct pox_protocol *protocol = read_quietly(
        &pox_protocol_descriptor,
        "<Protocol><Port>4<!-- x "
        "-->4<![CDATA[3]]></Port><Server>a&amp;<?p?>b<![CDATA[<c>]]>"
        "</Server><Internal><OWAUrl>https:<!-- -->//x</OWAUrl></Internal></Protocol>");

    cr_expect_eq(protocol->port, 443);
    cr_expect_null(protocol->port_text);
    cr_expect_str_eq(protocol->server, "a&b<c>");
    cr_expect_str_eq(protocol->internal->owa_urls[0]->value, "https://x");
    cr_expect_eq(protocol->n_extra, 0);
    pox_protocol_free(protocol);
}

Test(reader, tells_absent_from_empty)
{
    struct pox_protocol *protocol =
        read_quietly(&pox_protocol_descriptor,
                     "<Protocol><Server/><LoginName></LoginName><Internal/></Protocol>");

    cr_expect_str_empty(protocol->server);
    cr_expect_str_empty(protocol->login_name);
    cr_expect_null(protocol->ews_url);
    cr_expect_not_null(protocol->internal);
    cr_expect_null(protocol->external);
    cr_expect_eq(protocol->ssl, POX_SWITCH_ABSENT);
    pox_protocol_free(protocol);
}

Test(reader, survives_odd_mixtures_being_written_and_read_again)
{
    static const char *const rows[] = {
        "<Protocol xmlns:a=\"urn:a?b=1&amp;c=2\" a:d=\"&amp;\"><a:x/></Protocol>",
        "<Protocol xmlns:a=\"urn:a\" a:b=\"1\" a:c=\"2\"><X a:d=\"\" a:e=\"\"/>"
        "<Server a:f=\"\" a:g=\"\">s</Server></Protocol>",
        "<Protocol><xml:a>b<c/><xml:d xml:lang=\"de\"/></xml:a></Protocol>",
        "<Protocol xmlns:a=\"urn:a\" a:xmlns=\"x\"/>",
        "<Protocol><X><![CDATA[]]></X></Protocol>",
        "<Protocol version=\"1\" Version=\"1\"/>",
        "<Protocol Version=\"x\" version=\"1\"/>",
        "<Protocol version=\"x\" Version=\"1\"/>",
        "<Protocol Version=\"x\" version=\"y\"/>",
        "<Protocol xmlns:p=\"urn:x\"><Port p:a=\"1\">x</Port><Server q=\"1\">s</Server>"
        "</Protocol>",
        "<Protocol xmlns:p=\"urn:x\" p:a=\"1\" p:b=\"2\"><a p:c=\"3\"/><Port "
        "p:d=\"4\">x</Port>"
        "</Protocol>",
        "<Protocol>x<Port>y</Port>z<Port a=\"1\">25</Port><Port>26</Port></Protocol>",
        "<Protocol><Internal><OWAUrl>u<b/>v</OWAUrl></Internal></Protocol>",
        "<Protocol><Internal><OWAUrl "
        "a=\"1\"><b/></OWAUrl><OWAUrl/></Internal></Protocol>",
        "<Protocol><Internal/><Internal>t</Internal>s</Protocol>",
        "<Protocol xml:lang=\"de\" xml:space=\"preserve\"><Server "
        "xml:lang=\"fr\"/></Protocol>",
        "<Protocol>a&#13;<b/>&#13;c&#10;d</Protocol>",
        "<Autodiscover xmlns=\"urn:x\"><Response><Account/></Response></Autodiscover>",
        "<Autodiscover xmlns=\"urn:x\"><Response xmlns=\"urn:y\"/></Autodiscover>",
        "<Autodiscover><Response xmlns=\"" OUTLOOK_RESPONSE
        "\"><a/></Response></Autodiscover>",
        "<Autodiscover xmlns=\"" RESPONSE "\"><a xmlns=\"" OUTLOOK_RESPONSE
        "\"><b xmlns=\"" MOBILE_RESPONSE "\"/></a></Autodiscover>",
        "<Autodiscover xmlns=\"urn:b\" xmlns:a=\"" MOBILE_RESPONSE
        "\"><Id><a:Server/></Id></Autodiscover>",
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct pox_type *type;
        struct notes notes;
        void *value = read_any(rows[i], &type, &notes);
        struct pox_error error;
        char *xml = pox_to_xml(type, value, NULL, NULL, &error);

        cr_expect_not_null(xml, "%s: %s", rows[i], error.message);
        if (xml)
            expect_round_trip(type, value, rows[i]);
        free(xml);
        pox_free(value);
    }
}

/* Namespaces */

Test(reader, says_once_what_is_wrong_with_a_namespace)
{
    static const struct {
        const char *xml;
        size_t n;
        const char *path;
    } rows[] = {
        {"<Autodiscover><Response><Account><Protocol><Port>1</Port></Protocol></Account>"
         "</Response></Autodiscover>",
         1, "/Autodiscover"},
        {"<Autodiscover xmlns=\"urn:x\"><Response><Account/></Response></Autodiscover>",
         1, "/Autodiscover"},
        {"<Autodiscover xmlns=\"" RESPONSE
         "\"><Response><Account><Action>settings</Action>"
         "</Account></Response></Autodiscover>",
         1, "/Autodiscover/Response/Account"},
        {"<Autodiscover xmlns=\"" OUTLOOK_RESPONSE "\"><Response><Account/></Response>"
         "</Autodiscover>",
         1, "/Autodiscover"},
        {ANSWER("<Protocol xmlns=\"\"><Port>1</Port></Protocol><Protocol xmlns=\"\"/>"),
         1, "/Autodiscover/Response/Account/Protocol[1]"},
        {ANSWER("<Protocol xmlns=\"" RESPONSE "\"><Port>1</Port></Protocol>"), 1,
         "/Autodiscover/Response/Account/Protocol[1]"},
        {"<Autodiscover xmlns=\"" MOBILE_REQUEST
         "\"><Request><LegacyDN>x</LegacyDN></Request>"
         "</Autodiscover>",
         1, "/Autodiscover/Request/LegacyDN"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct notes notes;
        struct pox_autodiscover *message =
            read_noting(&pox_autodiscover_descriptor, rows[i].xml, &notes);

        cr_expect_eq(notes.n, rows[i].n, "%s: %zu diagnostics", rows[i].xml, notes.n);
        for (size_t k = 0; k < rows[i].n; k++)
            expect_note(&notes, k, POX_DIAGNOSTIC_NAMESPACE, 1, rows[i].path,
                        rows[i].xml);
        cr_expect_eq(message->n_extra, 0, "%s", rows[i].xml);
        pox_autodiscover_free(message);
    }
}

Test(reader, reads_the_same_whatever_the_namespace_is_called)
{
    static const char *const uris[] = {
        RESPONSE,
        OUTLOOK_RESPONSE,
        "",
        "https://schemas.microsoft.com/exchange/autodiscover/responseschema/2006",
        SCHEMAS "outlook/responseschema/2006",
        "http://example.com/something/else",
    };
    struct pox_autodiscover *right =
        read_quietly(&pox_autodiscover_descriptor,
                     ANSWER("<Protocol><Type>IMAP</Type><Port>993</Port></Protocol>"));

    for (size_t i = 0; i < COUNT(uris); i++) {
        char xml[500];
        struct pox_autodiscover *other;

        snprintf(
            xml, sizeof(xml),
            "<Autodiscover xmlns=\"%s\"><Response><Account><Protocol><Type>IMAP</Type>"
            "<Port>993</Port></Protocol></Account></Response></Autodiscover>",
            uris[i]);
        other = read_quietly(&pox_autodiscover_descriptor, xml);
        cr_expect(pox_autodiscover_equal(right, other), "%s", uris[i]);
        pox_autodiscover_free(other);
    }
    pox_autodiscover_free(right);
}

/* Roots */

Test(reader, takes_a_root_it_knows_and_no_other)
{
    static const struct {
        const char *xml;
        const char *type; /* NULL: refused */
    } rows[] = {
        {"<Autodiscover/>", "Autodiscover"},
        {"<AutoDiscover/>", "Autodiscover"},
        {"<autodiscover xmlns=\"urn:x\"/>", "Autodiscover"},
        {"<p:Autodiscover xmlns:p=\"" RESPONSE "\"/>", "Autodiscover"},
        {"<Protocol/>", "Protocol"},
        {"<Protocol xmlns=\"" OUTLOOK_RESPONSE "\"/>", "Protocol"},
        {"<Protocol xmlns=\"" SCHEMAS "x\"/>", "Protocol"},
        {"<Protocol xmlns=\"urn:x\"/>", NULL},
        {"<Error xmlns=\"http://example.com/errors\"/>", NULL},
        {"<Envelope/>", NULL},
        {"<s:Envelope xmlns:s=\"urn:soap\"/>", NULL},
        {"<Autodiscovery/>", NULL},
        {"<Port>1</Port>", NULL},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct pox_type *type;
        struct pox_error error;
        void *value =
            pox_parse_any(rows[i].xml, strlen(rows[i].xml), NULL, &type, &error);

        if (rows[i].type) {
            cr_assert_not_null(value, "%s: %s", rows[i].xml, error.message);
            cr_expect_str_eq(type->name, rows[i].type, "%s", rows[i].xml);
        } else {
            cr_expect_null(value, "%s", rows[i].xml);
            cr_expect_null(type, "%s", rows[i].xml);
            cr_expect_eq(error.status, POX_ERROR_ROOT, "%s: %s", rows[i].xml,
                         error.message);
            cr_expect_eq(error.line, 1, "%s", rows[i].xml);
        }
        pox_free(value);
    }
}

Test(reader, takes_no_other_root_than_the_one_asked_for)
{
    struct pox_error error;

    cr_expect_null(pox_account_parse("<Protocol/>", 11, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ROOT);
    cr_expect_not_null(strstr(error.message, "'Protocol'"), "%s", error.message);
    cr_expect_not_null(strstr(error.message, "'Account'"), "%s", error.message);
    cr_expect_null(pox_autodiscover_parse("<Response/>", 11, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ROOT);
}

/* Limits */

struct limit_row {
    const char *name;
    size_t offset;
    /** The document: `open` and `close` as often as it takes. */
    const char *before;
    const char *open;
    const char *close;
    const char *after;
    /** What the document has of it without them, and with each. */
    size_t base;
    size_t step;
};

#define LIMIT(name) #name, offsetof(struct pox_limits, name)

static const struct limit_row limit_rows[] = {
    {LIMIT(document_bytes), "<Protocol><!--", "x", "", "--></Protocol>", 28, 1},
    {LIMIT(depth), "<Protocol>", "<a>", "</a>", "</Protocol>", 1, 1},
    {LIMIT(depth), "", "<Protocol><Internal>", "</Internal></Protocol>", "", 0, 2},
    {LIMIT(elements), "<Protocol><x>", "<a/>", "", "</x></Protocol>", 2, 1},
    {LIMIT(elements), "<Account>", "<Protocol/>", "", "</Account>", 1, 1},
    {LIMIT(text_bytes), "<Protocol><Server>", "x", "", "</Server></Protocol>", 0, 1},
    {LIMIT(text_bytes), "<Protocol><Server>", "&amp;", "", "</Server></Protocol>", 0, 1},
    {LIMIT(text_bytes), "<Protocol>", "x", "", "</Protocol>", 0, 1},
    {LIMIT(text_bytes), "<Internal><OWAUrl>", "x", "", "</OWAUrl></Internal>", 0, 1},
    {LIMIT(extra_bytes), "<Protocol>", "x", "", "</Protocol>", sizeof(struct pox_extra),
     1},
    {LIMIT(extra_bytes), "<Protocol><a>", "x", "", "</a></Protocol>",
     sizeof(struct pox_extra) + 8, 1},
    {LIMIT(extra_bytes), "<Protocol><Port>x<a/>", "x", "", "</Port></Protocol>",
     sizeof(struct pox_extra) + 22, 1},
    {LIMIT(extra_bytes), "<Protocol>", "<a/>", "", "</Protocol>", 0,
     sizeof(struct pox_extra) + 5},
    {LIMIT(diagnostics), "<Protocol>", "<a/>", "", "</Protocol>", 0, 1},
};

/** Reads a document with `n` of what the row repeats under one limit; 0: the default. */
static struct pox_error read_limited(const struct limit_row *row, size_t n, size_t limit)
{
    const size_t much = (size_t)1 << 40;
    struct pox_parse_options options = {
        .limits = {much, much, much, much, much, much, much, much},
    };
    struct pox_buffer xml = new_buffer();
    struct pox_error error;

    memcpy((char *)&options.limits + row->offset, &limit, sizeof(limit));
    pox_buffer_append_text(&xml, row->before);
    for (size_t i = 0; i < n; i++)
        pox_buffer_append_text(&xml, row->open);
    for (size_t i = 0; i < n; i++)
        pox_buffer_append_text(&xml, row->close);
    pox_buffer_append_text(&xml, row->after);
    error = refusal(pox_buffer_text(&xml), xml.size, &options);
    pox_buffer_end(&xml);
    return error;
}

/** What just fits is read, and one more is refused with the limit's name. */
static void expect_limit(const struct limit_row *row, size_t limit, size_t effective)
{
    size_t fits = (effective - row->base) / row->step;
    struct pox_error error = read_limited(row, fits, limit);
    char quoted[32];

    snprintf(quoted, sizeof(quoted), "'%s'", row->name);
    cr_expect_eq(error.status, POX_OK, "%s %zu, %s times %zu: %s", row->name, effective,
                 row->open, fits, error.message);
    error = read_limited(row, fits + 1, limit);
    cr_expect_eq(error.status, POX_ERROR_LIMIT, "%s %zu, %s times %zu: %s", row->name,
                 effective, row->open, fits + 1, error.message);
    cr_expect_not_null(strstr(error.message, quoted), "%s: %s", row->name, error.message);
    cr_expect_gt(error.line, 0, "%s", row->name);
}

Test(reader, holds_to_each_limit_exactly)
{
    for (size_t i = 0; i < COUNT(limit_rows); i++) {
        expect_limit(&limit_rows[i], 200, 200);
        expect_limit(&limit_rows[i], 5000,
                     strcmp(limit_rows[i].name, "depth") == 0 ? 256 : 5000);
    }
}

Test(reader, has_the_documented_limits_by_default)
{
    static const struct {
        const char *name;
        size_t limit;
    } defaults[] = {
        {"document_bytes", 1 << 20}, {"depth", 64},
        {"elements", 1 << 16},       {"text_bytes", 1 << 16},
        {"extra_bytes", 1 << 20},    {"diagnostics", 10000},
    };

    for (size_t i = 0; i < COUNT(limit_rows); i++) {
        for (size_t k = 0; k < COUNT(defaults); k++) {
            if (strcmp(defaults[k].name, limit_rows[i].name) == 0)
                expect_limit(&limit_rows[i], 0, defaults[k].limit);
        }
    }
}

static struct pox_error read_attributes(size_t n, size_t n_namespaces, size_t limit)
{
    struct pox_parse_options options = {.limits = {.attributes = limit}};
    struct pox_buffer xml = new_buffer();
    struct pox_error error;
    char attribute[64];

    pox_buffer_append_text(&xml, "<Protocol>\n<a");
    for (size_t i = 0; i < n; i++) {
        snprintf(attribute, sizeof(attribute), " a%zu=\"=\"", i);
        pox_buffer_append_text(&xml, attribute);
    }
    for (size_t i = 0; i < n_namespaces; i++) {
        snprintf(attribute, sizeof(attribute), " xmlns:n%zu=\"u\"", i);
        pox_buffer_append_text(&xml, attribute);
    }
    pox_buffer_append_text(&xml, "/></Protocol>");
    error = refusal(pox_buffer_text(&xml), xml.size, &options);
    pox_buffer_end(&xml);
    return error;
}

Test(reader, allows_as_many_declarations_as_attributes)
{
    static const struct {
        size_t n;
        size_t n_namespaces;
        size_t limit;
        enum pox_status status;
    } rows[] = {
        {5, 0, 5, POX_OK},
        {6, 0, 5, POX_ERROR_LIMIT},
        {0, 6, 5, POX_OK}, /* one for the element */
        {0, 7, 5, POX_ERROR_LIMIT},
        {5, 6, 5, POX_OK},
        {5, 7, 5, POX_ERROR_LIMIT},
        {6, 5, 5, POX_ERROR_LIMIT},
        {100, 0, 5000, POX_OK},
        {101, 0, 5000, POX_ERROR_LIMIT},
        {64, 0, 0, POX_OK},
        {65, 0, 0, POX_ERROR_LIMIT},
        {5000, 0, 0, POX_ERROR_LIMIT},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_error error =
            read_attributes(rows[i].n, rows[i].n_namespaces, rows[i].limit);

        cr_expect_eq(error.status, rows[i].status, "row %zu: %s", i, error.message);
        if (error.status != POX_OK)
            cr_expect_not_null(strstr(error.message, "'attributes'"), "%s",
                               error.message);
        if (error.status != POX_OK)
            cr_expect_eq(error.line, 2, "row %zu: line %zu", i, error.line);
    }
}

Test(reader, limits_the_values_of_attributes)
{
    static const struct limit_row row = {
        LIMIT(text_bytes), "<Protocol a=\"", "x", "", "\"/>", 0, 1};

    cr_expect_eq(read_limited(&row, 100, 200).status, POX_OK);
    cr_expect_eq(read_limited(&row, 201, 200).status, POX_ERROR_LIMIT);
    cr_expect_eq(read_limited(&row, 65000, 0).status, POX_OK);
    cr_expect_eq(read_limited(&row, 65537, 0).status, POX_ERROR_LIMIT);
}

Test(reader, a_limit_says_where_it_was_reached)
{
    static const char xml[] = "<Protocol>\n<Internal>\n  <Protocol><Server>four</Server>"
                              "</Protocol></Internal></Protocol>";
    struct pox_parse_options options = {.limits = {.depth = 3}};
    struct pox_error error = refusal(xml, sizeof(xml) - 1, &options);

    cr_expect_eq(error.status, POX_ERROR_LIMIT);
    cr_expect_eq(error.line, 3);
    cr_expect_eq(error.column, 13);
    cr_expect_str_eq(error.path, "/Protocol/Internal/Protocol", "%s", error.path);
}

Test(reader, does_not_count_diagnostics_that_nobody_hears_differently)
{
    static const char xml[] = "<Protocol><a/><b/><c/></Protocol>";
    struct notes notes = {.n = 0};
    struct pox_parse_options options = {.limits = {.diagnostics = 2}};

    cr_expect_eq(refusal(xml, sizeof(xml) - 1, &options).status, POX_ERROR_LIMIT);
    options.diagnostic = take_note;
    options.diagnostic_data = &notes;
    cr_expect_eq(refusal(xml, sizeof(xml) - 1, &options).status, POX_ERROR_LIMIT);
    cr_expect_eq(notes.n, 2, "%zu", notes.n);
}

Test(reader, messages_stay_whole_whatever_the_names_are)
{
    static char name[3001];
    static char xml[20000];
    char path[256];
    struct notes notes;
    struct pox_error error;
    void *value;

    for (size_t i = 0; i + 1 < sizeof(name); i += 2)
        memcpy(name + i, "\xC3\xA9", 3);
    snprintf(xml, sizeof(xml), "<Protocol><%s/></Protocol>", name);
    value = read_noting(&pox_protocol_descriptor, xml, &notes);
    cr_expect_eq(notes.n, 1);
    name[80] = '\0';
    snprintf(path, sizeof(path), "/Protocol/%.80s...", name);
    cr_expect_str_eq(notes.items[0].path, path, "%s", notes.items[0].path);
    name[80] = '\xC3';
    cr_expect_lt(strlen(notes.items[0].message), 300);
    pox_free(value);
    snprintf(xml, sizeof(xml), "<%s xmlns=\"urn:%.1000s\"/>", name, name);
    error = refusal(xml, strlen(xml), NULL);
    cr_expect_eq(error.status, POX_ERROR_ROOT);
    cr_expect_not_null(strstr(error.message, "is expected"), "%s", error.message);
}

Test(reader, declares_a_namespace_of_ours_inside_a_foreign_one_again)
{
    static const char xml[] =
        "<Protocol xmlns=\"" OUTLOOK_RESPONSE "\" xmlns:f=\"urn:f\">"
        "<f:a><f:b><Port/></f:b></f:a></Protocol>";
    struct pox_protocol *protocol = pox_protocol_parse(xml, sizeof(xml) - 1, NULL, NULL);

    cr_assert_not_null(protocol);
    cr_assert_eq(protocol->n_extra, 1);
    cr_expect_str_eq(protocol->extra[0].value,
                     "<a xmlns=\"urn:f\"><b><Port xmlns=\"" OUTLOOK_RESPONSE
                     "\"/></b></a>");
    pox_protocol_free(protocol);
}

Test(reader, two_spellings_of_one_attribute_are_a_duplicate)
{
    static const char xml[] = "<Protocol TYPE=\"mapiHttp\" type=\"x\"/>";
    struct notes notes;
    struct pox_protocol *protocol = read_noting(&pox_protocol_descriptor, xml, &notes);

    cr_expect_eq(notes.n, 2);
    expect_note(&notes, 1, POX_DIAGNOSTIC_DUPLICATE, 1, "/Protocol/@Type", xml);
    cr_expect_eq((int)protocol->attr_type, (int)POX_PROTOCOL_TRANSPORT_MAPI_HTTP);
    cr_assert_eq(protocol->n_extra, 1);
    cr_expect_str_eq(protocol->extra[0].name, "type");
    pox_protocol_free(protocol);
}

/** What follows is not well-formed, and is not looked at any more. */
Test(reader, limits_what_is_captured_while_it_comes)
{
    static const char *const rows[] = {
        "<Protocol><Junk>0123456789012345678901234567890123456789<a></b>",
        "<Protocol><Junk><a b=\"0123456789012345678901234567890123456789\"></b>",
    };
    struct pox_parse_options options = {.limits.extra_bytes = 20};

    for (size_t i = 0; i < COUNT(rows); i++)
        cr_expect_eq(refusal(rows[i], strlen(rows[i]), &options).status, POX_ERROR_LIMIT,
                     "%s", rows[i]);
}

/** A front end that does not stop, and whose attributes nobody has measured. */
Test(reader, takes_no_more_after_a_failure)
{
    struct pox_parse_options options = {.limits.text_bytes = 10};
    struct pox_attribute attribute = {.name = "a", .value = {"01234567890", 11}};
    struct pox_error error = {.status = POX_OK};
    struct pox_reader reader;

    pox_reader_begin(&reader, NULL, &options, 0, &error);
    cr_expect_not(pox_reader_start(&reader, "Protocol", NULL, &attribute, 1));
    cr_expect_eq(error.status, POX_ERROR_LIMIT);
    cr_expect_not(pox_reader_start(&reader, "Protocol", NULL, NULL, 0));
    cr_expect_not(pox_reader_text(&reader, "x", 1));
    cr_expect_not(pox_reader_close(&reader));
    cr_expect_null(pox_reader_end(&reader));
}

Test(reader, attributes_of_what_does_not_fit_count_once)
{
    static const char xml[] = "<Protocol><Port a='1' b='2'>x</Port></Protocol>";
    struct pox_parse_options options = {
        /* What the attributes take at first, which is more than the element afterwards. */
        .limits.extra_bytes = 2 * (sizeof(struct pox_extra) + 2),
    };
    struct pox_error error = refusal(xml, sizeof(xml) - 1, &options);

    cr_expect_eq(error.status, POX_OK, "%s", error.message);
}

Test(reader, namespaces_inside_of_foreign_elements_stay_what_they_are)
{
    static const char xml[] =
        "<Protocol><f xmlns='urn:f'><b xmlns=''><c xmlns='" RESPONSE
        "'><d xmlns=''/></c></b><e xmlns='" OUTLOOK_RESPONSE "'/></f></Protocol>";
    struct pox_protocol *protocol = read_quietly(&pox_protocol_descriptor, xml);

    cr_assert_eq(protocol->n_extra, 1);
    cr_expect_str_eq(protocol->extra[0].value,
                     "<f xmlns=\"urn:f\"><b xmlns=\"\"><c xmlns=\"" RESPONSE
                     "\"><d xmlns=\"\"/></c></b><e xmlns=\"" OUTLOOK_RESPONSE "\"/></f>");
    pox_protocol_free(protocol);
}
