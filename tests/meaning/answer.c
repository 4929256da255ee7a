/* SPDX-License-Identifier: MIT */
/* What an answer is. */
#include "support.h"

#include <inttypes.h>
#include <pox/answer.h>

/** An answer for a device around what stands in Action. */
#define DEVICE(inside)                                                                   \
    "<Autodiscover xmlns=\"" RESPONSE "\"><Response xmlns=\"" MOBILE_RESPONSE            \
    "\"><Action>" inside "</Action></Response></Autodiscover>"

/** An answer around what stands in Response, whose namespace is left open. */
#define BARE(inside) "<Autodiscover><Response>" inside "</Response></Autodiscover>"

#define PROTOCOL "<Protocol><Type>IMAP</Type></Protocol>"
#define SERVERS  "<Settings><Server><Type>MobileSync</Type></Server></Settings>"
#define URL      "<RedirectUrl>https://a.example/x</RedirectUrl>"
#define ADDRESS  "<RedirectAddr>b@example.com</RedirectAddr>"
#define FAULT    "<Error><ErrorCode>600</ErrorCode></Error>"

struct row {
    const char *xml;
    enum pox_answer_kind kind;
    /** NULL: none. */
    const char *target;
    /** Letters for what is set: a(ccount), d(evice's action), e(rror). */
    const char *set;
};

