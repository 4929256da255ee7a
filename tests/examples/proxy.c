/* SPDX-License-Identifier: MIT */
/*
 * A proxy in front of Exchange: an answer goes from standard input to standard output with
 * another EwsUrl, and with all else that it says, be it known here or not.
 *
 *     proxy https://proxy.example.com/EWS/Exchange.asmx < answer.xml
 */
#include <pox/pox.h>
#include <stdio.h>
#include <unistd.h>

/** Changes a protocol, and those in it. What stood there is freed with the message. */
static void change(struct pox_protocol *protocol, const char *url)
{
    if (!protocol)
        return;
    if (protocol->ews_url)
        protocol->ews_url = url;
    if (protocol->internal)
        change(protocol->internal->protocol, url);
    if (protocol->external)
        change(protocol->external->protocol, url);
}

static void change_all(struct pox_autodiscover *message, const char *url)
{
    struct pox_account *account = message->response ? message->response->account : NULL;

    for (size_t i = 0; account && i < account->n_protocols; i++)
        change(account->protocols[i], url);
}

int main(int argc, char **argv)
{
    struct pox_autodiscover *message;
    struct pox_error error;
    bool good;

    if (argc != 2) {
        fprintf(stderr, "usage: proxy URL < ANSWER\n");
        return 2;
    }
    message = pox_parse_fd(pox_message_type(), STDIN_FILENO, NULL, NULL, &error);
    if (!message) {
        fprintf(stderr, "proxy: %zu:%zu: %s\n", error.line, error.column, error.message);
        return 1;
    }
    change_all(message, argv[1]);
    good = pox_write_fd(pox_message_type(), message, NULL, STDOUT_FILENO, &error);
    if (!good)
        fprintf(stderr, "proxy: %s: %s\n", error.path, error.message);
    pox_autodiscover_free(message);
    return good ? 0 : 1;
}
