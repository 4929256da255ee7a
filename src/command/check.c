/* SPDX-License-Identifier: MIT */
/* pox check: what is wrong with documents. */
#include "command.h"
#include "input.h"

#include <pox/document.h>
#include <pox/validate.h>
#include <stdio.h>

enum { STRICT };

static enum status check_file(const char *file, struct report *report)
{
    struct document document;
    struct pox_error error;
    enum status status = input_read(file, report, &document);

    if (status != STATUS_DONE)
        return status;
    if (!pox_validate(document.type, document.value, report_finding, report, &error) &&
        error.status != POX_ERROR_RULE) {
        report_error(report, &error);
        status = STATUS_FAILED;
    }
    pox_free(document.value);
    return status;
}

static void print_count(size_t count, const char *thing, const char *after)
{
    printf("%zu %s%s%s", count, thing, count == 1 ? "" : "s", after);
}

static void print_summary(size_t n_files, const struct report *report)
{
    print_count(n_files, "file", " checked: ");
    print_count(report->n_errors, "error", ", ");
    print_count(report->n_warnings, "warning", "\n");
}

static enum status run(const struct arguments *arguments)
{
    static char standard_input[] = "-";
    char *only[] = {standard_input};
    bool has_files = arguments->n_operands > 0;
    char **files = has_files ? arguments->operands : only;
    size_t n_files = has_files ? arguments->n_operands : 1;
    size_t n_missing = 0;
    struct progress progress;
    struct report report = {
        .stream = stdout,
        .strict = arguments->values[STRICT],
        .progress = &progress,
    };

    progress_begin(&progress, n_files);
    for (size_t i = 0; i < n_files; i++) {
        progress_show(&progress, i + 1, files[i]);
        if (check_file(files[i], &report) == STATUS_USAGE)
            n_missing++;
    }
    progress_clear(&progress);
    print_summary(n_files - n_missing, &report);
    if (n_missing > 0)
        return STATUS_USAGE;
    return report.n_errors > 0 ? STATUS_FAILED : STATUS_DONE;
}

const struct command check_command = {
    .name = "check",
    .operands = "[FILE]...",
    .max_operands = ANY_NUMBER,
    .summary = "list what is wrong with documents",
    .doc =
        "Lists all that is wrong with documents, a line for each, and counts it:\n"
        "\n"
        "  FILE:LINE:COLUMN: warning: PATH: MESSAGE [code]\n"
        "\n"
        "First comes what a reader finds odd, with its place, and then the rules of the\n"
        "format that the document breaks as a whole; 'pox explain CODE' tells of each.\n"
        "A document with warnings was read all the same; one with an error was not.\n"
        "Without FILE, or with -, it comes from standard input. The exit status is 1\n"
        "when there was an error, and 2 when a file could not be opened.",
    .options = {[STRICT] = {"--strict", NULL, "make every warning an error"}},
    .run = run,
};
