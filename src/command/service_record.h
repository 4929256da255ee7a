/* SPDX-License-Identifier: MIT */
/* SRV records of DNS, by which a domain says on which host it has a service. */
#ifndef POX_COMMAND_SERVICE_RECORD_H
#define POX_COMMAND_SERVICE_RECORD_H

#include <pox/base.h>

struct service_record {
    char host[256];
    unsigned port;
    /** Why there is none. */
    char message[256];
};

/**
 * Looks for the best record of a name such as "_autodiscover._tcp.example.com".
 *
 * @param server  the DNS server to ask, with ":" and its port where that is another than 53; NULL:
 *                those of the system
 * @return false: there is none, and `message` says why
 */
POX_MUST_USE bool service_record_find(const char *name, const char *server,
                                      struct service_record *record);

#endif
