/* SPDX-License-Identifier: MIT */
/*
 * Which rules a document breaks. Each row is a sentence of the documentation, as a document that
 * breaks it, or that is just right; all that is found in it is listed.
 */
#include "support.h"

/* Findings, gathered as lines of "code path" */

struct findings {
    char text[2048];
    size_t size;
    size_t n;
};

static void gather(void *data, const struct pox_finding *finding)
{
    struct findings *findings = data;
    size_t room = sizeof(findings->text) - findings->size;
    const char *path = finding->path;
    /* What all documents begin with is left out. */
    static const char usual[] = "/Autodiscover/Response/Account";

    if (strncmp(path, usual, strlen(usual)) == 0)
        path += strlen(usual);
    cr_expect_gt(strlen(finding->message), 0, "%s: no message", finding->path);
    findings->n++;
    findings->size +=
        (size_t)snprintf(findings->text + findings->size, room, "%s%s %s",
                         findings->size > 0 ? "\n" : "", finding->rule->name, path);
}

static void expect_findings(const char *label, const struct pox_type *type,
                            const void *value, const char *expected)
{
    struct findings findings = {.size = 0};
    struct pox_error error;
    bool kept = pox_validate(type, value, gather, &findings, &error);

    cr_expect_str_eq(findings.text, expected, "%s: found\n%s", label, findings.text);
    cr_expect_eq(kept, findings.n == 0, "%s: kept is %d", label, kept);
    cr_expect_eq(error.status, kept ? POX_OK : POX_ERROR_RULE, "%s: %s", label,
                 error.message);
}

struct row {
    const char *label;
    const char *xml;
    const char *expected;
};

static void check_row(const struct row *row)
{
    const struct pox_type *type;
    struct pox_error error;
    void *value = pox_parse_any(row->xml, strlen(row->xml), NULL, &type, &error);

    cr_assert_not_null(value, "%s: %s", row->label, error.message);
    expect_findings(row->label, type, value, row->expected);
    pox_free(value);
}

static void check_rows(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        check_row(&rows[i]);
}

/* Documents */

#define SETTINGS "<AccountType>email</AccountType><Action>settings</Action>"
#define EMAIL    "<AccountType>email</AccountType>"
/** An answer with settings. */
#define OFFER(protocols) ANSWER(SETTINGS protocols)
#define P(inside)        "<Protocol>" inside "</Protocol>"
#define MAIL             "<Type>IMAP</Type><Server>mail.example.com</Server>"
#define SMTP             "<Type>SMTP</Type><Server>mail.example.com</Server>"
#define URL              "https://mail.example.com/x"
#define EXCH             "<Type>EXCH</Type>"
#define EXPR             "<Type>EXPR</Type><EwsUrl>" URL "</EwsUrl>"
#define EXHTTP           "<Type>EXHTTP</Type><EwsUrl>" URL "</EwsUrl>"
#define WEB              "<Type>WEB</Type>"
#define OWA              "<OWAUrl AuthenticationMethod=\"Fba\">" URL "</OWAUrl>"
#define STORE            "<MailStore><InternalUrl>" URL "</InternalUrl></MailStore>"
#define MAPI(inside)     "<Protocol Type=\"mapiHttp\" Version=\"1\">" inside "</Protocol>"
#define RESPOND(inside)                                                                  \
    "<Autodiscover xmlns=\"" RESPONSE "\"><Response xmlns=\"" OUTLOOK_RESPONSE           \
    "\">" inside "</Response></Autodiscover>"
#define REQUEST(inside)                                                                  \
    "<Autodiscover xmlns=\"" OUTLOOK_REQUEST "\"><Request>" inside                       \
    "</Request></Autodiscover>"
#define MOBILE(inside)                                                                   \
    "<Autodiscover xmlns=\"" RESPONSE "\"><Response xmlns=\"" MOBILE_RESPONSE            \
    "\">" inside "</Response></Autodiscover>"
#define WANTED "<AcceptableResponseSchema>" OUTLOOK_RESPONSE "</AcceptableResponseSchema>"
#define FAULT(inside)                                                                    \
    "<Autodiscover xmlns=\"" RESPONSE "\"><Response><Error>" inside                      \
    "</Error></Response></Autodiscover>"
