/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The front end for documents that are as plain as nearly all real ones: it goes over the bytes
 * itself, and tells the reader what the front end over libxml2 would tell. It accepts only what
 * it is sure of; at the first thing that it is not it gives up, and the document has to be read
 * through libxml2 instead. Whatever is wrong with a document, it leaves to others to say.
 *
 * Plain is: UTF-8, with or without a byte order mark and an XML declaration; elements and
 * attributes with names of ASCII letters, digits and "-._", and without prefixes; prefixes may
 * be declared; the five entities and references to characters; comments between tags.
 */
#ifndef POX_PLAIN_H
#define POX_PLAIN_H

#include "reader.h"

enum {
    POX_PLAIN_STRINGS = 4096,
    POX_PLAIN_URIS = 1024,
    POX_PLAIN_NAMESPACES = 8,
};

/** An open element. */
struct pox_plain_tag {
    const char *name;
    size_t size;
    /** The default namespace around it. */
    const char *outer_uri;
    /** How many strings there were before it. */
    size_t n_strings;
};

/** A place of which line and column are known. */
struct pox_plain_place {
    const char *at;
    struct pox_position position;
};

struct pox_plain {
    struct pox_reader *reader;
    const char *begin;
    const char *at;
    const char *end;

    /** The default namespace in force; NULL: none. */
    const char *uri;
    /** All that were met, and how many bytes they are. */
    const char *namespaces[POX_PLAIN_NAMESPACES];
    size_t n_namespaces;
    char uris[POX_PLAIN_URIS];
    size_t n_uris;
    /** Names in declarations, as often as they occur, and how many others there may be. */
    size_t n_declared;
    size_t max_names;

    struct pox_plain_tag open[POX_MAX_DEPTH + 1];
    size_t depth;
    /** Names of open elements, and names and values of attributes, which had to be copied. */
    char strings[POX_PLAIN_STRINGS];
    size_t n_strings;
    struct pox_attribute attributes[POX_MAX_ATTRIBUTES];
    size_t n_attributes;

    /** The text at hand, where it is not as it stands there. */
    struct pox_buffer decoded;
    /** The last place that something was said about, and one before it. */
    struct pox_plain_place last;
    struct pox_plain_place earlier;
};

/** For pox_plain_end(). */
void pox_plain_begin(struct pox_plain *plain, struct pox_allocator allocator);
void pox_plain_end(struct pox_plain *plain);

/**
 * Reads a whole document into a reader that has just been begun.
 *
 * @return false: it is not plain, or the reader has failed; whatever is to be said about it, the
 *         other front end has to say it, except that there is no memory
 */
bool pox_plain_read(struct pox_plain *plain, struct pox_reader *reader, const char *bytes,
                    size_t size);

#endif
