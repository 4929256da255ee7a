/* SPDX-License-Identifier: MIT */
/** @file What the fuzzers share: libFuzzer's entry points, hashes, and a way to complain. */
#ifndef FUZZ_FUZZER_H
#define FUZZ_FUZZER_H

#include <stddef.h>
#include <stdint.h>

/** One execution. A fuzzer does not return when it finds something: it aborts. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Changes an input in place, knowing its form; returns its new size. Optional. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
                               unsigned seed);

/** The engine's own mutations of bytes. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

enum { FUZZ_HASH_BEGIN = 0x2545F491 };

/** A hash that goes on with more bytes; the same however they are divided. */
static inline uint64_t fuzz_hash(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ at[i]) * 0x100000001B3u;
    return hash;
}

/** Spreads a hash over all bits, so that sums of hashes rarely collide. */
static inline uint64_t fuzz_mix(uint64_t hash)
{
    hash = (hash ^ hash >> 30) * 0xBF58476D1CE4E5B9u;
    hash = (hash ^ hash >> 27) * 0x94D049BB133111EBu;
    return hash ^ hash >> 31;
}

/** The next of a series of random numbers below a bound (not 0). */
static inline size_t fuzz_random(uint64_t *state, size_t bound)
{
    *state += 0x9E3779B97F4A7C15u;
    return (size_t)(fuzz_mix(*state) % bound);
}

/** Says on stderr what is wrong, and aborts. */
_Noreturn void fuzz_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
