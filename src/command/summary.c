/* SPDX-License-Identifier: MIT */
#include "summary.h"

#include <inttypes.h>
#include <pox/elements.h>
#include <stdio.h>
#include <string.h>

/** Where the lines of a sentence begin that is longer than one. */
enum { HANGING_INDENT = 2 };

/** Prints up to three pieces of one sentence, the last of which may be NULL. */
static void say(struct output *output, const char *begin, const char *middle,
                const char *end)
{
    output_text(output, begin, HANGING_INDENT);
    output_text(output, middle, HANGING_INDENT);
    if (end)
        output_text(output, end, HANGING_INDENT);
    output_end_line(output);
}

static bool has_text(const char *text)
{
    return text && text[0] != '\0';
}

/* Errors */

/** What the table says about a number, such as an ErrorCode; NULL: nothing. */
static const char *meaning(const struct pox_type *type, const char *name, uint64_t number)
{
    for (size_t i = 0; i < type->n_elements; i++) {
        const struct pox_element *element = &type->elements[i];

        for (size_t j = 0; strcmp(element->name, name) == 0 && j < element->n_values;
             j++) {
            if (element->values[j].number == number)
                return element->values[j].doc;
        }
    }
    return NULL;
}

static void say_error(struct output *output, const struct pox_server_error *error)
{
    bool has_number = error->has_error_code || error->has_status;
    uint32_t number = error->has_error_code ? error->error_code : error->status;
    const char *doc = NULL;
    char begin[40] = "Error: ";

    if (has_number) {
        snprintf(begin, sizeof(begin), "Error %s%" PRIu32 ": ",
                 error->has_error_code ? "" : "with status ", number);
        doc = meaning(&pox_server_error_descriptor,
                      error->has_error_code ? "ErrorCode" : "Status", number);
    }
    if (!doc)
        doc =
            has_text(error->message) ? error->message : "the server does not say which.";
    say(output, begin, doc, NULL);
}

/* Answers */

/** The address, or else the name, of the user. */
static const char *user_name(const struct pox_user *user)
{
    if (!user)
        return NULL;
    if (has_text(user->auto_discover_smtp_address))
        return user->auto_discover_smtp_address;
    return has_text(user->email_address) ? user->email_address : NULL;
}

static void say_settings(struct output *output, const struct pox_user *user, size_t count,
                         const char *thing)
{
    const char *name = user_name(user);
    char end[60];

    snprintf(end, sizeof(end), ": %zu %s%s.", count, thing, count == 1 ? "" : "s");
    say(output, name ? "Settings for " : "Settings", name ? name : "", end);
}

static void say_redirect(struct output *output, const char *where, const char *target)
{
    if (has_text(target))
        say(output, where, target, NULL);
    else
        say(output, "Redirect, but the answer does not say where to.", "", NULL);
}

/** Whether there was anything to say. */
static bool say_account(struct output *output, const struct pox_account *account,
                        const struct pox_user *user)
{
    enum pox_account_action action = pox_account_effective_action(account);

    if (account->error)
        say_error(output, account->error);
    if (action == POX_ACCOUNT_ACTION_REDIRECT_URL)
        say_redirect(output, "Redirect: ask again at ", account->redirect_url);
    else if (action == POX_ACCOUNT_ACTION_REDIRECT_ADDR)
        say_redirect(output, "Redirect: ask again for the address ",
                     account->redirect_addr);
    else if (account->n_protocols > 0)
        say_settings(output, user, account->n_protocols, "protocol");
    else
        return account->error;
    return true;
}

static bool say_mobilesync(struct output *output,
                           const struct pox_mobilesync_action *action,
                           const struct pox_user *user)
{
    size_t n_servers = action->settings ? action->settings->n_servers : 0;

    if (action->error)
        say_error(output, action->error);
    if (action->redirect)
        say_redirect(output, "Redirect: ask again for the address ", action->redirect);
    if (n_servers > 0)
        say_settings(output, user, n_servers, "ActiveSync server");
    return action->error || action->redirect || n_servers > 0;
}

static bool say_response(struct output *output, const struct pox_response *response)
{
    bool said = response->error;

    if (response->error)
        say_error(output, response->error);
    if (response->account && say_account(output, response->account, response->user))
        said = true;
    if (response->action && say_mobilesync(output, response->action, response->user))
        said = true;
    return said;
}

/* Requests */

static bool is_mobilesync(const char *schema)
{
    return schema && strstr(schema, "/mobilesync/");
}

static void say_request(struct output *output, const struct pox_request *request)
{
    const char *name =
        has_text(request->email_address) ? request->email_address : request->legacy_dn;
    const char *end = is_mobilesync(request->acceptable_response_schema)
                          ? " on an ActiveSync device."
                          : NULL;

    if (has_text(name))
        say(output, "Request for the settings of ", name, end);
    else
        say(output, "Request that does not say for whom.", "", NULL);
}

static bool say_message(struct output *output, const struct pox_autodiscover *message)
{
    if (message->request)
        say_request(output, message->request);
    if (message->response)
        return say_response(output, message->response);
    if (!message->request)
        say(output, "The message is neither a request nor an answer.", "", NULL);
    return true;
}

void summary_print(struct output *output, const struct document *document)
{
    const void *value = document->value;
    bool said = true;

    if (document->type == &pox_autodiscover_descriptor)
        said = say_message(output, value);
    else if (document->type == &pox_response_descriptor)
        said = say_response(output, value);
    else if (document->type == &pox_account_descriptor)
        said = say_account(output, value, NULL);
    else if (document->type == &pox_mobilesync_action_descriptor)
        said = say_mobilesync(output, value, NULL);
    else if (document->type == &pox_request_descriptor)
        say_request(output, value);
    else if (document->type == &pox_server_error_descriptor)
        say_error(output, value);
    if (!said)
        say(output, "The answer has neither settings, a redirect nor an error.", "",
            NULL);
}
