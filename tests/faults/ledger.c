/* SPDX-License-Identifier: MIT */
#include "ledger.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

struct ledger ledger;

static bool refuses(enum ledger_client client)
{
    bool hit;

    ledger.calls++;
    hit = ledger.refuse != 0 && (ledger.persistent ? ledger.calls >= ledger.refuse
                                                   : ledger.calls == ledger.refuse);
    if (hit && ledger.refused == LEDGER_NOBODY)
        ledger.refused = client;
    return hit;
}

/** In front of each block; alignment is that of malloc. */
union header {
    size_t size;
    max_align_t alignment;
};

/** What is new or released is overwritten, so that whoever relies on it is found out. */
enum { JUNK = 0x5A };

static void *allocate(enum ledger_client client, size_t size)
{
    union header *header = refuses(client) ? NULL : malloc(sizeof(*header) + size);

    if (!header)
        return NULL;
    ledger.live++;
    header->size = size;
    return memset(header + 1, JUNK, size);
}

static void release(void *memory)
{
    union header *header;

    if (!memory)
        return;
    header = (union header *)memory - 1;
    ledger.live--;
    memset(memory, JUNK, header->size);
    free(header);
}

/** Always moves the block. */
static void *reallocate(enum ledger_client client, void *memory, size_t size)
{
    void *moved = allocate(client, size);
    size_t old_size = memory ? ((union header *)memory - 1)->size : 0;

    if (!moved || !memory)
        return moved;
    memcpy(moved, memory, old_size < size ? old_size : size);
    release(memory);
    return moved;
}

static void *pox_allocate(void *data, size_t size)
{
    (void)data;
    return allocate(LEDGER_POX, size);
}

static void *pox_reallocate(void *data, void *memory, size_t size)
{
    (void)data;
    return reallocate(LEDGER_POX, memory, size);
}

static void pox_release(void *data, void *memory)
{
    (void)data;
    release(memory);
}

const struct pox_allocator ledger_allocator = {
    .allocate = pox_allocate,
    .reallocate = pox_reallocate,
    .release = pox_release,
};

static void *libxml2_allocate(size_t size)
{
    return allocate(LEDGER_LIBXML2, size);
}

static void *libxml2_reallocate(void *memory, size_t size)
{
    return reallocate(LEDGER_LIBXML2, memory, size);
}

static char *libxml2_duplicate(const char *string)
{
    size_t size = strlen(string) + 1;
    char *copy = allocate(LEDGER_LIBXML2, size);

    return copy ? memcpy(copy, string, size) : NULL;
}

bool ledger_begin(void)
{
    return xmlMemSetup(release, libxml2_allocate, libxml2_reallocate,
                       libxml2_duplicate) == 0;
}

void ledger_refuse(size_t n, bool persistent)
{
    ledger.calls = 0;
    ledger.refuse = n;
    ledger.persistent = persistent;
    if (n > 0)
        ledger.refused = LEDGER_NOBODY;
}
