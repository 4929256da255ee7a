/* SPDX-License-Identifier: MIT */
/* pox: reads, checks, explains and writes Autodiscover documents. */
#include "arguments.h"
#include "command.h"

#include <errno.h>
#include <pox/base.h>
#include <stdio.h>
#include <string.h>

static const struct command *const commands[] = {
    &show_command,   &json_command,    &from_json_command, &format_command,
    &check_command,  &request_command, &endpoints_command, &explain_command,
    &schema_command, &diff_command,    &discover_command,
};

enum { N_COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static void print_usage(FILE *stream)
{
    fputs("Usage: pox COMMAND [ARGUMENT]...\n"
          "\n"
          "Reads and writes Exchange Autodiscover documents. The commands:\n"
          "\n",
          stream);
    for (size_t i = 0; i < N_COMMANDS; i++)
        fprintf(stream, "  %-10s%s\n", commands[i]->name, commands[i]->summary);
    fputs("\n"
          "See 'pox COMMAND --help' for what a command takes.\n"
          "'pox --version' prints the version.\n",
          stream);
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < N_COMMANDS; i++) {
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    }
    fprintf(stderr, "pox: there is no command '%s'; see 'pox --help'\n", name);
    return NULL;
}

static enum status run_command(const struct command *command, int argc, char **argv)
{
    struct arguments arguments = {.command = command};
    bool help;

    if (!arguments_parse(&arguments, argc, argv, &help))
        return STATUS_USAGE;
    if (!help)
        return command->run(&arguments);
    arguments_help(command);
    return STATUS_DONE;
}

/** pox help, pox help COMMAND and pox --help. */
static enum status run_help(const char *name)
{
    const struct command *command;

    if (!name) {
        print_usage(stdout);
        return STATUS_DONE;
    }
    command = find_command(name);
    if (!command)
        return STATUS_USAGE;
    arguments_help(command);
    return STATUS_DONE;
}

static enum status run(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : NULL;
    const struct command *command;

    if (!word) {
        print_usage(stderr);
        return STATUS_USAGE;
    }
    if (strcmp(word, "help") == 0 || strcmp(word, "--help") == 0 ||
        strcmp(word, "-h") == 0)
        return run_help(argv[2]);
    if (strcmp(word, "--version") == 0) {
        printf("pox %s\n", pox_version());
        return STATUS_DONE;
    }
    command = find_command(word);
    return command ? run_command(command, argc - 2, argv + 2) : STATUS_USAGE;
}

/** What was printed may still be on its way; not to arrive is an error as well. */
static enum status finish_output(enum status status)
{
    bool failed = ferror(stdout);

    errno = 0;
    if (fflush(stdout) == 0 && !failed)
        return status;
    fprintf(stderr, "pox: cannot write to standard output%s%s\n", errno != 0 ? ": " : "",
            errno != 0 ? strerror(errno) : "");
    return STATUS_FAILED;
}

int main(int argc, char **argv)
{
    /* Messages are made of pieces, and other programs may write to the same terminal. */
    setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
    return (int)finish_output(run(argc, argv));
}
