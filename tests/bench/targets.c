/* SPDX-License-Identifier: MIT */
/** @file What the project wants to reach, and whether this run did. */
#include "results.h"

enum kind {
    /** Time divided by that of others: at most so much. */
    RATIO,
    /** How many times faster than others: at least so much. */
    SPEEDUP,
    /** Time per byte at any size, divided by that of the smallest: at most so much. */
    GROWTH,
    /** Calls that allocate: at most so many. */
    ALLOCATIONS,
    /** Shown by another program. */
    ELSEWHERE
};

enum { MAX_OTHERS = 4 };

struct target {
    const char *what;
    enum kind kind;
    enum bench_task task;
    double limit;
    /** The contestant that is to reach it; NULL: libpox in its usual way. */
    const char *name;
    const char *others[MAX_OTHERS];
    /** Bits, 1 << index. */
    unsigned answers;
};

enum {
    TYPICAL = 1u << BENCH_TYPICAL,
    FULL = 1u << BENCH_FULL,
    ENTITIES = 1u << BENCH_ENTITIES
};

#define FASTER_THAN(...) .kind = SPEEDUP, .others = {__VA_ARGS__}
#define TIME_OF(...)     .kind = RATIO, .others = {__VA_ARGS__}

static const struct target targets[] = {
    {.what = "read through libxml2, pushed, against libxml2 pushed with nothing done",
     .name = "libpox, libxml2 only, pushed",
     TIME_OF("libxml2, nothing done, pushed"),
     .answers = TYPICAL | FULL,
     .limit = 1.15},
    {.what = "read, against libxml2 with nothing done",
     TIME_OF("libxml2, nothing done"),
     .answers = TYPICAL | FULL,
     .limit = 0.35},
    {.what = "read, against pugixml and RapidXML",
     TIME_OF("pugixml", "RapidXML"),
     .answers = TYPICAL | FULL,
     .limit = 0.7},
    {.what = "read, against gSOAP and XSD cxx-parser",
     FASTER_THAN("gSOAP", "XSD cxx-parser"),
     .answers = TYPICAL | FULL,
     .limit = 12},
    {.what = "read, against DOM, xmlTextReader, expat and lxml",
     FASTER_THAN("libxml2 DOM", "libxml2 xmlTextReader", "expat", "lxml to dict"),
     .answers = TYPICAL | FULL,
     .limit = 8},
    {.what = "share of real answers that the fast path reads to the end",
     .kind = ELSEWHERE,
     .limit = 0.9},
    {.what = "write a typical answer, against memcpy of the pieces",
     .task = BENCH_WRITE,
     TIME_OF("memcpy of the pieces"),
     .answers = TYPICAL,
     .limit = 1.6},
    {.what = "write a full answer, against memcpy of the pieces",
     .task = BENCH_WRITE,
     TIME_OF("memcpy of the pieces"),
     .answers = FULL,
     .limit = 2.0},
    {.what = "write many entities, against memcpy of the pieces",
     .task = BENCH_WRITE,
     TIME_OF("memcpy of the pieces"),
     .answers = ENTITIES,
     .limit = 3.2},
    {.what = "write, against gSOAP, xmlTextWriter, libxml2 tree and dump",
     .task = BENCH_WRITE,
     FASTER_THAN("gSOAP", "libxml2 xmlTextWriter", "libxml2 tree and dump"),
     .answers = TYPICAL,
     .limit = 20},
    {.what = "read, time per byte from 4 KB to 16 MB", .kind = GROWTH, .limit = 1.15},
    {.what = "write, time per byte from 4 KB to 16 MB",
     .kind = GROWTH,
     .task = BENCH_WRITE,
     .limit = 1.15},
    {.what = "allocations for a typical answer",
     .kind = ALLOCATIONS,
     .answers = TYPICAL,
     .limit = 3},
    {.what = "allocations for a typical answer in a steady state",
     .kind = ALLOCATIONS,
     .name = "libpox, recycling",
     .answers = TYPICAL,
     .limit = 0},
};

/** The worst of some figures, and whether all of those that should be there were. */
struct finding {
    double value;
    bool is_known;
    bool is_complete;
};

