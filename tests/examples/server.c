/* SPDX-License-Identifier: MIT */
/*
 * The part of a mail server that answers Autodiscover: a request comes on standard input, the
 * answer goes to standard output, and a note on what was wrong to standard error.
 *
 *     server example.com < request.xml
 *
 * Whatever the request, there is an answer to send. The exit status is 1 when that is an error,
 * and 2 when it could not be sent.
 */
#include <pox/pox.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define NO_SUCH_MAILBOX 500
#define WHITE_SPACE     " \t\r\n"

/** Sends an answer that is an error, with a note for whoever runs the server. */
static int refuse(uint32_t code, const char *note)
{
    char *xml = pox_error_to_xml(code, NULL, NULL, NULL, NULL);
    bool good = xml && fputs(xml, stdout) != EOF && fflush(stdout) == 0;

    fprintf(stderr, "server: error %lu%s: %s\n", (unsigned long)code,
            good ? "" : ", which could not be sent", note);
    free(xml);
    return good ? 1 : 2;
}

/** The address without the white space that clients may put around it; false: too long. */
static bool get_address(const struct pox_request *request, char *room, size_t size)
{
    const char *text = request->email_address ? request->email_address : "";
    size_t length;

    text += strspn(text, WHITE_SPACE);
    length = strlen(text);
    while (length > 0 && strchr(WHITE_SPACE, text[length - 1]))
        length--;
    return (size_t)snprintf(room, size, "%.*s", (int)length, text) < size;
}

/** Here, as an example, all mailboxes of the domain exist. */
static bool has_mailbox(const char *address, const char *domain)
{
    const char *at = strrchr(address, '@');

    return at && at > address && strcasecmp(at + 1, domain) == 0;
}

/** What both protocols have in common. The caller sets the type, and what differs. */
static struct pox_protocol protocol_at(const char *host, uint16_t port,
                                       const char *address)
{
    return (struct pox_protocol){
        .server = host,
        .has_port = true,
        .port = port,
        .login_name = address,
        .domain_required = POX_SWITCH_OFF,
        .spa = POX_SWITCH_OFF,
        .ssl = POX_SWITCH_ON,
        .auth_required = POX_SWITCH_ON,
    };
}

/** Sends the settings of a mailbox. */
static int answer(const char *address, const char *domain)
{
    char hosts[2][POX_MAX_ADDRESS + 6];
    struct pox_protocol imap, smtp;
    struct pox_protocol *protocols[] = {&imap, &smtp};
    struct pox_user user = {.display_name = address};
    struct pox_account account = {
        .account_type = POX_ACCOUNT_TYPE_EMAIL,
        .action = POX_ACCOUNT_ACTION_SETTINGS,
        .protocols = protocols,
        .n_protocols = 2,
    };
    struct pox_response response = {.user = &user, .account = &account};
    struct pox_autodiscover message = {.response = &response};
    struct pox_error error;

    snprintf(hosts[0], sizeof(hosts[0]), "imap.%s", domain);
    snprintf(hosts[1], sizeof(hosts[1]), "smtp.%s", domain);
    imap = protocol_at(hosts[0], 993, address);
    smtp = protocol_at(hosts[1], 465, address);
    imap.type = POX_PROTOCOL_TYPE_IMAP;
    smtp.type = POX_PROTOCOL_TYPE_SMTP;
    if (pox_write_fd(pox_message_type(), &message, NULL, STDOUT_FILENO, &error))
        return 0;
    fprintf(stderr, "server: %s: %s\n", error.path, error.message);
    return 2;
}

/** Answers a request. What could not be read at all comes as NULL, and is bad, too. */
static int serve(const struct pox_autodiscover *message, const char *domain,
                 const char *note)
{
    char address[POX_MAX_ADDRESS + 1];
    uint32_t fault = pox_request_fault(message, 1u << POX_FORM_OUTLOOK);

    if (fault)
        return refuse(fault, message ? pox_error_code_doc(fault) : note);
    if (!get_address(message->request, address, sizeof(address)) ||
        !has_mailbox(address, domain))
        return refuse(NO_SUCH_MAILBOX, "there is no such mailbox");
    return answer(address, domain);
}

int main(int argc, char **argv)
{
    struct pox_autodiscover *message;
    struct pox_error error;
    int status;

    if (argc != 2 || strlen(argv[1]) > POX_MAX_ADDRESS) {
        fprintf(stderr, "usage: server DOMAIN < REQUEST\n");
        return 2;
    }
    message = pox_parse_fd(pox_message_type(), STDIN_FILENO, NULL, NULL, &error);
    status = serve(message, argv[1], error.message);
    pox_autodiscover_free(message);
    return status;
}
