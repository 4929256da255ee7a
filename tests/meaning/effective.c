/* SPDX-License-Identifier: MIT */
/* Which values hold: each documented default, and what overrides what. */
#include "effective.h"

#include "support.h"

/* Numbers and switches */

Test(effective, settings_are_asked_for_again_after_an_hour_unless_they_say_so)
{
    struct pox_protocol protocol = {.ttl = 7};

    cr_expect_eq(pox_protocol_effective_ttl(&protocol), 1);
    protocol.has_ttl = true;
    cr_expect_eq(pox_protocol_effective_ttl(&protocol), 7);
    protocol.ttl = 0; /* never */
    cr_expect_eq(pox_protocol_effective_ttl(&protocol), 0);
}

Test(effective, what_is_absent_or_unknown_is_as_documented)
{
    static const enum pox_switch unsaid[] = {POX_SWITCH_ABSENT, POX_SWITCH_OTHER};

    for (size_t i = 0; i < COUNT(unsaid); i++) {
        struct pox_protocol protocol = {
            .domain_required = unsaid[i],
            .spa = unsaid[i],
            .ssl = unsaid[i],
            .auth_required = unsaid[i],
            .smtp_last = unsaid[i],
        };

        cr_expect_eq(pox_protocol_effective_domain_required(&protocol), POX_SWITCH_OFF);
        cr_expect_eq(pox_protocol_effective_spa(&protocol), POX_SWITCH_ON);
        cr_expect_eq(pox_protocol_effective_ssl(&protocol), POX_SWITCH_ON);
        cr_expect_eq(pox_protocol_effective_auth_required(&protocol), POX_SWITCH_ON);
        cr_expect_eq(pox_protocol_effective_smtp_last(&protocol), POX_SWITCH_OFF);
    }
}

Test(effective, what_is_said_holds)
{
    static const enum pox_switch said[] = {POX_SWITCH_ON, POX_SWITCH_OFF};

    for (size_t i = 0; i < COUNT(said); i++) {
        struct pox_protocol protocol = {
            .domain_required = said[i],
            .spa = said[i],
            .ssl = said[i],
            .auth_required = said[i],
            .smtp_last = said[i],
        };

        cr_expect_eq(pox_protocol_effective_domain_required(&protocol), said[i]);
        cr_expect_eq(pox_protocol_effective_spa(&protocol), said[i]);
        cr_expect_eq(pox_protocol_effective_ssl(&protocol), said[i]);
        cr_expect_eq(pox_protocol_effective_auth_required(&protocol), said[i]);
        cr_expect_eq(pox_protocol_effective_smtp_last(&protocol), said[i]);
    }
}

/* Encryption and ports */

struct mail_row {
    enum pox_protocol_type type;
    enum pox_switch ssl;
    enum pox_encryption encryption;
    enum pox_switch effective_ssl;
    enum pox_encryption effective_encryption;
    unsigned port;
};

#define ROW(type, ssl, encryption, effective_ssl, effective_encryption, port)            \
    {                                                                                    \
        POX_PROTOCOL_TYPE_##type, POX_SWITCH_##ssl, POX_ENCRYPTION_##encryption,         \
            POX_SWITCH_##effective_ssl, POX_ENCRYPTION_##effective_encryption, port      \
    }

static const struct mail_row mail_rows[] = {
    ROW(IMAP, ABSENT, ABSENT, ON, SSL, 993),
    ROW(IMAP, ON, ABSENT, ON, SSL, 993),
    ROW(IMAP, OFF, ABSENT, OFF, NONE, 143),
    ROW(IMAP, OTHER, ABSENT, ON, SSL, 993),
    ROW(IMAP, ON, NONE, OFF, NONE, 143),
    ROW(IMAP, OFF, SSL, ON, SSL, 993),
    ROW(IMAP, OFF, TLS, ON, TLS, 143),
    ROW(IMAP, OFF, AUTO, ON, AUTO, 143),
    ROW(IMAP, OFF, OTHER, OFF, NONE, 143),
    ROW(POP3, ABSENT, ABSENT, ON, SSL, 995),
    ROW(POP3, OFF, ABSENT, OFF, NONE, 110),
    ROW(POP3, ON, TLS, ON, TLS, 110),
    ROW(SMTP, ABSENT, ABSENT, ON, SSL, 465),
    ROW(SMTP, OFF, ABSENT, OFF, NONE, 25),
    ROW(SMTP, ABSENT, TLS, ON, TLS, 587),
    ROW(SMTP, ON, NONE, OFF, NONE, 25),
    ROW(EXCH, ABSENT, ABSENT, ON, SSL, 0),
    ROW(EXPR, OFF, ABSENT, OFF, NONE, 0),
    /* Encryption is for mail protocols only. */
    ROW(EXPR, ON, NONE, ON, SSL, 0),
    ROW(ABSENT, OFF, SSL, OFF, NONE, 0),
};

