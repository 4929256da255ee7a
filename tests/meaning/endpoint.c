/* SPDX-License-Identifier: MIT */
/* Which URL to use for what. */
#include <pox/endpoint.h>

#include "support.h"

/** An account that was read, or a failed test. */
static struct pox_account *account_of(const char *inside)
{
    char xml[4000];

    snprintf(xml, sizeof(xml), "<Account>%s</Account>", inside);
    return read_quietly(&pox_account_descriptor, xml);
}

/** All URLs of a service with the number of their protocol and their element. */
static void list(const struct pox_account *account, enum pox_service service,
                 enum pox_side side, char *text, size_t size)
{
    struct pox_endpoint_search search = {
        .account = account,
        .service = service,
        .side = side,
    };
    struct pox_endpoint endpoint;
    size_t at = 0;

    text[0] = '\0';
    while (pox_next_endpoint(&search, &endpoint)) {
        size_t index = (size_t)(endpoint.element - endpoint.type->elements);

        cr_assert_eq(endpoint.protocol, account->protocols[endpoint.i_protocol]);
        cr_assert_lt(index, endpoint.type->n_elements);
        at += (size_t)snprintf(text + at, size - at, "%s%zu %s %.*s", at > 0 ? ", " : "",
                               endpoint.i_protocol + 1, endpoint.element->key,
                               (int)endpoint.url_size, endpoint.url);
        cr_assert_lt(at, size);
    }
    cr_expect_not(pox_next_endpoint(&search, &endpoint), "there is an end");
}

static void expect_list(const char *inside, enum pox_service service, enum pox_side side,
                        const char *expected)
{
    struct pox_account *account = account_of(inside);
    struct pox_endpoint endpoint;
    char text[1000];

    list(account, service, side, text, sizeof(text));
    cr_expect_str_eq(text, expected, "%s:\n%s", inside, text);
    cr_expect_eq(pox_find_endpoint(account, service, side, &endpoint), text[0] != '\0');
    pox_account_free(account);
}

#define P(type, inside)  "<Protocol><Type>" type "</Type>" inside "</Protocol>"
#define U(name, address) "<" name ">https://" address "/</" name ">"

Test(endpoint, the_type_of_a_protocol_decides_first)
{
    static const char all[] = P("WEB", U("EwsUrl", "w")) P("EXHTTP", U("EwsUrl", "h"))
        P("IMAP", U("EwsUrl", "i")) P("EXCH", U("EwsUrl", "c"))
            P("EXPR", U("EwsUrl", "p"));

    expect_list(all, POX_SERVICE_EWS, POX_SIDE_OUTSIDE,
                "5 EwsUrl https://p/, 4 EwsUrl https://c/, 2 EwsUrl https://h/, "
                "1 EwsUrl https://w/, 3 EwsUrl https://i/");
    expect_list(all, POX_SERVICE_EWS, POX_SIDE_INSIDE,
                "4 EwsUrl https://c/, 5 EwsUrl https://p/, 2 EwsUrl https://h/, "
                "1 EwsUrl https://w/, 3 EwsUrl https://i/");
}

Test(endpoint, then_the_order_of_the_account)
{
    expect_list(P("EXHTTP", U("OABUrl", "a")) P("EXHTTP", U("OABUrl", "b")),
                POX_SERVICE_OFFLINE_ADDRESS_BOOK, POX_SIDE_OUTSIDE,
                "1 OABUrl https://a/, 2 OABUrl https://b/");
}

