/* SPDX-License-Identifier: MIT */
#include "compare.h"

#include "argument.h"

#include <pox/document.h>
#include <string.h>

bool pox_equal_string(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : !a && !b;
}

bool pox_equal_text(const char *a, const char *b)
{
    return pox_equal_string(a ? a : "", b ? b : "");
}

bool pox_equal_enum_list(const int *a, size_t n_a, const int *b, size_t n_b)
{
    if (n_a != n_b || n_a == 0)
        return n_a == n_b;
    return a && b ? memcmp(a, b, n_a * sizeof(*a)) == 0 : a == b;
}

bool pox_equal_struct(const struct pox_type *type, const void *a, const void *b,
                      size_t depth)
{
    if (!a || !b || a == b)
        return a == b;
    return depth < POX_MAX_DEPTH && type->operations->equal(a, b, depth + 1);
}

bool pox_equal_list(const struct pox_type *type, const void *a, size_t n_a, const void *b,
                    size_t n_b, size_t depth)
{
    const void *const *a_items = a;
    const void *const *b_items = b;

    if (n_a != n_b || (n_a > 0 && !a != !b))
        return false;
    for (size_t i = 0; a && b && i < n_a; i++) {
        if (!pox_equal_struct(type, a_items[i], b_items[i], depth))
            return false;
    }
    return true;
}

bool pox_equal_extra(const struct pox_extra *a, size_t n_a, const struct pox_extra *b,
                     size_t n_b)
{
    if (n_a != n_b || (n_a > 0 && !a != !b))
        return false;
    for (size_t i = 0; a && b && i < n_a; i++) {
        if (a[i].kind != b[i].kind || !pox_equal_string(a[i].element, b[i].element) ||
            !pox_equal_string(a[i].name, b[i].name) ||
            !pox_equal_string(a[i].namespace_uri, b[i].namespace_uri) ||
            !pox_equal_string(a[i].value, b[i].value))
            return false;
    }
    return true;
}

bool pox_equal(const struct pox_type *type, const void *a, const void *b)
{
    return pox_equal_struct(type, a, b, 0);
}

static void *unless_null(struct pox_copier *copier, void *memory)
{
    if (!memory && copier->status == POX_OK)
        copier->status = POX_ERROR_NO_MEMORY;
    return memory;
}

const char *pox_copy_string(struct pox_copier *copier, const char *string)
{
    if (!string || copier->status != POX_OK)
        return NULL;
    return unless_null(copier, pox_arena_text(copier->arena, string, strlen(string)));
}

/** `size` bytes of a list; NULL when it is empty. */
static void *copy_bytes(struct pox_copier *copier, const void *bytes, size_t size)
{
    void *copy;

    if (size == 0 || copier->status != POX_OK)
        return NULL;
    if (!bytes) {
        copier->status = POX_ERROR_VALUE;
        return NULL;
    }
    copy = unless_null(copier, pox_arena_new(copier->arena, size));
    return copy ? memcpy(copy, bytes, size) : NULL;
}

void *pox_copy_enum_list(struct pox_copier *copier, const int *numbers, size_t n_numbers)
{
    return copy_bytes(copier, numbers, n_numbers * sizeof(*numbers));
}

void *pox_copy_struct(struct pox_copier *copier, const struct pox_type *type,
                      const void *value)
{
    void *copy;

    if (!value || copier->status != POX_OK)
        return NULL;
    if (copier->depth == POX_MAX_DEPTH) {
        copier->status = POX_ERROR_LIMIT;
        return NULL;
    }
    copy = copy_bytes(copier, value, type->operations->size);
    if (!copy)
        return NULL;
    copier->depth++;
    type->operations->copy(copier, copy, value);
    copier->depth--;
    return copy;
}

void *pox_copy_list(struct pox_copier *copier, const struct pox_type *type,
                    const void *values, size_t n_values)
{
    void **copy = copy_bytes(copier, values, n_values * sizeof(*copy));

    for (size_t i = 0; copy && i < n_values; i++)
        copy[i] = pox_copy_struct(copier, type, copy[i]);
    return copy;
}

struct pox_extra *pox_copy_extra(struct pox_copier *copier, const struct pox_extra *extra,
                                 size_t n_extra)
{
    struct pox_extra *copy = copy_bytes(copier, extra, n_extra * sizeof(*copy));

    for (size_t i = 0; copy && i < n_extra; i++) {
        copy[i].element = pox_copy_string(copier, extra[i].element);
        copy[i].name = pox_copy_string(copier, extra[i].name);
        copy[i].namespace_uri = pox_copy_string(copier, extra[i].namespace_uri);
        copy[i].value = pox_copy_string(copier, extra[i].value);
    }
    return copy;
}

static const char *copy_fault(enum pox_status status)
{
    switch (status) {
    case POX_ERROR_LIMIT:
        return "structs are nested too deeply";
    case POX_ERROR_VALUE:
        return "a list is NULL, but has a count";
    default:
        return "out of memory";
    }
}

void *pox_copy(const struct pox_type *type, const void *value,
               const struct pox_allocator *allocator, struct pox_error *error)
{
    struct pox_error unwanted;
    struct pox_copier copier = {.status = POX_OK};
    void *copy = NULL;

    error = pox_error_begin(error, &unwanted);
    if (!type || !value)
        return pox_bad_argument(error, "no type or no value to copy");
    if (!pox_allocator_is_whole(allocator))
        return pox_bad_argument(error, "an allocator lacks functions");
    copy = pox_document_new(pox_allocator_or_default(allocator), type->operations->size,
                            0, &copier.arena);
    if (copy) {
        memcpy(copy, value, type->operations->size);
        copier.depth = 1;
        type->operations->copy(&copier, copy, value);
    } else {
        copier.status = POX_ERROR_NO_MEMORY;
    }
    if (copier.status == POX_OK)
        return copy;
    pox_document_free(copy);
    return pox_error_set(error, copier.status, copy_fault(copier.status));
}
