/* SPDX-License-Identifier: MIT */
/**
 * @file
 * What an answer is: settings, a redirect, or an error, in the form for mail clients and in the
 * one for ActiveSync devices.
 */
#ifndef POX_ANSWER_H
#define POX_ANSWER_H

#include <pox/base.h>

POX_BEGIN_DECLS

struct pox_autodiscover;
struct pox_account;
struct pox_mobilesync_action;
struct pox_server_error;

/** What a client is to do with an answer. */
enum pox_answer_kind {
    /** It has nothing to act on: no answer, no settings in it, or a redirect to nowhere. */
    POX_ANSWER_INCOMPLETE = 0,
    /** Use the settings. */
    POX_ANSWER_SETTINGS,
    /** Start Autodiscover over, for the address in `target`. */
    POX_ANSWER_REDIRECT_ADDRESS,
    /** Send the same request to the URL in `target`. */
    POX_ANSWER_REDIRECT_URL,
    /** Say why there are no settings. */
    POX_ANSWER_ERROR
};

/** An answer, understood. All that it points to belongs to the message, or is static. */
struct pox_answer {
    /** What to do. */
    enum pox_answer_kind kind;
    /** Where a redirect leads, without white space around it and without a NUL; or NULL. */
    const char *target;
    /** Bytes of `target`; 0 without one. */
    size_t target_size;
    /** Settings of a mail client, with at least one Protocol; NULL: there are none. */
    const struct pox_account *account;
    /**
     * Settings of an ActiveSync device, with at least one Server; NULL: there are none. Some
     * servers send them beside settings, or a redirect, for a mail client; `kind` is then about
     * the mail client.
     */
    const struct pox_mobilesync_action *action;
    /** The first error found, which settings or a redirect may stand beside; NULL: none. */
    const struct pox_server_error *error;
    /** Whether the error has a number. */
    bool has_code;
    /** The `error_code` of the error, or else its `status`, which is numbered differently. */
    uint32_t code;
    /** What the table says about that number, in a sentence. NULL: nothing. */
    const char *code_doc;
};

/**
 * Says what an answer is. For a mail client the Action in the Account decides; where it is absent
 * or unknown, what is present does: a RedirectUrl, a RedirectAddr, or else settings. Where that
 * gives neither settings nor a redirect with a target, the Action for ActiveSync devices is looked
 * at, in it a redirect first, and then errors: those of the Response, the Account and the Action.
 *
 * @param message  borrowed, and to be kept as long as the result is used; NULL is incomplete, and
 *                 so is a message that has no Response
 */
POX_API struct pox_answer pox_answer_of(const struct pox_autodiscover *message);

/** A short name for a kind, such as "redirect-url". Static; never NULL. */
POX_API const char *pox_answer_kind_name(enum pox_answer_kind kind);

/** What the table says about an ErrorCode, in a sentence. Static. NULL: it has no such code. */
POX_API const char *pox_error_code_doc(uint32_t code);

POX_END_DECLS

#endif
