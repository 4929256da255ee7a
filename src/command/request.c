/* SPDX-License-Identifier: MIT */
/* pox request: the document that asks a server for settings. */
#include "arguments.h"
#include "command.h"

#include <pox/error.h>
#include <pox/message.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOBILESYNC, LEGACY_DN };

/** The URI of the namespace that the table has under a name. */
static const char *namespace_uri(const char *name)
{
    size_t count;
    const struct pox_namespace *namespaces = pox_namespaces(&count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(namespaces[i].name, name) == 0)
            return namespaces[i].uri;
    }
    return NULL;
}

static enum status check_arguments(const struct arguments *arguments)
{
    const char *dn = arguments->values[LEGACY_DN];

    if (arguments->n_operands == 0 && !dn)
        return usage_error(arguments->command, "EMAIL is missing");
    if (arguments->n_operands > 0 && !strchr(arguments->operands[0], '@'))
        return usage_error(arguments->command, "'%s' is not an e-mail address",
                           arguments->operands[0]);
    if (dn && dn[0] == '\0')
        return usage_error(arguments->command, "the DN is empty");
    if (dn && arguments->values[MOBILESYNC])
        return usage_error(arguments->command,
                           "a request of an ActiveSync device has no LegacyDN");
    return STATUS_DONE;
}

static enum status write_message(const struct pox_autodiscover *message,
                                 const struct command *command)
{
    struct pox_error error;
    size_t size;
    char *text = pox_autodiscover_to_xml(message, NULL, &size, &error);

    if (!text && error.status == POX_ERROR_TEXT)
        return usage_error(command, "%s: %s", error.path, error.message);
    if (!text) {
        fprintf(stderr, "pox: %s\n", error.message);
        return STATUS_FAILED;
    }
    fwrite(text, 1, size, stdout);
    free(text);
    return STATUS_DONE;
}

static enum status run(const struct arguments *arguments)
{
    bool mobilesync = arguments->values[MOBILESYNC];
    struct pox_request request = {
        .email_address = arguments->n_operands > 0 ? arguments->operands[0] : NULL,
        .legacy_dn = arguments->values[LEGACY_DN],
        .acceptable_response_schema =
            namespace_uri(mobilesync ? "mobilesync-response" : "outlook-response"),
    };
    struct pox_autodiscover message = {.request = &request};
    enum status status = check_arguments(arguments);

    return status == STATUS_DONE ? write_message(&message, arguments->command) : status;
}

const struct command request_command = {
    .name = "request",
    .operands = "[EMAIL]",
    .max_operands = 1,
    .summary = "write the document that asks for settings",
    .doc = "Writes the document that asks a server for the settings of a mailbox. EMAIL\n"
           "may be left out when a DN is given, but most servers know addresses alone.",
    .options =
        {
            [MOBILESYNC] = {"--mobilesync", NULL, "ask as an ActiveSync device does"},
            [LEGACY_DN] = {"--legacy-dn", "DN", "name the mailbox by its X.500 name"},
        },
    .run = run,
};
