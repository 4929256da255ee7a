/* SPDX-License-Identifier: MIT */
#include "effective.h"

#include "unicode.h"

#include <stdio.h>
#include <string.h>

struct pox_text pox_said(const char *text)
{
    struct pox_text said = {.bytes = "", .size = 0};

    if (!text)
        return said;
    said.size = strlen(text);
    said.bytes = pox_trim(text, &said.size);
    return said;
}

bool pox_is_said(const char *text)
{
    return pox_said(text).size > 0;
}

bool pox_is_url(const char *text)
{
    struct pox_text url = pox_said(text);
    const char *colon = memchr(url.bytes, ':', url.size);
    size_t size = colon ? (size_t)(colon - url.bytes) : 0;

    return size > 0 && url.size - size > 3 && memcmp(colon, "://", 3) == 0 &&
           pox_is_name(url.bytes, size);
}

static bool begins_with(struct pox_text text, const char *prefix)
{
    size_t size = strlen(prefix);

    return text.size >= size && pox_same_letters(text.bytes, size, prefix);
}

bool pox_is_secure(struct pox_text url)
{
    return begins_with(url, "https://");
}

struct pox_text pox_authority_of(struct pox_text url)
{
    struct pox_text authority = {.bytes = url.bytes, .size = 0};

    if (!pox_is_secure(url) && !begins_with(url, "http://"))
        return authority;
    authority.bytes += pox_is_secure(url) ? strlen("https://") : strlen("http://");
    while (authority.bytes + authority.size < url.bytes + url.size &&
           !memchr("/?#", authority.bytes[authority.size], 3))
        authority.size++;
    return authority;
}

bool pox_is_web_url(struct pox_text url)
{
    struct pox_text host = pox_authority_of(url);

    for (const char *at; (at = memchr(host.bytes, '@', host.size));) {
        host.size -= (size_t)(at + 1 - host.bytes);
        host.bytes = at + 1;
    }
    return host.size > 0 && host.bytes[0] != ':' &&
           !pox_has_control(url.bytes, url.size) && !memchr(url.bytes, ' ', url.size) &&
           !memchr(url.bytes, '\\', url.size);
}

static const char *find_at(struct pox_text address)
{
    for (size_t i = address.size; i > 0; i--) {
        if (address.bytes[i - 1] == '@')
            return address.bytes + i - 1;
    }
    return NULL;
}

struct pox_text pox_address_local(const char *address)
{
    struct pox_text text = pox_said(address);
    const char *at = find_at(text);

    text.size = at ? (size_t)(at - text.bytes) : 0;
    return text;
}

struct pox_text pox_address_domain(const char *address)
{
    struct pox_text text = pox_said(address);
    const char *at = find_at(text);

    if (!at)
        return (struct pox_text){.bytes = "", .size = 0};
    text.size -= (size_t)(at + 1 - text.bytes);
    text.bytes = at + 1;
    return text;
}

/** Appends what fits before the NUL; returns the size as if all had. */
static size_t append(char *room, size_t size, size_t at, struct pox_text text)
{
    size_t left = size > at + 1 ? size - at - 1 : 0;

    if (left > 0)
        memcpy(room + at, text.bytes, text.size < left ? text.size : left);
    return at + text.size;
}

size_t pox_compose(char *room, size_t size, const char *prefix, struct pox_text text)
{
    size_t all = 0;

    if (text.size > 0) {
        all = append(room, size, 0, pox_said(prefix));
        all = append(room, size, all, text);
    }
    if (size > 0)
        room[all < size ? all : size - 1] = '\0';
    return all;
}

size_t pox_print_version(const unsigned *parts, size_t n, char *room, size_t size)
{
    size_t all = 0;

    for (size_t i = 0; i < n; i++) {
        char part[16];

        snprintf(part, sizeof(part), i > 0 ? ".%u" : "%u", parts[i]);
        all = append(room, size, all, (struct pox_text){part, strlen(part)});
    }
    if (size > 0)
        room[all < size ? all : size - 1] = '\0';
    return all;
}
