/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Where the services of Exchange are: which of the many URLs in the settings of an account to use
 * for what. The table says which elements may have them, and in which order they are to be tried.
 */
#ifndef POX_ENDPOINT_H
#define POX_ENDPOINT_H

#include <pox/account.h>
#include <pox/protocol.h>

POX_BEGIN_DECLS

/** On which side of the firewall of the organisation the client is. */
enum pox_side {
    /** Anywhere in the internet. */
    POX_SIDE_OUTSIDE = 0,
    /** In the network of the organisation. */
    POX_SIDE_INSIDE
};

/** A URL of a service, and where it stands. All of it is borrowed from the account. */
struct pox_endpoint {
    /** A URL of https or http, behind which there may be white space. */
    const char *url;
    /** Its bytes, without that. */
    size_t url_size;
    /** The Protocol in the account that it is from. */
    const struct pox_protocol *protocol;
    /** The index of that in the account. */
    size_t i_protocol;
    /** The entry of the table for what has it: a child, or the text of a struct's element. */
    const struct pox_element *element;
    /** The struct that the entry belongs to. */
    const struct pox_type *type;
};

/**
 * A search for all URLs of a service. Set the first three, and all others to zero. The account
 * must not change meanwhile.
 */
struct pox_endpoint_search {
    /** Where to look; borrowed. */
    const struct pox_account *account;
    /** What to look for. */
    enum pox_service service;
    /** From where it is to be used. */
    enum pox_side side;
    /** How far the search has got; private, as is the rest. */
    size_t pass;
    /** Private. */
    size_t rank;
    /** Private. */
    size_t i_protocol;
    /** Private. */
    size_t i_way;
    /** Private. */
    size_t i_item;
};

/**
 * The next URL of a service, the best one first: protocols by which the server says not to connect
 * (ServerExclusiveConnect is off) come last, then the type of the protocol decides, then the order
 * in the account, then the element. What is no URL of https or http with a host, or is broken by
 * white space, is passed over. An account that is a redirect has none, whatever else is in it.
 * A URL comes as often as it stands there, say in several protocols.
 *
 * @param search    goes on behind what was found; not NULL. Its account may be NULL, and so may
 *                  items of lists: there is nothing in them
 * @param endpoint  set when there is one; not NULL
 * @return false: there are no more, or there is no such service
 */
POX_API bool pox_next_endpoint(struct pox_endpoint_search *search,
                               struct pox_endpoint *endpoint);

/**
 * The best URL of a service.
 *
 * @param account   NULL: there is none
 * @param endpoint  set when there is one; not NULL
 * @return whether there is one
 */
POX_API bool pox_find_endpoint(const struct pox_account *account,
                               enum pox_service service, enum pox_side side,
                               struct pox_endpoint *endpoint);

POX_END_DECLS

#endif
