/* SPDX-License-Identifier: MIT */
/**
 * @file
 * What takes part in the benchmark. Each file peer_*.c or peer_*.cpp has one list of
 * contestants; contestants.c has the list of lists. Also read by C++.
 *
 * A reader turns bytes into its own result. How that looks as a record is asked untimed, and must
 * be what the document was made from. A writer writes what it prepared untimed, and that must be
 * the same when libpox has read it.
 */
#ifndef POX_BENCH_PEER_H
#define POX_BENCH_PEER_H

#include "record.h"

#include <pox/options.h>

POX_BEGIN_DECLS

/** A document, and what it was made from. */
struct bench_answer {
    const char *name;
    /** NUL-terminated. */
    const char *bytes;
    size_t size;
    struct bench_result *made_from;
    /** What has no place in records is in it; writing it would not be the same for all. */
    bool has_unknown;
};

enum bench_task { BENCH_READ, BENCH_WRITE, BENCH_N_TASKS };

struct bench_contestant {
    /** Names begin with that of the library; NULL: the end of the list. */
    const char *name;
    enum bench_task task;
    /** Handed to `open`: which of several ways. */
    const void *way;
    /** A floor, which has no result. */
    bool has_no_result;
    /** It gives up at what it does not know. */
    bool knows_no_unknown;
    /** Its memory is from `allocator`, libxml2 or records, and so can be counted. */
    bool is_counted;

    /** `allocator` is NULL unless memory is counted. Never NULL. */
    void *(*open)(const void *way, const struct pox_allocator *allocator);
    void (*close)(void *state);

    /** The result, or NULL. */
    void *(*read)(void *state, const struct bench_answer *answer);
    /** The result as a document, valid until the result is released. */
    const struct bench_record *(*view)(void *state, void *result);
    void (*release)(void *state, void *result);

    /** What is to be written; NULL: it cannot be. */
    void *(*prepare)(void *state, const struct bench_answer *answer);
    void (*unprepare)(void *state, void *prepared);
    /** What was written, valid until the next call; NULL: nothing. */
    const char *(*write)(void *state, void *prepared, size_t *size);

    /** For another process, in place of `read`: nanoseconds for reading it so often. */
    double (*measure)(void *state, const struct bench_answer *answer, long n_times);
};

/** Limits with which libpox reads documents of all sizes. */
extern const struct pox_limits bench_limits;

/** The record that a struct of libpox comes to, made with its visitor. */
struct bench_result *bench_record_of(const void *message);

/** Reads a document with libpox into a record; NULL: it could not. */
struct bench_result *bench_read_record(const char *bytes, size_t size);

/** The lists of contestants that were built, ending with NULL. */
extern const struct bench_contestant *const bench_contestants[];

POX_END_DECLS

#endif
