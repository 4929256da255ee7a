/* SPDX-License-Identifier: MIT */
/** @file Documents of every shape that might be slow to read, in any size. */
#ifndef POX_TESTS_SHAPES_H
#define POX_TESTS_SHAPES_H

#include <pox/error.h>

/** Text that grows. */
struct document {
    char *bytes;
    size_t size;
    size_t capacity;
    /** How far a shape may go inside an Account. */
    size_t max_attributes;
    size_t max_depth;
};

/** A shape, and what must come of it at any size, with limits as far as they go. */
struct shape {
    const char *name;
    /** What stands in front, again and again, and behind; each "@" in it is a number. */
    const char *before;
    const char *unit;
    const char *after;
    /** Makes a document of about `size` bytes of which the unit is not constant. */
    void (*make)(struct document *document, size_t size);
    /** The numbers begin again here; 0: never. */
    size_t n_numbers;
    /** The size at 8x; 0: that of all others. */
    size_t size;
    /** POX_OK: it is read. */
    enum pox_status status;
    /** What the message of the refusal must have in it, such as the name of a limit. */
    const char *message;
    /** It is refused only from this size on, and read below. */
    size_t refused_from;
    /** Recoded before it is read. */
    bool is_utf_16;
    /** Fed byte by byte. */
    bool is_pushed;
};

/** All shapes; their number goes to *n. */
const struct shape *all_shapes(size_t *n);

/**
 * Makes a document of about `size` bytes, for free(document.bytes). It goes to the limits that
 * are the default, or to the largest. Without memory the program ends.
 */
struct document make_document(const struct shape *shape, size_t size, bool by_default);

#endif
