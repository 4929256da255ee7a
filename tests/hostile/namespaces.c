/* SPDX-License-Identifier: MIT */
#include "hostile.h"

#include "operations.h"

/* Row 8. */
Test(namespaces, prefixes_are_declared_as_namespaces_in_xml_want)
{
    static const struct verdict rows[] = {
        {BYTES("<Protocol>\n <p:a/></Protocol>"), POX_ERROR_XML, 2, 6},
        {BYTES("<p:Protocol/>"), POX_ERROR_XML, 1, 12},
        {BYTES("<Protocol>\n <a p:b='c'/></Protocol>"), POX_ERROR_XML, 2, 12},
        {BYTES("<Protocol><p:a xmlns:p='u'/>\n <p:a/></Protocol>"), POX_ERROR_XML, 2, 6},
        {BYTES("<Protocol>\n <a xmlns:p=''/></Protocol>"), POX_ERROR_XML, 2, 15},
        {BYTES("<Protocol>\n <a xmlns:xmlns='u'/></Protocol>"), POX_ERROR_XML, 2, 20},
        {BYTES("<Protocol>\n <a xmlns:xml='u'/></Protocol>"), POX_ERROR_XML, 2, 18},
        {BYTES("<Protocol>\n <a xmlns:p='http://www.w3.org/XML/1998/namespace'/>"
               "</Protocol>"),
         POX_ERROR_XML, 2, 51},
        {BYTES("<Protocol>\n <a xmlns='http://www.w3.org/XML/1998/namespace'/>"
               "</Protocol>"),
         POX_ERROR_XML, 2, 49},
        {BYTES("<Protocol>\n <a xmlns='http://www.w3.org/2000/xmlns/'/></Protocol>"),
         POX_ERROR_XML, 2, 42},
        {BYTES("<Protocol>\n <a xmlns:p='http://www.w3.org/2000/xmlns/'/></Protocol>"),
         POX_ERROR_XML, 2, 44},
        {BYTES("<Protocol>\n <xmlns:a/></Protocol>"), POX_ERROR_XML, 2, 10},
        {BYTES(
             "<Protocol>"
             "<a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:b=''/></Protocol>"),
         POX_OK, 0, 0},
        {BYTES("<Protocol><a xmlns='u'><b xmlns=''/></a></Protocol>"), POX_OK, 0, 0},
        {BYTES("<Protocol><a xmlns='relative/name' xmlns:p='%% no URI'/></Protocol>"),
         POX_OK, 0, 0},
    };

    expect_verdicts_in_utf_16_too(rows, COUNT(rows));
}

/* Row 9. */
Test(namespaces, a_name_has_at_most_one_colon_and_never_at_an_end)
{
    static const struct verdict rows[] = {
        {BYTES("<Protocol xmlns:a='u'>\n <a:b:c/></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol xmlns:a='u'>\n <a b:c:d=''/></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol xmlns:a='u'>\n <a a:c:d=''/></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol>\n <:a/></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol xmlns:a='u'>\n <a:/></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol>\n <:/></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol xmlns:a='u'>\n <a:1/></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol>\n <a :b=''/></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol xmlns:a='u'>\n <a a:=''/></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol>\n <a xmlns:='u'/></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol>\n <a xmlns:p:q='u'/></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol>\n <?a:b?></Protocol>"), POX_ERROR_XML, 2, 7},
    };

    expect_verdicts_in_utf_16_too(rows, COUNT(rows));
}

