/* SPDX-License-Identifier: MIT */
#include "input.h"

#include "text.h"

#include <errno.h>
#include <pox/document.h>
#include <stdlib.h>
#include <string.h>

/** The most bytes of a document: the library's default, stated so that both agree. */
enum { MAX_DOCUMENT = 1 << 20 };

struct bytes {
    /** Owned. */
    char *at;
    size_t size;
};

const char *input_file(const struct arguments *arguments)
{
    return arguments->n_operands > 0 ? arguments->operands[0] : "-";
}

static bool is_standard_input(const char *file)
{
    return strcmp(file, "-") == 0;
}

static enum status cannot(struct report *report, const char *what)
{
    const char *reason = strerror(errno);

    if (report->progress)
        progress_clear(report->progress);
    fprintf(stderr, "pox: cannot %s ", what);
    text_print(stderr, report->file);
    fprintf(stderr, ": %s\n", reason);
    return STATUS_USAGE;
}

static enum status out_of_memory(struct report *report)
{
    struct pox_error error = {.status = POX_ERROR_NO_MEMORY, .message = "out of memory"};

    report_error(report, &error);
    return STATUS_FAILED;
}

/** Reads one byte over the limit at most: enough for the library to refuse a document. */
static enum status read_stream(FILE *stream, struct report *report, struct bytes *bytes)
{
    bytes->at = malloc(MAX_DOCUMENT + 1);
    if (!bytes->at)
        return out_of_memory(report);
    errno = 0;
    bytes->size = fread(bytes->at, 1, MAX_DOCUMENT + 1, stream);
    if (!ferror(stream))
        return STATUS_DONE;
    free(bytes->at);
    return cannot(report, "read");
}

static enum status read_file(const char *file, struct report *report, struct bytes *bytes)
{
    enum status status;
    FILE *stream;

    if (is_standard_input(file))
        return read_stream(stdin, report, bytes);
    stream = fopen(file, "rb");
    if (!stream)
        return cannot(report, "open");
    status = read_stream(stream, report, bytes);
    fclose(stream);
    return status;
}

enum status input_read(const char *file, struct report *report, struct document *document)
{
    struct bytes bytes;
    struct pox_error error;
    enum status status;
    struct pox_parse_options options = {
        .diagnostic = report_diagnostic,
        .diagnostic_data = report,
        .limits.document_bytes = MAX_DOCUMENT,
    };

    report->file = is_standard_input(file) ? "<stdin>" : file;
    status = read_file(file, report, &bytes);
    if (status != STATUS_DONE)
        return status;
    document->value =
        pox_parse_any(bytes.at, bytes.size, &options, &document->type, &error);
    free(bytes.at);
    if (document->value)
        return STATUS_DONE;
    report_error(report, &error);
    return STATUS_FAILED;
}
