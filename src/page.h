/* SPDX-License-Identifier: MIT */
/** @file Texts that are appended to another one, and so lead to a page on the web. */
#ifndef POX_PAGE_URL_H
#define POX_PAGE_URL_H

#include <pox/error.h>
#include <pox/page.h>
#include <pox/table.h>

/** As the functions of generated headers; `index` is that of an element with a base. */
char *pox_page_url(const struct pox_type *type, const void *self, size_t index,
                   const struct pox_parameter *parameters, size_t n,
                   struct pox_error *error);

#endif
