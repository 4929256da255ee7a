/* SPDX-License-Identifier: MIT */
/* The arguments of a sub-command, its help, and complaints about both. */
#ifndef POX_COMMAND_ARGUMENTS_H
#define POX_COMMAND_ARGUMENTS_H

#include "command.h"

#include <pox/base.h>

/**
 * Tells options from operands, which may stand in any order; "--" ends the options.
 *
 * @param arguments  receives them; its `command` is set already
 * @param argv       what stands behind the name of the sub-command; gets reordered
 * @param help       set when help is asked for; nothing else counts then
 * @return false: wrong usage, and the user has been told
 */
POX_MUST_USE bool arguments_parse(struct arguments *arguments, int argc, char **argv,
                                  bool *help);

/** Prints the help of a sub-command to standard output. */
void arguments_help(const struct command *command);

/** Says on standard error what is wrong with the arguments; returns STATUS_USAGE. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
enum status
usage_error(const struct command *command, const char *format, ...);

#endif
