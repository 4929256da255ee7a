/* SPDX-License-Identifier: MIT */
#include "effective.h"
#include "operations.h"
#include "table.h"
#include "unicode.h"

#include <pox/endpoint.h>
#include <string.h>

/* What is tried, in the order of pox_endpoint_search: a pass, a rank, a protocol, a way. */

/** Protocols by which one should connect, and then those by which one should not. */
enum { N_PASSES = 2 };

static size_t pass_of(const struct pox_protocol *protocol)
{
    return protocol->server_exclusive_connect == POX_SWITCH_OFF ? 1 : 0;
}

static size_t count(const int *types)
{
    size_t n = 0;

    while (types[n] != 0)
        n++;
    return n;
}

/** How good a protocol is by its type: types that the table does not rank come last. */
static size_t rank_of(const int *types, const struct pox_protocol *protocol)
{
    size_t rank = 0;

    while (types[rank] != 0 && types[rank] != (int)protocol->type)
        rank++;
    return rank;
}

static const struct pox_way *ways_of(const struct pox_endpoint_search *search)
{
    const struct pox_service_ways *service = &pox_services[search->service - 1];

    return search->side == POX_SIDE_INSIDE ? service->inside : service->outside;
}

/* Ways */

/** The index of an entry in its type. */
static size_t index_in(const struct pox_type *type, const struct pox_element *element)
{
    return (size_t)(element - type->elements);
}

/** The type of the struct in which a way ends. */
static const struct pox_type *last_type(const struct pox_way *way)
{
    const struct pox_type *type = &pox_protocol_descriptor;

    for (size_t i = 0; i + 1 < POX_MAX_STEPS && way->steps[i + 1]; i++)
        type = way->steps[i]->type;
    return type;
}

/**
 * The struct in which a way ends, and the last step, to a text in it; NULL: there is none.
 *
 * @param item  which one to take of structs that repeat
 */
static const void *reach(const struct pox_way *way, const struct pox_protocol *protocol,
                         size_t item, const struct pox_element **last)
{
    const struct pox_type *type = &pox_protocol_descriptor;
    const void *self = protocol;
    size_t i = 0;

    for (; self && i + 1 < POX_MAX_STEPS && way->steps[i + 1]; i++) {
        const struct pox_element *step = way->steps[i];

        self =
            type->operations->inner(self, index_in(type, step), step->repeats ? item : 0);
        type = step->type;
    }
    *last = way->steps[i];
    return self;
}

/** The text to which a way leads; NULL: none. */
static const char *follow(const struct pox_way *way, const struct pox_protocol *protocol,
                          size_t item, const struct pox_element **last)
{
    const void *self = reach(way, protocol, item, last);
    const struct pox_type *type = last_type(way);

    return self ? type->operations->string(self, index_in(type, *last)) : NULL;
}

static bool repeats(const struct pox_way *way)
{
    bool any = false;

    for (size_t i = 0; i < POX_MAX_STEPS && way->steps[i]; i++)
        any = any || way->steps[i]->repeats;
    return any;
}

/** Whether a text is a URL that can be used: it has a host, and no white space in it. */
static bool is_usable(const char *text)
{
    struct pox_text url = pox_said(text);
    const char *host = pox_is_url(text) ? strstr(url.bytes, "://") + 3 : NULL;

    for (size_t i = 0; i < url.size; i++) {
        if (pox_is_space(url.bytes[i]))
            return false;
    }
    return host && *host != '/' && !pox_has_control(url.bytes, url.size);
}

/* The search */

/** Takes the next text of a protocol; false: it has no more. */
static bool take(struct pox_endpoint_search *search, const struct pox_protocol *protocol,
                 struct pox_endpoint *endpoint)
{
    for (const struct pox_way *ways = ways_of(search); ways[search->i_way].steps[0];) {
        const struct pox_way *way = &ways[search->i_way];
        const struct pox_element *element;
        const struct pox_element *next;
        const char *text = follow(way, protocol, search->i_item, &element);

        if (repeats(way) && reach(way, protocol, search->i_item + 1, &next)) {
            search->i_item++;
        } else {
            search->i_item = 0;
            search->i_way++;
        }
        if (!is_usable(text))
            continue;
        *endpoint = (struct pox_endpoint){
            .url = pox_said(text).bytes,
            .url_size = pox_said(text).size,
            .protocol = protocol,
            .i_protocol = search->i_protocol,
            .element = element,
        };
        return true;
    }
    search->i_way = 0;
    return false;
}

/** Goes to the next protocol; false: all were tried in each pass and rank. */
static bool advance(struct pox_endpoint_search *search, size_t n_ranks)
{
    if (++search->i_protocol < search->account->n_protocols)
        return true;
    search->i_protocol = 0;
    if (++search->rank < n_ranks)
        return true;
    search->rank = 0;
    return ++search->pass < N_PASSES;
}

bool pox_next_endpoint(struct pox_endpoint_search *search, struct pox_endpoint *endpoint)
{
    bool is_inside = search->side == POX_SIDE_INSIDE;
    const int *types = is_inside ? pox_preferred_inside : pox_preferred_outside;
    size_t n_services = sizeof(pox_services) / sizeof(pox_services[0]);

    if (!search->account || search->account->n_protocols == 0 || search->service <= 0 ||
        (size_t)search->service > n_services || search->pass == N_PASSES ||
        pox_account_effective_action(search->account) != POX_ACCOUNT_ACTION_SETTINGS)
        return false;
    do {
        const struct pox_protocol *protocol =
            search->account->protocols[search->i_protocol];

        if (pass_of(protocol) == search->pass &&
            rank_of(types, protocol) == search->rank && take(search, protocol, endpoint))
            return true;
    } while (advance(search, count(types) + 1));
    return false;
}

bool pox_find_endpoint(const struct pox_account *account, enum pox_service service,
                       enum pox_side side, struct pox_endpoint *endpoint)
{
    struct pox_endpoint_search search = {
        .account = account,
        .service = service,
        .side = side,
    };

    return pox_next_endpoint(&search, endpoint);
}
