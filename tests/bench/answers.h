/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The documents that are measured. They are made from the table at start, the same ones every
 * time: the table says which elements there are, where they may stand, and what is typical for
 * them; here it is only said which protocols an answer has.
 */
#ifndef POX_BENCH_ANSWERS_H
#define POX_BENCH_ANSWERS_H

#include "peer.h"

/** The ones that are measured, by their place in the list. */
enum {
    BENCH_ERROR,
    BENCH_MAIL,
    BENCH_TYPICAL,
    BENCH_FULL,
    BENCH_ENTITIES,
    BENCH_NON_ASCII,
    BENCH_STRANGE,
    BENCH_MEGABYTE,
    BENCH_16_MEGABYTES,
    BENCH_N_ANSWERS
};

/** All of them; with `small`, the long ones are shorter. */
void bench_make_answers(struct bench_answer answers[BENCH_N_ANSWERS], bool small);

/** An answer of about that size, with as many Protocols as it takes. */
struct bench_answer bench_make_answer_of_size(const char *name, size_t size);

void bench_free_answer(struct bench_answer *answer);

#endif
