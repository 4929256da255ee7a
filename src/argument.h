/* SPDX-License-Identifier: MIT */
/** @file What every public function does first: a place for its error, and unusable arguments. */
#ifndef POX_ARGUMENT_H
#define POX_ARGUMENT_H

#include <pox/error.h>

/** Where errors go, all zero: the caller's place, or one that nobody looks at. */
struct pox_error *pox_error_begin(struct pox_error *error, struct pox_error *unwanted);

/** Sets an error without a place in a document. Always returns NULL. */
void *pox_error_set(struct pox_error *error, enum pox_status status, const char *message);

/** The same for an argument that makes no sense. */
void *pox_bad_argument(struct pox_error *error, const char *message);

#endif
