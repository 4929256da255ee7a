/* SPDX-License-Identifier: MIT */
/** @file Where bytes live: the allocator in force, a growing buffer, and the arena. */
#ifndef POX_MEMORY_H
#define POX_MEMORY_H

#include <pox/options.h>
#include <string.h>

/** Whether an allocator is usable: all of its functions are set, or none. NULL is. */
bool pox_allocator_is_whole(const struct pox_allocator *allocator);

/** The caller's allocator, or malloc and free. */
struct pox_allocator pox_allocator_or_default(const struct pox_allocator *allocator);

/** Bytes that grow. A failed allocation is remembered: append freely, ask once at the end. */
struct pox_buffer {
    struct pox_allocator allocator;
    char *bytes;
    size_t size;
    size_t capacity;
    bool failed;
    /** The bytes are in memory of somebody else's. */
    bool is_borrowed;
};

void pox_buffer_begin(struct pox_buffer *buffer, struct pox_allocator allocator);
/** The same with memory of the caller's, until it is too small. */
void pox_buffer_begin_in(struct pox_buffer *buffer, struct pox_allocator allocator,
                         void *room, size_t size);
void pox_buffer_end(struct pox_buffer *buffer);
/** Drops the bytes, and a failure, too; keeps the memory. */
void pox_buffer_clear(struct pox_buffer *buffer);
/** Makes room for `more` bytes beyond `size`, of which there is not enough; false: no memory. */
bool pox_buffer_grow(struct pox_buffer *buffer, size_t more);

/** Makes room for `more` bytes beyond `size`; false: no memory. */
static inline bool pox_buffer_reserve(struct pox_buffer *buffer, size_t more)
{
    return !buffer->failed &&
           (more <= buffer->capacity - buffer->size || pox_buffer_grow(buffer, more));
}

static inline void pox_buffer_append(struct pox_buffer *buffer, const char *bytes,
                                     size_t size)
{
    if (size == 0 || !pox_buffer_reserve(buffer, size))
        return;
    memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
}

void pox_buffer_append_text(struct pox_buffer *buffer, const char *text);
/** The bytes with a NUL behind them (not counted in `size`); NULL when an append failed. */
const char *pox_buffer_text(struct pox_buffer *buffer);

/** A piece of an arena's memory; the payload follows. */
struct pox_arena_block;

/** Memory that is freed all at once. */
struct pox_arena {
    struct pox_allocator allocator;
    struct pox_arena_block *blocks;
    char *next;
    size_t left;
    size_t block_size;
    /** Bytes of all blocks. */
    size_t block_bytes;
};

/** `size` zeroed bytes aligned for anything; NULL: no memory. */
void *pox_arena_new(struct pox_arena *arena, size_t size);
/** Room for `size` bytes, which are not set and not aligned; NULL: no memory. */
char *pox_arena_room(struct pox_arena *arena, size_t size);

/** A copy of `size` bytes with a NUL behind them; NULL: no memory. */
static inline char *pox_arena_text(struct pox_arena *arena, const char *bytes,
                                   size_t size)
{
    char *text = arena->next;

    if (size < arena->left) {
        arena->next += size + 1;
        arena->left -= size + 1;
    } else {
        text = size < SIZE_MAX ? pox_arena_room(arena, size + 1) : NULL;
        if (!text)
            return NULL;
    }
    if (size > 0)
        memcpy(text, bytes, size);
    text[size] = '\0';
    return text;
}

/** The same for a string; NULL stays NULL and is told apart by *ok, which only turns false. */
const char *pox_arena_string(struct pox_arena *arena, const char *string, bool *ok);
/**
 * Room for one more item behind `n` items of `size` bytes, which it moves when it must. Its
 * capacity follows from `n` (4, 8, 16 ...), so that lists need no field for it. NULL: no memory.
 */
void *pox_arena_grow(struct pox_arena *arena, void *items, size_t n, size_t size);

/** A zeroed struct of `size` bytes at the end of a list of pointers to them. NULL: no memory. */
void *pox_arena_append(struct pox_arena *arena, void *list, size_t *n, size_t size);

/**
 * A zeroed struct that owns an arena: the root of everything a caller frees in one call.
 *
 * @param size    of the struct
 * @param expect  bytes that will probably follow in the arena
 * @param arena   receives the arena, which lives as long as the struct
 */
void *pox_document_new(struct pox_allocator allocator, size_t size, size_t expect,
                       struct pox_arena **arena);
void pox_document_free(void *root);

/**
 * The same in the memory of another one, which is gone with that.
 *
 * @return NULL: it is too small, and is as it was
 */
void *pox_document_renew(void *old, size_t size, size_t expect, struct pox_arena **arena);

/** Bytes that are used behind the root of a document, and whether all of it is in one piece. */
size_t pox_document_needs(const void *root, bool *is_whole);

#endif
