/* SPDX-License-Identifier: MIT */
#include "password.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/** A line without its end; false: there is none, or it is too long. */
static bool read_line(FILE *stream, char *line, int size)
{
    size_t end;

    if (!fgets(line, size, stream))
        return false;
    end = strcspn(line, "\r\n");
    if (line[end] == '\0' && !feof(stream))
        return false;
    line[end] = '\0';
    return true;
}

bool password_read(const char *file, char password[MAX_PASSWORD])
{
    FILE *stream = fopen(file, "r");
    bool good;

    if (!stream) {
        fprintf(stderr, "pox: %s: %s\n", file, strerror(errno));
        return false;
    }
    good = read_line(stream, password, MAX_PASSWORD);
    fclose(stream);
    if (!good)
        fprintf(stderr, "pox: %s: its first line is no password\n", file);
    return good;
}

bool can_ask(void)
{
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

bool password_ask(const char *user, const char *host, char password[MAX_PASSWORD])
{
    struct termios usual;
    struct termios silent;
    bool good;

    if (tcgetattr(STDIN_FILENO, &usual) != 0)
        return false;
    silent = usual;
    silent.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent); /* before anybody begins to type */
    fprintf(stderr, "Password of %s for %s: ", user, host);
    fflush(stderr);
    good = read_line(stdin, password, MAX_PASSWORD) && password[0] != '\0';
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual);
    fputc('\n', stderr);
    return good;
}

/* A compiler may leave out what it sees nobody read. */
void password_forget(char password[MAX_PASSWORD])
{
    volatile char *at = password;

    for (size_t i = 0; i < MAX_PASSWORD; i++)
        at[i] = '\0';
}

bool confirm(const char *question)
{
    char line[16];

    fprintf(stderr, "%s [y/N] ", question);
    fflush(stderr);
    return read_line(stdin, line, sizeof(line)) && (line[0] == 'y' || line[0] == 'Y');
}
