/* SPDX-License-Identifier: MIT */
#include <pox/pox.h>
#include <stdio.h>

static void print_finding(void *data, const struct pox_finding *finding)
{
    (void)data;
    printf("%s: %s [%s]\n", finding->path, finding->message, finding->rule->name);
}

int main(void)
{
    struct pox_protocol imap = {
        .type = POX_PROTOCOL_TYPE_IMAP,
        .has_port = true,
        .port = 993,
        .ssl = POX_SWITCH_OFF,
    };

    return pox_protocol_validate(&imap, print_finding, NULL, NULL) ? 0 : 1;
}
