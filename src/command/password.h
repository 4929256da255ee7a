/* SPDX-License-Identifier: MIT */
/* Passwords, and other things that only the user can say. */
#ifndef POX_COMMAND_PASSWORD_H
#define POX_COMMAND_PASSWORD_H

#include <pox/base.h>

enum { MAX_PASSWORD = 256 };

/** Reads the first line of a file; false: there is none, and the user has been told. */
POX_MUST_USE bool password_read(const char *file, char password[MAX_PASSWORD]);

/** Whether somebody sits at a terminal who can be asked. */
bool can_ask(void);

/** Asks for a password, which is not shown. False: there was no answer. */
POX_MUST_USE bool password_ask(const char *user, const char *host,
                               char password[MAX_PASSWORD]);

/** Overwrites a password that is not needed any more. */
void password_forget(char password[MAX_PASSWORD]);

/** Asks whether to do something; no is the usual answer. */
POX_MUST_USE bool confirm(const char *question);

#endif
