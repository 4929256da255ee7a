/* SPDX-License-Identifier: MIT */
#include "memory.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#define ALIGNMENT alignof(max_align_t)

enum { FIRST_CAPACITY = 4, SMALLEST_BUFFER = 256, LARGEST_BLOCK = 1 << 16 };

static void *default_allocate(void *data, size_t size)
{
    (void)data;
    return malloc(size);
}

static void *default_reallocate(void *data, void *memory, size_t size)
{
    (void)data;
    return realloc(memory, size);
}

static void default_release(void *data, void *memory)
{
    (void)data;
    free(memory);
}

bool pox_allocator_is_whole(const struct pox_allocator *allocator)
{
    return !allocator || (!allocator->allocate == !allocator->reallocate &&
                          !allocator->allocate == !allocator->release);
}

struct pox_allocator pox_allocator_or_default(const struct pox_allocator *allocator)
{
    static const struct pox_allocator standard = {
        .allocate = default_allocate,
        .reallocate = default_reallocate,
        .release = default_release,
    };

    return allocator && allocator->allocate ? *allocator : standard;
}

void pox_buffer_begin(struct pox_buffer *buffer, struct pox_allocator allocator)
{
    *buffer = (struct pox_buffer){.allocator = allocator};
}

void pox_buffer_begin_in(struct pox_buffer *buffer, struct pox_allocator allocator,
                         void *room, size_t size)
{
    *buffer = (struct pox_buffer){
        .allocator = allocator,
        .bytes = room,
        .capacity = size,
        .is_borrowed = true,
    };
}

void pox_buffer_end(struct pox_buffer *buffer)
{
    if (!buffer->is_borrowed)
        buffer->allocator.release(buffer->allocator.data, buffer->bytes);
    buffer->bytes = NULL;
    buffer->size = buffer->capacity = 0;
    buffer->is_borrowed = false;
}

void pox_buffer_clear(struct pox_buffer *buffer)
{
    buffer->size = 0;
    buffer->failed = false;
}

bool pox_buffer_grow(struct pox_buffer *buffer, size_t more)
{
    struct pox_allocator *allocator = &buffer->allocator;
    char *old = buffer->is_borrowed ? NULL : buffer->bytes;
    size_t needed = more <= SIZE_MAX - buffer->size ? buffer->size + more : 0;
    /* Bytes that come one by one are not moved too often. */
    size_t twice = buffer->capacity <= SIZE_MAX / 2 ? 2 * buffer->capacity : SIZE_MAX;
    size_t capacity = twice > SMALLEST_BUFFER ? twice : SMALLEST_BUFFER;
    char *bytes = NULL;

    if (capacity < needed)
        capacity = needed;
    if (needed > 0)
        bytes = allocator->reallocate(allocator->data, old, capacity);
    if (!bytes) {
        buffer->failed = true;
        return false;
    }
    if (buffer->is_borrowed)
        memcpy(bytes, buffer->bytes, buffer->size);
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    buffer->is_borrowed = false;
    return true;
}

void pox_buffer_append_text(struct pox_buffer *buffer, const char *text)
{
    pox_buffer_append(buffer, text, strlen(text));
}

const char *pox_buffer_text(struct pox_buffer *buffer)
{
    if (!pox_buffer_reserve(buffer, 1))
        return NULL;
    buffer->bytes[buffer->size] = '\0';
    return buffer->bytes;
}

struct pox_arena_block {
    struct pox_arena_block *previous;
    alignas(max_align_t) char payload[];
};

/** Stands in front of the root of a document. */
struct document {
    struct pox_arena arena;
    /** Of the root and what follows it. */
    size_t capacity;
    /** What the root has of it. */
    size_t root_size;
    alignas(max_align_t) char root[];
};

