/* SPDX-License-Identifier: MIT */
/** @file What generated code needs to say which value holds, present or not. */
#ifndef POX_EFFECTIVE_H
#define POX_EFFECTIVE_H

#include "value.h"

/** A text without the white space around it; nothing for NULL. */
struct pox_text pox_said(const char *text);

/**
 * Writes parts of a version with dots between them, as much as fits, with a NUL behind it.
 *
 * @param room  NULL when `size` is 0
 * @return the bytes that the whole has, without the NUL
 */
size_t pox_print_version(const unsigned *parts, size_t n, char *room, size_t size);

/** Whether a text is there, and more than white space. */
bool pox_is_said(const char *text);

/** Whether a text is an absolute URL, with a scheme and "://", white space before it aside. */
bool pox_is_url(const char *text);

/** Whether a URL begins with "https://", in any case. */
bool pox_is_secure(struct pox_text url);

/** What stands between "https://" or "http://" and the path; nothing behind other schemes. */
struct pox_text pox_authority_of(struct pox_text url);

/**
 * Whether it is a URL of https or http that has a host, and neither white space, control
 * characters nor backslashes, about which programs differ on whether the host ends there.
 */
bool pox_is_web_url(struct pox_text url);

/** What stands before and behind the last "@" of an address; nothing where there is none. */
struct pox_text pox_address_local(const char *address);
struct pox_text pox_address_domain(const char *address);

/**
 * Puts a prefix and a text into `room`, as much as fits, with a NUL behind it; nothing at all
 * without a text.
 *
 * @param room  NULL when `size` is 0
 * @return the bytes that the whole has, without the NUL
 */
size_t pox_compose(char *room, size_t size, const char *prefix, struct pox_text text);

#endif
