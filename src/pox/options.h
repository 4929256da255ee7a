/* SPDX-License-Identifier: MIT */
/**
 * @file
 * How a caller changes what reading and writing do. An all-zero struct is the default
 * everywhere, and NULL stands for one.
 */
#ifndef POX_OPTIONS_H
#define POX_OPTIONS_H

#include <pox/error.h>

POX_BEGIN_DECLS

/**
 * Where memory comes from. Either all three functions are set or none; none means malloc,
 * realloc and free. libxml2's own allocations are not affected.
 */
struct pox_allocator {
    /** Like malloc: NULL when there is none. */
    void *(*allocate)(void *data, size_t size);
    /** Like realloc. */
    void *(*reallocate)(void *data, void *memory, size_t size);
    /** Like free; memory may be NULL. */
    void (*release)(void *data, void *memory);
    /** Handed to the three functions. */
    void *data;
};

/**
 * What a document may cost. A limit that is 0 has its default, and one beyond what was tested
 * is lowered to that. Going over one is an error that names it. A document just within them may
 * be over them when it has been written again: quotes in attributes are escaped, and namespaces
 * that were declared once are declared wherever they are needed.
 */
struct pox_limits {
    /**
     * Bytes of the whole document, as they come. Default: 1 MiB (1,048,576); at most 1 GiB. The
     * place that the error names is up to 4 KiB in front of it; below 4 KiB nothing but the
     * limit is looked at.
     */
    size_t document_bytes;
    /**
     * Elements inside one another. Default: 64; at most 256. (Far beyond the defaults, very
     * many declarations of namespaces around very many elements are refused, too.)
     */
    size_t depth;
    /** Elements in the document. Default: 65,536. */
    size_t elements;
    /**
     * Different names, whatever they name: elements, attributes, prefixes, namespaces,
     * processing instructions, entities. Default: 4,096; at most 65,536, beyond which
     * libxml2 2.9 gets slow. Whatever the limit, the name of a namespace has at most 1,024
     * bytes.
     */
    size_t names;
    /**
     * Attributes of one element, and declarations of namespaces in its tag, of which there may
     * be one more. Default: 64; at most 100.
     */
    size_t attributes;
    /**
     * Bytes of one text, attribute value, tag, comment, CDATA section, processing instruction
     * or reference. Default: 64 KiB (65,536); at most 8 MiB, beyond which libxml2 has limits
     * of its own.
     */
    size_t text_bytes;
    /** Bytes that all `extra` of a document take together. Default: 1 MiB (1,048,576). */
    size_t extra_bytes;
    /** Diagnostics for one document, whether anybody listens or not. Default: 10,000. */
    size_t diagnostics;
};

/** How to read. */
struct pox_parse_options {
    /** Stop with POX_ERROR_FORMAT at the first thing that would be a diagnostic. */
    bool strict;
    /** Called for each diagnostic when it is found; NULL: nobody listens. */
    void (*diagnostic)(void *data, const struct pox_diagnostic *diagnostic);
    /** Handed to `diagnostic`. */
    void *diagnostic_data;
    /** What the document may cost. */
    struct pox_limits limits;
    /** NULL: malloc and free. Copied; what its `data` points to must outlive the result. */
    const struct pox_allocator *allocator;
    /**
     * Read everything through libxml2, a plain document, too, which otherwise is read in a
     * fraction of the time and with the same outcome. For those who look for a difference.
     */
    bool libxml2_only;
};

/** How to write. */
struct pox_write_options {
    /**
     * No white space between elements; otherwise they are indented by two spaces a level, up
     * to 32 levels.
     */
    bool compact;
    /** Structs inside one another before a cycle is assumed. 0: 64; more than 256 is 256. */
    size_t depth;
    /**
     * About how many bytes the document will have, as when it has been written before; 0: not
     * known. Where it is right or too much, the text is allocated once, with so much room.
     */
    size_t size_hint;
    /** Whence the text that is returned; NULL: malloc, and the text is given to free. */
    const struct pox_allocator *allocator;
};

POX_END_DECLS

#endif
