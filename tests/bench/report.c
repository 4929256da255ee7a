/* SPDX-License-Identifier: MIT */
#include "results.h"

#include <stdlib.h>

const char *const bench_reference_names[BENCH_N_TASKS] = {
    "libxml2, nothing done",
    "memcpy of the pieces",
};

static const char *const task_names[BENCH_N_TASKS] = {"read", "write"};

/* Looking things up */

int bench_find(const struct bench_results *results, enum bench_task task,
               const char *name)
{
    for (size_t i = 0; i < results->n_contestants; i++) {
        const struct bench_contestant *contestant = results->contestants[i];

        if (contestant->task == task && strcmp(contestant->name, name) == 0)
            return (int)i;
    }
    return -1;
}

double bench_ratio(const struct bench_results *results, int contestant, int answer)
{
    const struct bench_entry *entry =
        contestant < 0 ? NULL : results->entries[contestant][answer];

    return entry ? bench_median(entry->ratios, results->pace.n_rounds) : -1;
}

static double microseconds(const struct bench_results *results,
                           const struct bench_entry *entry)
{
    return bench_median(entry->nanoseconds, results->pace.n_rounds) / 1e3;
}

static const struct bench_count *count_of(const struct bench_results *results, size_t c,
                                          size_t answer)
{
    return &results->counts[c * BENCH_N_ANSWERS + answer];
}

/* Figures for programs */

static void write_csv_field(FILE *csv, const char *text, char end)
{
    bool is_quoted = strpbrk(text, ",\"\n");

    if (is_quoted)
        fputc('"', csv);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', csv);
        fputc(*text, csv);
    }
    if (is_quoted)
        fputc('"', csv);
    fputc(end, csv);
}

void bench_write_csv(FILE *csv, const char *section, const char *row, const char *column,
                     const char *measure, const char *value)
{
    if (!csv)
        return;
    write_csv_field(csv, section, ',');
    write_csv_field(csv, row, ',');
    write_csv_field(csv, column, ',');
    write_csv_field(csv, measure, ',');
    write_csv_field(csv, value, '\n');
}

static void write_number(FILE *csv, const char *section, const char *row,
                         const char *column, const char *measure, double number)
{
    char value[32];

    snprintf(value, sizeof(value), "%.9g", number);
    bench_write_csv(csv, section, row, column, measure, value);
}

/* Time */

static void print_heading(const struct bench_results *results)
{
    printf("%-30s", "");
    for (size_t i = 0; i < BENCH_N_ANSWERS; i++) {
        if (results->is_chosen[i])
            printf(" %10s", results->answers[i].name);
    }
    printf("\n");
}

static void report_documents(const struct bench_results *results, FILE *csv)
{
    printf("\nDocuments\n\n");
    print_heading(results);
    printf("%-30s", "bytes");
    for (size_t i = 0; i < BENCH_N_ANSWERS; i++) {
        if (!results->is_chosen[i])
            continue;
        printf(" %10zu", results->answers[i].size);
        write_number(csv, "document", results->answers[i].name, "", "bytes",
                     (double)results->answers[i].size);
    }
    printf("\n%-30s", "elements");
    for (size_t i = 0; i < BENCH_N_ANSWERS; i++) {
        size_t n = bench_count_elements(results->answers[i].made_from->document);

        if (!results->is_chosen[i])
            continue;
        printf(" %10zu", n);
        write_number(csv, "document", results->answers[i].name, "", "elements",
                     (double)n);
    }
    printf("\n");
}

/** Ratios of one contestant. */
static void report_ratios(const struct bench_results *results, size_t contestant,
                          FILE *csv)
{
    const char *name = results->contestants[contestant]->name;
    const char *section = task_names[results->contestants[contestant]->task];

    printf("%-30s", name);
    for (int i = 0; i < BENCH_N_ANSWERS; i++) {
        const struct bench_entry *entry = results->entries[contestant][i];

        if (!results->is_chosen[i])
            continue;
        if (!entry) {
            printf(" %10s", "-");
            continue;
        }
        printf(" %10.2f", bench_ratio(results, (int)contestant, i));
        write_number(csv, section, name, results->answers[i].name, "ratio",
                     bench_ratio(results, (int)contestant, i));
        write_number(csv, section, name, results->answers[i].name, "microseconds",
                     microseconds(results, entry));
    }
    printf("\n");
}

