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

enum status input_refuse(const struct report *report, const char *message)
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
    return input_refuse(report, message);
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
        return input_refuse(report, error.message);
    report_error(report, &error);
    return STATUS_FAILED;
}

enum status input_open(const char *file, struct report *report, int *descriptor)
{
    report->file = is_standard_input(file) ? "<stdin>" : file;
    *descriptor = is_standard_input(file) ? STDIN_FILENO : open(file, O_RDONLY);
    return *descriptor < 0 ? cannot_open(report) : STATUS_DONE;
}

void input_close(int descriptor)
{
    if (descriptor != STDIN_FILENO)
        close(descriptor);
}

enum status input_read(const char *file, struct report *report, struct document *document)
{
    int descriptor;
    enum status status = input_open(file, report, &descriptor);

    if (status != STATUS_DONE)
        return status;
    status = read_document(descriptor, report, document);
    input_close(descriptor);
    return status;
}
