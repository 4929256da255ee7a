/* SPDX-License-Identifier: MIT */
#include "input.h"

#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <pox/stream.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const char *input_file(const struct arguments *arguments)
{
    return arguments->n_operands > 0 ? arguments->operands[0] : "-";
}

static bool is_standard_input(const char *file)
{
    return strcmp(file, "-") == 0;
}

/** Says why a file cannot be used, to standard error. */
static enum status refuse(const struct report *report, const char *message)
{
    if (report->progress)
        progress_clear(report->progress);
    fputs("pox: ", stderr);
    text_print(stderr, report->file);
    fprintf(stderr, ": %s\n", message);
    return STATUS_USAGE;
}

static enum status cannot_open(const struct report *report)
{
    char message[160];

    snprintf(message, sizeof(message), "cannot open: %s", strerror(errno));
    return refuse(report, message);
}

static enum status read_document(int descriptor, struct report *report,
                                 struct document *document)
{
    struct pox_error error;
    struct pox_parse_options options = {
        .diagnostic = report_diagnostic,
        .diagnostic_data = report,
    };

    document->value = pox_parse_fd(NULL, descriptor, &options, &document->type, &error);
    if (document->value)
        return STATUS_DONE;
    if (error.status == POX_ERROR_INPUT)
        return refuse(report, error.message);
    report_error(report, &error);
    return STATUS_FAILED;
}

enum status input_read(const char *file, struct report *report, struct document *document)
{
    enum status status;
    int descriptor;

    if (is_standard_input(file)) {
        report->file = "<stdin>";
        return read_document(STDIN_FILENO, report, document);
    }
    report->file = file;
    descriptor = open(file, O_RDONLY);
    if (descriptor < 0)
        return cannot_open(report);
    status = read_document(descriptor, report, document);
    close(descriptor);
    return status;
}
