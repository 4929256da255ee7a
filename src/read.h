/* SPDX-License-Identifier: MIT */
/** @file How generated code puts a text into a field; one function a kind of field. */
#ifndef POX_READ_H
#define POX_READ_H

#include "reader.h"

enum pox_reading pox_read_string(struct pox_reader *reader,
                                 const struct pox_element *element, struct pox_text text,
                                 const char **field);

enum pox_reading pox_read_uint16(struct pox_reader *reader,
                                 const struct pox_element *element, struct pox_text text,
                                 uint16_t *field, bool *has_field,
                                 const char **field_text);
enum pox_reading pox_read_uint32(struct pox_reader *reader,
                                 const struct pox_element *element, struct pox_text text,
                                 uint32_t *field, bool *has_field,
                                 const char **field_text);
enum pox_reading pox_read_uint64(struct pox_reader *reader,
                                 const struct pox_element *element, struct pox_text text,
                                 uint64_t *field, bool *has_field,
                                 const char **field_text);

/** The caller casts *number to its enumeration. */
enum pox_reading pox_read_enum(struct pox_reader *reader,
                               const struct pox_element *element, struct pox_text text,
                               int *number, const char **field_text);

/** The caller converts the pointer to one to its enumeration. */
enum pox_reading pox_read_enum_list(struct pox_reader *reader,
                                    const struct pox_element *element,
                                    struct pox_text text, int **numbers,
                                    size_t *n_numbers, const char **field_text);

#endif
