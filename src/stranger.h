/* SPDX-License-Identifier: MIT */
/**
 * @file
 * What comes where an Autodiscover message is expected: a form to log in, an error of a proxy
 * as JSON, compressed bytes. Recognised so that the error says what was found.
 */
#ifndef POX_STRANGER_H
#define POX_STRANGER_H

#include <pox/error.h>

/** What a document is instead. */
struct pox_stranger {
    /** POX_OK: nothing that is known here. */
    enum pox_status status;
    /** A sentence for a person. Static. */
    const char *message;
    /** Where in the bytes it is found out. */
    size_t offset;
};

/** What the beginning of a document tells, white space, comments and instructions aside. */
struct pox_stranger pox_stranger_of_bytes(const char *bytes, size_t size);

/** What the name and namespace (may be NULL) of its root tell. */
struct pox_stranger pox_stranger_of_root(const char *name, const char *uri);

#endif
