/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Reading from file descriptors (POSIX), and writing to them and to functions.
 */
#ifndef POX_STREAM_H
#define POX_STREAM_H

#include <pox/error.h>
#include <pox/options.h>
#include <pox/table.h>

POX_BEGIN_DECLS

/**
 * Reads a document from a file descriptor up to its end; otherwise as pox_parse_any() does.
 * What does not fit the limit `document_bytes` is not waited for.
 *
 * @param type   what the root must be; NULL: any element that has a struct
 * @param descriptor   open, and blocking; stays open, behind what was read
 * @param found  receives the type of the result, or NULL with it; may be NULL
 * @param error  may be NULL; POX_ERROR_INPUT when reading itself fails
 * @return the struct, owned by the caller, for pox_free(); NULL with *error set
 */
POX_API POX_MUST_USE void *pox_parse_fd(const struct pox_type *type, int descriptor,
                                        const struct pox_parse_options *options,
                                        const struct pox_type **found,
                                        struct pox_error *error);

/**
 * Writes a struct as an XML document; otherwise as pox_to_xml() does. The sink is called only
 * once the whole document is there: a struct that cannot be written leaves nothing behind.
 *
 * @param sink  takes bytes and returns how many it took, 0 on failure; it is called once, and
 *              other than `size` is an error
 * @param data  handed to the sink
 * @return false with *error set; POX_ERROR_OUTPUT when the sink did not take everything
 */
POX_API bool pox_write(const struct pox_type *type, const void *value,
                       const struct pox_write_options *options,
                       size_t (*sink)(void *data, const char *bytes, size_t size),
                       void *data, struct pox_error *error);

/**
 * The same to a file descriptor, which must block and stays open. A signal that interrupts it
 * does not end it, but where nobody reads a pipe or socket any more the system may send SIGPIPE.
 * On POX_ERROR_OUTPUT a part of the document may have been written.
 */
POX_API bool pox_write_fd(const struct pox_type *type, const void *value,
                          const struct pox_write_options *options, int descriptor,
                          struct pox_error *error);

POX_END_DECLS

#endif
