/* SPDX-License-Identifier: MIT */
/*
 * Compares libpox with whatever else turns these documents into structs and back: time, memory,
 * and how time grows with size. Nothing is timed before it was seen to be right.
 *
 *     bench_peers [--smallest] [--quick] [--runs N] [--only NAME] [--documents NAME] [--out DIR]
 *
 * NAME is a part of a name; the reference always takes part. --out also writes all figures to
 * DIR/bench_peers.csv, of which picture.py makes a picture and tables. --smallest takes no times:
 * it runs everything once, and the exit status is 1 where something is wrong.
 */
#include "check.h"
#include "machine.h"
#include "results.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <sys/stat.h>

struct options {
    bool is_smallest;
    struct bench_pace pace;
    const char *only;
    const char *documents;
    const char *directory;
};

/* Who takes part */

static bool is_reference(const struct bench_contestant *contestant)
{
    return strcmp(contestant->name, bench_reference_names[contestant->task]) == 0;
}

static void choose(struct bench_results *results, const struct options *options)
{
    for (const struct bench_contestant *const *list = bench_contestants; *list; list++) {
        for (const struct bench_contestant *c = *list; c->name; c++) {
            bool is_chosen = !options->only || strstr(c->name, options->only);

            if ((is_chosen || is_reference(c)) &&
                results->n_contestants < BENCH_MAX_CONTESTANTS)
                results->contestants[results->n_contestants++] = c;
        }
    }
    for (size_t i = 0; i < BENCH_N_ANSWERS; i++)
        results->is_chosen[i] =
            !options->documents || strstr(results->answers[i].name, options->documents);
}

/** Writing 16 MB shows nothing that 1 MB does not, and takes some contestants a minute. */
static bool takes_part(const struct bench_contestant *contestant,
                       const struct bench_answer *answers, size_t answer)
{
    if (contestant->task == BENCH_READ)
        return !answers[answer].has_unknown || !contestant->knows_no_unknown;
    return !answers[answer].has_unknown && answer != BENCH_16_MEGABYTES;
}

/* One document after the other */

/** The entries of all contestants of a task that do it right. */
static size_t enter_all(struct bench_results *results, enum bench_task task,
                        size_t answer, struct bench_entry **entries, bool *good)
{
    size_t n = 0;

    for (size_t i = 0; i < results->n_contestants; i++) {
        const struct bench_contestant *contestant = results->contestants[i];
        struct bench_entry *entry;

        if (contestant->task != task || !takes_part(contestant, results->answers, answer))
            continue;
        entry = bench_allocate(sizeof(*entry));
        if (!bench_enter_race(entry, contestant, &results->answers[answer], NULL)) {
            fprintf(stderr, "WRONG: '%s' cannot begin with '%s'\n", contestant->name,
                    results->answers[answer].name);
        } else if (!bench_check(entry)) {
            bench_leave_race(entry);
        } else {
            results->entries[i][answer] = entry;
            entries[n++] = entry;
            continue;
        }
        *good = false;
        free(entry);
    }
    return n;
}

static struct bench_entry *find_reference(struct bench_entry *const *entries, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (is_reference(entries[i]->contestant))
            return entries[i];
    }
    return NULL;
}

static bool run_answer(struct bench_results *results, const struct options *options,
                       enum bench_task task, size_t answer)
{
    struct bench_entry *entries[BENCH_MAX_CONTESTANTS];
    bool good = true;
    size_t n = enter_all(results, task, answer, entries, &good);
    struct bench_entry *reference = find_reference(entries, n);

    if (reference && !options->is_smallest)
        bench_race(entries, n, reference, &results->pace);
    for (size_t i = 0; i < n; i++)
        bench_leave_race(entries[i]);
    return good;
}

static bool run_answers(struct bench_results *results, const struct options *options)
{
    bool good = true;

    for (size_t answer = 0; answer < BENCH_N_ANSWERS; answer++) {
        if (!results->is_chosen[answer])
            continue;
        for (int task = 0; task < BENCH_N_TASKS; task++)
            good = run_answer(results, options, (enum bench_task)task, answer) && good;
        if (!options->is_smallest)
            fprintf(stderr, "bench_peers: %s is done\n", results->answers[answer].name);
    }
    return good;
}

/* Growth */

/** Each four times as long as the one before, from 4 KB to 16 MB. */
static size_t size_at(int i)
{
    return (size_t)4096 << 2 * i;
}

static void take_growth(struct bench_growth *growth, struct bench_entry *const *entries,
                        int n_rounds)
{
    double first = bench_median(entries[0]->ratios, n_rounds);
    double first_size = (double)entries[0]->answer->size;

    for (int i = 0; i < BENCH_N_SIZES; i++) {
        double size = (double)entries[i]->answer->size;

        growth[i].size = entries[i]->answer->size;
        growth[i].nanoseconds = bench_median(entries[i]->nanoseconds, n_rounds);
        growth[i].ratio =
            bench_median(entries[i]->ratios, n_rounds) / size / (first / first_size);
        growth[i].is_known = true;
    }
}

