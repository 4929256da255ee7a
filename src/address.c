/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "address.h"

#include "effective.h"

#include <arpa/inet.h>
#include <string.h>

static bool is_family(int family, const char *text, struct pox_address *address,
                      size_t size)
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

struct pox_address pox_read_address(const char *text)
{
    struct pox_address address = {.size = 0};
    struct pox_text said = pox_said(text);
    size_t size = without_zone(said);
    char room[INET6_ADDRSTRLEN];

    if (size >= sizeof(room))
        return address;
    memcpy(room, said.bytes, size);
    room[size] = '\0';
    if (size == said.size && is_family(AF_INET, room, &address, POX_IPV4_SIZE))
        return address;
    is_family(AF_INET6, room, &address, POX_IPV6_SIZE);
    return address;
}

bool pox_is_range_inverted(const char *start, const char *end)
{
    struct pox_address first = pox_read_address(start);
    struct pox_address last = pox_read_address(end);

    return first.size > 0 && first.size == last.size &&
           memcmp(first.bytes, last.bytes, first.size) > 0;
}
