/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdio.h>

static bool complain(const struct bench_entry *entry, const char *problem)
{
    fprintf(stderr, "WRONG: '%s' %s '%s': %s\n", entry->contestant->name,
            entry->contestant->task == BENCH_READ ? "reads" : "writes",
            entry->answer->name, problem);
    return false;
}

static bool is_right(const struct bench_entry *entry, const struct bench_record *document)
{
    char where[256];

    if (!document)
        return complain(entry, "there is no record of it");
    return bench_same(document, entry->answer->made_from->document, where,
                      sizeof(where)) ||
           complain(entry, where);
}

static bool check_reader(struct bench_entry *entry)
{
    const struct bench_contestant *contestant = entry->contestant;
    void *result = contestant->read(entry->state, entry->answer);
    bool good;

    if (!result)
        return complain(entry, "it fails");
    good = contestant->has_no_result ||
           is_right(entry, contestant->view(entry->state, result));
    contestant->release(entry->state, result);
    return good;
}

static bool check_writer(struct bench_entry *entry)
{
    size_t size = 0;
    const char *bytes = entry->contestant->write(entry->state, entry->prepared, &size);
    struct bench_result *result;
    bool good;

    if (!bytes)
        return complain(entry, "it fails");
    result = bench_read_record(bytes, size);
    if (!result)
        return complain(entry, "libpox cannot read it");
    good = is_right(entry, result->document);
    bench_result_free(result);
    return good;
}

bool bench_check(struct bench_entry *entry)
{
    bool (*check)(struct bench_entry *) =
        entry->contestant->task == BENCH_READ ? check_reader : check_writer;

    return check(entry) && check(entry);
}
