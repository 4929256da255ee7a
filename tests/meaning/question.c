/* SPDX-License-Identifier: MIT */
/* Asking, and being asked. */
#include "support.h"

#include <inttypes.h>
#include <pox/answer.h>
#include <pox/question.h>

#define ADDRESS "alice@example.com"
#define DN      "/o=Example/ou=Exchange/cn=Recipients/cn=alice"

/* Addresses of the greatest length, and of one byte more. */
#define TEN     "xxxxxxxxxx"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define LONG    HUNDRED HUNDRED HUNDRED "xxxxxxxx@example.com"

/* The document */

static const struct pox_write_options compact = {.compact = true};

struct row {
    const char *label;
    struct pox_question question;
    /** What is asked for, behind the tag of Request; NULL: the question is refused. */
    const char *xml;
    /** The namespace of the request; or the end of the path of the error. */
    const char *where;
};

#define ASKED(who, schema)                                                               \
    who "<AcceptableResponseSchema>" schema "</AcceptableResponseSchema>"

static const struct row rows[] = {
    {"by address",
     {.address = ADDRESS},
     ASKED("<EMailAddress>" ADDRESS "</EMailAddress>", OUTLOOK_RESPONSE),
     OUTLOOK_REQUEST},
    {"as a mail client",
     {.address = ADDRESS, .form = POX_FORM_OUTLOOK},
     ASKED("<EMailAddress>" ADDRESS "</EMailAddress>", OUTLOOK_RESPONSE),
     OUTLOOK_REQUEST},
    {"as a device",
     {.address = ADDRESS, .form = POX_FORM_MOBILESYNC},
     ASKED("<EMailAddress>" ADDRESS "</EMailAddress>", MOBILE_RESPONSE),
     MOBILE_REQUEST},
    {"by DN",
     {.legacy_dn = DN},
     ASKED("<LegacyDN>" DN "</LegacyDN>", OUTLOOK_RESPONSE),
     OUTLOOK_REQUEST},
    {"by DN with a blank address",
     {.address = " ", .legacy_dn = DN},
     ASKED("<LegacyDN>" DN "</LegacyDN>", OUTLOOK_RESPONSE),
     OUTLOOK_REQUEST},
    {"by address with a blank DN",
     {.address = ADDRESS, .legacy_dn = "", .form = POX_FORM_MOBILESYNC},
     ASKED("<EMailAddress>" ADDRESS "</EMailAddress>", MOBILE_RESPONSE),
     MOBILE_REQUEST},
    {"by a padded address",
     {.address = "\n " ADDRESS "\t\r\n"},
     ASKED("<EMailAddress>" ADDRESS "</EMailAddress>", OUTLOOK_RESPONSE),
     OUTLOOK_REQUEST},
    {"by an address with markup",
     {.address = "a&b<c@example.com"},
     ASKED("<EMailAddress>a&amp;b&lt;c@example.com</EMailAddress>", OUTLOOK_RESPONSE),
     OUTLOOK_REQUEST},
    {"by the longest address",
     {.address = LONG},
     ASKED("<EMailAddress>" LONG "</EMailAddress>", OUTLOOK_RESPONSE),
     OUTLOOK_REQUEST},

    {"neither", {.form = POX_FORM_OUTLOOK}, NULL, "/EMailAddress"},
    {"blank", {.address = " \n", .legacy_dn = ""}, NULL, "/EMailAddress"},
    {"both", {.address = ADDRESS, .legacy_dn = DN}, NULL, "/LegacyDN"},
    {"both as a device",
     {.address = ADDRESS, .legacy_dn = DN, .form = POX_FORM_MOBILESYNC},
     NULL,
     "/LegacyDN"},
    {"by DN as a device",
     {.legacy_dn = DN, .form = POX_FORM_MOBILESYNC},
     NULL,
     "/LegacyDN"},
    {"no address", {.address = "alice"}, NULL, "/EMailAddress"},
    {"nobody", {.address = "@example.com"}, NULL, "/EMailAddress"},
    {"nowhere", {.address = "alice@"}, NULL, "/EMailAddress"},
    {"two words", {.address = "a lice@example.com"}, NULL, "/EMailAddress"},
    {"too long", {.address = "x" LONG}, NULL, "/EMailAddress"},
    {"CR LF", {.address = ADDRESS "\r\nX-Evil: 1"}, NULL, "/EMailAddress"},
    {"LF", {.address = "a\nb@example.com"}, NULL, "/EMailAddress"},
    {"CR", {.address = "a\rb@example.com"}, NULL, "/EMailAddress"},
    {"tab", {.address = "a\tb@example.com"}, NULL, "/EMailAddress"},
    {"a control character", {.address = "a\x01@example.com"}, NULL, "/EMailAddress"},
    {"DEL", {.address = "a\x7F@example.com"}, NULL, "/EMailAddress"},
    {"no such form",
     {.address = ADDRESS, .form = (enum pox_form)3},
     NULL,
     "/AcceptableResponseSchema"},
    {"no such form, negative",
     {.address = ADDRESS, .form = (enum pox_form) - 1},
     NULL,
     "/AcceptableResponseSchema"},
};

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text);

    return size >= strlen(end) && strcmp(text + size - strlen(end), end) == 0;
}

