/* SPDX-License-Identifier: MIT */
#include <pox/pox.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    static const char xml[] = "<Protocol><Type>IMAP</Type><Port>993</Port></Protocol>";
    struct pox_error error;
    struct pox_protocol *protocol = pox_protocol_parse(xml, strlen(xml), NULL, &error);
    char *json = protocol ? pox_protocol_to_json(protocol, NULL, NULL, &error) : NULL;
    int good = json && protocol->type == POX_PROTOCOL_TYPE_IMAP &&
               protocol->port == 993 && strcmp(pox_version(), POX_VERSION) == 0;

    if (!good)
        fprintf(stderr, "%s\n", error.message);
    else
        fputs(json, stdout);
    free(json);
    pox_protocol_free(protocol);
    return good ? 0 : 1;
}
