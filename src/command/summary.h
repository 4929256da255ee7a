/* SPDX-License-Identifier: MIT */
/* What a document says, in words. */
#ifndef POX_COMMAND_SUMMARY_H
#define POX_COMMAND_SUMMARY_H

#include "input.h"
#include "output.h"

/** Prints a line for each thing that a message says; nothing for a part, such as User. */
void summary_print(struct output *output, const struct document *document);

#endif