Test(effective, encryption_overrides_ssl_and_both_decide_the_port)
{
    for (size_t i = 0; i < COUNT(mail_rows); i++) {
        const struct mail_row *row = &mail_rows[i];
        struct pox_protocol protocol = {
            .type = row->type,
            .ssl = row->ssl,
            .encryption = row->encryption,
            .server = "mail.example.com",
        };

        cr_expect_eq(pox_protocol_effective_ssl(&protocol), row->effective_ssl,
                     "row %zu: SSL", i);
        cr_expect_eq(pox_protocol_effective_encryption(&protocol),
                     row->effective_encryption, "row %zu: encryption", i);
        cr_expect_eq(pox_protocol_effective_port(&protocol), row->port,
                     "row %zu: port %u", i, pox_protocol_effective_port(&protocol));
        protocol.has_port = true;
        protocol.port = 2525;
        cr_expect_eq(pox_protocol_effective_port(&protocol), 2525, "row %zu", i);
    }
}

Test(effective, a_port_does_not_count_beside_a_url)
{
    static const struct {
        const char *server;
        unsigned port;
    } rows[] = {
        {NULL, 8443},
        {"dav.example.com", 8443},
        {"dav.example.com:80", 8443},
        {"2001:db8::1", 8443},
        {"https://dav.example.com/", 0},
        {"\n  HTTP://dav.example.com", 0},
        {"://dav.example.com", 8443},
        {"https://", 8443},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_protocol protocol = {
            .server = rows[i].server,
            .has_port = true,
            .port = 8443,
        };

        cr_expect_eq(pox_protocol_effective_port(&protocol), rows[i].port, "row %zu", i);
    }
}

/* Texts */

Test(effective, web_services_are_found_where_availability_is)
{
    struct pox_protocol protocol = {.as_url = "https://a.example.com/"};

    cr_expect_str_eq(pox_protocol_effective_ews_url(&protocol), "https://a.example.com/");
    protocol.ews_url = " ";
    cr_expect_str_eq(pox_protocol_effective_ews_url(&protocol), "https://a.example.com/");
    protocol.ews_url = "https://e.example.com/";
    cr_expect_str_eq(pox_protocol_effective_ews_url(&protocol), "https://e.example.com/");
    protocol = (struct pox_protocol){.as_url = ""};
    cr_expect_null(pox_protocol_effective_ews_url(&protocol));
}

Test(effective, the_name_of_the_certificate_is_that_of_the_server_where_ssl_is_on)
{
    struct pox_protocol protocol = {.server = " mail.example.com\n"};
    char room[64];
    size_t size;

    size = pox_protocol_effective_cert_principal_name(&protocol, room, sizeof(room));
    cr_expect_str_eq(room, "msstd:mail.example.com");
    cr_expect_eq(size, strlen(room));
    protocol.cert_principal_name = "none";
    pox_protocol_effective_cert_principal_name(&protocol, room, sizeof(room));
    cr_expect_str_eq(room, "none");
    protocol.cert_principal_name = NULL;
    protocol.ssl = POX_SWITCH_OFF;
    size = pox_protocol_effective_cert_principal_name(&protocol, room, sizeof(room));
    cr_expect_eq(size, 0);
    cr_expect_str_eq(room, "");
    protocol = (struct pox_protocol){.server = NULL};
    size = pox_protocol_effective_cert_principal_name(&protocol, room, sizeof(room));
    cr_expect_eq(size, 0, "there is no server to name");
}

Test(effective, names_to_log_in_with_come_from_the_address)
{
    static const struct {
        const char *address;
        const char *login;
        const char *domain;
    } rows[] = {
        {"alice@example.com", "alice", "example.com"},
        {" \"a@b\"@example.com ", "\"a@b\"", "example.com"},
        {"alice", "", ""},
        {"", "", ""},
        {NULL, "", ""},
    };
    struct pox_protocol said = {.login_name = "al", .domain_name = "corp"};
    struct pox_protocol unsaid = {.login_name = "", .domain_name = "\t"};
    char room[64];

    for (size_t i = 0; i < COUNT(rows); i++) {
        pox_protocol_effective_login_name(&unsaid, rows[i].address, room, sizeof(room));
        cr_expect_str_eq(room, rows[i].login, "row %zu: '%s'", i, room);
        pox_protocol_effective_domain_name(&unsaid, rows[i].address, room, sizeof(room));
        cr_expect_str_eq(room, rows[i].domain, "row %zu: '%s'", i, room);
        pox_protocol_effective_login_name(&said, rows[i].address, room, sizeof(room));
        cr_expect_str_eq(room, "al");
        pox_protocol_effective_domain_name(&said, rows[i].address, room, sizeof(room));
        cr_expect_str_eq(room, "corp");
    }
}

