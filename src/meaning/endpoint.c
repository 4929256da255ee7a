/* SPDX-License-Identifier: MIT */
#include "effective.h"
#include "operations.h"
#include "table.h"

#include <pox/endpoint.h>

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

/** Where a way ends: a text of a struct; `self` is NULL where there is no such struct. */
struct spot {
    const struct pox_type *type;
    const void *self;
    const struct pox_element *element;
};

static bool is_open(const struct pox_way *way, const struct pox_protocol *protocol)
{
    return way->only == 0 || way->only == (int)protocol->type;
}

/** Follows a way; `item` says which one to take of structs that repeat. */
static struct spot follow(const struct pox_way *way, const struct pox_protocol *protocol,
                          size_t item)
{
    struct spot spot = {.type = &pox_protocol_descriptor, .self = protocol};
    size_t i = 0;

    for (; spot.self && i + 1 < POX_MAX_STEPS && way->steps[i + 1]; i++) {
        const struct pox_element *step = way->steps[i];

        spot.self = spot.type->operations->inner(spot.self, index_in(spot.type, step),
                                                 step->repeats ? item : 0);
        spot.type = step->type;
    }
    spot.element = way->steps[i];
    return spot;
}

/** The text there; nothing where it is missing. */
static struct pox_text text_at(struct spot spot)
{
    if (!spot.self)
        return pox_said(NULL);
    return pox_said(
        spot.type->operations->string(spot.self, index_in(spot.type, spot.element)));
}

static bool repeats(const struct pox_way *way)
{
    bool any = false;

    for (size_t i = 0; i < POX_MAX_STEPS && way->steps[i]; i++)
        any = any || way->steps[i]->repeats;
    return any;
}

/* The search */

/** Takes the next text of a protocol; false: it has no more. */
static bool take(struct pox_endpoint_search *search, const struct pox_protocol *protocol,
                 struct pox_endpoint *endpoint)
{
    for (const struct pox_way *ways = ways_of(search); ways[search->i_way].steps[0];) {
        const struct pox_way *way = &ways[search->i_way];
        struct spot spot = follow(way, protocol, search->i_item);
        struct pox_text url = text_at(spot);

        if (repeats(way) && follow(way, protocol, search->i_item + 1).self) {
            search->i_item++;
        } else {
            search->i_item = 0;
            search->i_way++;
        }
        if (!is_open(way, protocol) || !pox_is_web_url(url))
            continue;
        *endpoint = (struct pox_endpoint){
            .url = url.bytes,
            .url_size = url.size,
            .protocol = protocol,
            .i_protocol = search->i_protocol,
            .element = spot.element,
            .type = spot.type,
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

    if (!search->account || !search->account->protocols ||
        search->account->n_protocols == 0 || search->service <= 0 ||
        (size_t)search->service > n_services || search->pass == N_PASSES ||
        pox_account_effective_action(search->account) != POX_ACCOUNT_ACTION_SETTINGS)
        return false;
    do {
        const struct pox_protocol *protocol =
            search->account->protocols[search->i_protocol];

        if (protocol && pass_of(protocol) == search->pass &&
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
