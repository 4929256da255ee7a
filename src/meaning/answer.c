/* SPDX-License-Identifier: MIT */
#include "effective.h"

#include <pox/account.h>
#include <pox/answer.h>
#include <pox/message.h>
#include <pox/mobilesync.h>
#include <string.h>

/** Makes it a redirect, unless there is nowhere to go. */
static void set_redirect(struct pox_answer *answer, enum pox_answer_kind kind,
                         const char *where)
{
    struct pox_text target = pox_said(where);

    if (target.size == 0)
        return;
    answer->kind = kind;
    answer->target = target.bytes;
    answer->target_size = target.size;
}

/* Mail clients */

static void read_account(struct pox_answer *answer, const struct pox_account *account)
{
    enum pox_account_action action = pox_account_effective_action(account);

    if (action == POX_ACCOUNT_ACTION_REDIRECT_URL) {
        set_redirect(answer, POX_ANSWER_REDIRECT_URL, account->redirect_url);
    } else if (action == POX_ACCOUNT_ACTION_REDIRECT_ADDR) {
        set_redirect(answer, POX_ANSWER_REDIRECT_ADDRESS, account->redirect_addr);
    } else if (account->n_protocols > 0) {
        answer->kind = POX_ANSWER_SETTINGS;
        answer->account = account;
    }
}

/* ActiveSync devices */

static void read_action(struct pox_answer *answer,
                        const struct pox_mobilesync_action *action)
{
    bool is_redirect = pox_is_said(action->redirect);

    if (!is_redirect && action->settings && action->settings->n_servers > 0)
        answer->action = action;
    if (answer->kind != POX_ANSWER_INCOMPLETE)
        return;
    if (is_redirect)
        set_redirect(answer, POX_ANSWER_REDIRECT_ADDRESS, action->redirect);
    else if (answer->action)
        answer->kind = POX_ANSWER_SETTINGS;
}

/* Errors */

/** What the table says about a number in a field of an error; NULL: nothing. */
static const char *number_doc(const char *field, uint32_t number)
{
    const struct pox_element *element = pox_server_error_descriptor.elements;

    while (strcmp(element->field, field) != 0)
        element++; /* the tests see to it that there is one */
    for (size_t i = 0; i < element->n_values; i++) {
        if (element->values[i].number == number)
            return element->values[i].doc;
    }
    return NULL;
}

const char *pox_error_code_doc(uint32_t code)
{
    return number_doc("error_code", code);
}

static const struct pox_server_error *find_error(const struct pox_response *response)
{
    if (response->error)
        return response->error;
    if (response->account && response->account->error)
        return response->account->error;
    return response->action ? response->action->error : NULL;
}

static void read_error(struct pox_answer *answer, const struct pox_server_error *error)
{
    if (answer->kind == POX_ANSWER_INCOMPLETE)
        answer->kind = POX_ANSWER_ERROR;
    answer->error = error;
    answer->has_code = error->has_error_code || error->has_status;
    if (error->has_error_code) {
        answer->code = error->error_code;
        answer->code_doc = pox_error_code_doc(error->error_code);
    } else if (error->has_status) {
        answer->code = error->status;
        answer->code_doc = number_doc("status", error->status);
    }
}

/* The whole */

struct pox_answer pox_answer_of(const struct pox_autodiscover *message)
{
    struct pox_answer answer = {.kind = POX_ANSWER_INCOMPLETE};
    const struct pox_response *response = message ? message->response : NULL;

    if (!response)
        return answer;
    if (response->account)
        read_account(&answer, response->account);
    if (response->action)
        read_action(&answer, response->action);
    if (find_error(response))
        read_error(&answer, find_error(response));
    return answer;
}

const char *pox_answer_kind_name(enum pox_answer_kind kind)
{
    switch (kind) {
    case POX_ANSWER_INCOMPLETE:
        return "incomplete";
    case POX_ANSWER_SETTINGS:
        return "settings";
    case POX_ANSWER_REDIRECT_ADDRESS:
        return "redirect-address";
    case POX_ANSWER_REDIRECT_URL:
        return "redirect-url";
    case POX_ANSWER_ERROR:
        return "error";
    }
    return "unknown";
}
