/* SPDX-License-Identifier: MIT */
/**
 * @file
 * How a call says that it failed (struct pox_error) and what a reader finds odd in a document
 * that it reads all the same (struct pox_diagnostic).
 */
#ifndef POX_ERROR_H
#define POX_ERROR_H

#include <pox/base.h>

POX_BEGIN_DECLS

/** Why a call failed. */
enum pox_status {
    /** It did not fail. */
    POX_OK = 0,
    /** An allocation failed. */
    POX_ERROR_NO_MEMORY,
    /** The caller passed something that makes no sense, such as NULL with a size. */
    POX_ERROR_ARGUMENT,
    /** The document is empty, or white space only. */
    POX_ERROR_EMPTY,
    /** The document is not well-formed XML. */
    POX_ERROR_XML,
    /** The document ends too early. What comes before its last tag is without a fault. */
    POX_ERROR_TRUNCATED,
    /** The bytes are not what their encoding allows, or the encoding is not supported. */
    POX_ERROR_ENCODING,
    /** The document has a DOCTYPE. Autodiscover needs none, and attacks live there. */
    POX_ERROR_DOCTYPE,
    /** The root element is another one than asked for, or none that the table knows. */
    POX_ERROR_ROOT,
    /**
     * The document is an HTML page, such as a form to log in, with a DOCTYPE or without; as far
     * as its first 4 KiB tell.
     */
    POX_ERROR_HTML,
    /** The document is a SOAP message, as the other Autodiscover service sends them. */
    POX_ERROR_SOAP,
    /** The document is JSON, as the newer Autodiscover service sends it. */
    POX_ERROR_JSON,
    /** The document is compressed: whoever fetched it forgot to unpack it. */
    POX_ERROR_COMPRESSED,
    /** A limit of struct pox_limits was reached; the message names it. */
    POX_ERROR_LIMIT,
    /** Strict reading met something that a correct sender does not write. */
    POX_ERROR_FORMAT,
    /** Writing: a struct holds what no document can say; the path names the field. */
    POX_ERROR_VALUE,
    /** Writing: a string is not UTF-8, or has a character that XML cannot carry. */
    POX_ERROR_TEXT,
    /** Reading from a descriptor failed; the message says why. */
    POX_ERROR_INPUT,
    /** A sink did not take all that was written, or writing to a descriptor failed. */
    POX_ERROR_OUTPUT,
    /** Validating: a rule is broken; `rule` names it. */
    POX_ERROR_RULE
};

/** What a diagnostic is about. */
enum pox_diagnostic_code {
    /** Nothing: there is none. */
    POX_DIAGNOSTIC_NONE = 0,
    /** An element that the table does not have here; kept in `extra`. */
    POX_DIAGNOSTIC_UNKNOWN_ELEMENT = 1,
    /** An attribute that the table does not have here; kept in `extra`. */
    POX_DIAGNOSTIC_UNKNOWN_ATTRIBUTE,
    /** A second occurrence of what may occur once; kept in `extra`. */
    POX_DIAGNOSTIC_DUPLICATE,
    /** Text between elements; kept in `extra`. */
    POX_DIAGNOSTIC_STRAY_TEXT,
    /** A value that does not fit its type; the element or attribute is kept in `extra`. */
    POX_DIAGNOSTIC_BAD_VALUE,
    /** A value outside the list of those that are documented; kept as it stood. */
    POX_DIAGNOSTIC_UNKNOWN_VALUE,
    /** A value that is understood but spelled in another way than the documented one. */
    POX_DIAGNOSTIC_VALUE_SPELLING,
    /** A string without the form of its type, such as a padded URI; kept as it stood. */
    POX_DIAGNOSTIC_VALUE_FORM,
    /** A name recognised by an alias or without regard to case. */
    POX_DIAGNOSTIC_NAME_SPELLING,
    /** A namespace that is not the right one for this element. */
    POX_DIAGNOSTIC_NAMESPACE
};

/**
 * The first thing that went wrong in a call. It belongs to the caller; calls that take one
 * accept NULL instead. A call that succeeds leaves it all zero (status POX_OK).
 */
struct pox_error {
    /** Why the call failed. */
    enum pox_status status;
    /** Line in the document, from 1; 0 where there is no place to name. */
    size_t line;
    /** Column in that line in characters, from 1; 0 where there is none, as in a tree. */
    size_t column;
    /** The element or attribute, as "/Autodiscover/Response/Account/Protocol[2]/@Type". */
    char path[256];
    /** A sentence for a person, without a full stop and without a line end. */
    char message[320];
    /** With POX_ERROR_FORMAT: what the diagnostic would have been; otherwise 0. */
    enum pox_diagnostic_code code;
    /** With POX_ERROR_RULE: the name of the rule, static; otherwise NULL. */
    const char *rule;
};

/** A short name for a status, such as "doctype" or "limit". Static; never NULL. */
POX_API const char *pox_status_name(enum pox_status status);

/** Something odd that the reader met and kept. */
struct pox_diagnostic {
    /** What it is about. */
    enum pox_diagnostic_code code;
    /** Line in the document, from 1; 0 where a tree does not have it. */
    size_t line;
    /** Column in that line in characters, from 1; 0 in a tree, which has none. */
    size_t column;
    /** As in struct pox_error. Valid only during the call that receives the diagnostic. */
    const char *path;
    /** A sentence for a person. Valid only during the call that receives the diagnostic. */
    const char *message;
};

/** A short name for a code, such as "unknown-element". Static; never NULL. */
POX_API const char *pox_diagnostic_code_name(enum pox_diagnostic_code code);

POX_END_DECLS

#endif
