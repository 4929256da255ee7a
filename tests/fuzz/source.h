/* SPDX-License-Identifier: MIT */
/** @file The bytes that a fuzzer hands out, spent piece by piece to make decisions. */
#ifndef FUZZ_SOURCE_H
#define FUZZ_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** An exhausted source gives zeros, so that everything made from it ends. */
struct fuzz_source {
    const uint8_t *bytes;
    size_t size;
};

static inline uint8_t fuzz_byte(struct fuzz_source *source)
{
    if (source->size == 0)
        return 0;
    source->size--;
    return *source->bytes++;
}

/** A number below `n`, which is from 1 to 256. */
static inline size_t fuzz_below(struct fuzz_source *source, size_t n)
{
    return fuzz_byte(source) % n;
}

/** Any number of 64 bits. */
static inline uint64_t fuzz_word(struct fuzz_source *source)
{
    uint64_t word = 0;

    for (int i = 0; i < 8; i++)
        word = word << 8 | fuzz_byte(source);
    return word;
}

#endif
