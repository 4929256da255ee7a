/* SPDX-License-Identifier: MIT */
/** @file What must hold for every field of every struct; the table makes the calls. */
#ifndef POX_TESTS_FIELD_H
#define POX_TESTS_FIELD_H

#include <pox/pox.h>

/** A field that holds text, and structs in which nothing but this field is set. */
struct field_case {
    const struct pox_type *type;
    const struct pox_element *element;
    /** A value, and what a document that has it is read as. */
    const char *text;
    const void *expected;
    /** Another one. */
    const char *second_text;
    const void *second;
    /** What a document with the element present and empty is read as. */
    const void *empty;
    /** A text that does not fit, and what a document with it is read as; or NULL. */
    const char *bad_text;
    const void *bad;
    /** The struct of a document without the field. */
    const void *absent;
};

void check_field(const struct field_case *field);

/** A field that holds one struct, or a list of which there are two. */
struct struct_case {
    const struct pox_type *type;
    const struct pox_element *element;
    /** What a document is read as that has the element, all empty. */
    const void *expected;
    const void *absent;
};

void check_struct(const struct struct_case *field);

/** That the function of a struct found an empty one to keep the rules is true of it. */
void check_rules(const struct pox_type *type, const void *absent, bool kept);

/** That each value is found by its name, under a number of its own, and nothing else is. */
void check_enumeration(const struct pox_enumeration *enumeration);

#endif
