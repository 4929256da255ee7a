/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Memory, counted in a process of its own, so that nothing is counted while time is taken: calls
 * that allocate, and the most that was held at once, of libpox, libxml2 and records together.
 */
#ifndef POX_BENCH_COUNTS_H
#define POX_BENCH_COUNTS_H

#include "peer.h"

struct bench_count {
    /** Of one document, after another one. */
    size_t n_calls;
    size_t peak;
    bool is_known;
};

/**
 * Counts what each of some contestants does with each of some documents: the one at
 * [c * n_answers + a] of the result, for free(). To be called before libxml2 is used.
 */
struct bench_count *bench_count_memory(const struct bench_contestant *const *contestants,
                                       size_t n_contestants,
                                       const struct bench_answer *answers,
                                       size_t n_answers);

#endif