#define MAILBOX(inside)                                                                  \
    ANSWER(SETTINGS "<AlternativeMailbox><Type>Archive</Type>"                           \
                    "<DisplayName>Old</DisplayName>" inside                              \
                    "</AlternativeMailbox>" P(MAIL))
#define NETWORK(inside)                                                                  \
    OFFER(P(MAIL "<NetworkRequirements>" inside "</NetworkRequirements>"))

/* The message as a whole */

static const struct row message_rows[] = {
    {"an offer", OFFER(P(MAIL)), ""},
    {"neither question nor answer", "<Autodiscover xmlns=\"" RESPONSE "\"/>",
     "nothing-inside /Autodiscover"},
    {"an answer without content", RESPOND(""), "nothing-inside /Autodiscover/Response"},
    {"question and answer",
     "<Autodiscover xmlns=\"" OUTLOOK_REQUEST "\"><Request>"
     "<EMailAddress>a@example.com</EMailAddress>" WANTED
     "</Request><Response xmlns=\"" OUTLOOK_RESPONSE
     "\"><Account>" SETTINGS P(MAIL) "</Account></Response></Autodiscover>",
     "namespace /Autodiscover\n"
     "exclusive /Autodiscover/Response"},
    {"a question", REQUEST("<EMailAddress>a@example.com</EMailAddress>" WANTED), ""},
    {"a question by DN", REQUEST("<LegacyDN>/o=a</LegacyDN>" WANTED), ""},
    {"a question about nobody", REQUEST(WANTED), "nothing-inside /Autodiscover/Request"},
    {"a question about an address and a DN",
     REQUEST(
         "<EMailAddress>a@example.com</EMailAddress><LegacyDN>/o=a</LegacyDN>" WANTED),
     "exclusive /Autodiscover/Request/LegacyDN"},
    {"a question without the form wanted",
     REQUEST("<EMailAddress>a@example.com</EMailAddress>"),
     "missing /Autodiscover/Request/AcceptableResponseSchema"},
    {"two accounts", RESPOND("<Account>" SETTINGS P(MAIL) "</Account><Account/>"),
     "duplicate "},
    {"an error", FAULT("<ErrorCode>500</ErrorCode>"), ""},
    {"an error without its code", FAULT("<Message>No.</Message>"),
     "missing /Autodiscover/Response/Error/ErrorCode"},
    {"an error with a status",
     MOBILE("<Action><Error><Status>2</Status></Error></Action>"), ""},
    {"an error of no list", FAULT("<ErrorCode>777</ErrorCode>"), ""},
};

Test(rules, of_the_message)
{
    check_rows(message_rows, COUNT(message_rows));
}

/* Accounts */

