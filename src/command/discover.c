/* SPDX-License-Identifier: MIT */
/* pox discover: asks the servers of a domain for the settings of an address. */
#include "arguments.h"
#include "command.h"
#include "http.h"
#include "password.h"
#include "service_record.h"
#include "show.h"
#include "text.h"

#include <pox/answer.h>
#include <pox/message.h>
#include <pox/question.h>
#include <pox/redirects.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { XML, USER, PASSWORD_FILE, TRUST, CONNECT_TO, CA_FILE, DNS, COLOR };

enum { MAX_URL = 2048, MAX_HOST = 256 };

#define PATH "/autodiscover/autodiscover.xml"

/** What came of asking. */
enum outcome {
    /** Not here, and it has been said why: the next place may know more. */
    OUTCOME_NOTHING,
    OUTCOME_SETTINGS,
    /** HTTP leads elsewhere. */
    OUTCOME_ELSEWHERE,
    /** The answer leads elsewhere, and nobody else has to be asked. */
    OUTCOME_REDIRECT,
    /** There is no use in going on. */
    OUTCOME_STOP
};

struct discovery {
    const struct arguments *arguments;
    /** The address that the user gave, and its domain. */
    const char *address;
    const char *domain;
    const char *user;
    char password[MAX_PASSWORD];
    bool has_password;
    struct http *http;
    struct pox_redirects *redirects;

    /* The last answer. */
    struct http_response response;
    struct pox_autodiscover *message;
    struct pox_answer answer;
};

/* What is said on the way: a line for each step, to standard error. */

static void begin_step(const char *what, const char *url)
{
    fputs(what, stderr);
    text_print(stderr, url);
    fputs(": ", stderr);
    fflush(stderr);
}

static void end_step(const char *text, const char *detail)
{
    fputs(text, stderr);
    text_print(stderr, detail);
    fputc('\n', stderr);
}

/* Hosts */

/** The host of an absolute URL, in `host`; empty when it is too long to be one. */
static void host_of(const char *url, char host[MAX_HOST])
{
    const char *begin = strstr(url, "://") + 3;
    const char *end = begin + strcspn(begin, "/?#");
    size_t size;

    for (const char *at = begin; at < end; at++)
        begin = *at == '@' ? at + 1 : begin; /* behind a user, who is none of ours */
    size = begin[0] == '[' ? strcspn(begin, "]") + 1 : strcspn(begin, ":/?#");
    size = size < (size_t)(end - begin) ? size : (size_t)(end - begin);
    snprintf(host, MAX_HOST, "%.*s", size < MAX_HOST ? (int)size : 0, begin);
}

/** Whether a host is a domain, or is in it. */
static bool is_in(const char *host, const char *domain)
{
    size_t size = strlen(host);
    size_t domain_size = strlen(domain);

    if (domain_size == 0 || size < domain_size ||
        strcasecmp(host + size - domain_size, domain) != 0)
        return false;
    return size == domain_size || host[size - domain_size - 1] == '.';
}

static bool is_https(const char *url)
{
    return strncasecmp(url, "https://", 8) == 0;
}

/** Whether the password may be sent there; whoever sits at the terminal is asked. */
static bool is_trusted(const struct discovery *discovery, const char *host)
{
    const char *trusted = discovery->arguments->values[TRUST];
    char question[MAX_HOST + 64];

    if (is_in(host, discovery->domain) || (trusted && is_in(host, trusted)))
        return true;
    if (!can_ask())
        return false;
    snprintf(question, sizeof(question), "Send the password to %s?", host);
    return confirm(question);
}

/* Asking */

static void forget_answer(struct discovery *discovery)
{
    pox_autodiscover_free(discovery->message);
    discovery->message = NULL;
    http_response_end(&discovery->response);
    discovery->response = (struct http_response){.status = 0};
}

