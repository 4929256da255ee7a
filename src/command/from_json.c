/* SPDX-License-Identifier: MIT */
/* pox from-json: a document from what pox json prints. */
#include "command.h"
#include "input.h"

#include <stdio.h>

#ifdef POX_JANSSON
#include "json/struct.h"

#include <errno.h>
#include <pox/document.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/** More than the JSON of any document that is read without raising limits. */
enum { MAX_BYTES = 64 << 20 };

/** What jansson reads from. */
struct source {
    int descriptor;
    size_t n_bytes;
    /** Why there is no more; 0: no error. */
    int error;
};

static size_t read_more(void *buffer, size_t size, void *data)
{
    struct source *source = data;
    ssize_t n;

    do
        n = read(source->descriptor, buffer, size);
    while (n < 0 && errno == EINTR);
    source->error = n < 0 ? errno : 0;
    source->n_bytes += n > 0 ? (size_t)n : 0;
    return n < 0 || source->n_bytes > MAX_BYTES ? (size_t)-1 : (size_t)n;
}

static enum status cannot_read(struct report *report, const struct source *source)
{
    char message[160];

    snprintf(message, sizeof(message), "cannot read: %s", strerror(source->error));
    return input_refuse(report, message);
}

/** Says why something is no JSON. */
static enum status refuse(struct report *report, const struct source *source,
                          const json_error_t *cause)
{
    struct pox_error error = {
        .status = POX_ERROR_JSON,
        .line = cause->line > 0 ? (size_t)cause->line : 1,
        .column = cause->column > 0 ? (size_t)cause->column : 1,
    };

    if (source->error != 0)
        return cannot_read(report, source);
    if (source->n_bytes > MAX_BYTES)
        error = (struct pox_error){.status = POX_ERROR_LIMIT};
    if (error.status == POX_ERROR_LIMIT)
        snprintf(error.message, sizeof(error.message), "this is over %d bytes",
                 MAX_BYTES);
    else if (json_error_code(cause) == json_error_null_character)
        snprintf(error.message, sizeof(error.message),
                 "XML cannot carry the character U+0000");
    else
        snprintf(error.message, sizeof(error.message), "%s", cause->text);
    report_error(report, &error);
    return STATUS_FAILED;
}

static char *make_document(json_t *root, size_t *size, struct pox_error *error)
{
    const struct pox_type *type = json_shape_check(root, error);
    struct json_struct made;
    char *xml = NULL;

    if (!type)
        return NULL;
    if (json_struct_make(root, type, &made, error))
        xml = pox_to_xml(type, made.value, NULL, size, error);
    json_struct_end(&made);
    return xml;
}

static enum status print_document(json_t *root, struct report *report)
{
    struct pox_error error;
    size_t size;
    char *xml = make_document(root, &size, &error);

    if (!xml) {
        report_error(report, &error);
        return STATUS_FAILED;
    }
    fwrite(xml, 1, size, stdout);
    free(xml);
    return STATUS_DONE;
}

static enum status run(const struct arguments *arguments)
{
    struct report report = {.stream = stderr};
    struct source source = {0};
    json_error_t cause;
    json_t *root;
    enum status status = input_open(input_file(arguments), &report, &source.descriptor);

    if (status != STATUS_DONE)
        return status;
    root = json_load_callback(read_more, &source, JSON_REJECT_DUPLICATES, &cause);
    input_close(source.descriptor);
    if (!root)
        return refuse(&report, &source, &cause);
    status = print_document(root, &report);
    json_decref(root);
    return status;
}

#else

static enum status run(const struct arguments *arguments)
{
    fprintf(stderr,
            "pox %s: this build has no reader of JSON: it was made without jansson\n",
            arguments->command->name);
    return STATUS_USAGE;
}

#endif

const struct command from_json_command = {
    .name = "from-json",
    .operands = "[FILE]",
    .max_operands = 1,
    .summary = "write the document that JSON is about",
    .doc =
        "Reads what 'pox json' prints, and writes it as XML again. A member such as\n"
        "\"Port_text\", the spelling of a value, does not count where it does not spell\n"
        "the value beside it. Without FILE, or with -, it comes from standard input.",
    .run = run,
};
