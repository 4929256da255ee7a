/* SPDX-License-Identifier: MIT */
/* What is wrong with a document, as lines that people and editors read. */
#ifndef POX_COMMAND_REPORT_H
#define POX_COMMAND_REPORT_H

#include "progress.h"

#include <pox/error.h>
#include <pox/validate.h>
#include <stdio.h>

/** Where the lines go, and how many there were. */
struct report {
    FILE *stream;
    /** The document as the lines name it. */
    const char *file;
    /** Each diagnostic counts as an error. */
    bool strict;
    size_t n_errors;
    size_t n_warnings;
    /** What must leave the terminal before a line; NULL: nothing. */
    struct progress *progress;
};

/**
 * Prints FILE:LINE:COL: warning: PATH: MESSAGE [code]. For struct pox_parse_options, of which
 * `diagnostic_data` is a struct report.
 */
void report_diagnostic(void *data, const struct pox_diagnostic *diagnostic);

/**
 * Prints FILE: warning: PATH: MESSAGE [code], unless a reader has told of it, with a place. For
 * pox_validate(), with a struct report as `data`.
 */
void report_finding(void *data, const struct pox_finding *finding);

/** Prints FILE:LINE:COL: error: PATH: MESSAGE [status]. */
void report_error(struct report *report, const struct pox_error *error);

#endif