static int find_own(const struct bench_results *results, const struct target *target)
{
    return bench_find(results, target->task, target->name ? target->name : "libpox");
}

static void take(struct finding *finding, double value, bool high_is_bad)
{
    if (!finding->is_known ||
        (high_is_bad ? value > finding->value : value < finding->value))
        finding->value = value;
    finding->is_known = true;
}

/** How one contestant relates to another one with one document; speed for a SPEEDUP. */
static void compare(const struct bench_results *results, const struct target *target,
                    const char *other, int answer, struct finding *finding)
{
    int own_index = find_own(results, target);
    int other_index = bench_find(results, target->task, other);
    const struct bench_entry *own =
        own_index < 0 ? NULL : results->entries[own_index][answer];
    const struct bench_entry *against =
        other_index < 0 ? NULL : results->entries[other_index][answer];
    int n_rounds = results->pace.n_rounds;

    if (!own || !against)
        finding->is_complete = false;
    else if (target->kind == SPEEDUP)
        take(finding, bench_quotient(against, own, n_rounds), false);
    else
        take(finding, bench_quotient(own, against, n_rounds), true);
}

static void compare_all(const struct bench_results *results, const struct target *target,
                        struct finding *finding)
{
    for (int i = 0; i < MAX_OTHERS && target->others[i]; i++) {
        for (int answer = 0; answer < BENCH_N_ANSWERS; answer++) {
            if (target->answers & 1u << answer)
                compare(results, target, target->others[i], answer, finding);
        }
    }
}

static void find_growth(const struct bench_results *results, enum bench_task task,
                        struct finding *finding)
{
    for (int i = 0; i < BENCH_N_SIZES; i++) {
        if (results->growth[task][i].is_known)
            take(finding, results->growth[task][i].ratio, true);
        else
            finding->is_complete = false;
    }
}

static void find_allocations(const struct bench_results *results,
                             const struct target *target, struct finding *finding)
{
    int own = find_own(results, target);

    for (int answer = 0; answer < BENCH_N_ANSWERS && own >= 0; answer++) {
        size_t at = (size_t)own * BENCH_N_ANSWERS + (size_t)answer;

        if ((target->answers & 1u << answer) && results->counts[at].is_known)
            take(finding, (double)results->counts[at].n_calls, true);
    }
}

static struct finding find(const struct bench_results *results,
                           const struct target *target)
{
    struct finding finding = {.is_complete = true};

    if (target->kind == GROWTH)
        find_growth(results, target->task, &finding);
    else if (target->kind == ALLOCATIONS)
        find_allocations(results, target, &finding);
    else
        compare_all(results, target, &finding);
    return finding;
}

static const char *verdict(const struct target *target, struct finding finding)
{
    bool reached = target->kind == SPEEDUP ? finding.value >= target->limit
                                           : finding.value <= target->limit;

    if (target->kind == ELSEWHERE)
        return "not shown here";
    if (!finding.is_known)
        return "not measured";
    if (!reached)
        return "no";
    return finding.is_complete ? "yes" : "yes, as far as measured";
}

void bench_report_targets(const struct bench_results *results, FILE *csv)
{
    printf("\nTargets (the worst of the documents and contestants that they name)\n\n");
    printf("%-74s %14s %8s  %s\n", "", "wanted", "is", "reached");
    for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
        const struct target *target = &targets[i];
        struct finding finding = find(results, target);
        bool at_least = target->kind == SPEEDUP || target->kind == ELSEWHERE;
        char wanted[32];
        char value[32] = "";

        snprintf(wanted, sizeof(wanted), "at %s %g", at_least ? "least" : "most",
                 target->limit);
        if (finding.is_known)
            snprintf(value, sizeof(value), "%.2f", finding.value);
        printf("%-74s %14s %8s  %s\n", target->what, wanted, value,
               verdict(target, finding));
        bench_write_csv(csv, "target", target->what, "wanted", "", wanted);
        bench_write_csv(csv, "target", target->what, "is", "", value);
        bench_write_csv(csv, "target", target->what, "reached", "",
                        verdict(target, finding));
    }
}
