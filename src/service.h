/* SPDX-License-Identifier: MIT */
/** @file Where the table says that the URLs of services are. */
#ifndef POX_SERVICE_H
#define POX_SERVICE_H

#include <pox/table.h>

enum { POX_MAX_STEPS = 3 };

/** From a struct to a text in it, through structs inside; NULL where it has ended before. */
struct pox_way {
    const struct pox_element *steps[POX_MAX_STEPS];
    /** The only value of the enumeration that ranks structs which has the text; 0: all have. */
    int only;
};

/** Ways to the URLs of one service, the best first; one without steps ends them. */
struct pox_service_ways {
    const struct pox_way *inside;
    const struct pox_way *outside;
};

#endif
