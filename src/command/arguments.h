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

/** What one more argument of a sub-command would be. */
struct expected {
    /** The option that it would be the value of; NULL: it is none. */
    const struct option *value_of;
    /** It may be an option. */
    bool option;
    /** It may be an operand. */
    bool operand;
};

/** Says what may come behind some arguments, for completion: whatever is wrong is passed over. */
struct expected arguments_expect(const struct command *command, char *const *argv,
                                 size_t n);

/** The option that an argument names, alone or before "="; NULL: there is none. */
const struct option *arguments_option(const struct command *command,
                                      const char *argument);

/** The option that each sub-command has besides its own. */
extern const struct option help_option;

/** Prints the help of a sub-command to standard output. */
void arguments_help(const struct command *command);

/** Says on standard error what is wrong with the arguments; returns STATUS_USAGE. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
enum status
usage_error(const struct command *command, const char *format, ...);

#endif
