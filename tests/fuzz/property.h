/* SPDX-License-Identifier: MIT */
/** @file What a fuzzer of structs does when something does not hold that always should. */
#ifndef FUZZ_PROPERTY_H
#define FUZZ_PROPERTY_H

#include "fuzzer.h"

#include <pox/error.h>

/** Stops the fuzzer with a line that names the property, unless it holds; error may be NULL. */
static inline void fuzz_hold(bool holds, const char *property,
                             const struct pox_error *error)
{
    if (holds)
        return;
    if (error && error->status != POX_OK)
        fuzz_fail("does not hold: %s: %s: %s: %s", property,
                  pox_status_name(error->status), error->path, error->message);
    fuzz_fail("does not hold: %s", property);
}

#endif