Test(effective, the_address_of_a_user_is_the_one_that_was_asked_about)
{
    struct pox_user user = {.display_name = "Alice"};

    cr_expect_str_eq(
        pox_user_effective_auto_discover_smtp_address(&user, "a@example.com"),
        "a@example.com");
    cr_expect_null(pox_user_effective_auto_discover_smtp_address(&user, NULL));
    user.auto_discover_smtp_address = "b@example.com";
    cr_expect_str_eq(
        pox_user_effective_auto_discover_smtp_address(&user, "a@example.com"),
        "b@example.com");
}

Test(effective, a_room_that_is_too_small_gets_what_fits_and_the_size_of_the_rest)
{
    static const char whole[] = "msstd:mail.example.com";
    struct pox_protocol protocol = {.server = "mail.example.com"};

    for (size_t size = 0; size < sizeof(whole) + 2; size++) {
        char *room = malloc(size > 0 ? size : 1); /* to the byte, for sanitizers */
        size_t fits = size < sizeof(whole) ? size : sizeof(whole);

        cr_expect_eq(pox_protocol_effective_cert_principal_name(
                         &protocol, size > 0 ? room : NULL, size),
                     sizeof(whole) - 1);
        if (fits > 0) {
            cr_expect_eq(memcmp(room, whole, fits - 1), 0, "%zu bytes", size);
            cr_expect_eq(room[fits - 1], '\0', "%zu bytes", size);
        }
        free(room);
    }
}

/* Accounts */

Test(effective, an_account_is_what_is_in_it)
{
    struct pox_account account = {.account_type = POX_ACCOUNT_TYPE_ABSENT};

    cr_expect_eq(pox_account_effective_account_type(&account), POX_ACCOUNT_TYPE_EMAIL);
    cr_expect_eq(pox_account_effective_action(&account), POX_ACCOUNT_ACTION_SETTINGS);
    account.redirect_addr = "b@example.com";
    cr_expect_eq(pox_account_effective_action(&account),
                 POX_ACCOUNT_ACTION_REDIRECT_ADDR);
    account.redirect_url = "https://b.example.com/";
    cr_expect_eq(pox_account_effective_action(&account), POX_ACCOUNT_ACTION_REDIRECT_URL);
    account.action = POX_ACCOUNT_ACTION_OTHER;
    cr_expect_eq(pox_account_effective_action(&account), POX_ACCOUNT_ACTION_REDIRECT_URL);
    account.action = POX_ACCOUNT_ACTION_SETTINGS;
    cr_expect_eq(pox_account_effective_action(&account), POX_ACCOUNT_ACTION_SETTINGS);
    account.account_type = POX_ACCOUNT_TYPE_NNTP;
    cr_expect_eq(pox_account_effective_account_type(&account), POX_ACCOUNT_TYPE_NNTP);
}

/* Visitors */

struct wanted {
    const char *key;
    bool present;
    char effective[64];
};

static void look(void *data, const struct pox_element *element,
                 const struct pox_value *value)
{
    struct wanted *wanted = data;

    if (strcmp(element->key, wanted->key) != 0)
        return;
    wanted->present = value->present;
    snprintf(wanted->effective, sizeof(wanted->effective), "%s",
             value->effective ? value->effective : "(none)");
}

static struct wanted effective_of(const struct pox_protocol *protocol, const char *key)
{
    struct wanted wanted = {.key = key};
    struct pox_visitor visitor = {.value = look, .data = &wanted};

    cr_assert(pox_visit(&pox_protocol_descriptor, protocol, &visitor, NULL));
    return wanted;
}

Test(effective, visitors_are_told_what_holds)
{
    struct pox_protocol protocol = {
        .type = POX_PROTOCOL_TYPE_SMTP,
        .server = "mail.example.com",
        .ssl = POX_SWITCH_OTHER,
        .ssl_text = "",
        .spa = POX_SWITCH_OFF,
        .spa_text = "no",
        .encryption = POX_ENCRYPTION_TLS,
        .as_url = "https://a.example.com/",
    };
    static const struct wanted rows[] = {
        {"Type", true, "SMTP"},
        {"TTL", false, "1"},
        {"Port", false, "587"},
        {"SSL", true, "on"},
        {"SPA", true, "off"},
        {"UsePOPAuth", false, "(none)"}, /* nobody says what holds */
        {"EwsUrl", false, "https://a.example.com/"},
        {"CertPrincipalName", false, "msstd:mail.example.com"},
        {"ServerDN", false, "(none)"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct wanted found = effective_of(&protocol, rows[i].key);

        cr_expect_eq(found.present, rows[i].present, "%s", rows[i].key);
        cr_expect_str_eq(found.effective, rows[i].effective, "%s: %s", rows[i].key,
                         found.effective);
    }
    protocol.server = "https://mail.example.com/";
    cr_expect_str_eq(effective_of(&protocol, "Port").effective, "(none)");
}
