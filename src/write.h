/* SPDX-License-Identifier: MIT */
/**
 * @file
 * From structs to XML. Generated code hands over its fields in order; the writer knows tags,
 * escapes and indentation. The first failure sticks: nobody has to ask before the end.
 */
#ifndef POX_WRITE_H
#define POX_WRITE_H

#include "operations.h"
#include "path.h"
#include "spell.h"

struct pox_writer {
    struct pox_buffer *out;
    struct pox_error *error;
    bool failed;
    bool compact;
    size_t max_depth;
    struct pox_path path;
    struct pox_spelling spelling;

    /** The namespace that is in force: a bit, or 0 before the root. */
    unsigned namespace_bit;
    /** Where the start tag of the struct begins; its ">" is not written yet. */
    size_t tag_begin;
    /** Where the attributes in it end that are fields. */
    size_t fields_end;
    bool tag_is_open;
    /** The type has a text of its own, which white space would become part of. */
    bool takes_text;
    /** Text is all that the struct has inside, or its own: no white space may be added to it. */
    bool in_text;
    const struct pox_extra *extra;
    size_t n_extra;
    /** None of them is an attribute from here on. */
    size_t n_attributes;
};

/** A field that is present, as this text. */
void pox_write_text(struct pox_writer *writer, const struct pox_element *element,
                    const char *text);

/* Most fields are absent: that is seen before anything is called. */

static inline void pox_write_string(struct pox_writer *writer,
                                    const struct pox_element *element, const char *string)
{
    if (string)
        pox_write_text(writer, element, string);
}

void pox_write_present_number(struct pox_writer *writer,
                              const struct pox_element *element, uint64_t number,
                              const char *text);
void pox_write_present_enum(struct pox_writer *writer, const struct pox_element *element,
                            int number, const char *text);

static inline void pox_write_number(struct pox_writer *writer,
                                    const struct pox_element *element, uint64_t number,
                                    bool has_number, const char *text)
{
    if (has_number)
        pox_write_present_number(writer, element, number, text);
}

static inline void pox_write_enum(struct pox_writer *writer,
                                  const struct pox_element *element, int number,
                                  const char *text)
{
    if (number != 0)
        pox_write_present_enum(writer, element, number, text);
}

void pox_write_enum_list(struct pox_writer *writer, const struct pox_element *element,
                         const int *numbers, size_t n_numbers, const char *text);
/** Nothing when `value` is NULL. */
void pox_write_struct(struct pox_writer *writer, const struct pox_element *element,
                      const void *value);
void pox_write_list(struct pox_writer *writer, const struct pox_element *element,
                    const void *values, size_t n_values);

/** A whole document into `out`; options not NULL. */
bool pox_write_document(struct pox_buffer *out, const struct pox_write_options *options,
                        const struct pox_type *type, const void *value,
                        struct pox_error *error);

/** The first of the type's namespaces, in the order it prefers, among `allowed`. */
unsigned pox_choose_namespace(const struct pox_type *type, unsigned allowed);

#endif