static const struct row account_rows[] = {
    {"no kind of account", ANSWER("<Action>settings</Action>" P(MAIL)),
     "missing /AccountType"},
    {"no action", ANSWER(EMAIL P(MAIL)), "missing /Action"},
    {"no protocol", ANSWER(SETTINGS), "missing /Protocol"},
    {"a redirect to a URL",
     ANSWER("<Action>redirectUrl</Action><RedirectUrl>" URL "</RedirectUrl>"), ""},
    {"a redirect to no URL", ANSWER("<Action>redirectUrl</Action>"),
     "missing /RedirectUrl"},
    {"a redirect without its action",
     ANSWER(SETTINGS "<RedirectUrl>" URL "</RedirectUrl>" P(MAIL)),
     "out-of-place /RedirectUrl"},
    {"a redirect to an address",
     ANSWER("<Action>redirectAddr</Action><RedirectAddr>a@example.com</RedirectAddr>"),
     ""},
    {"a redirect to no address", ANSWER("<Action>redirectAddr</Action>"),
     "missing /RedirectAddr"},
    {"an address without its action",
     ANSWER("<Action>redirectUrl</Action><RedirectUrl>" URL "</RedirectUrl>"
            "<RedirectAddr>a@example.com</RedirectAddr>"),
     "out-of-place /RedirectAddr"},
    {"settings beside a redirect",
     ANSWER("<Action>redirectUrl</Action><RedirectUrl>" URL "</RedirectUrl>" P(MAIL)),
     "out-of-place /Protocol"},
    {"an error in the account", ANSWER("<Error><ErrorCode>500</ErrorCode></Error>"),
     "error-in-account /Error"},
    {"public folders without an address",
     ANSWER(SETTINGS P(MAIL) "<PublicFolderInformation/>"),
     "missing /PublicFolderInformation/SmtpAddress"},
    {"a mailbox by address", MAILBOX("<SmtpAddress>a@example.com</SmtpAddress>"), ""},
    {"a mailbox by DN", MAILBOX("<LegacyDN>/o=a</LegacyDN><Server>a</Server>"), ""},
    {"a mailbox by both",
     MAILBOX("<LegacyDN>/o=a</LegacyDN><Server>a</Server>"
             "<SmtpAddress>a@example.com</SmtpAddress>"),
     /* Once for LegacyDN, and once for Server. */
     "exclusive /AlternativeMailbox[1]/SmtpAddress\n"
     "exclusive /AlternativeMailbox[1]/SmtpAddress"},
    {"an address beside a server",
     MAILBOX("<Server>a</Server><SmtpAddress>a@example.com</SmtpAddress>"),
     "incomplete /AlternativeMailbox[1]/LegacyDN\n"
     "exclusive /AlternativeMailbox[1]/SmtpAddress"},
    {"a DN without its server", MAILBOX("<LegacyDN>/o=a</LegacyDN>"),
     "incomplete /AlternativeMailbox[1]/Server"},
    {"a mailbox of nobody", MAILBOX(""), "nothing-inside /AlternativeMailbox[1]"},
    {"a mailbox of no kind",
     ANSWER(SETTINGS "<AlternativeMailbox><DisplayName>Old</DisplayName><SmtpAddress>"
                     "a@example.com</SmtpAddress></AlternativeMailbox>" P(MAIL)),
     "missing /AlternativeMailbox[1]/Type"},
};

Test(rules, of_accounts)
{
    check_rows(account_rows, COUNT(account_rows));
}

/* Protocols: what belongs to which */

/** Only in protocols of some types; `right` has all that it needs. */
struct place_row {
    const char *element;
    const char *right;
};

#define IN(element, content, right)                                                      \
    {                                                                                    \
        "<" element ">" content "</" element ">", right                                  \
    }

static const struct place_row place_rows[] = {
    IN("ServerDN", "/o=a", EXCH),
    IN("ServerVersion", "73D49F70", EXCH),
    IN("ServerVersion", "73D49F70", EXPR),
    IN("MdbDN", "/o=a", EXCH),
    IN("PublicFolderServer", "a", EXCH),
    IN("AD", "a", EXCH),
    IN("DirectoryPort", "1", EXCH),
    IN("DirectoryPort", "1", EXPR),
    IN("ReferralPort", "1", EXCH),
    IN("ReferralPort", "1", EXPR),
    IN("EwsPartnerUrl", URL, EXPR),
    IN("AuthPackage", "basic", EXCH),
    IN("AuthPackage", "basic", EXPR),
    IN("AuthPackage", "basic", EXHTTP),
    IN("CertPrincipalName", "none", EXPR),
    IN("CertPrincipalName", "none", EXHTTP),
    IN("ServerExclusiveConnect", "on", EXCH),
    IN("ServerExclusiveConnect", "on", EXPR),
    IN("ServerExclusiveConnect", "on", EXHTTP),
    IN("GroupingInformation", "a", EXPR),
    IN("SiteMailboxCreationURL", URL, EXCH),
    IN("SiteMailboxCreationURL", URL, EXPR),
    IN("ExchangeRpcUrl", URL, EXPR),
    IN("UsePOPAuth", "on", SMTP),
    IN("SMTPLast", "on", SMTP),
    IN("Encryption", "SSL", MAIL),
    IN("Encryption", "SSL", SMTP),
    IN("Encryption", "SSL", "<Type>POP3</Type><Server>mail.example.com</Server>"),
    IN("Internal", OWA, WEB),
    IN("External", OWA, WEB),
};