/** Gets a password if there is one for this host; otherwise says why not. */
static bool get_password(struct discovery *discovery, const char *url)
{
    char host[MAX_HOST];

    host_of(url, host);
    if (!is_https(url)) {
        end_step("wants a password, which is not sent without encryption", "");
        return false;
    }
    if (!discovery->has_password && !can_ask()) {
        end_step("wants a password; see --password-file", "");
        return false;
    }
    if (!is_trusted(discovery, host)) {
        end_step("wants a password, which is sent there only with --trust=", host);
        return false;
    }
    if (!discovery->has_password)
        discovery->has_password =
            password_ask(discovery->user, host, discovery->password);
    if (!discovery->has_password)
        end_step("wants a password", "");
    return discovery->has_password;
}

/** Posts the question, at first without a password. False: there is no answer to be read. */
static bool post(struct discovery *discovery, struct http_request *request)
{
    http_send(discovery->http, request, &discovery->response);
    if (discovery->response.status != 401)
        return true;
    if (!get_password(discovery, request->url))
        return false;
    http_response_end(&discovery->response);
    request->user = discovery->user;
    request->password = discovery->password;
    http_send(discovery->http, request, &discovery->response);
    if (discovery->response.status != 401)
        return true;
    end_step("refuses the password of ", discovery->user);
    return false;
}

/** Whether a redirect of HTTP can be followed, which says where it leads. */
static bool read_location(const struct discovery *discovery)
{
    const char *location = discovery->response.location;

    if (is_https(location) && strlen(location) < MAX_URL) {
        end_step("leads to ", location);
        return true;
    }
    end_step("leads to a place without encryption: ", location);
    return false;
}

static void say_error(const struct pox_answer *answer)
{
    const char *message = answer->error ? answer->error->message : NULL;
    char number[48] = "answers with an error: ";

    if (answer->has_code)
        snprintf(number, sizeof(number),
                 "answers with error %lu: ", (unsigned long)answer->code);
    end_step(number, message ? message : answer->code_doc ? answer->code_doc : "");
}

/** What a document that came with 200 says. */
static enum outcome read_answer(struct discovery *discovery)
{
    const struct http_response *response = &discovery->response;
    struct pox_error error;

    discovery->message = pox_autodiscover_parse(response->body ? response->body : "",
                                                response->size, NULL, &error);
    if (!discovery->message) {
        end_step("answers with something else: ", error.message);
        return OUTCOME_NOTHING;
    }
    discovery->answer = pox_answer_of(discovery->message);
    switch (discovery->answer.kind) {
    case POX_ANSWER_SETTINGS:
        end_step("has the settings", "");
        return OUTCOME_SETTINGS;
    case POX_ANSWER_REDIRECT_ADDRESS:
    case POX_ANSWER_REDIRECT_URL:
        end_step("leads to ", discovery->answer.target);
        return OUTCOME_REDIRECT;
    case POX_ANSWER_ERROR:
        say_error(&discovery->answer);
        return OUTCOME_NOTHING;
    case POX_ANSWER_INCOMPLETE:
        break;
    }
    end_step("answers, but has no settings", "");
    return OUTCOME_NOTHING;
}

/** What a response says, which may be to ask elsewhere: then `url` is the new place. */
static enum outcome read_response(struct discovery *discovery, char url[MAX_URL])
{
    const struct http_response *response = &discovery->response;
    char status[32];

    if (response->status == 200)
        return read_answer(discovery);
    if (response->location && read_location(discovery)) {
        snprintf(url, MAX_URL, "%s", response->location);
        return OUTCOME_ELSEWHERE;
    }
    if (response->location)
        return OUTCOME_NOTHING;
    snprintf(status, sizeof(status), "status %ld", response->status);
    end_step("", response->status ? status : response->message);
    return OUTCOME_NOTHING;
}

/** Asks one server, and says what came of it. */
static enum outcome ask_once(struct discovery *discovery, char url[MAX_URL])
{
    struct pox_question question = {.address =
                                        pox_redirects_address(discovery->redirects)};
    struct pox_headers headers;
    struct http_request request = {.url = url, .headers = &headers};
    struct pox_error error;
    char *xml = pox_question_to_xml(&question, NULL, &request.body_size, &error);
    bool has_answer;