static size_t aligned(size_t size)
{
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/**
 * Adds a block with at least `size` bytes, which with a block's own do not overflow; each is
 * larger than the last, up to a bound.
 */
static bool add_block(struct pox_arena *arena, size_t size)
{
    size_t payload = arena->block_size;
    struct pox_arena_block *block;

    if (arena->block_size < LARGEST_BLOCK)
        arena->block_size *= 2;
    if (payload < size)
        payload = size;
    block = arena->allocator.allocate(arena->allocator.data, sizeof(*block) + payload);
    if (!block)
        return false;
    block->previous = arena->blocks;
    arena->blocks = block;
    arena->block_bytes += payload;
    arena->next = block->payload;
    arena->left = payload;
    return true;
}

/** `size` bytes at the next place; texts need no alignment and so waste none. */
static char *take(struct pox_arena *arena, size_t size, size_t padding)
{
    char *taken;

    if (size > SIZE_MAX - sizeof(struct pox_arena_block))
        return NULL;
    if (arena->left < padding || arena->left - padding < size) {
        if (!add_block(arena, size))
            return NULL;
        padding = 0;
    }
    taken = arena->next + padding;
    arena->next += padding + size;
    arena->left -= padding + size;
    return taken;
}

void *pox_arena_new(struct pox_arena *arena, size_t size)
{
    size_t past = (uintptr_t)arena->next % ALIGNMENT;
    char *memory = take(arena, size, past ? ALIGNMENT - past : 0);

    return memory ? memset(memory, 0, size) : NULL;
}

char *pox_arena_room(struct pox_arena *arena, size_t size)
{
    return take(arena, size, 0);
}

const char *pox_arena_string(struct pox_arena *arena, const char *string, bool *ok)
{
    const char *copy = string ? pox_arena_text(arena, string, strlen(string)) : NULL;

    if (string && !copy)
        *ok = false;
    return copy;
}

void *pox_arena_grow(struct pox_arena *arena, void *items, size_t n, size_t size)
{
    size_t capacity = n == 0 ? FIRST_CAPACITY : 2 * n;
    void *grown;

    if (n > 0 && (n < FIRST_CAPACITY || (n & (n - 1)) != 0))
        return items;
    if (capacity > SIZE_MAX / 2 / size)
        return NULL;
    grown = pox_arena_new(arena, capacity * size);
    if (grown && n > 0)
        memcpy(grown, items, n * size);
    return grown;
}

void *pox_arena_append(struct pox_arena *arena, void *list, size_t *n, size_t size)
{
    void **items;
    void *item = pox_arena_new(arena, size);

    /* The list has pointers to structs, all of which are alike in memory. */
    memcpy(&items, list, sizeof(items));
    items = pox_arena_grow(arena, items, *n, sizeof(*items));
    if (!item || !items)
        return NULL;
    items[(*n)++] = item;
    memcpy(list, &items, sizeof(items));
    return item;
}

/** Makes all of a document's own memory free, for a root of some size. */
static void *clear(struct document *document, struct pox_allocator allocator, size_t size,
                   struct pox_arena **arena)
{
    document->root_size = aligned(size);
    document->arena = (struct pox_arena){
        .allocator = allocator,
        .next = document->root + document->root_size,
        .left = document->capacity - document->root_size,
        .block_size = 4096,
    };
    *arena = &document->arena;
    return memset(document->root, 0, size);
}

void *pox_document_new(struct pox_allocator allocator, size_t size, size_t expect,
                       struct pox_arena **arena)
{
    size_t capacity = aligned(size) + expect;
    struct document *document =
        allocator.allocate(allocator.data, sizeof(*document) + capacity);

    if (!document)
        return NULL;
    document->capacity = capacity;
    return clear(document, allocator, size, arena);
}

static struct document *document_of(void *root)
{
    return (struct document *)(void *)((char *)root - offsetof(struct document, root));
}

static void free_blocks(struct document *document)
{
    struct pox_allocator allocator = document->arena.allocator;

    while (document->arena.blocks) {
        struct pox_arena_block *block = document->arena.blocks;

        document->arena.blocks = block->previous;
        allocator.release(allocator.data, block);
    }
}

void *pox_document_renew(void *old, size_t size, size_t expect, struct pox_arena **arena)
{
    struct document *document = document_of(old);

    if (document->capacity < aligned(size) + expect)
        return NULL;
    free_blocks(document);
    return clear(document, document->arena.allocator, size, arena);
}

size_t pox_document_needs(const void *root, bool *is_whole)
{
    const struct document *document = document_of((void *)(uintptr_t)root);
    const struct pox_arena *arena = &document->arena;

    *is_whole = !arena->blocks;
    return document->capacity - document->root_size + arena->block_bytes - arena->left;
}

void pox_document_free(void *root)
{
    struct document *document;
    struct pox_allocator allocator;

    if (!root)
        return;
    document = document_of(root);
    allocator = document->arena.allocator;
    free_blocks(document);
    allocator.release(allocator.data, document);
}
