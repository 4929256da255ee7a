/* SPDX-License-Identifier: MIT */
#include <pox/pox.h>
#include <stdio.h>

static void warn(void *data, const struct pox_diagnostic *diagnostic)
{
    (void)data;
    fprintf(stderr, "%zu:%zu: %s: %s\n", diagnostic->line, diagnostic->column,
            diagnostic->path, diagnostic->message);
}

static void print_protocol(const struct pox_protocol *protocol)
{
    if (protocol->type == POX_PROTOCOL_TYPE_IMAP && protocol->server)
        printf("IMAP at %s, port %u\n", protocol->server,
               pox_protocol_effective_port(protocol));
    if (protocol->type == POX_PROTOCOL_TYPE_EXPR && protocol->ews_url)
        printf("Exchange Web Services at %s\n", protocol->ews_url);
}

static void print_answer(const struct pox_autodiscover *message)
{
    struct pox_answer answer = pox_answer_of(message);

    switch (answer.kind) {
    case POX_ANSWER_SETTINGS:
        for (size_t i = 0; answer.account && i < answer.account->n_protocols; i++)
            print_protocol(answer.account->protocols[i]);
        break;
    case POX_ANSWER_REDIRECT_ADDRESS:
        printf("Ask again for %.*s\n", (int)answer.target_size, answer.target);
        break;
    case POX_ANSWER_REDIRECT_URL:
        printf("Ask again at %.*s\n", (int)answer.target_size, answer.target);
        break;
    case POX_ANSWER_ERROR:
        printf("The server says: error %u\n", answer.code);
        break;
    case POX_ANSWER_INCOMPLETE:
        printf("There is nothing to go by\n");
        break;
    }
}

int main(void)
{
    static char xml[1 << 20];
    size_t size = fread(xml, 1, sizeof(xml), stdin);
    struct pox_parse_options options = {.diagnostic = warn};
    struct pox_error error;
    struct pox_autodiscover *message =
        pox_autodiscover_parse(xml, size, &options, &error);

    if (!message) {
        fprintf(stderr, "%zu:%zu: %s %s\n", error.line, error.column, error.path,
                error.message);
        return 1;
    }
    print_answer(message);
    pox_autodiscover_free(message);
    return 0;
}
