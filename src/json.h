/* SPDX-License-Identifier: MIT */
/** @file Structs as JSON: a visitor that writes into a buffer. */
#ifndef POX_JSON_H
#define POX_JSON_H

#include "memory.h"

#include <pox/table.h>

/** One JSON object with the type's name as its only key, into `out`; options not NULL. */
bool pox_json_document(struct pox_buffer *out, const struct pox_write_options *options,
                       const struct pox_type *type, const void *value,
                       struct pox_error *error);

#endif