static void report_speed(const struct bench_results *results, enum bench_task task)
{
    int reference = bench_find(results, task, bench_reference_names[task]);

    printf("%-30s", "(the reference in us)");
    for (int i = 0; i < BENCH_N_ANSWERS && reference >= 0; i++) {
        const struct bench_entry *entry = results->entries[reference][i];

        if (results->is_chosen[i] && entry)
            printf(" %10.2f", microseconds(results, entry));
        else if (results->is_chosen[i])
            printf(" %10s", "-");
    }
    printf("\n");
}

static void report_task(const struct bench_results *results, enum bench_task task,
                        const char *title, FILE *csv)
{
    printf("\n%s: time divided by that of '%s'\n\n", title, bench_reference_names[task]);
    print_heading(results);
    for (size_t i = 0; i < results->n_contestants; i++) {
        if (results->contestants[i]->task == task)
            report_ratios(results, i, csv);
    }
    report_speed(results, task);
}

/* Memory */

static void report_counts(const struct bench_results *results, size_t contestant,
                          const char *measure, FILE *csv)
{
    const char *name = results->contestants[contestant]->name;
    const char *task = task_names[results->contestants[contestant]->task];
    bool is_calls = strcmp(measure, "allocations") == 0;
    char row[64];

    snprintf(row, sizeof(row), "%s: %s", task, name);
    printf("%-37s", row);
    for (size_t i = 0; i < BENCH_N_ANSWERS; i++) {
        const struct bench_count *count = count_of(results, contestant, i);
        double per_byte = (double)count->peak / (double)results->answers[i].size;

        if (!results->is_chosen[i])
            continue;
        if (!count->is_known)
            printf(" %9s", "-");
        else if (is_calls)
            printf(" %9zu", count->n_calls);
        else
            printf(" %9.2f", per_byte);
        if (count->is_known)
            write_number(csv, task, name, results->answers[i].name, measure,
                         is_calls ? (double)count->n_calls : per_byte);
    }
    printf("\n");
}

static void report_memory(const struct bench_results *results, const char *title,
                          const char *measure, FILE *csv)
{
    printf("\n%s\n\n%-37s", title, "");
    for (size_t i = 0; i < BENCH_N_ANSWERS; i++) {
        if (results->is_chosen[i])
            printf(" %9s", results->answers[i].name);
    }
    printf("\n");
    for (size_t i = 0; i < results->n_contestants; i++) {
        if (results->contestants[i]->is_counted)
            report_counts(results, i, measure, csv);
    }
}

/* Growth */

static void report_growth(const struct bench_results *results, FILE *csv)
{
    printf("\nlibpox, by size: nanoseconds per byte, and these divided by the first\n\n");
    for (int task = 0; task < BENCH_N_TASKS; task++) {
        for (size_t i = 0; i < BENCH_N_SIZES; i++) {
            const struct bench_growth *growth = &results->growth[task][i];
            char size[32];

            if (!growth->is_known)
                continue;
            snprintf(size, sizeof(size), "%zu", growth->size);
            printf("%-6s %10s bytes %8.3f %6.2f\n", task_names[task], size,
                   growth->nanoseconds / (double)growth->size, growth->ratio);
            write_number(csv, "growth", task_names[task], size, "ratio", growth->ratio);
            write_number(csv, "growth", task_names[task], size, "nanoseconds",
                         growth->nanoseconds);
        }
    }
}

void bench_report(const struct bench_results *results, FILE *csv)
{
    report_documents(results, csv);
    report_task(results, BENCH_READ, "Reading", csv);
    report_task(results, BENCH_WRITE, "Writing", csv);
    report_memory(results, "Calls that allocate, for one document after another",
                  "allocations", csv);
    report_memory(results, "Memory held at most, in bytes per byte of the document",
                  "peak", csv);
    report_growth(results, csv);
}
