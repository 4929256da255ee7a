/* SPDX-License-Identifier: MIT */
/** @file What generated code does for each type; the other rooms call it through this only. */
#ifndef POX_OPERATIONS_H
#define POX_OPERATIONS_H

#include "value.h"

#include <pox/extra.h>
#include <pox/table.h>

struct pox_reader;
struct pox_writer;
struct pox_walk;
struct pox_copier;
struct pox_judge;

/**
 * What no option exceeds: structs inside one another, of which more are taken for a cycle;
 * attributes of one element; and bytes of the name of a namespace, since everybody compares it.
 */
enum { POX_MAX_DEPTH = 256, POX_MAX_ATTRIBUTES = 100, POX_MAX_NAMESPACE = 1024 };

/** What became of a text that a field was to take. */
enum pox_reading {
    /** The field has it. */
    POX_TYPED = 1,
    /** It does not fit the type; the reader was told why. */
    POX_MISFIT,
    /** The reader failed (no memory, or strict). */
    POX_STOP
};

/**
 * One entry a type; `index` is that of pox_type.elements throughout. What a type without
 * scalars, strings or structs cannot need is NULL.
 */
struct pox_operations {
    size_t size;
    /** Where the struct has `extra` and `n_extra`. */
    size_t extra_offset;
    size_t n_extra_offset;
    /** The index of an attribute or child by its exact name; -1: none. */
    int (*attribute)(const char *name, size_t size);
    int (*child)(const char *name, size_t size);
    /** Puts a text into a scalar field. */
    enum pox_reading (*value)(struct pox_reader *reader, void *self, size_t index,
                              struct pox_text text);
    /** A new struct in a struct field or at the end of a list; NULL: no memory. */
    void *(*enter)(struct pox_arena *arena, void *self, size_t index);
    /** A field that is a string; NULL when it is absent, or of another kind. */
    const char *(*string)(const void *self, size_t index);
    /** The struct in a field, or the one at `item` of its list; NULL when there is none. */
    const void *(*inner)(const void *self, size_t index, size_t item);
    /** Whether a field is there: a text that is more than white space, a value, a struct. */
    bool (*has)(const void *self, size_t index);
    /** Tells of each rule that the struct breaks. */
    void (*judge)(struct pox_judge *judge, const void *self);
    void (*write)(struct pox_writer *writer, const void *self);
    void (*visit)(struct pox_walk *walk, const void *self);
    /** Bits of the namespaces in which all that is set in the struct is right. */
    unsigned (*namespaces)(const void *self);
    bool (*equal)(const void *a, const void *b, size_t depth);
    /** `to` is a copy of the bytes of `from`: replaces what points elsewhere. */
    void (*copy)(struct pox_copier *copier, void *to, const void *from);
};

/** What a caller's option comes to. */
static inline size_t pox_max_depth(size_t wanted)
{
    if (wanted == 0)
        return 64;
    return wanted < POX_MAX_DEPTH ? wanted : POX_MAX_DEPTH;
}

static inline struct pox_extra **pox_extra_of(const struct pox_operations *operations,
                                              void *self)
{
    return (struct pox_extra **)(void *)((char *)self + operations->extra_offset);
}

static inline size_t *pox_n_extra_of(const struct pox_operations *operations, void *self)
{
    return (size_t *)(void *)((char *)self + operations->n_extra_offset);
}

#endif