/** The types that are `right` for the element of a row: all rows of that element. */
static bool is_right(const struct place_row *row, const char *protocol)
{
    for (size_t i = 0; i < COUNT(place_rows); i++) {
        if (strcmp(place_rows[i].element, row->element) == 0 &&
            strcmp(place_rows[i].right, protocol) == 0)
            return true;
    }
    return false;
}

static void check_place(const struct place_row *row, const char *protocol)
{
    char expected[128] = "";
    char xml[1024];
    char label[512];
    int length = (int)strcspn(row->element + 1, ">");

    snprintf(label, sizeof(label), "%s in %s", row->element, protocol);
    snprintf(xml, sizeof(xml), OFFER(P("%s%s")), protocol, row->element);
    if (!is_right(row, protocol))
        snprintf(expected, sizeof(expected), "out-of-place /Protocol[1]/%.*s", length,
                 row->element + 1);
    check_row(&(struct row){label, xml, expected});
}

Test(rules, of_what_is_for_some_types_only)
{
    static const char *const protocols[] = {
        EXCH,
        EXPR,
        EXHTTP,
        WEB,
        MAIL,
        SMTP,
        "<Type>POP3</Type><Server>mail.example.com</Server>",
        "<Type>CalDAV</Type>",
    };

    for (size_t i = 0; i < COUNT(place_rows); i++) {
        for (size_t j = 0; j < COUNT(protocols); j++)
            check_place(&place_rows[i], protocols[j]);
    }
}

/* Protocols: the rest */

static const struct row protocol_rows[] = {
    {"MAPI over HTTP", OFFER(MAPI(STORE)), ""},
    {"its address book elsewhere",
     OFFER(P(EXCH "<AddressBook><ExternalUrl>" URL "</ExternalUrl></AddressBook>")),
     "out-of-place /Protocol[1]/AddressBook"},
    {"its mail store elsewhere", OFFER(P(EXCH STORE)),
     "out-of-place /Protocol[1]/MailStore"},
    {"no URL of a mail store", OFFER(MAPI("<MailStore/>")),
     "nothing-inside /Protocol[1]/MailStore"},
    {"no URL of an address book", OFFER(MAPI("<AddressBook/>")),
     "nothing-inside /Protocol[1]/AddressBook"},
    {"a type in both places", OFFER(MAPI(EXCH STORE)), "exclusive /Protocol[1]/Type"},
    {"no type at all", OFFER(P("<Server>a</Server>")), "missing /Protocol[1]/Type"},
    {"no version", OFFER("<Protocol Type=\"mapiHttp\">" STORE "</Protocol>"),
     "incomplete /Protocol[1]/@Version"},
    {"a version alone", OFFER("<Protocol Version=\"1\">" EXCH "</Protocol>"),
     "incomplete /Protocol[1]/@Type\n"
     "out-of-place /Protocol[1]/@Version"},
    {"no server of mail", OFFER(P("<Type>POP3</Type>")), "missing /Protocol[1]/Server"},
    {"an empty server of mail", OFFER(P("<Type>DAV</Type><Server/>")),
     "missing /Protocol[1]/Server"},
    {"no server of news", OFFER(P("<Type>NNTP</Type>")), "missing /Protocol[1]/Server"},
    {"a port beside a URL",
     OFFER(P("<Type>DAV</Type><Server>" URL "</Server><Port>80</Port>")),
     "no-effect /Protocol[1]/Port"},
    {"a URL that is none", OFFER(P(EXCH "<OOFUrl>mail.example.com</OOFUrl>")),
     "value-form /Protocol[1]/OOFUrl"},
    {"a date that is none", OFFER(P(MAIL "<ExpirationDate>2027-01-01</ExpirationDate>")),
     "value-form /Protocol[1]/ExpirationDate"},
    {"a date", OFFER(P(MAIL "<ExpirationDate>20270101</ExpirationDate>")), ""},
    {"an EXPR that offers nothing", OFFER(P("<Type>EXPR</Type><Server>a</Server>")),
     "no-url /Protocol[1]/Type"},
    {"web mail for news",
     ANSWER("<AccountType>nntp</AccountType><Action>settings</Action>" P(WEB) P(EXPR)),
     "account-type /Protocol[1]/Type\naccount-type /Protocol[2]/Type"},
    {"mail servers in an account for news",
     ANSWER("<AccountType>nntp</AccountType><Action>settings</Action>" P(MAIL)), ""},
    {"an account of no kind", ANSWER("<Action>settings</Action>" P(EXPR)),
     "missing /AccountType"},
    {"a switch that is empty", OFFER(P(MAIL "<SSL/>")), "unknown-value /Protocol[1]/SSL"},
    {"a value in another spelling", OFFER(P("<Type>imap</Type><Server>a</Server>")),
     "value-spelling /Protocol[1]/Type"},
    {"a fragment without its base", OFFER(P(EXCH "<EcpUrl-um>?p=a</EcpUrl-um>")),
     "no-base /Protocol[1]/EcpUrl-um"},
    {"a fragment with its base",
     OFFER(P(EXCH "<EcpUrl>" URL "</EcpUrl><EcpUrl-um>?p=a</EcpUrl-um>")), ""},
    {"a fragment that is a URL", OFFER(P(EXCH "<EcpUrl-um>" URL "</EcpUrl-um>")), ""},
};