static void expect_document(const struct row *row, const char *xml, size_t size)
{
    char expected[1500];

    snprintf(expected, sizeof(expected),
             "<Autodiscover xmlns=\"%s\"><Request>%s</Request></Autodiscover>",
             row->where, row->xml);
    cr_expect_eq(size, strlen(xml), "%s", row->label);
    cr_expect_not_null(strstr(xml, expected), "%s: %s", row->label, xml);
}

Test(question, is_written_or_refused)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct row *row = &rows[i];
        struct pox_error error;
        size_t size = 0;
        char *xml = pox_question_to_xml(&row->question, &compact, &size, &error);

        cr_expect_eq(xml != NULL, row->xml != NULL, "%s: %s", row->label, error.message);
        cr_expect_eq(error.status, row->xml ? POX_OK : POX_ERROR_VALUE, "%s: %s",
                     row->label, pox_status_name(error.status));
        if (xml && row->xml)
            expect_document(row, xml, size);
        else
            cr_expect(ends_with(error.path, row->where), "%s: %s", row->label,
                      error.path);
        free(xml);
    }
}

Test(question, has_what_it_is_refused_for_named_as_by_the_writer)
{
    struct pox_question question = {.address = "a\x80@example.com"};
    struct pox_request request = {.email_address = question.address};
    struct pox_autodiscover message = {.request = &request};
    struct pox_headers headers;
    struct pox_error expected;
    struct pox_error error;

    cr_expect_null(pox_autodiscover_to_xml(&message, NULL, NULL, &expected));
    cr_expect_null(pox_question_to_xml(&question, NULL, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_TEXT);
    cr_expect_eq(error.status, expected.status);
    cr_expect_str_eq(error.path, expected.path, "%s", error.path);
    cr_expect_str_eq(error.path, "/Autodiscover/Request/EMailAddress");
    cr_expect_not(pox_question_headers(&question, &headers, &error));
    cr_expect_eq(error.status, POX_ERROR_TEXT);
}

Test(question, takes_its_memory_where_it_is_told)
{
    struct pox_question question = {.address = ADDRESS};
    struct ledger ledger = {.refuse = 0};
    struct pox_allocator allocator = ledger_allocator(&ledger);
    struct pox_write_options options = {.allocator = &allocator};
    struct pox_error error;
    char *xml = pox_question_to_xml(&question, &options, NULL, NULL);

    cr_expect_not_null(xml);
    cr_expect_eq(ledger.live, 1);
    ledger_release(&ledger, xml);
    ledger.calls = 0;
    ledger.refuse = 1;
    cr_expect_null(pox_question_to_xml(&question, &options, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_NO_MEMORY);
    cr_expect_eq(ledger.live, 0);
    cr_expect_null(pox_question_to_xml(NULL, NULL, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
}

/* Headers */

#define CONTENT "Content-Type: text/xml; charset=utf-8\n"
#define ANCHOR  "X-AnchorMailbox: " ADDRESS "\n"

struct header_row {
    struct pox_question question;
    const char *headers;
};

static const struct header_row header_rows[] = {
    {{.address = ADDRESS}, CONTENT ANCHOR},
    {{.address = " " ADDRESS "\n"}, CONTENT ANCHOR},
    {{.address = LONG}, CONTENT "X-AnchorMailbox: " LONG "\n"},
    {{.address = ADDRESS, .form = POX_FORM_MOBILESYNC}, CONTENT ANCHOR},
    {{.legacy_dn = DN}, CONTENT},
    {{.address = ADDRESS, .mapi_http = 1}, CONTENT "X-MapiHttpCapability: 1\n" ANCHOR},
    {{.address = ADDRESS, .mapi_http = UINT32_MAX},
     CONTENT "X-MapiHttpCapability: 4294967295\n" ANCHOR},
    {{.address = ADDRESS, .negotiate = true},
     CONTENT "X-ClientCanHandle: Negotiate\n" ANCHOR},
    {{.address = ADDRESS, .ex_http_info = true},
     CONTENT "X-ClientCanHandle: ExHttpInfo\n" ANCHOR},
    {{.address = LONG, .mapi_http = 2000000000, .negotiate = true, .ex_http_info = true},
     CONTENT "X-MapiHttpCapability: 2000000000\n"
             "X-ClientCanHandle: Negotiate, ExHttpInfo\n"
             "X-AnchorMailbox: " LONG "\n"},
};

static void print_headers(const struct pox_headers *headers, char *room, size_t size)
{
    size_t at = 0;

    room[0] = '\0';
    for (size_t i = 0; i < headers->n && at < size; i++)
        at += (size_t)snprintf(room + at, size - at, "%s: %s\n", headers->items[i].name,
                               headers->items[i].value);
}

Test(question, has_the_headers_that_decide_what_comes_back)
{
    for (size_t i = 0; i < COUNT(header_rows); i++) {
        struct pox_headers headers;
        struct pox_error error;
        char room[2000];

        memset(&headers, 'x', sizeof(headers));
        cr_expect(pox_question_headers(&header_rows[i].question, &headers, &error));
        cr_expect_eq(error.status, POX_OK);
        print_headers(&headers, room, sizeof(room));
        cr_expect_str_eq(room, header_rows[i].headers, "row %zu: %s", i, room);
    }
}

Test(question, that_is_refused_has_no_headers)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct row *row = &rows[i];
        struct pox_headers headers = {.n = 4};
        struct pox_error error;
        bool good = pox_question_headers(&row->question, &headers, &error);

        cr_expect_eq(good, row->xml != NULL, "%s: %s", row->label, error.message);
        cr_expect_eq(headers.n > 0, row->xml != NULL, "%s", row->label);
        cr_expect_eq(error.status, row->xml ? POX_OK : POX_ERROR_VALUE, "%s", row->label);
    }
}

Test(question, needs_arguments_for_headers)
{
    struct pox_question question = {.address = ADDRESS};
    struct pox_headers headers = {.n = 4};
    struct pox_error error;

    cr_expect_not(pox_question_headers(NULL, &headers, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
    cr_expect_eq(headers.n, 0);
    cr_expect_not(pox_question_headers(&question, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
    cr_expect(pox_question_headers(&question, &headers, NULL));
}

/* What a request wants */

struct form_row {
    const char *schema;
    enum pox_form form;
};

static const struct form_row form_rows[] = {
    {OUTLOOK_RESPONSE, POX_FORM_OUTLOOK},
    {MOBILE_RESPONSE, POX_FORM_MOBILESYNC},
    {"\n    " OUTLOOK_RESPONSE "\r\n\t", POX_FORM_OUTLOOK},
    {" " MOBILE_RESPONSE " ", POX_FORM_MOBILESYNC},
    {"https://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a",
     POX_FORM_OUTLOOK},
    {"\nhttps://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/"
     "2006 ",
     POX_FORM_MOBILESYNC},
    {NULL, POX_FORM_NONE},
    {"", POX_FORM_NONE},
    {" \n", POX_FORM_NONE},
    {RESPONSE, POX_FORM_NONE},
    {OUTLOOK_REQUEST, POX_FORM_NONE},
    {MOBILE_RESPONSE "a", POX_FORM_NONE},
    {"urn:example", POX_FORM_NONE},
};

Test(request, wants_the_form_that_it_names)
{
    for (size_t i = 0; i < COUNT(form_rows); i++) {
        struct pox_request request = {.acceptable_response_schema = form_rows[i].schema};
        enum pox_form form = pox_request_form(&request);

        cr_expect_eq(form, form_rows[i].form, "row %zu, %s: %d", i,
                     form_rows[i].schema ? form_rows[i].schema : "(none)", (int)form);
    }
    cr_expect_eq(pox_request_form(NULL), POX_FORM_NONE);
}

enum {
    NO_FORM = 0,
    OUTLOOK = 1u << POX_FORM_OUTLOOK,
    MOBILESYNC = 1u << POX_FORM_MOBILESYNC,
    ANY_FORM = OUTLOOK | MOBILESYNC
};

struct fault_row {
    const char *address;
    const char *legacy_dn;
    const char *schema;
    unsigned forms;
    uint32_t fault;
};

static const struct fault_row fault_rows[] = {
    {ADDRESS, NULL, OUTLOOK_RESPONSE, ANY_FORM, 0},
    {ADDRESS, NULL, OUTLOOK_RESPONSE, OUTLOOK, 0},
    {ADDRESS, NULL, MOBILE_RESPONSE, MOBILESYNC, 0},
    {NULL, DN, OUTLOOK_RESPONSE, ANY_FORM, 0},
    {ADDRESS, DN, MOBILE_RESPONSE, ANY_FORM, 0},

    {NULL, NULL, OUTLOOK_RESPONSE, ANY_FORM, 600},
    {" ", "", OUTLOOK_RESPONSE, ANY_FORM, 600},
    {NULL, DN, MOBILE_RESPONSE, ANY_FORM, 600},
    {NULL, NULL, NULL, ANY_FORM, 600},
    {NULL, NULL, MOBILE_RESPONSE, OUTLOOK, 600},

    {ADDRESS, NULL, NULL, ANY_FORM, 601},
    {ADDRESS, NULL, "", ANY_FORM, 601},
    {ADDRESS, NULL, "urn:example", ANY_FORM, 601},
    {ADDRESS, NULL, NULL, ~0u, 601},
    {ADDRESS, NULL, MOBILE_RESPONSE, OUTLOOK, 601},
    {ADDRESS, NULL, OUTLOOK_RESPONSE, MOBILESYNC, 601},
    {ADDRESS, NULL, OUTLOOK_RESPONSE, NO_FORM, 601},
    {NULL, DN, NULL, ANY_FORM, 601},
};

Test(request, can_be_answered_or_has_a_fault)
{
    for (size_t i = 0; i < COUNT(fault_rows); i++) {
        const struct fault_row *row = &fault_rows[i];
        struct pox_request request = {.email_address = row->address,
                                      .legacy_dn = row->legacy_dn,
                                      .acceptable_response_schema = row->schema};
        struct pox_autodiscover message = {.request = &request};
        uint32_t fault = pox_request_fault(&message, row->forms);

        cr_expect_eq(fault, row->fault, "row %zu: %" PRIu32, i, fault);
        cr_expect_eq(pox_error_code_doc(fault) != NULL, row->fault != 0, "row %zu", i);
    }
}

Test(request, that_is_not_there_is_a_fault)
{
    struct pox_autodiscover message = {.request = NULL};

    cr_expect_eq(pox_request_fault(NULL, ANY_FORM), 600);
    cr_expect_eq(pox_request_fault(&message, ANY_FORM), 600);
}

Test(request, that_is_written_is_understood)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct pox_question *question = &rows[i].question;
        enum pox_form form = question->form ? question->form : POX_FORM_OUTLOOK;
        char *xml = pox_question_to_xml(question, NULL, NULL, NULL);
        struct pox_parse_options strict = {.strict = true};
        struct pox_autodiscover *message;
        struct pox_error error;

        if (!xml)
            continue;
        message = pox_autodiscover_parse(xml, strlen(xml), &strict, &error);
        cr_assert_not_null(message, "%s: %s", rows[i].label, error.message);
        cr_expect_eq(pox_request_form(message->request), form, "%s", rows[i].label);
        cr_expect_eq(pox_request_fault(message, 1u << form), 0, "%s", rows[i].label);
        cr_expect_eq(pox_request_fault(message, ANY_FORM & ~(1u << form)), 601, "%s",
                     rows[i].label);
        pox_free(message);
        free(xml);
    }
}

/* Error answers */

struct error_row {
    uint32_t code;
    struct pox_error_details details;
    /** All from the tag of Error on. */
    const char *xml;
};

static const struct error_row error_rows[] = {
    {600,
     {.time = NULL},
     "<Error><ErrorCode>600</ErrorCode>"
     "<Message>The request could not be understood.</Message></Error>"},
    {601,
     {.time = "16:56:32.6164027", .has_id = true, .id = 2945626231, .debug_data = ""},
     "<Error Time=\"16:56:32.6164027\" Id=\"2945626231\"><ErrorCode>601</ErrorCode>"
     "<Message>The server has no answer in the AcceptableResponseSchema asked for."
     "</Message><DebugData></DebugData></Error>"},
    {500,
     {.message = "No <such> mailbox", .debug_data = "a&b", .id = 5},
     "<Error><ErrorCode>500</ErrorCode><Message>No &lt;such&gt; mailbox</Message>"
     "<DebugData>a&amp;b</DebugData></Error>"},
    {600,
     {.message = "", .has_id = true, .id = UINT64_MAX},
     "<Error Id=\"18446744073709551615\"><ErrorCode>600</ErrorCode>"
     "<Message></Message></Error>"},
    {12345, {.time = NULL}, "<Error><ErrorCode>12345</ErrorCode></Error>"},
    {12345,
     {.message = "Other"},
     "<Error><ErrorCode>12345</ErrorCode><Message>Other</Message></Error>"},
};

/** It is strictly right, says what stands inside of Response, and has one namespace. */
static void expect_error_answer(const char *xml, const char *inside)
{
    struct pox_parse_options strict = {.strict = true};
    struct pox_error error;
    struct pox_autodiscover *message =
        pox_autodiscover_parse(xml, strlen(xml), &strict, &error);
    struct pox_autodiscover *expected;
    char room[1000];

    cr_assert_not_null(message, "%s: %s", xml, error.message);
    snprintf(room, sizeof(room),
             "<Autodiscover xmlns=\"" RESPONSE
             "\"><Response>%s</Response></Autodiscover>",
             inside);
    expected = read_quietly(&pox_autodiscover_descriptor, room);
    cr_expect(pox_autodiscover_equal(message, expected), "%s", xml);
    /* One declaration: all is in the namespace of the root. */
    cr_expect_not_null(strstr(xml, "<Autodiscover xmlns=\"" RESPONSE "\">"), "%s", xml);
    cr_expect_not_null(strstr(xml, "<Response><Error"), "%s", xml);
    pox_free(expected);
    pox_free(message);
}

Test(error_answer, is_written_in_its_shape)
{
    for (size_t i = 0; i < COUNT(error_rows); i++) {
        const struct error_row *row = &error_rows[i];
        struct pox_error error;
        size_t size = 0;
        char *xml = pox_error_to_xml(row->code, &row->details, &compact, &size, &error);

        cr_assert_not_null(xml, "row %zu: %s", i, error.message);
        cr_expect_eq(size, strlen(xml));
        expect_error_answer(xml, row->xml);
        free(xml);
    }
}

Test(error_answer, needs_no_details)
{
    struct pox_error error;
    char *xml = pox_error_to_xml(600, NULL, &compact, NULL, NULL);

    cr_assert_not_null(xml);
    expect_error_answer(xml, error_rows[0].xml);
    free(xml);
    cr_expect_null(pox_error_to_xml(0, NULL, NULL, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
}

Test(error_answer, is_an_answer_that_is_an_error)
{
    char *xml = pox_error_to_xml(601, NULL, NULL, NULL, NULL);
    struct pox_autodiscover *message = read_quietly(&pox_autodiscover_descriptor, xml);
    struct pox_answer answer = pox_answer_of(message);

    cr_expect_eq(answer.kind, POX_ANSWER_ERROR);
    cr_expect_eq(answer.code, 601);
    cr_expect_str_eq(answer.error->message, answer.code_doc);
    pox_free(message);
    free(xml);
}

Test(error_answer, with_text_that_cannot_be_written_is_refused)
{
    struct pox_error_details details = {.message = "\x01"};
    struct pox_error error;

    cr_expect_null(pox_error_to_xml(600, &details, NULL, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_TEXT);
    cr_expect_str_eq(error.path, "/Autodiscover/Response/Error/Message");
}