/* Row 10. */
Test(namespaces, another_root_is_named)
{
    static const struct {
        const char *xml;
        enum pox_status status;
        const char *name;
    } rows[] = {
        {"<html><body>Sign in</body></html>", POX_ERROR_HTML, "HTML"},
        {"<!DOCTYPE html><html><br></html>", POX_ERROR_HTML, "HTML"},
        {"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>",
         POX_ERROR_SOAP, "SOAP"},
        {"<errors>no</errors>", POX_ERROR_ROOT, "'errors'"},
        {"<clientConfig version='1.1'/>", POX_ERROR_ROOT, "'clientConfig'"},
        {"<Protocol xmlns='urn:example'/>", POX_ERROR_ROOT, "'urn:example'"},
        {"<Port>1</Port>", POX_ERROR_ROOT, "'Port'"},
    };
    struct pox_error error;

    for (size_t i = 0; i < COUNT(rows); i++) {
        error = error_every_way(rows[i].xml, strlen(rows[i].xml), NULL);
        cr_expect_eq(error.status, rows[i].status, "%s: %s", rows[i].xml, error.message);
        cr_expect_not_null(strstr(error.message, rows[i].name), "%s: %s", rows[i].xml,
                           error.message);
        cr_expect(error.line == 1 && error.column == 1, "%s: %zu:%zu", rows[i].xml,
                  error.line, error.column);
    }
    /* Without a namespace it may be a lone Error of ours, but it is no message. */
    cr_expect_null(pox_autodiscover_parse(BYTES("<error>no</error>"), NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ROOT);
    cr_expect_not_null(strstr(error.message, "'error'"), "%s", error.message);
}

/* Rows 11 and 12. */
Test(namespaces, a_wrong_namespace_changes_nothing_but_a_diagnostic)
{
    static const struct {
        const char *outer;
        const char *inner;
        size_t n_notes;
    } rows[] = {
        {RESPONSE, OUTLOOK_RESPONSE, 0},
        {"", "", 1},
        {"", OUTLOOK_RESPONSE, 1},
        {OUTLOOK_RESPONSE, RESPONSE, 2},
        {OUTLOOK_RESPONSE, OUTLOOK_RESPONSE, 1},
        {RESPONSE "/", OUTLOOK_RESPONSE "/", 2},
        {"https://schemas.microsoft.com/exchange/autodiscover/responseschema/2006",
         "https://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/"
         "2006a",
         2},
        {"HTTP://SCHEMAS.MICROSOFT.COM/", "HTTP://SCHEMAS.MICROSOFT.COM/", 1},
        {"http://schemas.microsoft.com/Exchange/Autodiscover/responseschema/2006",
         OUTLOOK_RESPONSE, 1},
        {"urn:any", "urn:any", 1},
    };
    static const char body[] =
        "<Account><Action>settings</Action><Protocol><Type>IMAP</Type><Port>993</Port>"
        "</Protocol></Account></Response></Autodiscover>";
    void *right = NULL;

    for (size_t i = 0; i < COUNT(rows); i++) {
        char xml[600];
        struct outcome outcome;

        snprintf(xml, sizeof(xml), "<Autodiscover xmlns='%s'><Response xmlns='%s'>%s",
                 rows[i].outer, rows[i].inner, body);
        read_every_way(xml, strlen(xml), NULL, &outcome);
        right = right ? right : outcome.value;
        cr_expect(pox_equal(pox_message_type(), right, outcome.value), "%s", xml);
        cr_expect_eq(outcome.notes.n, rows[i].n_notes, "%s: %zu diagnostics", xml,
                     outcome.notes.n);
        for (size_t k = 0; k < outcome.notes.n; k++)
            cr_expect_eq(outcome.notes.items[k].code, POX_DIAGNOSTIC_NAMESPACE, "%s",
                         outcome.notes.items[k].message);
        if (outcome.value != right)
            pox_free(outcome.value);
    }
    pox_free(right);
}

/* Row 12: no server is known to send this. */
Test(namespaces, a_namespace_in_another_case_is_a_foreign_one)
{
    static const char xml[] =
        "<Autodiscover xmlns='" RESPONSE "'><Response "
        "xmlns='http://schemas.microsoft.com/Exchange/Autodiscover/outlook/"
        "responseschema/2006a'><Account/></Response></Autodiscover>";
    struct outcome outcome;
    const struct pox_autodiscover *message;

    read_every_way(BYTES(xml), NULL, &outcome);
    message = outcome.value;
    cr_assert_not_null(message, "%s", outcome.error.message);
    cr_expect_null(message->response);
    cr_expect_eq(message->n_extra, 1);
    expect_note(&outcome.notes, 0, POX_DIAGNOSTIC_UNKNOWN_ELEMENT, 1,
                "/Autodiscover/Response", xml);
    expect_round_trip(outcome.type, outcome.value, xml);
    pox_free(outcome.value);
}

/* Row 13. */
Test(namespaces, prefixes_say_the_same_as_default_namespaces)
{
    static const char *const rows[] = {
        "<Autodiscover xmlns='" RESPONSE "'><Response xmlns='" OUTLOOK_RESPONSE
        "'><Account><Action>settings</Action></Account></Response></Autodiscover>",
        "<a:Autodiscover xmlns:a='" RESPONSE "'><b:Response xmlns:b='" OUTLOOK_RESPONSE
        "'><b:Account><b:Action>settings</b:Action></b:Account></b:Response>"
        "</a:Autodiscover>",
        "<x:Autodiscover xmlns:x='" RESPONSE "' xmlns='" OUTLOOK_RESPONSE
        "'><Response><y:Account xmlns:y='" OUTLOOK_RESPONSE
        "'><Action>settings</Action></y:Account></Response></x:Autodiscover>",
    };
    void *right = read_quietly(pox_message_type(), rows[0]);

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct outcome outcome;

        read_every_way(rows[i], strlen(rows[i]), NULL, &outcome);
        cr_expect(pox_equal(pox_message_type(), right, outcome.value), "%s", rows[i]);
        cr_expect_eq(outcome.notes.n, 0, "%s: %s", rows[i],
                     outcome.notes.items[0].message);
        pox_free(outcome.value);
    }
    pox_free(right);
}

