/* SPDX-License-Identifier: MIT */
/** @file IP addresses, and their order. */
#ifndef POX_ADDRESS_H
#define POX_ADDRESS_H

#include <pox/base.h>

enum { POX_IPV4_SIZE = 4, POX_IPV6_SIZE = 16 };

/** An address as the network has it, so that the order of bytes is that of addresses. */
struct pox_address {
    unsigned char bytes[POX_IPV6_SIZE];
    /** POX_IPV4_SIZE or POX_IPV6_SIZE; 0: it is none. */
    size_t size;
};

/** The address in a text, white space and a zone aside; none for NULL. */
struct pox_address pox_read_address(const char *text);

/** Whether both ends of a range are addresses of one family, and the end is before the start. */
bool pox_is_range_inverted(const char *start, const char *end);

#endif