    begin_step("", url);
    if (!xml || !pox_question_headers(&question, &headers, &error)) {
        free(xml);
        end_step("is not asked: ", error.message);
        return OUTCOME_STOP;
    }
    forget_answer(discovery);
    request.body = xml;
    has_answer = post(discovery, &request);
    free(xml);
    return has_answer ? read_response(discovery, url) : OUTCOME_NOTHING;
}

/** Asks a server, and those to which HTTP leads from there. */
static enum outcome ask(struct discovery *discovery, const char *first)
{
    char url[MAX_URL];
    enum outcome outcome = OUTCOME_ELSEWHERE;

    snprintf(url, sizeof(url), "%s", first);
    for (int i = 0; outcome == OUTCOME_ELSEWHERE && i <= POX_MAX_REDIRECTS; i++)
        outcome = ask_once(discovery, url);
    if (outcome != OUTCOME_ELSEWHERE)
        return outcome;
    fputs("That is one redirect too many.\n", stderr);
    return OUTCOME_NOTHING;
}

/* Places, in the order in which they are documented */

/** A server without encryption may say where the one with it is; it is told nothing. */
static enum outcome ask_for_redirect(struct discovery *discovery, const char *domain)
{
    char url[MAX_URL];
    struct http_request request = {.url = url};

    snprintf(url, sizeof(url), "http://autodiscover.%s" PATH, domain);
    begin_step("", url);
    forget_answer(discovery);
    http_send(discovery->http, &request, &discovery->response);
    if (!discovery->response.location) {
        end_step(discovery->response.status ? "leads nowhere" : "",
                 discovery->response.message);
        return OUTCOME_NOTHING;
    }
    if (!read_location(discovery))
        return OUTCOME_NOTHING;
    snprintf(url, sizeof(url), "%s", discovery->response.location);
    return ask(discovery, url);
}

static enum outcome ask_service(struct discovery *discovery, const char *domain)
{
    struct service_record record;
    char name[MAX_URL];
    char url[MAX_URL];

    snprintf(name, sizeof(name), "_autodiscover._tcp.%s", domain);
    begin_step("DNS, ", name);
    if (!service_record_find(name, discovery->arguments->values[DNS], &record)) {
        end_step(record.message, "");
        return OUTCOME_NOTHING;
    }
    end_step("leads to ", record.host);
    if (record.port == 443)
        snprintf(url, sizeof(url), "https://%s" PATH, record.host);
    else
        snprintf(url, sizeof(url), "https://%s:%u" PATH, record.host, record.port);
    return ask(discovery, url);
}

static enum outcome search(struct discovery *discovery)
{
    static const char *const hosts[] = {"", "autodiscover."};
    const char *address = pox_redirects_address(discovery->redirects);
    const char *domain = strrchr(address, '@') + 1;
    enum outcome outcome = OUTCOME_NOTHING;

    for (size_t i = 0; outcome == OUTCOME_NOTHING && i < 2; i++) {
        char url[MAX_URL];

        snprintf(url, sizeof(url), "https://%s%s" PATH, hosts[i], domain);
        outcome = ask(discovery, url);
    }
    if (outcome == OUTCOME_NOTHING)
        outcome = ask_for_redirect(discovery, domain);
    if (outcome == OUTCOME_NOTHING)
        outcome = ask_service(discovery, domain);
    return outcome;
}

/** Goes on where the last answer leads. False: it must not be followed. */
static bool follow(struct discovery *discovery)
{
    struct pox_error error;

    if (pox_redirects_follow(discovery->redirects, &discovery->answer, &error) ==
        POX_REDIRECT_FOLLOW)
        return true;
    end_step("This is not followed: ", error.message);
    return false;
}

