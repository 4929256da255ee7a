/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Asking and being asked: for a client the request with its HTTP headers, for a server what a
 * request wants, and the answer when that cannot be given.
 */
#ifndef POX_QUESTION_H
#define POX_QUESTION_H

#include <pox/error.h>
#include <pox/options.h>

POX_BEGIN_DECLS

struct pox_autodiscover;
struct pox_request;

/** The forms of an answer. */
enum pox_form {
    /** None that is known. */
    POX_FORM_NONE = 0,
    /** For mail clients. */
    POX_FORM_OUTLOOK,
    /** For ActiveSync devices. */
    POX_FORM_MOBILESYNC
};

/* For clients */

/** Bytes that an address may have, as SMTP limits them: 64 before the "@" and 255 behind it. */
#define POX_MAX_ADDRESS 320

/** A question. All zero but for `address` it asks for the settings of a mail client. */
struct pox_question {
    /** The address of the mailbox; white space around it is taken off. NULL or blank: none. */
    const char *address;
    /**
     * In its place the X.500 name of the mailbox, which hardly any server but Exchange knows,
     * and none in a request for a device. NULL or blank: none.
     */
    const char *legacy_dn;
    /** The form of the answer; POX_FORM_NONE is POX_FORM_OUTLOOK. */
    enum pox_form form;
    /** The highest version of MAPI over HTTP that the client can use; 0: it cannot. */
    uint32_t mapi_http;
    /** The client can log in with Negotiate. */
    bool negotiate;
    /** The client understands Protocols of type EXHTTP. */
    bool ex_http_info;
};

/**
 * Writes the request as an XML document.
 *
 * @param question  borrowed and only read
 * @param options   NULL: the defaults
 * @param size      receives the number of bytes without the NUL behind them; may be NULL
 * @param error     may be NULL; POX_ERROR_VALUE with the path of the field when there is neither
 *                  address nor DN, or both, or a DN for a device, or when the address is none,
 *                  has control characters or is longer than POX_MAX_ADDRESS, or the form is none
 * @return the text for free(), or for the allocator in the options; NULL on failure
 */
POX_API POX_MUST_USE char *pox_question_to_xml(const struct pox_question *question,
                                               const struct pox_write_options *options,
                                               size_t *size, struct pox_error *error);

/** One header of an HTTP request. */
struct pox_header {
    /** The name, without the colon; static. */
    const char *name;
    /** The value; static, or inside of the struct pox_headers. */
    const char *value;
};

/** Headers of an HTTP request. Not to be copied or moved: values are inside of it. */
struct pox_headers {
    /** The headers. */
    struct pox_header items[4];
    /** How many there are in `items`. */
    size_t n;
    /** Private. */
    char storage[12 + POX_MAX_ADDRESS + 1];
};

/**
 * Gives the headers that belong to a request: Content-Type always; X-MapiHttpCapability and
 * X-ClientCanHandle where the question says so, without which a server leaves out of its answer
 * what they are about; X-AnchorMailbox, by which Exchange finds the server to ask, with an address.
 * Values have no line end and no other control character.
 *
 * @param question  borrowed and only read, and not needed afterwards
 * @param headers   receives them, and none on failure
 * @param error     may be NULL; as with pox_question_to_xml(), and POX_ERROR_TEXT when the address
 *                  is not UTF-8
 */
POX_API bool pox_question_headers(const struct pox_question *question,
                                  struct pox_headers *headers, struct pox_error *error);

/* For servers */

/**
 * The form of answer that a request wants, by its AcceptableResponseSchema; white space around
 * that, and https for http, do not matter. POX_FORM_NONE: it is missing or not known.
 *
 * @param request  borrowed; NULL wants none
 */
POX_API enum pox_form pox_request_form(const struct pox_request *request);

/**
 * Whether a request can be answered.
 *
 * @param message  borrowed; may be NULL
 * @param forms    the forms that the server has, each a bit: 1u << POX_FORM_OUTLOOK
 * @return 0: it can; or the ErrorCode to answer with: 600 when there is no request, or it names no
 *         mailbox (that of a device does by address alone), 601 when the form that it wants is
 *         missing, unknown, or not one of the server's
 */
POX_API uint32_t pox_request_fault(const struct pox_autodiscover *message,
                                   unsigned forms);

/** What may stand in an error answer beside its code; all zero: only what is said here. */
struct pox_error_details {
    /** The time of day, as "16:56:32.6164027". NULL: none. */
    const char *time;
    /** Whether there is an `id`. */
    bool has_id;
    /** A number by which the server that answered is recognised. */
    uint64_t id;
    /** The error in a sentence. NULL: what the table says about the code, if it knows it. */
    const char *message;
    /** Details for those who run the server. NULL: none. */
    const char *debug_data;
};

/**
 * Writes an answer that is an error, in the shape that all clients know: the error in Response,
 * both in the namespace of the root, whatever form was asked for.
 *
 * @param code     the ErrorCode, as from pox_request_fault(); 0 is none
 * @param details  borrowed and only read; may be NULL
 * @param options  NULL: the defaults
 * @param size     receives the number of bytes without the NUL behind them; may be NULL
 * @param error    may be NULL; POX_ERROR_ARGUMENT for code 0
 * @return the text for free(), or for the allocator in the options; NULL on failure
 */
POX_API POX_MUST_USE char *pox_error_to_xml(uint32_t code,
                                            const struct pox_error_details *details,
                                            const struct pox_write_options *options,
                                            size_t *size, struct pox_error *error);

POX_END_DECLS

#endif
