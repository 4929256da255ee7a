/* SPDX-License-Identifier: MIT */
#include "argument.h"
#include "effective.h"
#include "memory.h"
#include "unicode.h"

#include <pox/redirects.h>
#include <stdio.h>
#include <string.h>

/** One request. */
struct step {
    const char *address;
    /** NULL: not known. */
    const char *url;
};

struct pox_redirects {
    struct pox_arena *arena;
    /** What was asked, and last what to ask next. */
    struct step steps[POX_MAX_REDIRECTS + 1];
    size_t n_steps;
};

/* Addresses and URLs */

/** The domain goes into URLs, as https://DOMAIN/...: it must not end the host there. */
static bool has_domain_for_url(struct pox_text address)
{
    for (size_t i = address.size; i > 0 && address.bytes[i - 1] != '@'; i--) {
        if (strchr("/?#\\:[]%", address.bytes[i - 1]))
            return false;
    }
    return true;
}

/** Control characters have no place in either, and go into the headers of requests. */
static bool is_address(struct pox_text text)
{
    return text.size > 0 && !pox_has_control(text.bytes, text.size) &&
           !pox_complaint(POX_KIND_SMTP, text) && has_domain_for_url(text);
}

/** The same URL: in scheme and host case does not count. */
static bool is_same_url(struct pox_text url, const char *other)
{
    struct pox_text authority = pox_authority_of(url);
    size_t path = (size_t)(authority.bytes - url.bytes) + authority.size;

    return pox_same_letters(url.bytes, url.size, other) &&
           memcmp(url.bytes + path, other + path, url.size - path) == 0;
}

/* What is refused */

static const struct step *last_step(const struct pox_redirects *redirects)
{
    return &redirects->steps[redirects->n_steps - 1];
}

static enum pox_redirect_verdict judge_address(const struct pox_redirects *redirects,
                                               struct pox_text address)
{
    if (!is_address(address))
        return POX_REDIRECT_REFUSED_TARGET;
    for (size_t i = 0; i < redirects->n_steps; i++) {
        if (pox_same_letters(address.bytes, address.size, redirects->steps[i].address))
            return POX_REDIRECT_REFUSED_ADDRESS_ASKED;
    }
    return POX_REDIRECT_FOLLOW;
}

static enum pox_redirect_verdict judge_url(const struct pox_redirects *redirects,
                                           struct pox_text url)
{
    const struct step *last = last_step(redirects);

    if (!pox_is_web_url(url))
        return POX_REDIRECT_REFUSED_TARGET;
    if (!pox_is_secure(url) && (!last->url || pox_is_secure(pox_said(last->url))))
        return POX_REDIRECT_REFUSED_DOWNGRADE;
    for (size_t i = 0; i < redirects->n_steps; i++) {
        const struct step *step = &redirects->steps[i];

        /* An address comes up once, so that its steps share one copy of it. */
        if (step->address == last->address && step->url && is_same_url(url, step->url))
            return POX_REDIRECT_REFUSED_URL_ASKED;
    }
    return POX_REDIRECT_FOLLOW;
}

static enum pox_redirect_verdict judge(const struct pox_redirects *redirects,
                                       enum pox_answer_kind kind, struct pox_text target)
{
    if (kind != POX_ANSWER_REDIRECT_ADDRESS && kind != POX_ANSWER_REDIRECT_URL)
        return POX_REDIRECT_NONE;
    if (redirects->n_steps > POX_MAX_REDIRECTS)
        return POX_REDIRECT_REFUSED_TOO_MANY;
    if (kind == POX_ANSWER_REDIRECT_ADDRESS)
        return judge_address(redirects, target);
    return judge_url(redirects, target);
}

static void explain(struct pox_error *error, enum pox_redirect_verdict verdict,
                    struct pox_text target)
{
    static const char *const reasons[] = {
        [POX_REDIRECT_REFUSED_TOO_MANY] = "too many redirects, of which the last is to",
        [POX_REDIRECT_REFUSED_TARGET] = "a redirect to what is no address or web URL:",
        [POX_REDIRECT_REFUSED_ADDRESS_ASKED] = "a redirect to an address asked already:",
        [POX_REDIRECT_REFUSED_URL_ASKED] = "a redirect to a URL asked already:",
        [POX_REDIRECT_REFUSED_DOWNGRADE] = "a redirect from https to http:",
    };
    size_t size = target.size < 200 ? target.size : 200;

