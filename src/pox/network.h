/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Whether a client is in the network that a Protocol is meant for (struct
 * pox_network_requirements).
 */
#ifndef POX_NETWORK_H
#define POX_NETWORK_H

#include <pox/base.h>

POX_BEGIN_DECLS

struct pox_network_requirements;

/** What requirements say about an address. */
enum pox_network_verdict {
    /** It is in the range, or nothing is required. */
    POX_NETWORK_INSIDE = 0,
    /** It is before the start or behind the end. */
    POX_NETWORK_OUTSIDE,
    /** There is a range, but only for addresses of the other family. */
    POX_NETWORK_NO_RANGE,
    /** The range for its family starts behind its end, and so has no address. */
    POX_NETWORK_INVERTED,
    /** The range for its family lacks an end, or an end is no address of that family. */
    POX_NETWORK_INVALID_RANGE,
    /** It is no address. */
    POX_NETWORK_INVALID_ADDRESS
};

/**
 * Whether an address meets requirements. Both ends of a range are inside. Only the range for the
 * family of the address is looked at; an end that is present and blank is missing.
 *
 * @param requirements  borrowed; NULL, or without any of the four ends: nothing is required, and
 *                      every address is inside, a bad one and NULL included
 * @param address  an IPv4 address in four decimal numbers, or an IPv6 address, of which a zone
 *                 ("%eth0") is ignored; an IPv4 address in IPv6 form ("::ffff:192.0.2.1") counts
 *                 as IPv4. White space around it is allowed, here and in the requirements. NULL
 *                 is no address
 */
POX_API enum pox_network_verdict pox_network_requirements_hold(
    const struct pox_network_requirements *requirements, const char *address);

POX_END_DECLS

#endif
