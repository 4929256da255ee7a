/* SPDX-License-Identifier: MIT */
/* Requests over HTTP, of which nothing is done that was not asked for: no redirect is followed. */
#ifndef POX_COMMAND_HTTP_H
#define POX_COMMAND_HTTP_H

#include <pox/base.h>
#include <pox/question.h>

/** Whether this program can send any; otherwise http_new() says that it cannot. */
bool http_is_there(void);

/** What holds for all requests. */
struct http;

/**
 * @param ca_file     certificates to trust in place of those of the system; NULL: none
 * @param connect_to  where to connect, as --connect-to has it; NULL: as the URL says
 * @return for http_free(); NULL: no memory
 */
POX_MUST_USE struct http *http_new(const char *ca_file, const char *connect_to);

void http_free(struct http *http);

struct http_request {
    const char *url;
    /** What to post; NULL: it is a GET. */
    const char *body;
    size_t body_size;
    /** NULL: no more than usual. */
    const struct pox_headers *headers;
    /** NULL: nobody logs in. They are sent over https only. */
    const char *user;
    const char *password;
};

struct http_response {
    /** The status, such as 200; 0: there was no answer, and `message` says why. */
    long status;
    char message[256];
    /** Owned; NULL when there is none. */
    char *body;
    size_t size;
    /** Where a redirect leads, as an absolute URL; owned; NULL: nowhere. */
    char *location;
};

/** Sends a request and waits for the answer, but not for long, and for no more than 1 MiB of it. */
void http_send(struct http *http, const struct http_request *request,
               struct http_response *response);

/** Frees what is in a response. */
void http_response_end(struct http_response *response);

#endif
