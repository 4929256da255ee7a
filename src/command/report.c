/* SPDX-License-Identifier: MIT */
#include "report.h"

#include "text.h"

static void print_line(struct report *report, const char *severity, size_t line,
                       size_t column, const char *path, const char *message,
                       const char *code)
{
    FILE *stream = report->stream;

    if (report->progress)
        progress_clear(report->progress);
    text_print(stream, report->file);
    if (line > 0)
        fprintf(stream, ":%zu:%zu", line, column);
    fprintf(stream, ": %s: ", severity);
    text_print(stream, path);
    fputs(path[0] != '\0' ? ": " : "", stream);
    text_print(stream, message);
    fprintf(stream, " [%s]\n", code);
}

void report_diagnostic(void *data, const struct pox_diagnostic *diagnostic)
{
    struct report *report = data;

    if (report->strict)
        report->n_errors++;
    else
        report->n_warnings++;
    print_line(report, report->strict ? "error" : "warning", diagnostic->line,
               diagnostic->column, diagnostic->path, diagnostic->message,
               pox_diagnostic_code_name(diagnostic->code));
}

void report_finding(void *data, const struct pox_finding *finding)
{
    struct report *report = data;

    if (finding->rule->diagnostic)
        return;
    if (report->strict)
        report->n_errors++;
    else
        report->n_warnings++;
    print_line(report, report->strict ? "error" : "warning", 0, 0, finding->path,
               finding->message, finding->rule->name);
}

void report_error(struct report *report, const struct pox_error *error)
{
    report->n_errors++;
    print_line(report, "error", error->line, error->column, error->path, error->message,
               pox_status_name(error->status));
}