Test(rules, of_protocols)
{
    check_rows(protocol_rows, COUNT(protocol_rows));
}

static const struct row web_rows[] = {
    {"pages", OFFER(P(WEB "<Internal>" OWA "</Internal>")), ""},
    {"a side without a page", OFFER(P(WEB "<External/>")),
     "missing /Protocol[1]/External/OWAUrl"},
    {"a page without a method",
     OFFER(P(WEB "<Internal><OWAUrl>" URL "</OWAUrl></Internal>")),
     "missing /Protocol[1]/Internal/OWAUrl[1]/@AuthenticationMethod"},
    {"a page without an address",
     OFFER(P(WEB "<Internal><OWAUrl AuthenticationMethod=\"Fba\"/></Internal>")),
     "missing /Protocol[1]/Internal/OWAUrl[1]"},
    {"an inner side without a page", OFFER(P(WEB "<Internal/>")),
     "missing /Protocol[1]/Internal/OWAUrl"},
    {"a protocol of the inner side with more",
     OFFER(P(WEB "<Internal>" OWA "<Protocol>" EXCH "<OOFUrl>" URL
                 "</OOFUrl></Protocol></Internal>")),
     "not-here /Protocol[1]/Internal/Protocol"},
    {"a protocol of the side",
     OFFER(P(WEB "<Internal>" OWA "<Protocol>" EXCH "<ASUrl>" URL
                 "</ASUrl></Protocol></Internal>")),
     ""},
    {"a protocol of the side with more",
     OFFER(P(WEB "<External>" OWA "<Protocol>" EXCH "<OOFUrl>" URL
                 "</OOFUrl></Protocol></External>")),
     "not-here /Protocol[1]/External/Protocol"},
};

Test(rules, of_web_mail)
{
    check_rows(web_rows, COUNT(web_rows));
}

/* Encryption */

#define PORT(protocol, port, rest) OFFER(P(protocol "<Port>" port "</Port>" rest))
#define SSL(value)                 "<SSL>" value "</SSL>"
#define ENCRYPTION(value)          "<Encryption>" value "</Encryption>"
#define POP                        "<Type>POP3</Type><Server>mail.example.com</Server>"

