/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* fd_set */
#include "service_record.h"

#include <stdio.h>
#include <string.h>

static bool fail(struct service_record *record, const char *message)
{
    snprintf(record->message, sizeof(record->message), "%s", message);
    return false;
}

#ifdef POX_HAS_ARES

#include <ares.h>
#include <arpa/nameser.h>
#include <sys/select.h>

enum { MILLISECONDS = 3000, TRIES = 2 };

/** The lowest priority comes first, and with it the greatest weight. */
static bool is_better(const struct ares_srv_reply *reply,
                      const struct ares_srv_reply *best)
{
    if (!best || reply->priority != best->priority)
        return !best || reply->priority < best->priority;
    return reply->weight > best->weight;
}

static void on_answer(void *data, int status, int timeouts, unsigned char *bytes,
                      int size)
{
    struct service_record *record = data;
    struct ares_srv_reply *list = NULL;
    const struct ares_srv_reply *best = NULL;

    (void)timeouts;
    if (status == ARES_SUCCESS)
        status = ares_parse_srv_reply(bytes, size, &list);
    for (const struct ares_srv_reply *reply = list; reply; reply = reply->next)
        best = is_better(reply, best) ? reply : best;
    if (!best || strcmp(best->host, ".") == 0 || best->host[0] == '\0') {
        fail(record, status == ARES_SUCCESS ? "no service" : ares_strerror(status));
    } else {
        snprintf(record->host, sizeof(record->host), "%s", best->host);
        record->port = best->port;
    }
    ares_free_data(list);
}

/** Waits until all questions are answered, or given up. */
static void wait_for(ares_channel channel)
{
    for (;;) {
        struct timeval room;
        fd_set reads;
        fd_set writes;
        int n;

        FD_ZERO(&reads);
        FD_ZERO(&writes);
        n = ares_fds(channel, &reads, &writes);
        if (n == 0)
            return;
        if (select(n, &reads, &writes, NULL, ares_timeout(channel, NULL, &room)) < 0)
            return;
        ares_process(channel, &reads, &writes);
    }
}

bool service_record_find(const char *name, const char *server,
                         struct service_record *record)
{
    struct ares_options options = {.timeout = MILLISECONDS, .tries = TRIES};
    ares_channel channel;
    int status =
        ares_init_options(&channel, &options, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES);

    *record = (struct service_record){.port = 0};
    if (status != ARES_SUCCESS)
        return fail(record, ares_strerror(status));
    if (server)
        status = ares_set_servers_ports_csv(channel, server);
    if (status == ARES_SUCCESS) {
        ares_query(channel, name, ns_c_in, ns_t_srv, on_answer, record);
        wait_for(channel);
    } else {
        fail(record, "that is no DNS server");
    }
    ares_destroy(channel);
    return record->host[0] != '\0';
}

#else

bool service_record_find(const char *name, const char *server,
                         struct service_record *record)
{
    (void)name;
    (void)server;
    *record = (struct service_record){.port = 0};
    return fail(record, "not asked for, as this pox was built without c-ares");
}

#endif