/** Documents of all sizes take turns; the reference is as ever, with a typical answer. */
static void run_growth(struct bench_results *results, enum bench_task task)
{
    int own = bench_find(results, task, "libpox");
    int reference_index = bench_find(results, task, bench_reference_names[task]);
    struct bench_entry *entries[BENCH_N_SIZES];
    struct bench_answer answers[BENCH_N_SIZES];
    struct bench_entry reference;

    if (own < 0 || !bench_enter_race(&reference, results->contestants[reference_index],
                                     &results->answers[BENCH_TYPICAL], NULL))
        return;
    for (int i = 0; i < BENCH_N_SIZES; i++) {
        answers[i] = bench_make_answer_of_size("growth", size_at(i));
        entries[i] = bench_allocate(sizeof(*entries[i]));
        if (!bench_enter_race(entries[i], results->contestants[own], &answers[i], NULL))
            exit(1);
    }
    bench_race(entries, BENCH_N_SIZES, &reference, &results->pace);
    take_growth(results->growth[task], entries, results->pace.n_rounds);
    for (int i = 0; i < BENCH_N_SIZES; i++) {
        bench_leave_race(entries[i]);
        free(entries[i]);
        bench_free_answer(&answers[i]);
    }
    bench_leave_race(&reference);
}

/* The program */

static FILE *open_csv(const struct options *options)
{
    char path[4096];
    FILE *csv;

    if (!options->directory)
        return NULL;
    mkdir(options->directory, 0777);
    snprintf(path, sizeof(path), "%s/bench_peers.csv", options->directory);
    csv = fopen(path, "w");
    if (!csv) {
        perror(path);
        exit(2);
    }
    bench_write_csv(csv, "section", "row", "column", "measure", "value");
    return csv;
}

static void report(const struct bench_results *results, const struct options *options)
{
    FILE *csv = open_csv(options);

    bench_report_machine(&results->pace, csv);
    bench_report(results, csv);
    bench_report_targets(results, csv);
    if (csv)
        fclose(csv);
}

static bool run(struct bench_results *results, const struct options *options)
{
    bool good = run_answers(results, options);

    if (options->is_smallest) {
        printf("%zu contestants, %s; not found: %s\n", results->n_contestants,
               good ? "all right" : "not all right", BENCH_MISSING);
        return good;
    }
    for (int task = 0; task < BENCH_N_TASKS && !options->documents; task++)
        run_growth(results, (enum bench_task)task);
    report(results, options);
    return good;
}

static void free_results(struct bench_results *results)
{
    for (size_t i = 0; i < results->n_contestants; i++) {
        for (size_t answer = 0; answer < BENCH_N_ANSWERS; answer++)
            free(results->entries[i][answer]);
    }
    free((void *)(uintptr_t)results->counts);
    free(results);
}

static bool read_options(struct options *options, char **argv)
{
    for (int i = 1; argv[i]; i++) {
        if (strcmp(argv[i], "--smallest") == 0)
            options->is_smallest = true;
        else if (strcmp(argv[i], "--quick") == 0)
            options->pace = (struct bench_pace){.n_rounds = 3, .milliseconds = 4};
        else if (!argv[i + 1])
            return false;
        else if (strcmp(argv[i], "--runs") == 0)
            options->pace.n_rounds = atoi(argv[++i]);
        else if (strcmp(argv[i], "--only") == 0)
            options->only = argv[++i];
        else if (strcmp(argv[i], "--documents") == 0)
            options->documents = argv[++i];
        else if (strcmp(argv[i], "--out") == 0)
            options->directory = argv[++i];
        else
            return false;
    }
    return options->pace.n_rounds >= 1 && options->pace.n_rounds <= BENCH_MAX_ROUNDS;
}

int main(int argc, char **argv)
{
    struct options options = {.pace = {.n_rounds = 9, .milliseconds = 40}};
    struct bench_results *results;
    struct bench_answer answers[BENCH_N_ANSWERS];
    bool good;

    (void)argc;
    if (!read_options(&options, argv)) {
        fprintf(stderr,
                "usage: bench_peers [--smallest] [--quick] [--runs N] [--only NAME] "
                "[--documents NAME] [--out DIR]\n");
        return 2;
    }
    bench_lay_out();
    bench_make_answers(answers, options.is_smallest);
    results = bench_allocate(sizeof(*results));
    results->pace = options.pace;
    results->answers = answers;
    choose(results, &options);
    results->counts = bench_count_memory(results->contestants, results->n_contestants,
                                         answers, BENCH_N_ANSWERS);
    good = run(results, &options);
    free_results(results);
    for (size_t i = 0; i < BENCH_N_ANSWERS; i++)
        bench_free_answer(&answers[i]);
    xmlCleanupParser();
    return good ? 0 : 1;
}
