/* SPDX-License-Identifier: MIT */
/** @file Questions about the table that more than one room asks. */
#ifndef POX_LOOKUP_H
#define POX_LOOKUP_H

#include <pox/table.h>

/** What a namespace URI in a document is. */
enum pox_namespace_class {
    /** One of the table's, exactly. */
    POX_NAMESPACE_KNOWN,
    /** Not one of the table's, but surely meant to be: none, https, another year. */
    POX_NAMESPACE_MEANT,
    /** Something else. */
    POX_NAMESPACE_FOREIGN
};

/**
 * Classifies a URI.
 *
 * @param uri  NULL: none
 * @param bit  receives 1 << index of a known one, otherwise 0
 */
enum pox_namespace_class pox_classify_namespace(const char *uri, unsigned *bit);

/** How many names the table has, at most: of elements, attributes and namespaces. */
size_t pox_count_names(void);

/** The first namespace among some bits that are not 0. */
const struct pox_namespace *pox_namespace_of(unsigned bits);

/** Bits of the request namespaces that are answered in the one a text names; all: unknown. */
unsigned pox_namespaces_answered_by(const char *schema);

/**
 * Bits of the namespaces in which the parent of a struct may be: that of the struct itself
 * where both can have it, or else any that `under` allows.
 */
unsigned pox_parent_namespaces(const struct pox_element *element, const void *value);

/** The lookup of a type that has no attributes, or no children: always -1. */
int pox_no_name(const char *name, size_t size);

/**
 * Finds an entry by an alias or without regard to case.
 *
 * @return its index, or -1
 */
int pox_find_loosely(const struct pox_type *type, enum pox_place place, const char *name);

#endif