Test(endpoint, then_the_element)
{
    static const char all[] =
        P("EXPR", U("ASUrl", "as") U("EmwsUrl", "emws") U("EwsUrl", "ews")
                      U("OOFUrl", "oof") U("EwsPartnerUrl", "partner"));

    expect_list(all, POX_SERVICE_EWS, POX_SIDE_OUTSIDE,
                "1 EwsUrl https://ews/, 1 ASUrl https://as/, "
                "1 EwsPartnerUrl https://partner/");
    expect_list(all, POX_SERVICE_AVAILABILITY, POX_SIDE_OUTSIDE,
                "1 ASUrl https://as/, 1 EwsUrl https://ews/");
    expect_list(all, POX_SERVICE_OUT_OF_OFFICE, POX_SIDE_OUTSIDE,
                "1 OOFUrl https://oof/, 1 EwsUrl https://ews/, 1 ASUrl https://as/");
    expect_list(all, POX_SERVICE_MANAGEMENT, POX_SIDE_OUTSIDE,
                "1 EmwsUrl https://emws/, 1 EwsUrl https://ews/, 1 ASUrl https://as/");
}

Test(endpoint, where_the_better_protocol_has_none_the_next_one_does)
{
    expect_list(P("EXCH", U("EwsUrl", "c")) P("EXPR", "<Server>x</Server>"),
                POX_SERVICE_EWS, POX_SIDE_OUTSIDE, "1 EwsUrl https://c/");
}

Test(endpoint, protocols_that_are_not_to_be_used_come_last)
{
    expect_list(
        P("EXPR", "<ServerExclusiveConnect>off</ServerExclusiveConnect>" U("EwsUrl", "p"))
            P("EXCH", "<ServerExclusiveConnect>on</ServerExclusiveConnect>" U(
                          "EwsUrl", "c")) P("WEB", U("EwsUrl", "w")),
        POX_SERVICE_EWS, POX_SIDE_OUTSIDE,
        "2 EwsUrl https://c/, 3 EwsUrl https://w/, 1 EwsUrl https://p/");
}

Test(endpoint, each_service_has_its_elements)
{
    expect_list(P("EXPR", U("UMUrl", "um")), POX_SERVICE_UNIFIED_MESSAGING,
                POX_SIDE_OUTSIDE, "1 UMUrl https://um/");
    expect_list(P("EXPR", U("SharingUrl", "s")), POX_SERVICE_SHARING, POX_SIDE_OUTSIDE,
                "1 SharingUrl https://s/");
    expect_list(P("EXPR", U("EcpUrl", "ecp")), POX_SERVICE_CONTROL_PANEL,
                POX_SIDE_OUTSIDE, "1 EcpUrl https://ecp/");
}

Test(endpoint, web_pages_are_those_of_the_side)
{
    static const char all[] = P(
        "WEB",
        "<Internal>" U("OWAUrl", "in1") U(
            "OWAUrl",
            "in2") "<Protocol><Type>EXCH"
                   "</Type>" U("ASUrl",
                               "inas") "</Protocol></Internal>"
                                       "<External>" U("OWAUrl", "out") "<OWAUrl/>" U(
                                           "OWAUrl",
                                           "out3") "<Protocol>"
                                                   "<Type>EXPR</Type>" U(
                                                       "ASUrl",
                                                       "outas") "</Protocol></External>");

    expect_list(all, POX_SERVICE_WEB_MAIL, POX_SIDE_INSIDE,
                "1 #text https://in1/, 1 #text https://in2/");
    expect_list(all, POX_SERVICE_WEB_MAIL, POX_SIDE_OUTSIDE,
                "1 #text https://out/, 1 #text https://out3/");
    expect_list(all, POX_SERVICE_EWS, POX_SIDE_INSIDE, "1 ASUrl https://inas/");
    expect_list(all, POX_SERVICE_EWS, POX_SIDE_OUTSIDE, "1 ASUrl https://outas/");
    expect_list(all, POX_SERVICE_AVAILABILITY, POX_SIDE_OUTSIDE,
                "1 ASUrl https://outas/");
}

Test(endpoint, web_mail_may_be_the_server_of_a_web)
{
    static const char all[] = P("DAV", U("Server", "dav")) P("WEB", U("Server", "mail"))
        P("WEB", "<Server>web.example.com</Server>");

    for (enum pox_side side = POX_SIDE_OUTSIDE; side <= POX_SIDE_INSIDE; side++)
        expect_list(all, POX_SERVICE_WEB_MAIL, side, "2 Server https://mail/");
}