static const struct row rows[] = {
    /* Mail clients: Action decides where it is known. */
    {ANSWER("<Action>settings</Action>" PROTOCOL), POX_ANSWER_SETTINGS, NULL, "a"},
    {ANSWER("<Action> Settings </Action>" PROTOCOL), POX_ANSWER_SETTINGS, NULL, "a"},
    {ANSWER("<Action>settings</Action>" PROTOCOL URL ADDRESS), POX_ANSWER_SETTINGS, NULL,
     "a"},
    {ANSWER("<Action>redirectUrl</Action>" URL), POX_ANSWER_REDIRECT_URL,
     "https://a.example/x", ""},
    {ANSWER("<Action>redirectUrl</Action>" ADDRESS URL PROTOCOL), POX_ANSWER_REDIRECT_URL,
     "https://a.example/x", ""},
    {ANSWER("<Action>redirectAddr</Action>" ADDRESS), POX_ANSWER_REDIRECT_ADDRESS,
     "b@example.com", ""},
    {ANSWER("<Action>redirectAddr</Action>" URL ADDRESS PROTOCOL),
     POX_ANSWER_REDIRECT_ADDRESS, "b@example.com", ""},

    /* What is present decides where it is not. */
    {ANSWER(PROTOCOL), POX_ANSWER_SETTINGS, NULL, "a"},
    {ANSWER("<Action>other</Action>" PROTOCOL), POX_ANSWER_SETTINGS, NULL, "a"},
    {ANSWER(URL), POX_ANSWER_REDIRECT_URL, "https://a.example/x", ""},
    {ANSWER("<RedirectURL>https://a.example/x</RedirectURL>"), POX_ANSWER_REDIRECT_URL,
     "https://a.example/x", ""},
    {ANSWER("<Action>other</Action>" URL), POX_ANSWER_REDIRECT_URL, "https://a.example/x",
     ""},
    {ANSWER(ADDRESS), POX_ANSWER_REDIRECT_ADDRESS, "b@example.com", ""},
    {ANSWER(URL ADDRESS PROTOCOL), POX_ANSWER_REDIRECT_URL, "https://a.example/x", ""},
    {ANSWER(ADDRESS PROTOCOL), POX_ANSWER_REDIRECT_ADDRESS, "b@example.com", ""},
    {ANSWER("<RedirectUrl/>" ADDRESS), POX_ANSWER_REDIRECT_ADDRESS, "b@example.com", ""},
    {ANSWER("<RedirectUrl/><RedirectAddr> </RedirectAddr>" PROTOCOL), POX_ANSWER_SETTINGS,
     NULL, "a"},

    /* Targets are trimmed. */
    {ANSWER("<RedirectUrl>\n\t https://a.example/x\r\n</RedirectUrl>"),
     POX_ANSWER_REDIRECT_URL, "https://a.example/x", ""},
    {ANSWER("<RedirectAddr> b@example.com </RedirectAddr>"), POX_ANSWER_REDIRECT_ADDRESS,
     "b@example.com", ""},
    {DEVICE("<Redirect>\n b@example.com\n</Redirect>"), POX_ANSWER_REDIRECT_ADDRESS,
     "b@example.com", ""},

    /* Redirects to nowhere, and settings without any. */
    {ANSWER("<Action>redirectUrl</Action>"), POX_ANSWER_INCOMPLETE, NULL, ""},
    {ANSWER("<Action>redirectUrl</Action><RedirectUrl> </RedirectUrl>" PROTOCOL),
     POX_ANSWER_INCOMPLETE, NULL, ""},
    {ANSWER("<Action>redirectUrl</Action>" ADDRESS), POX_ANSWER_INCOMPLETE, NULL, ""},
    {ANSWER("<Action>redirectAddr</Action><RedirectAddr/>"), POX_ANSWER_INCOMPLETE, NULL,
     ""},
    {ANSWER("<Action>redirectAddr</Action>" URL), POX_ANSWER_INCOMPLETE, NULL, ""},
    {ANSWER("<Action>settings</Action>"), POX_ANSWER_INCOMPLETE, NULL, ""},
    {ANSWER("<Action>settings</Action>" URL), POX_ANSWER_INCOMPLETE, NULL, ""},
    {ANSWER("<RedirectUrl/>"), POX_ANSWER_INCOMPLETE, NULL, ""},
    {ANSWER(""), POX_ANSWER_INCOMPLETE, NULL, ""},
    {DEVICE("<Redirect/>"), POX_ANSWER_INCOMPLETE, NULL, ""},
    {DEVICE("<Settings/>"), POX_ANSWER_INCOMPLETE, NULL, ""},
    {DEVICE(""), POX_ANSWER_INCOMPLETE, NULL, ""},
    {BARE(""), POX_ANSWER_INCOMPLETE, NULL, ""},
    {"<Autodiscover/>", POX_ANSWER_INCOMPLETE, NULL, ""},
    {"<Autodiscover><Request/></Autodiscover>", POX_ANSWER_INCOMPLETE, NULL, ""},

    /* Devices. */
    {DEVICE(SERVERS), POX_ANSWER_SETTINGS, NULL, "d"},
    {DEVICE("<Redirect>b@example.com</Redirect>"), POX_ANSWER_REDIRECT_ADDRESS,
     "b@example.com", ""},
    {DEVICE(SERVERS "<Redirect>b@example.com</Redirect>"), POX_ANSWER_REDIRECT_ADDRESS,
     "b@example.com", ""},
    {DEVICE("<Redirect/>" SERVERS), POX_ANSWER_SETTINGS, NULL, "d"},

    /* Both forms at once: mail clients first. */
    {BARE("<Account>" PROTOCOL "</Account><Action>" SERVERS "</Action>"),
     POX_ANSWER_SETTINGS, NULL, "ad"},
    {BARE("<Account>" PROTOCOL "</Account><Action><Redirect>b@example.com</Redirect>"
          "</Action>"),
     POX_ANSWER_SETTINGS, NULL, "a"},
    {BARE("<Account>" URL "</Account><Action>" SERVERS "</Action>"),
     POX_ANSWER_REDIRECT_URL, "https://a.example/x", "d"},
    {BARE("<Account>" URL "</Account><Action><Redirect>b@example.com</Redirect>"
          "</Action>"),
     POX_ANSWER_REDIRECT_URL, "https://a.example/x", ""},
    {BARE("<Account/><Action>" SERVERS "</Action>"), POX_ANSWER_SETTINGS, NULL, "d"},
    {BARE("<Account><Action>redirectUrl</Action></Account><Action>" SERVERS "</Action>"),
     POX_ANSWER_SETTINGS, NULL, "d"},
    {BARE("<Account/><Action><Redirect>b@example.com</Redirect></Action>"),
     POX_ANSWER_REDIRECT_ADDRESS, "b@example.com", ""},

    /* Errors, wherever they stand, hide nothing that can be used. */
    {BARE(FAULT), POX_ANSWER_ERROR, NULL, "e"},
    {BARE("<Error/>"), POX_ANSWER_ERROR, NULL, "e"},
    {ANSWER(FAULT), POX_ANSWER_ERROR, NULL, "e"},
    {DEVICE(FAULT), POX_ANSWER_ERROR, NULL, "e"},
    {ANSWER("<Action>redirectUrl</Action>" FAULT), POX_ANSWER_ERROR, NULL, "e"},
    {DEVICE("<Redirect/>" FAULT), POX_ANSWER_ERROR, NULL, "e"},
    {ANSWER(PROTOCOL FAULT), POX_ANSWER_SETTINGS, NULL, "ae"},
    {ANSWER(URL FAULT), POX_ANSWER_REDIRECT_URL, "https://a.example/x", "e"},
    {DEVICE(SERVERS FAULT), POX_ANSWER_SETTINGS, NULL, "de"},
    {BARE("<Account>" PROTOCOL "</Account>" FAULT), POX_ANSWER_SETTINGS, NULL, "ae"},
    {BARE("<Account>" PROTOCOL "</Account><Action>" FAULT "</Action>"),
     POX_ANSWER_SETTINGS, NULL, "ae"},
};