/** Of a struct with these children everything goes to `extra`, is reported and survives. */
static void expect_all_kept(const struct pox_type *type, const char *xml, size_t n)
{
    struct outcome outcome;

    read_every_way(xml, strlen(xml), NULL, &outcome);
    cr_assert_not_null(outcome.value, "%s: %s", xml, outcome.error.message);
    cr_assert_eq(outcome.type, type, "%s", xml);
    cr_expect_eq(*pox_n_extra_of(type->operations, outcome.value), n, "%s", xml);
    cr_expect_eq(outcome.notes.n, n, "%s: %zu diagnostics", xml, outcome.notes.n);
    expect_round_trip(type, outcome.value, xml);
    pox_free(outcome.value);
}

/* Row 14. */
Test(namespaces, what_is_unknown_is_kept_in_every_struct)
{
    size_t n_types;
    const struct pox_type *const *types = pox_types(&n_types);

    for (size_t i = 0; i < n_types; i++) {
        const char *uri =
            pox_namespaces(&(size_t){0})[types[i]->preferred_namespaces[0]].uri;
        char xml[400];

        snprintf(xml, sizeof(xml),
                 "<%s xmlns='%s' unknown='1'><Unknown a='b'><c/></Unknown></%s>",
                 types[i]->name, uri, types[i]->name);
        expect_all_kept(types[i], xml, 2);
    }
}

/* Row 15. */
Test(namespaces, a_known_name_in_a_foreign_namespace_is_unknown)
{
    size_t n_types;
    const struct pox_type *const *types = pox_types(&n_types);

    for (size_t i = 0; i < n_types; i++) {
        struct pox_buffer xml = repeated("<", types[i]->name, 1, " xmlns='");
        size_t n = 0;

        pox_buffer_append_text(
            &xml, pox_namespaces(&(size_t){0})[types[i]->preferred_namespaces[0]].uri);
        pox_buffer_append_text(&xml, "' xmlns:f='urn:foreign'>");
        for (size_t k = 0; k < types[i]->n_elements; k++) {
            if (types[i]->elements[k].place != POX_PLACE_CHILD)
                continue;
            pox_buffer_append_text(&xml, "<f:");
            pox_buffer_append_text(&xml, types[i]->elements[k].name);
            pox_buffer_append_text(&xml, ">1</f:");
            pox_buffer_append_text(&xml, types[i]->elements[k].name);
            pox_buffer_append_text(&xml, ">");
            n++;
        }
        pox_buffer_append_text(&xml, "</");
        pox_buffer_append_text(&xml, types[i]->name);
        pox_buffer_append_text(&xml, ">");
        expect_all_kept(types[i], pox_buffer_text(&xml), n);
        pox_buffer_end(&xml);
    }
}

/* Row 16. */
Test(namespaces, a_request_is_no_response_and_the_reverse)
{
    static const char request[] = "<Autodiscover xmlns='" OUTLOOK_REQUEST
                                  "'><Request><EMailAddress>a@b.example</EMailAddress>"
                                  "</Request></Autodiscover>";
    static const char response[] = ANSWER("<Action>settings</Action>");
    struct pox_autodiscover *message = read_quietly(pox_message_type(), request);
    struct pox_error error;

    cr_expect_not_null(message->request);
    cr_expect_null(message->response, "one message type has both, and shows which it is");
    pox_autodiscover_free(message);
    message = read_quietly(pox_message_type(), response);
    cr_expect_null(message->request);
    cr_expect_not_null(message->response);
    pox_autodiscover_free(message);
    cr_expect_null(pox_response_parse(BYTES("<Request/>"), NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ROOT);
    cr_expect_null(pox_request_parse(BYTES("<Response/>"), NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ROOT);
    cr_expect_not_null(strstr(error.message, "'Response'"), "%s", error.message);
}

/* Row 17. */
Test(namespaces, an_error_and_an_account_may_stand_side_by_side)
{
    static const char both[] =
        "<Autodiscover xmlns='" RESPONSE "'><Response xmlns='" OUTLOOK_RESPONSE
        "'><Error Time='1' Id='2'><ErrorCode>600</ErrorCode></Error><Account>"
        "<Action>redirectAddr</Action><RedirectAddr>a@b.example</RedirectAddr></Account>"
        "</Response></Autodiscover>";
    struct outcome outcome;
    const struct pox_response *response;

    read_every_way(BYTES(both), NULL, &outcome);
    cr_assert_not_null(outcome.value, "%s", outcome.error.message);
    response = ((struct pox_autodiscover *)outcome.value)->response;
    cr_assert_not_null(response->error);
    cr_assert_not_null(response->account);
    cr_expect_eq(response->error->error_code, 600);
    cr_expect_eq(response->account->action, POX_ACCOUNT_ACTION_REDIRECT_ADDR);
    cr_expect_str_eq(response->account->redirect_addr, "a@b.example");
    cr_expect_eq(response->n_extra, 0);
    expect_round_trip(outcome.type, outcome.value, both);
    pox_free(outcome.value);
}
