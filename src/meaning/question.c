/* SPDX-License-Identifier: MIT */
#include "argument.h"
#include "effective.h"
#include "lookup.h"
#include "unicode.h"

#include <inttypes.h>
#include <pox/answer.h>
#include <pox/message.h>
#include <pox/question.h>
#include <stdio.h>
#include <string.h>

/** The namespaces of each form. */
struct schemas {
    const char *request;
    const char *response;
};

static const struct schemas schemas[] = {
    [POX_FORM_OUTLOOK] = {POX_NAMESPACE_OUTLOOK_REQUEST, POX_NAMESPACE_OUTLOOK_RESPONSE},
    [POX_FORM_MOBILESYNC] = {POX_NAMESPACE_MOBILESYNC_REQUEST,
                             POX_NAMESPACE_MOBILESYNC_RESPONSE},
};

enum { N_FORMS = sizeof(schemas) / sizeof(schemas[0]) };

/* What is wrong with a question */

/** Names a field of the request by its place in the document. Always returns false. */
static bool refuse(struct pox_error *error, enum pox_status status, const char *field,
                   const char *message)
{
    const struct pox_element *element = pox_request_descriptor.elements;

    while (strcmp(element->field, field) != 0)
        element++; /* the tests see to it that there is one */
    error->status = status;
    snprintf(error->path, sizeof(error->path), "/%s/%s/%s",
             pox_autodiscover_descriptor.name, pox_request_descriptor.name, element->key);
    snprintf(error->message, sizeof(error->message), "%s", message);
    return false;
}

static bool check_address(struct pox_text address, struct pox_error *error)
{
    static const char field[] = "email_address";
    char message[sizeof(error->message)];
    const char *complaint = pox_complaint(POX_KIND_SMTP, address);
    size_t at;

    if (address.size > POX_MAX_ADDRESS)
        return refuse(error, POX_ERROR_VALUE, field, "the address is too long");
    /* Line ends would begin headers of their own. */
    if (pox_has_control(address.bytes, address.size))
        return refuse(error, POX_ERROR_VALUE, field,
                      "the address has a control character");
    if (pox_check_text(address.bytes, address.size, &at) != POX_TEXT_FINE)
        return refuse(
            error, POX_ERROR_TEXT, field,
            "the address is not UTF-8, or has a character that XML cannot carry");
    if (!complaint)
        return true;
    snprintf(message, sizeof(message), "the address is %s", complaint);
    return refuse(error, POX_ERROR_VALUE, field, message);
}

static bool check(const struct pox_question *question, struct pox_error *error)
{
    bool has_dn = pox_is_said(question->legacy_dn);

    if ((unsigned)question->form >= N_FORMS)
        return refuse(error, POX_ERROR_VALUE, "acceptable_response_schema",
                      "there is no such form of answer");
    if (has_dn && question->form == POX_FORM_MOBILESYNC)
        return refuse(error, POX_ERROR_VALUE, "legacy_dn",
                      "a device asks by address alone");
    if (has_dn && pox_is_said(question->address))
        return refuse(
            error, POX_ERROR_VALUE, "legacy_dn",
            "there is an address as well, and only one of them can be asked for");
    if (!has_dn && !pox_is_said(question->address))
        return refuse(error, POX_ERROR_VALUE, "email_address",
                      "there is neither an address nor a DN");
    return check_address(pox_said(question->address), error);
}

/** Copies a text that has been checked for its size. */
static const char *copy_text(char *room, struct pox_text text)
{
    memcpy(room, text.bytes, text.size);
    room[text.size] = '\0';
    return room;
}

/* The document */

char *pox_question_to_xml(const struct pox_question *question,
                          const struct pox_write_options *options, size_t *size,
                          struct pox_error *error)
{
    struct pox_error unwanted;
    struct pox_request request = {.email_address = NULL};
    struct pox_autodiscover message = {.request = &request};
    char address[POX_MAX_ADDRESS + 1];
    enum pox_form form;

