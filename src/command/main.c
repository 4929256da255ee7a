/* SPDX-License-Identifier: MIT */
/* pox: reads, checks, explains and writes Autodiscover documents. */
#include "arguments.h"
#include "command.h"
#include "completion.h"

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

/** What may stand in place of a command. */
static const struct option help_word = {"help", NULL, "print what a command takes"};
static const struct option version_option = {"--version", NULL, "print the version"};
/** Answers scripts, and so nobody needs to be told of it. */
static const char complete_option[] = "--complete";

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

/** NULL: there is none of this name. */
static const struct command *look_for_command(const char *name)
{
    for (size_t i = 0; i < N_COMMANDS; i++) {
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    }
    return NULL;
}

static const struct command *find_command(const char *name)
{
    const struct command *command = look_for_command(name);

    if (!command)
        fprintf(stderr, "pox: there is no command '%s'; see 'pox --help'\n", name);
    return command;
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

static bool asks_for_help(const char *word)
{
    return strcmp(word, help_word.name) == 0 || strcmp(word, help_option.name) == 0 ||
           strcmp(word, "-h") == 0;
}

/** Prints what may stand in place of the last word: see completion.h. */
static enum status complete(char *const *words, size_t n)
{
    const struct command *command = n > 1 ? look_for_command(words[0]) : NULL;
    bool after_help = n == 2 && asks_for_help(words[0]);

    if (command)
        completion_print(command, words + 1, n - 1);
    for (size_t i = 0; (n == 1 || after_help) && i < N_COMMANDS; i++)
        completion_print_word(commands[i]->name, commands[i]->summary);
    if (n == 1) {
        completion_print_option(&help_word);
        completion_print_option(&help_option);
        completion_print_option(&version_option);
    }
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
    if (asks_for_help(word))
        return run_help(argv[2]);
    if (strcmp(word, complete_option) == 0)
        return complete(argv + 2, (size_t)argc - 2);
    if (strcmp(word, version_option.name) == 0) {
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