/** What is set, as in a row. */
static void list_what_is_set(const struct pox_answer *answer, char room[4])
{
    snprintf(room, 4, "%s%s%s", answer->account ? "a" : "", answer->action ? "d" : "",
             answer->error ? "e" : "");
}

static void expect_row(const struct row *row, const struct pox_autodiscover *message)
{
    const struct pox_response *response = message->response;
    struct pox_answer answer = pox_answer_of(message);
    char set[4];

    list_what_is_set(&answer, set);
    cr_expect_eq(answer.kind, row->kind, "%s: %s", row->xml,
                 pox_answer_kind_name(answer.kind));
    cr_expect_str_eq(set, row->set, "%s: %s", row->xml, set);
    cr_expect_eq(answer.target != NULL, row->target != NULL, "%s", row->xml);
    cr_expect_eq(answer.target_size, row->target ? strlen(row->target) : 0, "%s",
                 row->xml);
    if (answer.target && row->target && answer.target_size == strlen(row->target))
        cr_expect_arr_eq(answer.target, row->target, answer.target_size, "%s", row->xml);
    cr_expect(!answer.account || answer.account == response->account, "%s", row->xml);
    cr_expect(!answer.action || answer.action == response->action, "%s", row->xml);
}

Test(answer, is_what_its_elements_make_it)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_autodiscover *message =
            read_quietly(&pox_autodiscover_descriptor, rows[i].xml);

        expect_row(&rows[i], message);
        pox_free(message);
    }
}

Test(answer, that_is_not_there_is_incomplete)
{
    struct pox_answer answer = pox_answer_of(NULL);

    cr_expect_eq(answer.kind, POX_ANSWER_INCOMPLETE);
    cr_expect_null(answer.error);
    cr_expect_not(answer.has_code);
}

Test(answer,
     with_a_number_for_an_action_that_the_table_lacks_is_judged_by_what_is_present)
{
    struct pox_account account = {.action = (enum pox_account_action)2000,
                                  .redirect_addr = "b@example.com"};
    struct pox_response response = {.account = &account};
    struct pox_autodiscover message = {.response = &response};

    cr_expect_eq(pox_answer_of(&message).kind, POX_ANSWER_REDIRECT_ADDRESS);
    account.action = POX_ACCOUNT_ACTION_REDIRECT_URL;
    cr_expect_eq(pox_answer_of(&message).kind, POX_ANSWER_INCOMPLETE);
}

