/* SPDX-License-Identifier: MIT */
/* A document as people read it. */
#ifndef POX_COMMAND_SHOW_H
#define POX_COMMAND_SHOW_H

#include "input.h"
#include "output.h"

/** Prints a document. The report gets why it cannot be. */
enum status show_document(struct output *output, const struct document *document,
                          struct report *report);

#endif
