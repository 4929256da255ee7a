/* SPDX-License-Identifier: MIT */
#include "counts.h"

#include "race.h"

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Allocators that count */

union header {
    size_t size;
    max_align_t alignment;
};

static void *count_reallocate(void *data, void *memory, size_t size)
{
    union header *header = memory ? (union header *)memory - 1 : NULL;
    size_t old_size = header ? header->size : 0;

    (void)data;
    header = realloc(header, sizeof(*header) + size);
    if (!header)
        return NULL;
    header->size = size;
    bench_ledger.n_calls++;
    bench_ledger.live += size - old_size;
    if (bench_ledger.live > bench_ledger.peak)
        bench_ledger.peak = bench_ledger.live;
    return header + 1;
}

static void *count_allocate(void *data, size_t size)
{
    return count_reallocate(data, NULL, size);
}

static void count_release(void *data, void *memory)
{
    union header *header;

    (void)data;
    if (!memory)
        return;
    header = (union header *)memory - 1;
    bench_ledger.live -= header->size;
    free(header);
}

static const struct pox_allocator counting = {count_allocate, count_reallocate,
                                              count_release, NULL};

static void *libxml2_malloc(size_t size)
{
    return count_allocate(NULL, size);
}

static void *libxml2_realloc(void *memory, size_t size)
{
    return count_reallocate(NULL, memory, size);
}

static void libxml2_free(void *memory)
{
    count_release(NULL, memory);
}

static char *libxml2_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = libxml2_malloc(size);

    return copy ? memcpy(copy, text, size) : NULL;
}

/* Counting */

/** The peak is that of a new state, the calls are those of one that was used before. */
static struct bench_count count(const struct bench_contestant *contestant,
                                const struct bench_answer *answer)
{
    struct bench_entry *entry = bench_allocate(sizeof(*entry));
    struct bench_count count = {0, 0, false};
    size_t before = bench_ledger.live;

    bench_ledger.peak = before;
    if (bench_enter_race(entry, contestant, answer, &counting)) {
        if (contestant->task == BENCH_WRITE)
            bench_ledger.peak = before = bench_ledger.live;
        count.is_known = bench_run_once(entry);
        count.peak = bench_ledger.peak - before;
        bench_ledger.n_calls = 0;
        count.is_known = count.is_known && bench_run_once(entry);
        count.n_calls = bench_ledger.n_calls;
        bench_leave_race(entry);
    }
    free(entry);
    return count;
}

static void count_all(const struct bench_contestant *const *contestants,
                      size_t n_contestants, const struct bench_answer *answers,
                      size_t n_answers, struct bench_count *counts)
{
    for (size_t c = 0; c < n_contestants; c++) {
        for (size_t a = 0; a < n_answers; a++) {
            if (contestants[c]->is_counted)
                counts[c * n_answers + a] = count(contestants[c], &answers[a]);
        }
    }
}

/* In a process of its own */

static void send_bytes(int descriptor, const void *data, size_t size)
{
    const char *bytes = data;

    while (size > 0) {
        ssize_t sent = write(descriptor, bytes, size);

        if (sent <= 0)
            _exit(1);
        bytes += sent;
        size -= (size_t)sent;
    }
}

static bool receive_bytes(int descriptor, void *data, size_t size)
{
    char *bytes = data;

    while (size > 0) {
        ssize_t received = read(descriptor, bytes, size);

        if (received <= 0)
            return false;
        bytes += received;
        size -= (size_t)received;
    }
    return true;
}

struct bench_count *bench_count_memory(const struct bench_contestant *const *contestants,
                                       size_t n_contestants,
                                       const struct bench_answer *answers,
                                       size_t n_answers)
{
    size_t size = n_contestants * n_answers * sizeof(struct bench_count);
    struct bench_count *counts = bench_allocate(size);
    int ends[2];
    pid_t child;

    fflush(NULL);
    if (pipe(ends) != 0)
        return counts;
    child = fork();
    if (child == 0) {
        close(ends[0]);
        if (xmlMemSetup(libxml2_free, libxml2_malloc, libxml2_realloc, libxml2_strdup) !=
            0)
            _exit(1);
        count_all(contestants, n_contestants, answers, n_answers, counts);
        send_bytes(ends[1], counts, size);
        _exit(0);
    }
    close(ends[1]);
    if (child < 0 || !receive_bytes(ends[0], counts, size))
        memset(counts, 0, size);
    close(ends[0]);
    if (child > 0)
        waitpid(child, NULL, 0);
    return counts;
}