/* Codes */

struct code_row {
    const char *xml;
    bool has_code;
    uint32_t code;
    /** Words of what the table says; NULL: it says nothing. */
    const char *doc;
};

static const struct code_row code_rows[] = {
    {BARE("<Error><ErrorCode>600</ErrorCode></Error>"), true, 600, "understood"},
    {BARE("<Error><ErrorCode>601</ErrorCode></Error>"), true, 601, "no answer"},
    {BARE("<Error><ErrorCode>999</ErrorCode></Error>"), true, 999, NULL},
    {BARE("<Error><ErrorCode>0</ErrorCode></Error>"), true, 0, NULL},
    {BARE("<Error><ErrorCode>2</ErrorCode></Error>"), true, 2, NULL},
    {BARE("<Error><Message>no</Message></Error>"), false, 0, NULL},
    {DEVICE("<Error><Status>2</Status></Error>"), true, 2, "protocol"},
    {DEVICE("<Error><Status>600</Status></Error>"), true, 600, NULL},
    {DEVICE("<Error><Status>2</Status><ErrorCode>603</ErrorCode></Error>"), true, 603,
     "inside"},

    /* The first that is found. */
    {BARE("<Account><Error><ErrorCode>500</ErrorCode></Error></Account>"
          "<Action><Error><ErrorCode>501</ErrorCode></Error></Action>"
          "<Error><ErrorCode>602</ErrorCode></Error>"),
     true, 602, "faulty"},
    {BARE("<Account><Error><ErrorCode>500</ErrorCode></Error></Account>"
          "<Action><Error><ErrorCode>501</ErrorCode></Error></Action>"),
     true, 500, "no mailbox"},
    {BARE("<Account/><Action><Error><ErrorCode>501</ErrorCode></Error></Action>"), true,
     501, "configured"},

    /* Beside settings it stays to be seen. */
    {BARE("<Account>" PROTOCOL "</Account><Error><ErrorCode>500</ErrorCode></Error>"),
     true, 500, "no mailbox"},
};

Test(answer, has_the_number_of_the_error_and_what_it_means)
{
    for (size_t i = 0; i < COUNT(code_rows); i++) {
        const struct code_row *row = &code_rows[i];
        struct pox_autodiscover *message =
            read_quietly(&pox_autodiscover_descriptor, row->xml);
        struct pox_answer answer = pox_answer_of(message);
        const char *doc = answer.code_doc;

        cr_assert_not_null(answer.error, "%s", row->xml);
        cr_expect_eq(answer.has_code, row->has_code, "%s", row->xml);
        cr_expect_eq(answer.code, row->code, "%s: %" PRIu32, row->xml, answer.code);
        cr_expect_eq(doc != NULL, row->doc != NULL, "%s: %s", row->xml, doc ? doc : "");
        if (doc && row->doc)
            cr_expect_not_null(strstr(doc, row->doc), "%s: %s", row->xml, doc);
        pox_free(message);
    }
}

Test(answer, codes_mean_what_the_table_says)
{
    size_t n = 0;

    for (size_t i = 0; i < pox_server_error_descriptor.n_elements; i++) {
        const struct pox_element *element = &pox_server_error_descriptor.elements[i];

        for (size_t j = 0;
             strcmp(element->name, "ErrorCode") == 0 && j < element->n_values; j++, n++)
            cr_expect_eq(pox_error_code_doc((uint32_t)element->values[j].number),
                         element->values[j].doc);
    }
    cr_expect_gt(n, 5);
    cr_expect_null(pox_error_code_doc(1));
}

Test(answer, kinds_have_names)
{
    static const char *const names[] = {"incomplete",   "settings", "redirect-address",
                                        "redirect-url", "error",    "unknown"};

    for (size_t i = 0; i < COUNT(names); i++)
        cr_expect_str_eq(pox_answer_kind_name((enum pox_answer_kind)i), names[i]);
}