    error = pox_error_begin(error, &unwanted);
    if (!question)
        return pox_bad_argument(error, "no question");
    if (!check(question, error))
        return NULL;
    form = question->form == POX_FORM_NONE ? POX_FORM_OUTLOOK : question->form;
    request.acceptable_response_schema = schemas[form].response;
    if (pox_is_said(question->address))
        request.email_address = copy_text(address, pox_said(question->address));
    else
        request.legacy_dn = question->legacy_dn;
    return pox_autodiscover_to_xml(&message, options, size, error);
}

/* Headers */

static void add_header(struct pox_headers *headers, const char *name, const char *value)
{
    headers->items[headers->n++] = (struct pox_header){.name = name, .value = value};
}

/** What the client can handle, for the header that lists it; NULL: nothing. */
static const char *abilities(const struct pox_question *question)
{
    if (question->negotiate && question->ex_http_info)
        return "Negotiate, ExHttpInfo";
    if (question->negotiate)
        return "Negotiate";
    return question->ex_http_info ? "ExHttpInfo" : NULL;
}

static void add_headers(struct pox_headers *headers, const struct pox_question *question)
{
    static const size_t number_size = sizeof(headers->storage) - POX_MAX_ADDRESS - 1;
    char *number = headers->storage;
    char *address = headers->storage + number_size;

    add_header(headers, "Content-Type", "text/xml; charset=utf-8");
    if (question->mapi_http > 0) {
        snprintf(number, number_size, "%" PRIu32, question->mapi_http);
        add_header(headers, "X-MapiHttpCapability", number);
    }
    if (abilities(question))
        add_header(headers, "X-ClientCanHandle", abilities(question));
    if (pox_is_said(question->address))
        add_header(headers, "X-AnchorMailbox",
                   copy_text(address, pox_said(question->address)));
}

bool pox_question_headers(const struct pox_question *question,
                          struct pox_headers *headers, struct pox_error *error)
{
    struct pox_error unwanted;

    error = pox_error_begin(error, &unwanted);
    if (headers)
        headers->n = 0;
    if (!question || !headers)
        return pox_bad_argument(error, "no question, or no room for headers");
    if (!check(question, error))
        return false;
    add_headers(headers, question);
    return true;
}

/* What a request wants */

enum pox_form pox_request_form(const struct pox_request *request)
{
    unsigned wanted =
        pox_namespaces_answered_by(request ? request->acceptable_response_schema : NULL);

    for (unsigned i = POX_FORM_OUTLOOK; i < N_FORMS; i++) {
        unsigned bit;

        pox_classify_namespace(schemas[i].request, &bit);
        if (wanted == bit)
            return (enum pox_form)i;
    }
    return POX_FORM_NONE;
}

static bool names_mailbox(const struct pox_request *request)
{
    return pox_is_said(request->email_address) ||
           (pox_is_said(request->legacy_dn) &&
            pox_request_form(request) != POX_FORM_MOBILESYNC);
}

uint32_t pox_request_fault(const struct pox_autodiscover *message, unsigned forms)
{
    enum { INVALID_REQUEST = 600, NO_SUCH_FORM = 601 };
    const struct pox_request *request = message ? message->request : NULL;
    enum pox_form form = pox_request_form(request);

    if (!request || !names_mailbox(request))
        return INVALID_REQUEST;
    return form != POX_FORM_NONE && (forms & 1u << form) ? 0 : NO_SUCH_FORM;
}

char *pox_error_to_xml(uint32_t code, const struct pox_error_details *details,
                       const struct pox_write_options *options, size_t *size,
                       struct pox_error *error)
{
    static const struct pox_error_details nothing;
    struct pox_server_error answer = {.has_error_code = true, .error_code = code};
    struct pox_response response = {.error = &answer};
    struct pox_autodiscover message = {.response = &response};
    struct pox_error unwanted;

    error = pox_error_begin(error, &unwanted);
    if (code == 0)
        return pox_bad_argument(error, "0 is no error");
    details = details ? details : &nothing;
    answer.attr_time = details->time;
    answer.has_attr_id = details->has_id;
    answer.attr_id = details->id;
    answer.message = details->message ? details->message : pox_error_code_doc(code);
    answer.debug_data = details->debug_data;
    return pox_autodiscover_to_xml(&message, options, size, error);
}
