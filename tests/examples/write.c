/* SPDX-License-Identifier: MIT */
#include <pox/pox.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    struct pox_protocol imap = {
        .type = POX_PROTOCOL_TYPE_IMAP,
        .server = "mail.example.com",
        .has_port = true,
        .port = 993,
        .login_name = "alice & bob",
        .ssl = POX_SWITCH_ON,
    };
    struct pox_protocol *protocols[] = {&imap};
    struct pox_account account = {
        .account_type = POX_ACCOUNT_TYPE_EMAIL,
        .action = POX_ACCOUNT_ACTION_SETTINGS,
        .protocols = protocols,
        .n_protocols = 1,
    };
    struct pox_response response = {.account = &account};
    struct pox_autodiscover answer = {.response = &response};
    struct pox_error error;
    char *xml = pox_autodiscover_to_xml(&answer, NULL, NULL, &error);

    if (!xml) {
        fprintf(stderr, "%s: %s\n", error.path, error.message);
        return 1;
    }
    fputs(xml, stdout);
    free(xml);
    return 0;
}
