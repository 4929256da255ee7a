/* SPDX-License-Identifier: MIT */
/* The schemas that are made from the table; see generated/command/schemas.c. */
#ifndef POX_COMMAND_SCHEMA_H
#define POX_COMMAND_SCHEMA_H

#include <stdbool.h>

/** What documents of one form look like: XML Schema, line by line, with NULL behind it. */
struct schema {
    const char *form;
    /** It is what people mostly look at: the answer to a mail client. */
    bool is_usual;
    /** What a correct sender writes. */
    const char *const *strict;
    /** What the library reads. */
    const char *const *lenient;
};

/** All of them; behind the last is one without a form. */
extern const struct schema schemas[];

/** What documents look like as JSON: JSON Schema, line by line, with NULL behind it. */
extern const char *const json_schema[];

/** Prints a schema. */
void schema_print(const char *const *line);

#endif
