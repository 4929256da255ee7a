/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Taking times. All entries of a race run in turns, in short slices, and before and after each of
 * them the reference does, so that whatever slows the machine down slows both down. What counts
 * is the median of the ratios.
 */
#ifndef POX_BENCH_RACE_H
#define POX_BENCH_RACE_H

#include "peer.h"

enum { BENCH_MAX_ROUNDS = 99 };

/** A contestant with a document. */
struct bench_entry {
    const struct bench_contestant *contestant;
    const struct bench_answer *answer;
    void *state;
    /** Of writers. */
    void *prepared;
    /** How often it runs in a slice. */
    long n_times;
    double nanoseconds[BENCH_MAX_ROUNDS];
    /** To the reference in the same round. */
    double ratios[BENCH_MAX_ROUNDS];
};

struct bench_pace {
    int n_rounds;
    /** About how long a slice takes. */
    double milliseconds;
};

/** Gets an entry ready; false: the contestant cannot prepare the document. */
bool bench_enter_race(struct bench_entry *entry,
                      const struct bench_contestant *contestant,
                      const struct bench_answer *answer,
                      const struct pox_allocator *allocator);

void bench_leave_race(struct bench_entry *entry);

/** Reads or writes once; false: it failed. */
bool bench_run_once(struct bench_entry *entry);

/** The reference is no entry of its own: it may be one of them all the same. */
void bench_race(struct bench_entry *const *entries, size_t n_entries,
                struct bench_entry *reference, const struct bench_pace *pace);

double bench_median(const double *numbers, int n);

/** The median of how the ratios of two entries of one race relate. */
double bench_quotient(const struct bench_entry *a, const struct bench_entry *b,
                      int n_rounds);

#endif