static const struct row encryption_rows[] = {
    {"nothing said on 993", PORT(MAIL, "993", ""), ""},
    {"off on 993", PORT(MAIL, "993", SSL("off")), "tls-off /Protocol[1]/Port"},
    {"off on 995", PORT(POP, "995", SSL("off")), "tls-off /Protocol[1]/Port"},
    {"off on 465", PORT(SMTP, "465", SSL("off")), "tls-off /Protocol[1]/Port"},
    {"none on 465", PORT(SMTP, "465", ENCRYPTION("None")), "tls-off /Protocol[1]/Port"},
    {"off on 143", PORT(MAIL, "143", SSL("off")), ""},
    {"off on 993 of no mail", PORT(EXCH, "993", SSL("off")), ""},
    {"STARTTLS on 993", PORT(MAIL, "993", ENCRYPTION("TLS")),
     "tls-upgrade /Protocol[1]/Encryption"},
    {"STARTTLS on 995", PORT(POP, "995", ENCRYPTION("TLS")),
     "tls-upgrade /Protocol[1]/Encryption"},
    {"STARTTLS on 465", PORT(SMTP, "465", ENCRYPTION("TLS")),
     "tls-upgrade /Protocol[1]/Encryption"},
    {"STARTTLS on 993 of no mail", PORT(EXCH, "993", ENCRYPTION("TLS")),
     "out-of-place /Protocol[1]/Encryption"},
    {"STARTTLS on 587", PORT(SMTP, "587", ENCRYPTION("TLS")), ""},
    {"SSL says off and Encryption counts",
     PORT(MAIL, "993", SSL("off") ENCRYPTION("SSL")), "contradiction /Protocol[1]/SSL"},
    {"SSL says on and Encryption counts", PORT(MAIL, "143", SSL("on") ENCRYPTION("None")),
     "contradiction /Protocol[1]/SSL"},
    {"both say the same", PORT(MAIL, "993", SSL("on") ENCRYPTION("SSL")), ""},
};

Test(rules, of_encryption)
{
    check_rows(encryption_rows, COUNT(encryption_rows));
}

/* Networks */

#define FROM4(text) "<IPv4Start>" text "</IPv4Start>"
#define TO4(text)   "<IPv4End>" text "</IPv4End>"
#define FROM6(text) "<IPv6Start>" text "</IPv6Start>"
#define TO6(text)   "<IPv6End>" text "</IPv6End>"

static const struct row network_rows[] = {
    {"a range", NETWORK(FROM4("10.0.0.1") TO4("10.0.0.9")), ""},
    {"one address", NETWORK(FROM4("10.0.0.1") TO4("10.0.0.1")), ""},
    {"two ranges",
     NETWORK(FROM4("10.0.0.1") TO4("10.0.0.9") FROM6("fd00::1") TO6("fd00::9")), ""},
    {"an address of the other version", NETWORK(FROM4("fd00::1") TO4("10.0.0.9")),
     "value-form /Protocol[1]/NetworkRequirements/IPv4Start"},
    {"no range", NETWORK(""), "nothing-inside /Protocol[1]/NetworkRequirements"},
    {"a range without end", NETWORK(FROM4("10.0.0.1")),
     "incomplete /Protocol[1]/NetworkRequirements/IPv4End"},
    {"a range without start", NETWORK(TO6("fd00::1")),
     "incomplete /Protocol[1]/NetworkRequirements/IPv6Start"},
    {"backwards", NETWORK(FROM4("10.0.0.10") TO4("10.0.0.9")),
     "inverted-range /Protocol[1]/NetworkRequirements/IPv4End"},
    {"backwards in IPv6", NETWORK(FROM6("fd00::9") TO6("fd00::1")),
     "inverted-range /Protocol[1]/NetworkRequirements/IPv6End"},
};

Test(rules, of_networks)
{
    check_rows(network_rows, COUNT(network_rows));
}

/* ActiveSync */

#define DEVICE  "<User><EMailAddress>a@example.com</EMailAddress></User>"
#define ACTS(a) MOBILE(DEVICE "<Action>" a "</Action>")

static const struct row mobile_rows[] = {
    {"a redirect", ACTS("<Redirect>a@example.com</Redirect>"), ""},
    {"an action without content", ACTS(""),
     "nothing-inside /Autodiscover/Response/Action"},
    {"settings without a server", ACTS("<Settings/>"),
     "missing /Autodiscover/Response/Action/Settings/Server"},
    {"a user without address",
     MOBILE("<User/><Action><Redirect>a@example.com</Redirect></Action>"),
     "missing /Autodiscover/Response/User/EMailAddress"},
};

Test(rules, of_activesync)
{
    check_rows(mobile_rows, COUNT(mobile_rows));
}

