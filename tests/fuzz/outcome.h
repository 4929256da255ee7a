/* SPDX-License-Identifier: MIT */
/** @file What came of reading a document, to be compared with what else came of it. */
#ifndef FUZZ_OUTCOME_H
#define FUZZ_OUTCOME_H

#include "fuzzer.h"

#include <pox/pox.h>

/** What came of a document. */
struct outcome {
    void *value;
    const struct pox_type *type;
    struct pox_error error;
};

/** What was reported. */
struct diagnostics {
    size_t n;
    /** Of all that was in them. */
    uint64_t hash;
    /** Whether to print them as they come. */
    bool shown;
    /** Lines behind the first so many are so many lines too far down. */
    size_t first_lines;
    size_t shift;
};

size_t fuzz_unshifted(const struct diagnostics *diagnostics, size_t line);

void fuzz_begin_diagnostics(struct diagnostics *diagnostics);

/** Receives diagnostics; its `data` is a struct diagnostics. */
void fuzz_on_diagnostic(void *data, const struct pox_diagnostic *diagnostic);

/** Reads a document of any type, whole. What diagnostics are told goes into `diagnostics`. */
struct outcome fuzz_read(const char *bytes, size_t size,
                         const struct pox_parse_options *options,
                         struct diagnostics *diagnostics);

bool fuzz_same_error(const struct pox_error *a, const struct pox_error *b);

/** Aborts unless both are the same. */
void fuzz_check_same(const struct outcome *whole, const struct outcome *other,
                     const char *how);

#endif
