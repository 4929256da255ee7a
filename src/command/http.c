/* SPDX-License-Identifier: MIT */
#include "http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef POX_HAS_CURL

#include <curl/curl.h>

enum { MOST_BYTES = 1 << 20, CONNECT_SECONDS = 10, ALL_SECONDS = 30 };

struct http {
    CURL *easy;
    const char *ca_file;
    struct curl_slist *connect_to;
};

bool http_is_there(void)
{
    return true;
}

/** Appends a line to a list of curl. False: no memory. */
static bool append(struct curl_slist **list, const char *line)
{
    struct curl_slist *longer = curl_slist_append(*list, line);

    *list = longer ? longer : *list;
    return longer;
}

/** Appends words with commas between them. */
static bool append_words(struct curl_slist **list, const char *words)
{
    bool good = true;

    while (good && *words) {
        size_t size = strcspn(words, ",");
        char *word = strndup(words, size);

        good = word && append(list, word);
        free(word);
        words += size + (words[size] == ',');
    }
    return good;
}

static bool append_headers(struct curl_slist **list, const struct pox_headers *headers)
{
    bool good = true;

    for (size_t i = 0; headers && good && i < headers->n; i++) {
        char line[512];

        snprintf(line, sizeof(line), "%s: %s", headers->items[i].name,
                 headers->items[i].value);
        good = append(list, line);
    }
    return good;
}

struct http *http_new(const char *ca_file, const char *connect_to)
{
    struct http *http = calloc(1, sizeof(*http));

    if (!http)
        return NULL;
    http->easy = curl_easy_init();
    http->ca_file = ca_file;
    if (http->easy && append_words(&http->connect_to, connect_to ? connect_to : ""))
        return http;
    http_free(http);
    return NULL;
}

void http_free(struct http *http)
{
    if (!http)
        return;
    curl_easy_cleanup(http->easy);
    curl_slist_free_all(http->connect_to);
    free(http);
}

/** Takes over a piece of the body; anything but `size` ends the transfer. */
static size_t on_body(char *bytes, size_t one, size_t size, void *data)
{
    struct http_response *response = data;
    char *longer;

    (void)one;
    if (size > MOST_BYTES - response->size)
        return 0;
    longer = realloc(response->body, response->size + size + 1);
    if (!longer)
        return 0;
    memcpy(longer + response->size, bytes, size);
    response->body = longer;
    response->size += size;
    longer[response->size] = '\0';
    return size;
}

/** Sets all for a request; what keeps it safe must be known to the libcurl that is there. */
static CURLcode set_up(struct http *http, const struct http_request *request,
                       struct http_response *response, const struct curl_slist *headers)
{
    CURL *easy = http->easy;
    CURLcode code;

    curl_easy_reset(easy);
    curl_easy_setopt(easy, CURLOPT_URL, request->url);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, response->message);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, response);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_CONNECT_TO, http->connect_to);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)ALL_SECONDS);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "pox");
    code = curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR,
                            request->user ? "https" : "https,http");
    if (code == CURLE_OK && http->ca_file)
        code = curl_easy_setopt(easy, CURLOPT_CAINFO, http->ca_file);
    if (request->body) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)request->body_size);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body);
    }
    if (!request->user)
        return code;
    curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_ANY);
    curl_easy_setopt(easy, CURLOPT_USERNAME, request->user);
    curl_easy_setopt(easy, CURLOPT_PASSWORD, request->password);
    return code;
}

/** What came of it all, or why nothing did. */
static void take_result(struct http *http, CURLcode code, struct http_response *response)
{
    char *location = NULL;

    if (code == CURLE_OK) {
        curl_easy_getinfo(http->easy, CURLINFO_RESPONSE_CODE, &response->status);
        curl_easy_getinfo(http->easy, CURLINFO_REDIRECT_URL, &location);
        response->location = location ? strdup(location) : NULL;
    } else if (code == CURLE_WRITE_ERROR) {
        snprintf(response->message, sizeof(response->message), "the answer is too long");
    } else if (response->message[0] == '\0') {
        snprintf(response->message, sizeof(response->message), "%s",
                 curl_easy_strerror(code));
    }
}

void http_send(struct http *http, const struct http_request *request,
               struct http_response *response)
{
    struct curl_slist *headers = NULL;
    CURLcode code = CURLE_OUT_OF_MEMORY;

    *response = (struct http_response){.status = 0};
    if (append_headers(&headers, request->headers))
        code = set_up(http, request, response, headers);
    if (code == CURLE_OK)
        code = curl_easy_perform(http->easy);
    take_result(http, code, response);
    curl_easy_setopt(http->easy, CURLOPT_ERRORBUFFER, NULL);
    curl_slist_free_all(headers);
}

#else

bool http_is_there(void)
{
    return false;
}

struct http *http_new(const char *ca_file, const char *connect_to)
{
    (void)ca_file;
    (void)connect_to;
    return NULL;
}

void http_free(struct http *http)
{
    (void)http;
}

void http_send(struct http *http, const struct http_request *request,
               struct http_response *response)
{
    (void)http;
    (void)request;
    *response = (struct http_response){.message = "no libcurl"};
}

#endif

void http_response_end(struct http_response *response)
{
    free(response->body);
    free(response->location);
}
