/* SPDX-License-Identifier: MIT */
#include <pox/pox.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    struct pox_request request = {
        .email_address = "alice@example.com",
        .acceptable_response_schema = POX_NAMESPACE_OUTLOOK_RESPONSE,
    };
    struct pox_autodiscover question = {.request = &request};
    char *xml = pox_autodiscover_to_xml(&question, NULL, NULL, NULL);

    if (!xml)
        return 1;
    fputs(xml, stdout);
    free(xml);
    return 0;
}
