/* SPDX-License-Identifier: MIT */
/** @file Where and when something was measured. */
#ifndef POX_BENCH_MACHINE_H
#define POX_BENCH_MACHINE_H

#include "race.h"

#include <stdio.h>

/** Tells it to standard output, and to `csv` if that is not NULL. */
void bench_report_machine(const struct bench_pace *pace, FILE *csv);

#endif