static enum outcome discover(struct discovery *discovery)
{
    for (;;) {
        const char *url = pox_redirects_url(discovery->redirects);
        enum outcome outcome = url ? ask(discovery, url) : search(discovery);

        if (outcome != OUTCOME_REDIRECT)
            return outcome;
        if (!follow(discovery))
            return OUTCOME_STOP;
    }
}

/* The command */

static enum status print_settings(const struct discovery *discovery,
                                  struct output *output)
{
    struct report report = {.stream = stderr, .file = discovery->address};
    struct document document = {pox_message_type(), discovery->message};

    if (!discovery->arguments->values[XML])
        return show_document(output, &document, &report);
    fwrite(discovery->response.body, 1, discovery->response.size, stdout);
    return STATUS_DONE;
}

static enum status begin(struct discovery *discovery)
{
    const struct arguments *arguments = discovery->arguments;
    const char *file = arguments->values[PASSWORD_FILE];
    struct pox_error error;

    if (arguments->n_operands == 0)
        return usage_error(arguments->command, "EMAIL is missing");
    discovery->address = arguments->operands[0];
    discovery->user =
        arguments->values[USER] ? arguments->values[USER] : discovery->address;
    if (!http_is_there()) {
        fputs("pox: this pox was built without libcurl, and cannot ask anybody\n",
              stderr);
        return STATUS_USAGE;
    }
    discovery->redirects = pox_redirects_new(discovery->address, NULL, NULL, &error);
    if (!discovery->redirects)
        return usage_error(arguments->command, "%s", error.message);
    discovery->domain = strrchr(discovery->address, '@') + 1;
    discovery->has_password = file && password_read(file, discovery->password);
    if (file && !discovery->has_password)
        return STATUS_USAGE;
    discovery->http = http_new(arguments->values[CA_FILE], arguments->values[CONNECT_TO]);
    if (discovery->http)
        return STATUS_DONE;
    fputs("pox: out of memory\n", stderr);
    return STATUS_FAILED;
}

static enum status run(const struct arguments *arguments)
{
    struct discovery discovery = {.arguments = arguments};
    struct output output;
    enum status status;

    if (!output_begin(&output, 0, arguments->values[COLOR], arguments->command))
        return STATUS_USAGE;
    status = begin(&discovery);
    if (status == STATUS_DONE)
        status = discover(&discovery) == OUTCOME_SETTINGS
                     ? print_settings(&discovery, &output)
                     : STATUS_FAILED;
    forget_answer(&discovery);
    pox_redirects_free(discovery.redirects);
    http_free(discovery.http);
    password_forget(discovery.password);
    return status;
}

const struct command discover_command = {
    .name = "discover",
    .operands = "EMAIL",
    .max_operands = 1,
    .summary = "ask the servers of a domain for settings",
    .doc =
        "Looks for the settings of an address as a mail client does: at\n"
        "https://DOMAIN and https://autodiscover.DOMAIN, then where\n"
        "http://autodiscover.DOMAIN leads, which is told nothing, then at the host\n"
        "that DNS names; and follows redirects. Standard error has a line for each\n"
        "step, and standard output what the answer says.\n"
        "\n"
        "A password is sent when a server asks for one: never without encryption, and\n"
        "to hosts of another domain only with --trust, or when you say so at the\n"
        "terminal, where it is also asked for. The exit status is 0 when there are\n"
        "settings, and 1 when nobody has them.",
    .options =
        {
            [XML] = {"--xml", NULL, "print the answer as it came"},
            [USER] = {"--user", "NAME", "log in by this name, not by the address"},
            [PASSWORD_FILE] = {"--password-file", "FILE",
                               "the password is its first line"},
            [TRUST] = {"--trust", "DOMAIN", "send the password to hosts there, too"},
            [CONNECT_TO] = {"--connect-to", "LIST", "connect elsewhere, as curl does"},
            [CA_FILE] = {"--ca-file", "FILE",
                         "trust the certificates in it, and no others"},
            [DNS] = {"--dns", "HOST:PORT", "ask this server of DNS"},
            [COLOR] = COLOR_OPTION,
        },
    .run = run,
};
