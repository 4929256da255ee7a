/* SPDX-License-Identifier: MIT */
#include "race.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Running */

bool bench_enter_race(struct bench_entry *entry,
                      const struct bench_contestant *contestant,
                      const struct bench_answer *answer,
                      const struct pox_allocator *allocator)
{
    memset(entry, 0, sizeof(*entry));
    entry->contestant = contestant;
    entry->answer = answer;
    entry->state = contestant->open(contestant->way, allocator);
    if (!entry->state || contestant->task == BENCH_READ)
        return entry->state;
    entry->prepared = contestant->prepare(entry->state, answer);
    if (entry->prepared)
        return true;
    contestant->close(entry->state);
    return false;
}

void bench_leave_race(struct bench_entry *entry)
{
    if (entry->prepared)
        entry->contestant->unprepare(entry->state, entry->prepared);
    entry->contestant->close(entry->state);
}

bool bench_run_once(struct bench_entry *entry)
{
    const struct bench_contestant *contestant = entry->contestant;
    size_t size;
    void *result;

    if (contestant->task == BENCH_WRITE)
        return contestant->write(entry->state, entry->prepared, &size);
    result = contestant->read(entry->state, entry->answer);
    if (result)
        contestant->release(entry->state, result);
    return result;
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/** Nanoseconds for all times together. */
static double run(struct bench_entry *entry, long n_times)
{
    double begin = now();

    if (entry->contestant->measure)
        return entry->contestant->measure(entry->state, entry->answer, n_times);
    for (long i = 0; i < n_times; i++) {
        if (!bench_run_once(entry)) {
            fprintf(stderr, "bench_peers: '%s' fails at '%s' suddenly\n",
                    entry->contestant->name, entry->answer->name);
            exit(1);
        }
    }
    return now() - begin;
}

/* Taking turns */

/** Finds out how often an entry runs in a slice, which warms it up as well. */
static void calibrate(struct bench_entry *entry, const struct bench_pace *pace)
{
    double slice = pace->milliseconds * 1e6;
    double spent = 0;
    long n = 1;

    for (;;) {
        spent = run(entry, n);
        if (spent > slice / 4)
            break;
        n = spent > slice / 64 ? (long)((double)n * slice / spent / 2) + 1 : 8 * n;
    }
    entry->n_times = (long)((double)n * slice / spent);
    if (entry->n_times < 1)
        entry->n_times = 1;
}

static double run_slice(struct bench_entry *entry)
{
    return run(entry, entry->n_times) / (double)entry->n_times;
}

/** Who comes first differs from round to round. */
static void run_round(struct bench_entry *const *entries, size_t n_entries,
                      struct bench_entry *reference, int round)
{
    double before = run_slice(reference);

    for (size_t i = 0; i < n_entries; i++) {
        struct bench_entry *entry = entries[(i + 7 * (size_t)round) % n_entries];
        double spent = run_slice(entry);
        double after = run_slice(reference);

        entry->nanoseconds[round] = spent;
        entry->ratios[round] = 2 * spent / (before + after);
        before = after;
    }
}

void bench_race(struct bench_entry *const *entries, size_t n_entries,
                struct bench_entry *reference, const struct bench_pace *pace)
{
    calibrate(reference, pace);
    for (size_t i = 0; i < n_entries; i++) {
        if (entries[i] != reference)
            calibrate(entries[i], pace);
    }
    for (int round = 0; round < pace->n_rounds; round++)
        run_round(entries, n_entries, reference, round);
}

/* What comes of it */

static int compare_numbers(const void *a, const void *b)
{
    double first = *(const double *)a;
    double second = *(const double *)b;

    return (first > second) - (first < second);
}

double bench_median(const double *numbers, int n)
{
    double sorted[BENCH_MAX_ROUNDS];

    memcpy(sorted, numbers, (size_t)n * sizeof(*sorted));
    qsort(sorted, (size_t)n, sizeof(*sorted), compare_numbers);
    return n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

double bench_quotient(const struct bench_entry *a, const struct bench_entry *b,
                      int n_rounds)
{
    double quotients[BENCH_MAX_ROUNDS];

    for (int i = 0; i < n_rounds; i++)
        quotients[i] = a->ratios[i] / b->ratios[i];
    return bench_median(quotients, n_rounds);
}
