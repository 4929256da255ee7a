/* SPDX-License-Identifier: MIT */
/* What may be typed next, told to shells line by line: WORD, a tab, and what it means. */
#ifndef POX_COMMAND_COMPLETION_H
#define POX_COMMAND_COMPLETION_H

#include "command.h"

/** Prints the line for a word. */
void completion_print_word(const char *word, const char *doc);

/** Prints the lines for an option: behind one with a value stands "=". */
void completion_print_option(const struct option *option);

/**
 * Prints what may stand in place of the last argument of a sub-command, whether or not it begins
 * like that: shells have ideas of their own about what fits. The word <FILE> means any file.
 *
 * @param argv  what stands behind the name of the sub-command
 * @param n     their number; at least 1
 */
void completion_print(const struct command *command, char *const *argv, size_t n);

#endif
