/* SPDX-License-Identifier: MIT */
/* Documents from files and from standard input. */
#ifndef POX_COMMAND_INPUT_H
#define POX_COMMAND_INPUT_H

#include "command.h"
#include "report.h"

#include <pox/table.h>

/** A document that was read: a struct of a type that is known only now. */
struct document {
    const struct pox_type *type;
    /** Owned; for pox_free(). */
    void *value;
};

/** The only operand, or "-" for standard input when there is none. */
const char *input_file(const struct arguments *arguments);

/**
 * Opens a file, and names it in the report.
 *
 * @param file        its name, or "-"
 * @param descriptor  set when the result is STATUS_DONE; for input_close()
 * @return STATUS_USAGE for a file that cannot be opened: standard error says so
 */
POX_MUST_USE enum status input_open(const char *file, struct report *report,
                                    int *descriptor);

/** Closes what input_open() has opened. */
void input_close(int descriptor);

/** Says on standard error why a file cannot be used; returns STATUS_USAGE. */
enum status input_refuse(const struct report *report, const char *message);

/**
 * Reads a document. The report gets what is odd about it, and why it cannot be read.
 *
 * @param file      its name, or "-"
 * @param document  set when the result is STATUS_DONE
 * @return STATUS_USAGE for a file that cannot be opened or read: standard error says so
 */
POX_MUST_USE enum status input_read(const char *file, struct report *report,
                                    struct document *document);

#endif
