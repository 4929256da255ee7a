/* SPDX-License-Identifier: MIT */
/* What a sub-command is, and what it is handed. */
#ifndef POX_COMMAND_H
#define POX_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

/** What the program tells the shell. */
enum status {
    STATUS_DONE = 0,
    /** A document that cannot be read, an error in `check`, output not written. */
    STATUS_FAILED = 1,
    /** Documents that were compared, by which nothing has failed. */
    STATUS_DIFFERENT = 1,
    /** Wrong usage, or a file that cannot be opened. */
    STATUS_USAGE = 2
};

enum { MAX_OPTIONS = 8, ANY_NUMBER = 1 << 30 };

/** An option of a sub-command. */
struct option {
    /** With its dashes, such as "--strict". */
    const char *name;
    /** What the help calls its value; NULL: it has none. */
    const char *value;
    const char *doc;
};

struct arguments;

/** A sub-command. */
struct command {
    const char *name;
    /** What stands behind the options, as the usage writes it, such as "[FILE]". */
    const char *operands;
    size_t max_operands;
    /** For the list of all sub-commands. */
    const char *summary;
    /** The rest of its help. */
    const char *doc;
    struct option options[MAX_OPTIONS];
    enum status (*run)(const struct arguments *arguments);
};

/** What the user wrote behind the name of a sub-command. */
struct arguments {
    const struct command *command;
    /** One for each option of the sub-command; NULL: not given; "": it has no value. */
    const char *values[MAX_OPTIONS];
    char **operands;
    size_t n_operands;
};

extern const struct command show_command;
extern const struct command json_command;
extern const struct command from_json_command;
extern const struct command format_command;
extern const struct command check_command;
extern const struct command request_command;
extern const struct command explain_command;
extern const struct command endpoints_command;
extern const struct command schema_command;
extern const struct command diff_command;
extern const struct command discover_command;

#endif
