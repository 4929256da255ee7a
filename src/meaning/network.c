/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "effective.h"

#include <arpa/inet.h>
#include <pox/network.h>
#include <pox/protocol.h>
#include <string.h>

enum { IPV4_SIZE = 4, IPV6_SIZE = 16 };

/** An address as the network has it, so that the order of bytes is that of addresses. */
struct address {
    unsigned char bytes[IPV6_SIZE];
    /** IPV4_SIZE or IPV6_SIZE; 0: it is none. */
    size_t size;
};

static bool is_family(int family, const char *text, struct address *address, size_t size)
{
    if (inet_pton(family, text, address->bytes) != 1)
        return false;
    address->size = size;
    return true;
}

/**
 * The size without a zone such as "%eth0": it says which link, and a range is about none. A "%"
 * with nothing behind it stays, and makes the address a bad one.
 */
static size_t without_zone(struct pox_text text)
{
    const char *zone = memchr(text.bytes, '%', text.size);
    size_t size = zone ? (size_t)(zone - text.bytes) : text.size;

    return size + 1 < text.size ? size : text.size;
}

static struct address read_address(const char *text)
{
    struct address address = {.size = 0};
    struct pox_text said = pox_said(text);
    size_t size = without_zone(said);
    char room[INET6_ADDRSTRLEN];

    if (size >= sizeof(room))
        return address;
    memcpy(room, said.bytes, size);
    room[size] = '\0';
    if (size == said.size && is_family(AF_INET, room, &address, IPV4_SIZE))
        return address;
    is_family(AF_INET6, room, &address, IPV6_SIZE);
    return address;
}

/** An IPv4 address in the form of IPv6 becomes what it stands for. */
static struct address unmapped(struct address address)
{
    static const unsigned char prefix[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

    if (address.size != IPV6_SIZE || memcmp(address.bytes, prefix, sizeof(prefix)) != 0)
        return address;
    memmove(address.bytes, address.bytes + sizeof(prefix), IPV4_SIZE);
    address.size = IPV4_SIZE;
    return address;
}

static enum pox_network_verdict in_range(struct address address, const char *start_text,
                                         const char *end_text)
{
    struct address start = read_address(start_text);
    struct address end = read_address(end_text);

    if (!pox_is_said(start_text) && !pox_is_said(end_text))
        return POX_NETWORK_NO_RANGE;
    if (start.size != address.size || end.size != address.size)
        return POX_NETWORK_INVALID_RANGE;
    if (memcmp(start.bytes, end.bytes, address.size) > 0)
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
    struct address wanted = unmapped(read_address(address));

    if (!requires_anything(requirements))
        return POX_NETWORK_INSIDE;
    if (wanted.size == 0)
        return POX_NETWORK_INVALID_ADDRESS;
    if (wanted.size == IPV4_SIZE)
        return in_range(wanted, requirements->ipv4_start, requirements->ipv4_end);
    return in_range(wanted, requirements->ipv6_start, requirements->ipv6_end);
}
