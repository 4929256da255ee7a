/* SPDX-License-Identifier: MIT */
#include <pox/pox.h>
#include <stdio.h>

static void warn(void *data, const struct pox_diagnostic *diagnostic)
{
    (void)data;
    fprintf(stderr, "%zu:%zu: %s: %s\n", diagnostic->line, diagnostic->column,
            diagnostic->path, diagnostic->message);
}

int main(void)
{
    static char xml[1 << 20];
    size_t size = fread(xml, 1, sizeof(xml), stdin);
    struct pox_parse_options options = {.diagnostic = warn};
    struct pox_error error;
    struct pox_autodiscover *answer = pox_autodiscover_parse(xml, size, &options, &error);

    if (!answer) {
        fprintf(stderr, "%zu:%zu: %s\n", error.line, error.column, error.message);
        return 1;
    }

    const struct pox_account *account =
        answer->response ? answer->response->account : NULL;
    for (size_t i = 0; account && i < account->n_protocols; i++) {
        const struct pox_protocol *protocol = account->protocols[i];

        if (protocol->type == POX_PROTOCOL_TYPE_IMAP && protocol->server)
            printf("IMAP at %s, port %u\n", protocol->server,
                   protocol->has_port ? protocol->port : 993u);
        if (protocol->type == POX_PROTOCOL_TYPE_EXPR && protocol->ews_url)
            printf("Exchange Web Services at %s\n", protocol->ews_url);
    }
    pox_autodiscover_free(answer);
    return 0;
}
