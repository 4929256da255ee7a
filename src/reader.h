/* SPDX-License-Identifier: MIT */
/**
 * @file
 * From the events of a front end to structs. A front end says start, text and end, and where;
 * the reader keeps a stack of open elements, asks the generated code where things go, and puts
 * what has no place into `extra`. It knows no element by name, and not who speaks to it.
 */
#ifndef POX_READER_H
#define POX_READER_H

#include "capture.h"
#include "lexer.h"
#include "operations.h"
#include "path.h"

/** An open element. */
struct pox_frame {
    /** NULL: a leaf or something that is being captured. */
    const struct pox_type *type;
    /** The struct being filled; a leaf's is that of its parent. */
    void *self;
    /** The table's entry; NULL for the root and for what is unknown. */
    const struct pox_element *element;
    /** The name and namespace as they stand in the document. */
    const char *name;
    const char *uri;
    /** Captured: "xml:" before a name that belongs to XML itself, otherwise "". */
    const char *prefix;
    /** The bit of the namespace, if the table has it. */
    unsigned namespace_bit;
    /** It is one of Autodiscover, or the one that the root has in its place. */
    bool is_ours;
    /** Captured, and not of Autodiscover itself or inside of something that is not. */
    bool is_foreign;
    struct pox_position position;
    /** Where its counters begin in reader->counts. */
    size_t counts;
    /** How many entries of `extra` are attributes of this leaf. */
    size_t n_attributes;
    bool has_children;
    /** The namespace that most children are in; none that there is: no child is like most. */
    const char *usual_uri;
    /** There is nothing to be said about this namespace any more. */
    bool namespace_settled;
    /** The same for children in this one; NULL: none was met. */
    const char *settled_child_uri;
};

/** How often an element occurred in its parent. */
struct pox_count {
    uint32_t occurrences;
    bool typed;
};

enum { POX_FIRST_FRAMES = 12, POX_FIRST_COUNTS = 160 };

struct pox_reader {
    struct pox_parse_options options;
    struct pox_limits limits;
    struct pox_allocator allocator;
    struct pox_error *error;
    bool failed;

    /** Of the event at hand; a front end sets it before each call. 0: not known. */
    struct pox_position position;
    /**
     * Makes lines and columns of what a front end takes for positions, which may be something
     * that costs less, as long as nothing is said about them. NULL: they are lines and columns.
     */
    void (*locate)(void *data, struct pox_position *position);
    void *locate_data;
    /** What the document must be; NULL: anything. */
    const struct pox_type *wanted;
    /** The same, until it is known what it is. */
    const struct pox_type *type;
    void *root;
    bool is_complete;
    struct pox_arena *arena;
    /** Of the document, if it is known; and what one needed that was not in one piece. */
    size_t size_hint;
    size_t last_need;
    /** A document that nobody needs any more, whose memory is for the next one; or NULL. */
    void *spare;

    /** The open elements; `top` is the innermost, if there is one. */
    struct pox_frame *frames;
    struct pox_frame *top;
    size_t depth;
    size_t capacity;
    struct pox_count *counts;
    size_t n_counts;
    size_t counts_capacity;
    struct pox_path path;
    /** The attribute that is being read, for the path; otherwise NULL. */
    const char *attribute;
    struct pox_buffer text;
    /** There is nothing but white space in it; known, so that no piece is looked at twice. */
    bool text_has_content;
    /** Where its content begins. */
    struct pox_position text_position;
    /** The element at hand that has no typed place, with the name and namespace to keep. */
    struct pox_capture capture;
    const char *captured_name;
    const char *captured_uri;

    size_t n_elements;
    /** Names that are not the table's, as often as they occur. */
    size_t n_strange_names;
    size_t n_diagnostics;
    /** The first so many diagnostics have been told, when the document was read before. */
    size_t n_told;
    size_t extra_bytes;

    /** The stacks of a document that is not deep. */
    struct pox_frame first_frames[POX_FIRST_FRAMES];
    struct pox_count first_counts[POX_FIRST_COUNTS];
};

/**
 * @param type     what the root must be; NULL: anything
 * @param options  may be NULL
 * @param error    not NULL; receives the first failure
 * @param size     of the document where it is known, to size the first allocation; or 0
 */
void pox_reader_begin(struct pox_reader *reader, const struct pox_type *type,
                      const struct pox_parse_options *options, size_t size,
                      struct pox_error *error);

/** The three events. False: the reader failed; stop, it takes no more. */
bool pox_reader_start(struct pox_reader *reader, const char *name, const char *uri,
                      const struct pox_attribute *attributes, size_t n_attributes);
bool pox_reader_text(struct pox_reader *reader, const char *bytes, size_t size);
bool pox_reader_close(struct pox_reader *reader);

/**
 * Most children have a name exactly as the table has it, and are in the namespace of their
 * parent: this finds the entry of such a one, without having the reader
 * do anything. Then nothing is left to be said about its name.
 *
 * @param uri   of its namespace: the pointer that the element around it came with
 * @return for pox_reader_value() or, if it is a struct, pox_reader_enter(); NULL: it has to be
 *         told by pox_reader_start()
 */
const struct pox_element *pox_reader_find_child(const struct pox_reader *reader,
                                                const char *name, size_t size,
                                                const char *uri);

/** A struct begins. Its tag may have attributes. */
bool pox_reader_enter(struct pox_reader *reader, const struct pox_element *element,
                      const struct pox_attribute *attributes, size_t n_attributes);

/** A value begins, is a text no longer than limits.text_bytes, and ends. */
bool pox_reader_value(struct pox_reader *reader, const struct pox_element *element,
                      struct pox_text text);

/** Whether white space up to a tag makes no difference. */
static inline bool pox_reader_ignores_blanks(const struct pox_reader *reader)
{
    const struct pox_type *type = reader->top->type;

    return type && !type->text && reader->text.size == 0;
}

/** Begins another document, of this size or 0. Memory of the reader's own is kept. */
void pox_reader_next(struct pox_reader *reader, size_t size);

/** Takes a document back that was made with the reader's allocator. */
void pox_reader_recycle(struct pox_reader *reader, void *root);

/**
 * Begins the same document anew, as if nothing had been read; diagnostics that were told are not
 * told again.
 */
void pox_reader_restart(struct pox_reader *reader);

/** Ends a document: the root, now the caller's, or NULL when it is incomplete or failed. */
void *pox_reader_take(struct pox_reader *reader);

/** The same, and frees the reader's own memory. */
void *pox_reader_end(struct pox_reader *reader);

/** Records the first failure, at the reader's position and path. Always returns false. */
bool pox_reader_fail(struct pox_reader *reader, enum pox_status status,
                     const char *format, ...) __attribute__((format(printf, 3, 4)));

/** The same for want of memory, and for a limit of struct pox_limits by its name. */
bool pox_reader_out_of_memory(struct pox_reader *reader);
bool pox_reader_over_limit(struct pox_reader *reader, const char *limit, size_t value);

/** Reports something odd at a position. False: reading is strict, or a limit was reached. */
bool pox_reader_report(struct pox_reader *reader, enum pox_diagnostic_code code,
                       struct pox_position position, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
