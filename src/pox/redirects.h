/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Following redirects to their end, which has to come. It remembers what was asked and refuses
 * what must not be followed; sending requests is left to the caller:
 *
 *     ask pox_redirects_url() about pox_redirects_address();
 *     answer = pox_answer_of(message);
 *     verdict = pox_redirects_follow(redirects, &answer, &error);
 *
 * and so on while the verdict is POX_REDIRECT_FOLLOW.
 */
#ifndef POX_REDIRECTS_H
#define POX_REDIRECTS_H

#include <pox/answer.h>
#include <pox/error.h>
#include <pox/options.h>

POX_BEGIN_DECLS

/** How many redirects are followed: one more is refused. */
#define POX_MAX_REDIRECTS 10

/** A chain of redirects; private. */
struct pox_redirects;

/** What comes of an answer. */
enum pox_redirect_verdict {
    /** The answer is no redirect, and the chain is at its end. */
    POX_REDIRECT_NONE = 0,
    /** Ask again: the address and the URL are the new ones. */
    POX_REDIRECT_FOLLOW,
    /** It would be one more than POX_MAX_REDIRECTS. */
    POX_REDIRECT_REFUSED_TOO_MANY,
    /**
     * It leads to no address with a domain that can stand in a URL, or to no absolute URL of http
     * or https with a host.
     */
    POX_REDIRECT_REFUSED_TARGET,
    /** It leads to an address that was asked for already. Case does not count. */
    POX_REDIRECT_REFUSED_ADDRESS_ASKED,
    /** It leads to a URL that was already asked about the same address. */
    POX_REDIRECT_REFUSED_URL_ASKED,
    /** It leads from https to http. */
    POX_REDIRECT_REFUSED_DOWNGRADE,
    /** There is no memory to remember it, or an argument is NULL. */
    POX_REDIRECT_FAILED
};

/**
 * Begins a chain.
 *
 * @param address    the address that is asked for first; copied
 * @param url        where the first request goes; copied. NULL: not known, which counts as https
 * @param allocator  NULL: malloc and free. Copied; what its `data` points to must outlive the
 *                   result
 * @param error      may be NULL; POX_ERROR_ARGUMENT when it is no address, or no absolute URL of
 *                   http or https
 * @return for pox_redirects_free(); NULL with *error set
 */
POX_API POX_MUST_USE struct pox_redirects *pox_redirects_new(
    const char *address, const char *url, const struct pox_allocator *allocator,
    struct pox_error *error);

/**
 * Takes an answer to what was asked last, and goes on to where it leads or says why not. All
 * verdicts but POX_REDIRECT_FOLLOW leave the chain as it was.
 *
 * @param answer  borrowed; its target is copied
 * @param error   may be NULL; POX_ERROR_VALUE with a sentence that names the target when the
 *                redirect is refused, POX_OK when it is followed or there is none
 */
POX_API POX_MUST_USE enum pox_redirect_verdict pox_redirects_follow(
    struct pox_redirects *redirects, const struct pox_answer *answer,
    struct pox_error *error);

/** The address to ask for next. Never NULL; lives as long as the chain, which is not NULL. */
POX_API const char *pox_redirects_address(const struct pox_redirects *redirects);

/**
 * Where to ask next. It lives as long as the chain (not NULL). NULL: Autodiscover starts over and
 * finds the URL as for every address, beginning with https; so it is after a redirect to an
 * address, and at first when no URL was given.
 */
POX_API const char *pox_redirects_url(const struct pox_redirects *redirects);

/** How many redirects were followed, from 0 to POX_MAX_REDIRECTS. The chain is not NULL. */
POX_API size_t pox_redirects_count(const struct pox_redirects *redirects);

/** Frees a chain with all that was got from it. NULL is allowed. */
POX_API void pox_redirects_free(struct pox_redirects *redirects);

POX_END_DECLS

#endif
