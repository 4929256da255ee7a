/* SPDX-License-Identifier: MIT */
/** @file What a fuzzer does when something does not hold that always should. */
#ifndef FUZZ_PROPERTY_H
#define FUZZ_PROPERTY_H

#include <pox/error.h>
#include <stdio.h>
#include <stdlib.h>

/** Stops the fuzzer with a line that names the property, unless it holds; error may be NULL. */
static inline void fuzz_hold(bool holds, const char *property,
                             const struct pox_error *error)
{
    if (holds)
        return;
    fprintf(stderr, "does not hold: %s", property);
    if (error && error->status != POX_OK)
        fprintf(stderr, ": %s: %s: %s", pox_status_name(error->status), error->path,
                error->message);
    fprintf(stderr, "\n");
    abort();
}

#endif