    size -= pox_incomplete_tail(target.bytes, size);
    error->status = POX_ERROR_VALUE;
    snprintf(error->message, sizeof(error->message), "%s '%.*s'%s", reasons[verdict],
             (int)size, target.bytes, size < target.size ? "..." : "");
    pox_make_printable(error->message);
}

/* The chain */

static char *keep(struct pox_arena *arena, struct pox_text text)
{
    return pox_arena_text(arena, text.bytes, text.size);
}

static struct pox_redirects *begin(struct pox_text address, struct pox_text url,
                                   const struct pox_allocator *allocator)
{
    struct pox_arena *arena;
    struct pox_redirects *redirects =
        pox_document_new(pox_allocator_or_default(allocator), sizeof(*redirects),
                         address.size + 1 + url.size + 1, &arena);

    if (!redirects)
        return NULL;
    /* There is room for both, and so these do not fail. */
    redirects->arena = arena;
    redirects->steps[0].address = keep(arena, address);
    redirects->steps[0].url = url.size > 0 ? keep(arena, url) : NULL;
    redirects->n_steps = 1;
    return redirects;
}

struct pox_redirects *pox_redirects_new(const char *address, const char *url,
                                        const struct pox_allocator *allocator,
                                        struct pox_error *error)
{
    struct pox_redirects *redirects;
    struct pox_error unwanted;

    error = pox_error_begin(error, &unwanted);
    if (!is_address(pox_said(address)))
        return pox_bad_argument(error, "no address to begin with");
    if (url && !pox_is_web_url(pox_said(url)))
        return pox_bad_argument(error, "the URL to begin with is none of http or https");
    if (!pox_allocator_is_whole(allocator))
        return pox_bad_argument(error, "an allocator lacks functions");
    redirects = begin(pox_said(address), pox_said(url), allocator);
    if (!redirects)
        pox_error_set(error, POX_ERROR_NO_MEMORY, "out of memory");
    return redirects;
}

/** False: no memory. */
static bool go_on(struct pox_redirects *redirects, enum pox_answer_kind kind,
                  struct pox_text target)
{
    const char *copy = keep(redirects->arena, target);
    struct step next = {.address = copy, .url = NULL};

    if (!copy)
        return false;
    if (kind == POX_ANSWER_REDIRECT_URL)
        next = (struct step){.address = last_step(redirects)->address, .url = copy};
    redirects->steps[redirects->n_steps++] = next;
    return true;
}

enum pox_redirect_verdict pox_redirects_follow(struct pox_redirects *redirects,
                                               const struct pox_answer *answer,
                                               struct pox_error *error)
{
    struct pox_text target = {.bytes = "", .size = 0};
    enum pox_redirect_verdict verdict;
    struct pox_error unwanted;

    error = pox_error_begin(error, &unwanted);
    if (!redirects || !answer) {
        pox_bad_argument(error, "no chain of redirects, or no answer");
        return POX_REDIRECT_FAILED;
    }
    if (answer->target) {
        target.size = answer->target_size;
        target.bytes = pox_trim(answer->target, &target.size);
    }
    verdict = judge(redirects, answer->kind, target);
    if (verdict == POX_REDIRECT_FOLLOW && !go_on(redirects, answer->kind, target)) {
        pox_error_set(error, POX_ERROR_NO_MEMORY, "out of memory");
        return POX_REDIRECT_FAILED;
    }
    if (verdict != POX_REDIRECT_FOLLOW && verdict != POX_REDIRECT_NONE)
        explain(error, verdict, target);
    return verdict;
}

const char *pox_redirects_address(const struct pox_redirects *redirects)
{
    return last_step(redirects)->address;
}

const char *pox_redirects_url(const struct pox_redirects *redirects)
{
    return last_step(redirects)->url;
}

size_t pox_redirects_count(const struct pox_redirects *redirects)
{
    return redirects->n_steps - 1;
}

void pox_redirects_free(struct pox_redirects *redirects)
{
    pox_document_free(redirects);
}
