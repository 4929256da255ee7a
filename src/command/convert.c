/* SPDX-License-Identifier: MIT */
/* pox json and pox format: a document in another form. */
#include "arguments.h"
#include "command.h"
#include "input.h"
#include "schema.h"

#include <pox/document.h>
#include <stdio.h>
#include <stdlib.h>

/** What the library writes a struct with: pox_to_xml() or pox_to_json(). */
typedef char *writer(const struct pox_type *type, const void *value,
                     const struct pox_write_options *options, size_t *size,
                     struct pox_error *error);

static enum status convert(const struct arguments *arguments, writer *write,
                           const struct pox_write_options *options)
{
    struct report report = {.stream = stderr};
    struct document document;
    struct pox_error error;
    size_t size;
    char *text;
    enum status status = input_read(input_file(arguments), &report, &document);

    if (status != STATUS_DONE)
        return status;
    text = write(document.type, document.value, options, &size, &error);
    pox_free(document.value);
    if (!text) {
        report_error(&report, &error);
        return STATUS_FAILED;
    }
    fwrite(text, 1, size, stdout);
    free(text);
    return STATUS_DONE;
}

enum { SCHEMA };

static enum status run_json(const struct arguments *arguments)
{
    if (arguments->values[SCHEMA] && arguments->n_operands > 0)
        return usage_error(arguments->command, "with --schema there is no FILE to read");
    if (arguments->values[SCHEMA]) {
        schema_print(json_schema);
        return STATUS_DONE;
    }
    return convert(arguments, pox_to_json, NULL);
}

const struct command json_command = {
    .name = "json",
    .operands = "[FILE]",
    .max_operands = 1,
    .summary = "print a document as JSON",
    .doc = "Prints a document as JSON: the keys are the names of elements, and those of\n"
           "attributes behind an \"@\". Without FILE, or with -, it comes from standard\n"
           "input.",
    .options = {[SCHEMA] = {"--schema", NULL,
                            "print what such JSON looks like, as JSON Schema"}},
    .run = run_json,
};

enum { COMPACT };

static enum status run_format(const struct arguments *arguments)
{
    struct pox_write_options options = {.compact = arguments->values[COMPACT]};

    return convert(arguments, pox_to_xml, &options);
}

const struct command format_command = {
    .name = "format",
    .operands = "[FILE]",
    .max_operands = 1,
    .summary = "write a document anew, indented and in order",
    .doc = "Writes a document again as XML, indented and with its elements in the order\n"
           "of the table. Without FILE, or with -, it comes from standard input.",
    .options = {[COMPACT] = {"--compact", NULL, "put all on one line"}},
    .run = run_format,
};
