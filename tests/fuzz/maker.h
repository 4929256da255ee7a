/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Makes structs of a fuzzer's bytes: any that the writer must accept and that reading gives back
 * as they were. The generated code calls one function for each field; what a field may hold, and
 * in which form, is said here and written without the library's own code, so that the two check
 * each other.
 */
#ifndef FUZZ_MAKER_H
#define FUZZ_MAKER_H

#include "source.h"

#include <pox/extra.h>
#include <pox/options.h>
#include <pox/table.h>

/** What one run may have at most: values, structs inside one another, and long texts. */
enum { FUZZ_MAX_VALUES = 32, FUZZ_MAX_DEPTH = 8, FUZZ_MAX_RUNS = 2 };

/** What every enumeration has for a value outside of the table. */
enum { FUZZ_OTHER = -1 };

struct fuzz_block;

struct fuzz_maker {
    struct fuzz_source source;
    /** Random decisions, for an input that is a document. */
    uint8_t room[512];
    /** Strings are of any bytes: what XML cannot carry, too. */
    bool any_bytes;
    /** How many of the strings XML cannot carry, and the field of the first (NULL: `extra`). */
    size_t n_bad;
    const struct pox_element *bad;

    struct fuzz_block *blocks;
    size_t depth;
    /** How many fields to leave out before the next one is filled. */
    size_t skip;
    /** The fields that were filled; those of the struct at hand are from `first` on. */
    const struct pox_element *present[FUZZ_MAX_VALUES];
    size_t n_present;
    size_t first;
    size_t n_values;
    size_t n_runs;
};

/** One type of the table, with what is generated for it. */
struct fuzz_type {
    const struct pox_type *type;
    size_t size;
    /** Fills a struct that is all zero. */
    void (*fill)(struct fuzz_maker *maker, void *value);
    /** Changes one thing in a struct, which then says something else. */
    void (*change)(struct fuzz_maker *maker, void *value);
    /** Whether the type's own verbs copy, write and read a struct so that it stays the same. */
    bool (*survives)(const void *value);
};

/** How to read what was written: without limits that a filled struct could reach. */
extern const struct pox_parse_options fuzz_without_limits;

/**
 * Takes the decisions from an input, which is borrowed. A document holds none: its hash is the
 * beginning of random ones, so that the documents of tests/corpus and what a plain engine makes
 * of them are as good as other inputs.
 */
void fuzz_begin(struct fuzz_maker *maker, const uint8_t *bytes, size_t size);
/** Frees all that was made. */
void fuzz_end(struct fuzz_maker *maker);

/** A filled struct. Like all that is made, it belongs to the maker. */
void *fuzz_make(struct fuzz_maker *maker, const struct fuzz_type *type);

/* One for each kind of field; what they give is NULL or 0 where the field is left out. */

const char *fuzz_string(struct fuzz_maker *maker, const struct pox_element *element);
uint64_t fuzz_number(struct fuzz_maker *maker, const struct pox_element *element,
                     bool *has_number, const char **text);
int fuzz_enum(struct fuzz_maker *maker, const struct pox_element *element,
              const char **text);
const void *fuzz_enum_list(struct fuzz_maker *maker, const struct pox_element *element,
                           size_t *n, const char **text);
void *fuzz_struct(struct fuzz_maker *maker, const struct pox_element *element,
                  const struct fuzz_type *type);
void *fuzz_list(struct fuzz_maker *maker, const struct pox_element *element,
                const struct fuzz_type *type, size_t *n);
/** After all fields: what may stand there depends on them. */
struct pox_extra *fuzz_extra(struct fuzz_maker *maker, const struct pox_type *type,
                             size_t *n);

/* The same for a change: they take what a field holds and give what it is to hold. */

const char *fuzz_change_string(struct fuzz_maker *maker,
                               const struct pox_element *element, const char *string);
uint64_t fuzz_change_number(struct fuzz_maker *maker, const struct pox_element *element,
                            uint64_t number, bool *has_number, const char **text);
int fuzz_change_enum(struct fuzz_maker *maker, const struct pox_element *element,
                     int number, const char **text);
const void *fuzz_change_enum_list(struct fuzz_maker *maker,
                                  const struct pox_element *element, const void *numbers,
                                  size_t *n, const char **text);
void *fuzz_change_struct(struct fuzz_maker *maker, const struct fuzz_type *type,
                         void *value);
void *fuzz_change_list(struct fuzz_maker *maker, const struct fuzz_type *type, void *list,
                       size_t *n);
struct pox_extra *fuzz_change_extra(struct fuzz_maker *maker, struct pox_extra *extra,
                                    size_t *n);

/* What the functions above are made of */

/** Zeroed memory, of exactly this size so that a sanitizer sees what lies beyond. */
void *fuzz_new(struct fuzz_maker *maker, size_t size);
/** Whether a field (NULL: `extra`) is to be filled; remembers that it is. */
bool fuzz_is_wanted(struct fuzz_maker *maker, const struct pox_element *element);
/** Whether the struct at hand has a field filled; NULL: any child element. */
bool fuzz_is_present(const struct fuzz_maker *maker, const struct pox_element *element);

#endif
