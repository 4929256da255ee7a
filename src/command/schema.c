/* SPDX-License-Identifier: MIT */
/* pox schema: the table as XML Schema. */
#include "schema.h"

#include "arguments.h"
#include "command.h"
#include "command/schemas.h"

#include <stdio.h>
#include <string.h>

enum { LENIENT };

/** NULL: there is none of this form. */
static const struct schema *find_schema(const char *form)
{
    for (const struct schema *schema = schemas; schema->form; schema++) {
        if (form ? strcmp(schema->form, form) == 0 : schema->is_usual)
            return schema;
    }
    return NULL;
}

void schema_print(const char *const *line)
{
    for (; *line; line++)
        puts(*line);
}

static enum status run_schema(const struct arguments *arguments)
{
    const char *form = arguments->n_operands > 0 ? arguments->operands[0] : NULL;
    const struct schema *schema = find_schema(form);

    if (!schema)
        return usage_error(arguments->command, "there is no form '%s'", form ? form : "");
    schema_print(arguments->values[LENIENT] ? schema->lenient : schema->strict);
    return STATUS_DONE;
}

const struct command schema_command = {
    .name = "schema",
    .operands = "[FORM]",
    .max_operands = 1,
    .summary = "print what documents look like, as XML Schema",
    .doc =
        "Prints the schema of one form of documents, which is a namespace; without "
        "FORM,\n"
        "that of the answer to a mail client. The forms are:\n"
        "\n" SCHEMA_FORMS "\n"
        "The root of each answer is in the namespace of errors, so that schemas refer "
        "to\n"
        "one another, as the files FORM.xsd; with all of them in a directory, any XML\n"
        "validator can check documents: xmllint --noout --schema error.xsd answer.xml",
    .options = {[LENIENT] = {"--lenient", NULL,
                             "what is read, in place of what a correct sender writes"}},
    .run = run_schema,
};