Test(endpoint, mapi_over_http_prefers_the_side_and_falls_back)
{
    static const char both[] =
        "<Protocol Type='mapiHttp' Version='1'><MailStore>" U("InternalUrl", "in")
            U("ExternalUrl", "out") "</MailStore><AddressBook>" U(
                "InternalUrl", "bin") "</AddressBook></Protocol>";

    expect_list(both, POX_SERVICE_MAIL_STORE, POX_SIDE_OUTSIDE,
                "1 ExternalUrl https://out/, 1 InternalUrl https://in/");
    expect_list(both, POX_SERVICE_MAIL_STORE, POX_SIDE_INSIDE,
                "1 InternalUrl https://in/, 1 ExternalUrl https://out/");
    expect_list(both, POX_SERVICE_ADDRESS_BOOK, POX_SIDE_OUTSIDE,
                "1 InternalUrl https://bin/");
}

Test(endpoint, what_is_no_url_is_passed_over_and_what_is_one_is_trimmed)
{
    expect_list(P("EXPR", "<EwsUrl/><ASUrl>none</ASUrl>")
                    P("EXCH", "<EwsUrl>\n  https://c/ews?a=b \t</EwsUrl>"),
                POX_SERVICE_EWS, POX_SIDE_OUTSIDE, "2 EwsUrl https://c/ews?a=b");
}

Test(endpoint, what_cannot_be_used_is_passed_over)
{
    expect_list(P("EXPR", "<EwsUrl>https:///ews</EwsUrl><ASUrl>https://a/ b</ASUrl>"
                          "<EwsPartnerUrl>ftp://a/b</EwsPartnerUrl>"),
                POX_SERVICE_EWS, POX_SIDE_OUTSIDE, "");
}

Test(endpoint, a_list_may_have_holes)
{
    struct pox_protocol protocol = {.ews_url = "HTTPS://a.example.com/"};
    struct pox_protocol *protocols[] = {NULL, &protocol, NULL};
    struct pox_account account = {.protocols = protocols, .n_protocols = 3};
    struct pox_endpoint endpoint;

    cr_assert(pox_find_endpoint(&account, POX_SERVICE_EWS, POX_SIDE_OUTSIDE, &endpoint));
    cr_expect_eq(endpoint.i_protocol, 1);
    account.protocols = NULL;
    cr_expect_not(
        pox_find_endpoint(&account, POX_SERVICE_EWS, POX_SIDE_OUTSIDE, &endpoint));
}

Test(endpoint, a_redirect_has_none)
{
    expect_list("<Action>redirectUrl</Action>" P("EXPR", U("EwsUrl", "p")),
                POX_SERVICE_EWS, POX_SIDE_OUTSIDE, "");
    expect_list("<RedirectAddr>a@example.com</RedirectAddr>" P("EXPR", U("EwsUrl", "p")),
                POX_SERVICE_EWS, POX_SIDE_OUTSIDE, "");
}

Test(endpoint, there_may_be_none)
{
    struct pox_endpoint endpoint;
    struct pox_account empty = {.protocols = NULL};
    struct pox_account *account = account_of(P("IMAP", "<Server>mail</Server>"));

    for (int service = -2; service < 20; service++) {
        cr_expect_not(pox_find_endpoint(account, (enum pox_service)service,
                                        POX_SIDE_OUTSIDE, &endpoint));
        cr_expect_not(pox_find_endpoint(&empty, (enum pox_service)service,
                                        POX_SIDE_INSIDE, &endpoint));
        cr_expect_not(pox_find_endpoint(NULL, (enum pox_service)service, POX_SIDE_OUTSIDE,
                                        &endpoint));
    }
    pox_account_free(account);
}
