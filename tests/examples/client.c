/* SPDX-License-Identifier: MIT */
/*
 * A mail client: asks a server for the settings of an address, and prints what is where.
 *
 *     client alice@example.com
 *
 * CURL_CA_BUNDLE names a file with certificates to trust in place of those of the system, and
 * POX_CONNECT_TO is where to connect instead, as CURLOPT_CONNECT_TO has it. Only one of the
 * places is asked in which settings may be, and without a password; `pox discover` does it all.
 */
#include <curl/curl.h>
#include <pox/pox.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WHITE_SPACE " \t\r\n"

enum {
    MAX_HEADERS = sizeof(((struct pox_headers *)0)->items) / sizeof(struct pox_header)
};

struct client {
    CURL *curl;
    struct pox_parser *parser;
    /** Why the parser wanted no more of an answer. */
    struct pox_error error;
};

/** Reads a piece of the answer as it comes; anything but `size` ends the transfer. */
static size_t receive(char *bytes, size_t one, size_t size, void *data)
{
    struct client *client = data;

    (void)one;
    return pox_parser_feed(client->parser, bytes, size, &client->error) ? size : 0;
}

/**
 * Wherever redirects lead, nobody is asked or believed without TLS. false: libcurl is too old for
 * that, or out of memory.
 */
static bool set_up(struct client *client, const char *ca_file)
{
    CURL *curl = client->curl;

    curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTREDIR, (long)CURL_REDIR_POST_ALL);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)POX_MAX_REDIRECTS);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, client);
    return curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https") == CURLE_OK &&
           (!ca_file || curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file) == CURLE_OK);
}

/** Posts a request, and feeds the answer to the parser. */
static CURLcode post(CURL *curl, const char *url, const char *xml,
                     const struct pox_headers *headers)
{
    struct curl_slist connect_to = {.data = getenv("POX_CONNECT_TO")};
    struct curl_slist list[MAX_HEADERS];
    char lines[MAX_HEADERS][POX_MAX_ADDRESS + 100];

    for (size_t i = 0; i < headers->n; i++) {
        snprintf(lines[i], sizeof(lines[i]), "%s: %s", headers->items[i].name,
                 headers->items[i].value);
        list[i] = (struct curl_slist){.data = lines[i],
                                      .next = i + 1 < headers->n ? &list[i + 1] : NULL};
    }
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl, CURLOPT_CONNECT_TO, connect_to.data ? &connect_to : NULL);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, xml);
    return curl_easy_perform(curl);
}

/** Asks where a chain of redirects has come to. NULL: it has been said why. */
static struct pox_autodiscover *ask(struct client *client,
                                    const struct pox_redirects *redirects)
{
    const char *address = pox_redirects_address(redirects);
    const char *url = pox_redirects_url(redirects);
    char usual_url[POX_MAX_ADDRESS + 100];
    struct pox_question question = {.address = address};
    struct pox_headers headers;
    struct pox_autodiscover *message = NULL;
    char *xml = pox_question_to_xml(&question, NULL, NULL, &client->error);
    CURLcode code = CURLE_OK;

    snprintf(usual_url, sizeof(usual_url),
             "https://autodiscover.%s/autodiscover/autodiscover.xml",
             strrchr(address, '@') + 1);
    url = url ? url : usual_url;
    if (xml && pox_question_headers(&question, &headers, &client->error))
        code = post(client->curl, url, xml, &headers);
    if (code == CURLE_OK && client->error.status == POX_OK)
        message = pox_parser_finish(client->parser, NULL, &client->error);
    free(xml);
    if (!message)
        fprintf(stderr, "client: %s: %s\n", url,
                client->error.status == POX_OK ? curl_easy_strerror(code)
                                               : client->error.message);
    return message;
}

static void print_protocol(const struct pox_protocol *protocol)
{
    enum pox_encryption encryption = pox_protocol_effective_encryption(protocol);
    const char *word = pox_enumeration_name(&pox_encryption_enumeration, encryption);
    const char *host = protocol->server ? protocol->server : "";

    if (protocol->type != POX_PROTOCOL_TYPE_IMAP &&
        protocol->type != POX_PROTOCOL_TYPE_SMTP)
        return;
    host += strspn(host, WHITE_SPACE);
    printf("%s %.*s, port %u, encryption %s\n",
           protocol->type == POX_PROTOCOL_TYPE_IMAP ? "IMAP" : "SMTP",
           (int)strcspn(host, WHITE_SPACE), host, pox_protocol_effective_port(protocol),
           word ? word : "unknown");
}

/** Prints the settings, or why there are none. */
static bool print(const struct pox_answer *answer)
{
    const struct pox_account *account = answer->account;
    const char *why = answer->code_doc ? answer->code_doc : "There are no settings.";
    struct pox_endpoint ews;

    if (!account) {
        fprintf(stderr, "client: the server says: %s\n", why);
        return false;
    }
    for (size_t i = 0; i < account->n_protocols; i++)
        print_protocol(account->protocols[i]);
    if (pox_find_endpoint(account, POX_SERVICE_EWS, POX_SIDE_OUTSIDE, &ews))
        printf("EWS %.*s\n", (int)ews.url_size, ews.url);
    if (fflush(stdout) == 0)
        return true;
    perror("client");
    return false;
}

/** Asks, and follows redirects to their end. */
static bool discover(struct client *client, struct pox_redirects *redirects)
{
    for (;;) {
        struct pox_autodiscover *message = ask(client, redirects);
        struct pox_answer answer = pox_answer_of(message);
        enum pox_redirect_verdict verdict =
            pox_redirects_follow(redirects, &answer, &client->error);
        bool good = message && verdict == POX_REDIRECT_NONE && print(&answer);

        if (verdict != POX_REDIRECT_NONE && verdict != POX_REDIRECT_FOLLOW)
            fprintf(stderr, "client: %s\n", client->error.message);
        pox_autodiscover_free(message);
        if (verdict != POX_REDIRECT_FOLLOW)
            return good;
    }
}

int main(int argc, char **argv)
{
    struct client client = {.curl = curl_easy_init()};
    struct pox_redirects *redirects =
        pox_redirects_new(argc == 2 ? argv[1] : NULL, NULL, NULL, &client.error);
    bool good = false;

    client.parser = pox_parser_new(pox_message_type(), NULL, NULL);
    if (!redirects)
        fprintf(stderr, "client: %s\nusage: client ADDRESS\n", client.error.message);
    else if (!client.curl || !client.parser)
        fprintf(stderr, "client: out of memory\n");
    else if (!set_up(&client, getenv("CURL_CA_BUNDLE")))
        fprintf(stderr, "client: this libcurl cannot keep to https\n");
    else
        good = discover(&client, redirects);
    pox_parser_free(client.parser);
    pox_redirects_free(redirects);
    curl_easy_cleanup(client.curl);
    return good ? 0 : 1;
}
