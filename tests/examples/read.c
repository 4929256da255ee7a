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
    if (protocol->type == POX_PROTOCOL_TYPE_EXPR && protocol->ews_url)
        printf("Exchange Web Services at %s\n", protocol->ews_url);
    if (protocol->type != POX_PROTOCOL_TYPE_IMAP || !protocol->server)
        return;
    printf("IMAP at %s, ", protocol->server);
    if (protocol->has_port)
        printf("port %u\n", protocol->port);
    else
        printf("the usual port\n");
}

static void print_answer(const struct pox_response *response)
{
    const struct pox_account *account = response->account;

    if (response->error && response->error->has_error_code)
        printf("The server says: error %u\n", response->error->error_code);
    if (account && account->redirect_url)
        printf("Ask again at %s\n", account->redirect_url);
    if (account && account->redirect_addr)
        printf("Ask again for %s\n", account->redirect_addr);
    for (size_t i = 0; account && i < account->n_protocols; i++)
        print_protocol(account->protocols[i]);
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
    if (message->response)
        print_answer(message->response);
    pox_autodiscover_free(message);
    return 0;
}
