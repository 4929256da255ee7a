/* SPDX-License-Identifier: MIT */
/* Texts that lead to pages of the control panel. */
#include "support.h"

#define BASE "https://mail.example.com/owa/"

/** What comes of the page for message tracking; for free(). */
static char *track(const char *base, const char *text,
                   const struct pox_parameter *parameters, size_t n,
                   struct pox_error *error)
{
    struct pox_protocol protocol = {.ecp_url = base, .ecp_url_mt = text};

    return pox_protocol_ecp_url(&protocol, POX_PROTOCOL_ECP_URL_MT, parameters, n, error);
}

static void expect_url(const char *base, const char *text, const char *expected)
{
    static const struct pox_parameter parameters[] = {
        {"MsgID", "<1 2@example.com>"}, {"Mbx", "alice@example.com"}, {"Empty", ""},
        {"Umlaut", "\xC3\xBC"},         {"Safe", "aZ09-._~"},
    };
    struct pox_error error;
    char *url = track(base, text, parameters, COUNT(parameters), &error);

    cr_assert_not_null(url, "%s: %s", text, error.message);
    cr_expect_eq(error.status, POX_OK);
    cr_expect_str_eq(url, expected, "%s: %s", text, url);
    free(url);
}

Test(page, is_appended_as_it_stands)
{
    expect_url(BASE, "?p=one", BASE "?p=one");
    expect_url(BASE, "/a/../b", BASE "/a/../b");
    expect_url("https://mail.example.com/ecp", "x", "https://mail.example.com/ecpx");
    expect_url("\n " BASE "\t", " ?p=one\n", BASE "?p=one");
}

Test(page, may_be_a_whole_url_already)
{
    expect_url(BASE, "https://b.example.com/?id=<Mbx>",
               "https://b.example.com/?id=alice%40example.com");
    expect_url(NULL, "https://b.example.com/", "https://b.example.com/");
}

Test(page, has_values_in_place_of_placeholders)
{
    expect_url(BASE, "?id=<MsgID>&m=<Mbx>",
               BASE "?id=%3C1%202%40example.com%3E&m=alice%40example.com");
    expect_url(BASE, "?id=<msgid><MBX>",
               BASE "?id=%3C1%202%40example.com%3Ealice%40example.com");
    expect_url(BASE, "?a=<Empty>&b=<Umlaut>&c=<Safe>", BASE "?a=&b=%C3%BC&c=aZ09-._~");
}

Test(page, is_told_that_the_client_is_no_web_page)
{
    struct pox_parameter yes = {"isowa", "y"};
    char *url = track(BASE, "?o=<IsOWA>&p=<IsOwa>", NULL, 0, NULL);

    cr_expect_str_eq(url, BASE "?o=n&p=n");
    free(url);
    url = track(BASE, "?o=<IsOWA>", &yes, 1, NULL);
    cr_expect_str_eq(url, BASE "?o=y");
    free(url);
}

Test(page, keeps_brackets_that_hold_no_name)
{
    expect_url(BASE, "?a=<>&b=<1>&c=<Mbx&d=>", BASE "?a=<>&b=<1>&c=<Mbx&d=>");
    expect_url(BASE, "?a=<<Mbx>>", BASE "?a=<alice%40example.com>");
}

Test(page, names_a_placeholder_without_a_value)
{
    static const char *const names[] = {"MsgID", "Unheard.Of"};

    for (size_t i = 0; i < COUNT(names); i++) {
        struct pox_error error;
        char text[64];
        char shown[64];

        snprintf(text, sizeof(text), "?a=<%s>", names[i]);
        snprintf(shown, sizeof(shown), "'<%s>'", names[i]);
        cr_expect_null(track(BASE, text, NULL, 0, &error));
        cr_expect_eq(error.status, POX_ERROR_VALUE);
        cr_expect_str_eq(error.path, "/Protocol/EcpUrl-mt");
        cr_expect_not_null(strstr(error.message, shown), "%s", error.message);
    }
}

Test(page, that_is_absent_is_an_error)
{
    static const struct {
        const char *base;
        const char *text;
        const char *path;
    } rows[] = {
        {BASE, NULL, "/Protocol/EcpUrl-mt"},
        {BASE, " ", "/Protocol/EcpUrl-mt"},
        {NULL, "?p", "/Protocol/EcpUrl"},
        {"", "?p", "/Protocol/EcpUrl"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_error error;

        cr_expect_null(track(rows[i].base, rows[i].text, NULL, 0, &error));
        cr_expect_eq(error.status, POX_ERROR_VALUE, "row %zu", i);
        cr_expect_str_eq(error.path, rows[i].path, "row %zu: %s", i, error.path);
        cr_expect_null(track(rows[i].base, rows[i].text, NULL, 0, NULL));
    }
}

Test(page, refuses_what_makes_no_sense)
{
    struct pox_protocol protocol = {.ecp_url = BASE};
    struct pox_error error;

    cr_expect_null(pox_protocol_ecp_url(NULL, POX_PROTOCOL_ECP_URL_MT, NULL, 0, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
    cr_expect_null(
        pox_protocol_ecp_url(&protocol, POX_PROTOCOL_ECP_URL_MT, NULL, 1, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
    cr_expect_null(pox_protocol_ecp_url(&protocol, (enum pox_protocol_ecp_url_page)0,
                                        NULL, 0, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
}

/** Every entry that the table appends to another one has its page, and leads to it. */
Test(page, is_there_for_each_fragment_of_the_table)
{
    const struct pox_type *type = &pox_protocol_descriptor;
    size_t n_pages = 0;

    for (size_t i = 0; i < type->n_elements; i++) {
        char xml[256];
        struct pox_protocol *protocol;
        char *url;

        if (!type->elements[i].base)
            continue;
        snprintf(xml, sizeof(xml),
                 "<Protocol><EcpUrl>%s</EcpUrl><%s>?%zu</%s></Protocol>", BASE,
                 type->elements[i].name, i, type->elements[i].name);
        protocol = pox_protocol_parse(xml, strlen(xml), NULL, NULL);
        cr_assert_not_null(protocol, "%s", xml);
        url = pox_protocol_ecp_url(protocol, (enum pox_protocol_ecp_url_page)i, NULL, 0,
                                   NULL);
        snprintf(xml, sizeof(xml), BASE "?%zu", i);
        cr_expect_str_eq(url, xml, "%s", type->elements[i].name);
        free(url);
        pox_protocol_free(protocol);
        n_pages++;
    }
    cr_expect_eq(n_pages, 13);
}
