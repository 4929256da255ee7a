/* SPDX-License-Identifier: MIT */
/** @file What was measured, for those who print it. */
#ifndef POX_BENCH_RESULTS_H
#define POX_BENCH_RESULTS_H

#include "answers.h"
#include "counts.h"
#include "race.h"

#include <stdio.h>

enum { BENCH_MAX_CONTESTANTS = 64, BENCH_N_SIZES = 7 };

/** With which all contestants of a task are compared. */
extern const char *const bench_reference_names[BENCH_N_TASKS];

struct bench_growth {
    /** Of the document. */
    size_t size;
    /** Per byte, divided by that of the smallest document. */
    double ratio;
    double nanoseconds;
    bool is_known;
};

struct bench_results {
    struct bench_pace pace;
    const struct bench_answer *answers;
    /** Whether it was asked for. */
    bool is_chosen[BENCH_N_ANSWERS];
    const struct bench_contestant *contestants[BENCH_MAX_CONTESTANTS];
    size_t n_contestants;
    /** NULL: it was not measured. */
    struct bench_entry *entries[BENCH_MAX_CONTESTANTS][BENCH_N_ANSWERS];
    /** BENCH_N_ANSWERS for each contestant; NULL: nothing was counted. */
    const struct bench_count *counts;
    struct bench_growth growth[BENCH_N_TASKS][BENCH_N_SIZES];
};

/** The index of a contestant; -1: it does not take part. */
int bench_find(const struct bench_results *results, enum bench_task task,
               const char *name);

/** The ratio of a contestant to the reference of its task; negative: not measured. */
double bench_ratio(const struct bench_results *results, int contestant, int answer);

/** Prints tables for people to standard output, and all figures to `csv` if it is not NULL. */
void bench_report(const struct bench_results *results, FILE *csv);

/** The same for the targets that the project has set itself. */
void bench_report_targets(const struct bench_results *results, FILE *csv);

/** One figure: the measure of something (row) in something (column). */
void bench_write_csv(FILE *csv, const char *section, const char *row, const char *column,
                     const char *measure, const char *value);

#endif