static const struct row service_rows[] = {
    {"a service", "<Type>MobileSync</Type><Url>" URL "</Url><Name>" URL "</Name>", ""},
    {"certificates",
     "<Type>CertEnroll</Type><Url>" URL "</Url><Name/><ServerData>a</ServerData>", ""},
    {"certificates with a name", "<Type>CertEnroll</Type><Name>" URL "</Name>",
     "certificate-server-name Name"},
    {"a template elsewhere", "<Type>MobileSync</Type><ServerData>a</ServerData>",
     "out-of-place ServerData"},
};

Test(rules, of_the_servers_of_activesync)
{
    static const char prefix[] = "/Autodiscover/Response/Action/Settings/Server[1]/";

    for (size_t i = 0; i < COUNT(service_rows); i++) {
        const char *name = strchr(service_rows[i].expected, ' ');
        int size = name ? (int)(name - service_rows[i].expected) : 0;
        char xml[1024];
        char expected[256] = "";

        snprintf(xml, sizeof(xml), ACTS("<Settings><Server>%s</Server></Settings>"),
                 service_rows[i].xml);
        if (name)
            snprintf(expected, sizeof(expected), "%.*s %s%s", size,
                     service_rows[i].expected, prefix, name + 1);
        check_row(&(struct row){service_rows[i].label, xml, expected});
    }
}

/* Structs made by hand */

Test(rules, hold_for_structs_made_by_hand)
{
    struct pox_protocol protocol = {
        .type = POX_PROTOCOL_TYPE_EXPR,
        .type_text = NULL,
        .oof_url = "/relative",
        .server_dn = "/o=a",
    };

    expect_findings("a protocol", &pox_protocol_descriptor, &protocol,
                    "out-of-place /Protocol/ServerDN\n"
                    "value-form /Protocol/OOFUrl");
}

Test(rules, report_the_first_where_nobody_listens)
{
    struct pox_protocol protocol = {.type = POX_PROTOCOL_TYPE_IMAP,
                                    .smtp_last = POX_SWITCH_ON};
    struct pox_error error;

    cr_expect_not(pox_protocol_validate(&protocol, NULL, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_RULE);
    cr_expect_str_eq(error.rule, "missing");
    cr_expect_str_eq(error.path, "/Protocol/Server");
    cr_expect_not(pox_protocol_validate(&protocol, NULL, NULL, NULL));
    protocol.server = "mail.example.com";
    protocol.smtp_last = POX_SWITCH_ABSENT;
    cr_expect(pox_protocol_validate(&protocol, NULL, NULL, &error));
    cr_expect_eq(error.status, POX_OK);
}

Test(rules, are_not_checked_without_end)
{
    struct pox_protocol protocol = {.type = POX_PROTOCOL_TYPE_WEB};
    struct pox_internal side = {.protocol = &protocol};
    struct pox_error error;

    protocol.internal = &side;
    cr_expect_not(pox_protocol_validate(&protocol, NULL, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_LIMIT, "%s", error.message);
}

Test(rules, need_a_struct)
{
    struct pox_error error;

    cr_expect_not(pox_validate(&pox_protocol_descriptor, NULL, NULL, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT, "%s", error.message);
    cr_expect_not(pox_validate(NULL, "", NULL, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT, "%s", error.message);
}

/* The list */

Test(rules, have_names_that_find_them)
{
    size_t count;
    const struct pox_rule *rules = pox_rules(&count);

    for (size_t i = 0; i < count; i++) {
        cr_expect_eq(pox_rule_by_name(rules[i].name), &rules[i], "%s", rules[i].name);
        cr_expect_gt(strlen(rules[i].doc), 20, "%s", rules[i].name);
    }
    cr_expect_null(pox_rule_by_name("no-such-rule"));
}

Test(rules, stand_for_all_that_a_reader_says)
{
    enum pox_diagnostic_code code = POX_DIAGNOSTIC_UNKNOWN_ELEMENT;

    for (; strcmp(pox_diagnostic_code_name(code), "unknown") != 0; code++) {
        const char *name = pox_diagnostic_code_name(code);
        const struct pox_rule *rule = pox_rule_by_name(name);

        cr_assert_not_null(rule, "%s", name);
        cr_expect_eq(rule->diagnostic, code, "%s", name);
    }
    cr_expect_gt(code, POX_DIAGNOSTIC_NAMESPACE);
}
