/* SPDX-License-Identifier: MIT */
/** @file That no contestant cheats: what it reads or writes is what the document says. */
#ifndef POX_BENCH_CHECK_H
#define POX_BENCH_CHECK_H

#include "race.h"

/** Runs an entry twice; false: what it did is wrong, and was told to standard error. */
bool bench_check(struct bench_entry *entry);

#endif
