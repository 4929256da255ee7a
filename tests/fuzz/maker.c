/* SPDX-License-Identifier: MIT */
#include "maker.h"

#include "fuzzer.h"

#include <stdlib.h>
#include <string.h>

/** One allocation; what was asked for follows. */
struct fuzz_block {
    _Alignas(max_align_t) struct fuzz_block *next;
    size_t size;
};

const struct pox_parse_options fuzz_without_limits = {
    .limits =
        {
            .document_bytes = 1 << 28,
            .depth = 256,
            .attributes = 100,
            .text_bytes = 1 << 28,
            .extra_bytes = 1 << 28,
        },
};

/** Random decisions; zeros among them, which end texts. */
static void decide_at_random(struct fuzz_maker *maker, uint64_t state)
{
    maker->source.bytes = maker->room;
    maker->source.size = fuzz_random(&state, sizeof(maker->room) + 1);
    for (size_t i = 0; i < maker->source.size; i++)
        maker->room[i] =
            (uint8_t)(fuzz_random(&state, 256) * (fuzz_random(&state, 4) > 0));
}

void fuzz_begin(struct fuzz_maker *maker, const uint8_t *bytes, size_t size)
{
    *maker = (struct fuzz_maker){.source = {bytes, size}};
    if (size > 0 && bytes[0] == '<')
        decide_at_random(maker, fuzz_hash(FUZZ_HASH_BEGIN, bytes, size));
}

void fuzz_end(struct fuzz_maker *maker)
{
    while (maker->blocks) {
        struct fuzz_block *block = maker->blocks;

        maker->blocks = block->next;
        memset(block + 1, '#', block->size); /* seen by whoever still looks at it */
        free(block);
    }
}

void *fuzz_new(struct fuzz_maker *maker, size_t size)
{
    struct fuzz_block *block = calloc(1, sizeof(*block) + size);

    if (!block)
        abort();
    block->size = size;
    block->next = maker->blocks;
    maker->blocks = block;
    return block + 1;
}

/* Most fields are left out, for the price of a byte for each that is not. */
bool fuzz_is_wanted(struct fuzz_maker *maker, const struct pox_element *element)
{
    if (maker->source.size == 0 || maker->n_values == FUZZ_MAX_VALUES)
        return false;
    if (maker->skip > 0) {
        maker->skip--;
        return false;
    }
    maker->skip = fuzz_below(&maker->source, 16);
    maker->n_values++;
    if (element)
        maker->present[maker->n_present++] = element;
    return true;
}

bool fuzz_is_present(const struct fuzz_maker *maker, const struct pox_element *element)
{
    for (size_t i = maker->first; i < maker->n_present; i++) {
        if (maker->present[i] == element ||
            (!element && maker->present[i]->place == POX_PLACE_CHILD))
            return true;
    }
    return false;
}

void *fuzz_make(struct fuzz_maker *maker, const struct fuzz_type *type)
{
    void *value = fuzz_new(maker, type->size);
    size_t first = maker->first;

    maker->first = maker->n_present;
    maker->depth++;
    type->fill(maker, value);
    maker->depth--;
    maker->n_present = maker->first;
    maker->first = first;
    return value;
}

void *fuzz_struct(struct fuzz_maker *maker, const struct pox_element *element,
                  const struct fuzz_type *type)
{
    if (maker->depth == FUZZ_MAX_DEPTH || !fuzz_is_wanted(maker, element))
        return NULL;
    return fuzz_make(maker, type);
}

void *fuzz_list(struct fuzz_maker *maker, const struct pox_element *element,
                const struct fuzz_type *type, size_t *n)
{
    void **items;

    if (maker->depth == FUZZ_MAX_DEPTH || !fuzz_is_wanted(maker, element))
        return NULL;
    *n = 1 + fuzz_below(&maker->source, 4);
    items = fuzz_new(maker, *n * sizeof(*items));
    for (size_t i = 0; i < *n; i++)
        items[i] = fuzz_make(maker, type);
    return items;
}
