/* SPDX-License-Identifier: MIT */
#include "address.h"
#include "effective.h"

#include <pox/network.h>
#include <pox/protocol.h>
#include <string.h>

/** An IPv4 address in the form of IPv6 becomes what it stands for. */
static struct pox_address unmapped(struct pox_address address)
{
    static const unsigned char prefix[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

    if (address.size != POX_IPV6_SIZE ||
        memcmp(address.bytes, prefix, sizeof(prefix)) != 0)
        return address;
    memmove(address.bytes, address.bytes + sizeof(prefix), POX_IPV4_SIZE);
    address.size = POX_IPV4_SIZE;
    return address;
}

static enum pox_network_verdict in_range(struct pox_address address,
                                         const char *start_text, const char *end_text)
{
    struct pox_address start = pox_read_address(start_text);
    struct pox_address end = pox_read_address(end_text);

    if (!pox_is_said(start_text) && !pox_is_said(end_text))
        return POX_NETWORK_NO_RANGE;
    if (start.size != address.size || end.size != address.size)
        return POX_NETWORK_INVALID_RANGE;
    if (pox_is_range_inverted(start_text, end_text))
        return POX_NETWORK_INVERTED;
    if (memcmp(address.bytes, start.bytes, address.size) < 0 ||
        memcmp(address.bytes, end.bytes, address.size) > 0)
        return POX_NETWORK_OUTSIDE;
    return POX_NETWORK_INSIDE;
}

static bool requires_anything(const struct pox_network_requirements *requirements)
{
    return requirements &&
           (pox_is_said(requirements->ipv4_start) ||
            pox_is_said(requirements->ipv4_end) ||
            pox_is_said(requirements->ipv6_start) || pox_is_said(requirements->ipv6_end));
}

enum pox_network_verdict pox_network_requirements_hold(
    const struct pox_network_requirements *requirements, const char *address)
{
    struct pox_address wanted = unmapped(pox_read_address(address));

    if (!requires_anything(requirements))
        return POX_NETWORK_INSIDE;
    if (wanted.size == 0)
        return POX_NETWORK_INVALID_ADDRESS;
    if (wanted.size == POX_IPV4_SIZE)
        return in_range(wanted, requirements->ipv4_start, requirements->ipv4_end);
    return in_range(wanted, requirements->ipv6_start, requirements->ipv6_end);
}
