/* SPDX-License-Identifier: MIT */
/* Whether an address is in the network that is required. */
#include "support.h"

#include <pox/network.h>

/** What is required of IPv4 addresses, and of IPv6 ones. */
#define RANGES(start4, end4, start6, end6)                                               \
    {                                                                                    \
        .ipv4_start = (start4), .ipv4_end = (end4), .ipv6_start = (start6),              \
        .ipv6_end = (end6)                                                               \
    }

/* Requirements that rows share. */

static const struct pox_network_requirements nothing = RANGES(NULL, NULL, NULL, NULL);
static const struct pox_network_requirements blank = RANGES("", " ", "\n", "");
static const struct pox_network_requirements both =
    RANGES("10.0.1.250", "10.0.3.5", "2001:db8::10", "2001:db8::1:0");
static const struct pox_network_requirements v4 =
    RANGES("192.0.2.9", "192.0.2.100", NULL, NULL);
static const struct pox_network_requirements v6 =
    RANGES(NULL, NULL, "fe80::", "fe80::ff");
static const struct pox_network_requirements one =
    RANGES("192.0.2.1", "192.0.2.1", "::1", "::1");
static const struct pox_network_requirements all =
    RANGES("0.0.0.0", "255.255.255.255", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
static const struct pox_network_requirements padded =
    RANGES("\n 10.0.0.1", "10.0.0.9\t ", " ::1\n", "\r\n::9 ");
static const struct pox_network_requirements inverted =
    RANGES("10.0.0.2", "10.0.0.1", "::2", "::1");
static const struct pox_network_requirements starts =
    RANGES("10.0.0.1", NULL, "::1", NULL);
static const struct pox_network_requirements ends = RANGES(NULL, "10.0.0.1", NULL, "::1");
static const struct pox_network_requirements only_start4 =
    RANGES("10.0.0.1", NULL, NULL, NULL);
static const struct pox_network_requirements only_end4 =
    RANGES(NULL, "10.0.0.1", NULL, NULL);
static const struct pox_network_requirements only_start6 =
    RANGES(NULL, NULL, "::1", NULL);
static const struct pox_network_requirements only_end6 = RANGES(NULL, NULL, NULL, "::1");
static const struct pox_network_requirements blank_end =
    RANGES("10.0.0.1", " ", "::1", "");
static const struct pox_network_requirements mixed =
    RANGES("10.0.0.1", "::9", "10.0.0.1", "::9");
static const struct pox_network_requirements swapped =
    RANGES("::1", "::9", "10.0.0.1", "10.0.0.9");
static const struct pox_network_requirements words =
    RANGES("here", "there", "here", "there");
static const struct pox_network_requirements half =
    RANGES("10.0.0.1", "10.0.0.9", "here", "::1");

struct row {
    const struct pox_network_requirements *requirements;
    const char *address;
    enum pox_network_verdict verdict;
};

static const struct row rows[] = {
    /* Nothing is required. */
    {NULL, "192.0.2.1", POX_NETWORK_INSIDE},
    {NULL, NULL, POX_NETWORK_INSIDE},
    {&nothing, "::1", POX_NETWORK_INSIDE},
    {&nothing, "nowhere", POX_NETWORK_INSIDE},
    {&blank, "192.0.2.1", POX_NETWORK_INSIDE},

    /* Both ends are inside, and numbers are compared, not texts. */
    {&both, "10.0.1.250", POX_NETWORK_INSIDE},
    {&both, "10.0.3.5", POX_NETWORK_INSIDE},
    {&both, "10.0.2.0", POX_NETWORK_INSIDE},
    {&both, "10.0.1.249", POX_NETWORK_OUTSIDE},
    {&both, "10.0.3.6", POX_NETWORK_OUTSIDE},
    {&both, "9.255.255.255", POX_NETWORK_OUTSIDE},
    {&both, "200.0.2.0", POX_NETWORK_OUTSIDE},
    {&v4, "192.0.2.10", POX_NETWORK_INSIDE},
    {&both, "2001:db8::10", POX_NETWORK_INSIDE},
    {&both, "2001:DB8:0:0:0:0:1:0", POX_NETWORK_INSIDE},
    {&both, "2001:db8::ffff", POX_NETWORK_INSIDE},
    {&both, "2001:db8::f", POX_NETWORK_OUTSIDE},
    {&both, "2001:db8::1:1", POX_NETWORK_OUTSIDE},
    {&both, "2001:db8:1::20", POX_NETWORK_OUTSIDE},
    {&one, "192.0.2.1", POX_NETWORK_INSIDE},
    {&one, "::1", POX_NETWORK_INSIDE},
    {&one, "::2", POX_NETWORK_OUTSIDE},
    {&all, "255.255.255.255", POX_NETWORK_INSIDE},
    {&all, "::", POX_NETWORK_INSIDE},

    /* A range for the other family says nothing. */
    {&v4, "fe80::1", POX_NETWORK_NO_RANGE},
    {&v6, "192.0.2.10", POX_NETWORK_NO_RANGE},

    /* IPv4 in the form of IPv6. */
    {&v4, "::ffff:192.0.2.9", POX_NETWORK_INSIDE},
    {&v4, "::FFFF:c000:209", POX_NETWORK_INSIDE},
    {&v4, "::ffff:192.0.2.8", POX_NETWORK_OUTSIDE},
    {&v6, "::ffff:192.0.2.9", POX_NETWORK_NO_RANGE},
    {&v4, "::192.0.2.9", POX_NETWORK_NO_RANGE},
    {&v4, "64:ff9b::192.0.2.9", POX_NETWORK_NO_RANGE},

    /* White space and zones. */
    {&padded, " 10.0.0.9\n", POX_NETWORK_INSIDE},
    {&padded, "\t::9\r\n", POX_NETWORK_INSIDE},
    {&padded, "10.0.0.10", POX_NETWORK_OUTSIDE},
    {&v6, "fe80::1%eth0", POX_NETWORK_INSIDE},
    {&v6, " fe80::1%a-very-long-name-of-a-link-that-fills-any-room ", POX_NETWORK_INSIDE},
    {&v6, "fe80::100%eth0", POX_NETWORK_OUTSIDE},
    {&v4, "::ffff:192.0.2.9%1", POX_NETWORK_INSIDE},
    {&v6, "fe80::1%", POX_NETWORK_INVALID_ADDRESS},
    {&v4, "192.0.2.10%eth0", POX_NETWORK_INVALID_ADDRESS},

    /* Ranges that are none; that of the other family does not matter. */
    {&inverted, "10.0.0.1", POX_NETWORK_INVERTED},
    {&inverted, "::2", POX_NETWORK_INVERTED},
    {&starts, "10.0.0.1", POX_NETWORK_INVALID_RANGE},
    {&starts, "::1", POX_NETWORK_INVALID_RANGE},
    {&ends, "10.0.0.1", POX_NETWORK_INVALID_RANGE},
    {&ends, "::1", POX_NETWORK_INVALID_RANGE},
    {&blank_end, "10.0.0.1", POX_NETWORK_INVALID_RANGE},
    {&blank_end, "::1", POX_NETWORK_INVALID_RANGE},
    {&mixed, "10.0.0.1", POX_NETWORK_INVALID_RANGE},
    {&mixed, "::1", POX_NETWORK_INVALID_RANGE},
    {&swapped, "10.0.0.1", POX_NETWORK_INVALID_RANGE},
    {&swapped, "::1", POX_NETWORK_INVALID_RANGE},
    {&words, "10.0.0.1", POX_NETWORK_INVALID_RANGE},
    {&words, "::1", POX_NETWORK_INVALID_RANGE},
    {&only_start4, "10.0.0.1", POX_NETWORK_INVALID_RANGE},
    {&only_end4, "10.0.0.1", POX_NETWORK_INVALID_RANGE},
    {&only_start6, "::1", POX_NETWORK_INVALID_RANGE},
    {&only_end6, "::1", POX_NETWORK_INVALID_RANGE},
    {&half, "10.0.0.1", POX_NETWORK_INSIDE},
    {&half, "::1", POX_NETWORK_INVALID_RANGE},

    /* No addresses; that is said first. */
    {&both, NULL, POX_NETWORK_INVALID_ADDRESS},
    {&both, "", POX_NETWORK_INVALID_ADDRESS},
    {&both, " ", POX_NETWORK_INVALID_ADDRESS},
    {&both, "10.0.2", POX_NETWORK_INVALID_ADDRESS},
    {&both, "10.0.2.256", POX_NETWORK_INVALID_ADDRESS},
    {&both, "10.0.2.1.1", POX_NETWORK_INVALID_ADDRESS},
    {&both, "10.0.2.1:143", POX_NETWORK_INVALID_ADDRESS},
    {&both, "[2001:db8::10]", POX_NETWORK_INVALID_ADDRESS},
    {&both, "2001:db8:::10", POX_NETWORK_INVALID_ADDRESS},
    {&both, "mail.example.com", POX_NETWORK_INVALID_ADDRESS},
    {&both, "%eth0", POX_NETWORK_INVALID_ADDRESS},
    {&both,
     "2001:0db8:0000:0000:0000:0000:0000:0010:0000:0000:0000:0000:0000:0000:0000:0000",
     POX_NETWORK_INVALID_ADDRESS},
    {&all, "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", POX_NETWORK_INSIDE},
    {&all, "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255x", POX_NETWORK_INVALID_ADDRESS},
    {&inverted, "here", POX_NETWORK_INVALID_ADDRESS},
    {&words, "here", POX_NETWORK_INVALID_ADDRESS},
};

Test(network, requirements_hold_or_say_why_not)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct row *row = &rows[i];
        enum pox_network_verdict verdict =
            pox_network_requirements_hold(row->requirements, row->address);

        cr_expect_eq(verdict, row->verdict, "row %zu, %s: %d", i,
                     row->address ? row->address : "(none)", (int)verdict);
    }
}

Test(network, requirements_are_taken_from_a_document)
{
    struct pox_network_requirements *requirements =
        read_quietly(&pox_network_requirements_descriptor,
                     "<NetworkRequirements><IPv4Start>\n10.0.0.1\n</IPv4Start>"
                     "<IPv4End>10.0.0.9</IPv4End><IPv6Start/></NetworkRequirements>");

    cr_expect_eq(pox_network_requirements_hold(requirements, "10.0.0.1"),
                 POX_NETWORK_INSIDE);
    cr_expect_eq(pox_network_requirements_hold(requirements, "::1"),
                 POX_NETWORK_NO_RANGE);
    pox_free(requirements);
}
