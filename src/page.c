/* SPDX-License-Identifier: MIT */
#include "page.h"

#include "argument.h"
#include "effective.h"
#include "operations.h"
#include "unicode.h"

#include <stdio.h>
#include <string.h>

/** A URL in the making. */
struct page {
    const struct pox_element *element;
    const struct pox_parameter *parameters;
    size_t n_parameters;
    struct pox_buffer url;
    struct pox_error *error;
};

static bool fail(struct pox_error *error, const struct pox_type *type,
                 const struct pox_element *element, const char *message)
{
    error->status = POX_ERROR_VALUE;
    snprintf(error->path, sizeof(error->path), "/%s/%s", type->name, element->key);
    snprintf(error->message, sizeof(error->message), "%s", message);
    return false;
}

/* Placeholders */

/** The value of a placeholder: the caller's, or else the table's; NULL: it has none. */
static const char *value_of(const struct page *page, struct pox_text name)
{
    for (size_t i = 0; i < page->n_parameters; i++) {
        if (pox_same_letters(name.bytes, name.size, page->parameters[i].name))
            return page->parameters[i].value;
    }
    for (size_t i = 0; i < page->element->n_placeholders; i++) {
        if (pox_same_letters(name.bytes, name.size, page->element->placeholders[i].name))
            return page->element->placeholders[i].default_text;
    }
    return NULL;
}

/** RFC 3986: what stands for itself in every part of a URL. */
static bool is_unreserved(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte != '\0' && strchr("-._~", byte));
}

static void append_encoded(struct pox_buffer *url, const char *value)
{
    static const char digits[] = "0123456789ABCDEF";

    for (; *value != '\0'; value++) {
        unsigned char byte = (unsigned char)*value;
        const char encoded[] = {'%', digits[byte >> 4], digits[byte & 0xF]};

        if (is_unreserved(*value))
            pox_buffer_append(url, value, 1);
        else
            pox_buffer_append(url, encoded, sizeof(encoded));
    }
}

/** The name of the placeholder that a text begins with; size 0: it begins with none. */
static struct pox_text placeholder_at(struct pox_text text)
{
    struct pox_text name = {.bytes = text.bytes + 1, .size = 0};
    const char *end = text.bytes[0] == '<' ? memchr(text.bytes, '>', text.size) : NULL;

    if (end && pox_is_name(name.bytes, (size_t)(end - name.bytes)))
        name.size = (size_t)(end - name.bytes);
    return name;
}

static bool fill(struct page *page, const struct pox_type *type, struct pox_text name)
{
    const char *value = value_of(page, name);
    char message[sizeof(page->error->message)];

    if (value) {
        append_encoded(&page->url, value);
        return true;
    }
    snprintf(message, sizeof(message), "the placeholder '<%.*s>' has no value",
             name.size < 100 ? (int)name.size : 100, name.bytes);
    return fail(page->error, type, page->element, message);
}

static bool append_filled(struct page *page, const struct pox_type *type,
                          struct pox_text text)
{
    while (text.size > 0) {
        struct pox_text name = placeholder_at(text);
        size_t size = name.size > 0 ? name.size + 2 : 1;

        if (name.size == 0)
            pox_buffer_append(&page->url, text.bytes, 1);
        else if (!fill(page, type, name))
            return false;
        text.bytes += size;
        text.size -= size;
    }
    return true;
}

/* The whole */

static const struct pox_element *find_base(const struct pox_type *type,
                                           const struct pox_element *element)
{
    const struct pox_element *base = type->elements;

    while (strcmp(base->key, element->base) != 0)
        base++; /* the generator has seen to it that there is one */
    return base;
}

static bool make(struct page *page, const struct pox_type *type, const void *self)
{
    const struct pox_element *base = find_base(type, page->element);
    const char *text =
        type->operations->string(self, (size_t)(page->element - type->elements));
    const char *begin = type->operations->string(self, (size_t)(base - type->elements));
    struct pox_text said = pox_said(begin);

    if (!pox_is_said(text))
        return fail(page->error, type, page->element, "there is no such page");
    if (!pox_is_url(text)) {
        if (said.size == 0)
            return fail(page->error, type, base, "it is absent, and pages need it");
        pox_buffer_append(&page->url, said.bytes, said.size);
    }
    return append_filled(page, type, pox_said(text));
}

static char *finish(struct page *page)
{
    pox_buffer_append(&page->url, "", 1);
    if (page->url.failed)
        return pox_error_set(page->error, POX_ERROR_NO_MEMORY, "out of memory");
    return page->url.bytes;
}

char *pox_page_url(const struct pox_type *type, const void *self, size_t index,
                   const struct pox_parameter *parameters, size_t n,
                   struct pox_error *error)
{
    struct pox_error unwanted;
    struct page page = {.parameters = parameters, .n_parameters = n};
    char *url = NULL;

    page.error = pox_error_begin(error, &unwanted);
    if (!self || index >= type->n_elements || !type->elements[index].base)
        return pox_bad_argument(page.error, "no struct, or no page of it");
    if (!parameters && n > 0)
        return pox_bad_argument(page.error, "no parameters, but a number of them");
    page.element = &type->elements[index];
    pox_buffer_begin(&page.url, pox_allocator_or_default(NULL));
    if (make(&page, type, self))
        url = finish(&page);
    if (!url)
        pox_buffer_end(&page.url);
    return url;
}
