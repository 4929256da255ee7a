/* SPDX-License-Identifier: MIT */
/* socket.c where a signal interrupts each call once before it is made. */
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

/** Whether to interrupt: the first time, the third, and so on. */
static bool interrupts(bool *last)
{
    *last = !*last;
    if (*last)
        errno = EINTR;
    return *last;
}

static int interrupted_poll(struct pollfd *items, nfds_t n, int timeout)
{
    static bool last;

    return interrupts(&last) ? -1 : poll(items, n, timeout);
}

static ssize_t interrupted_read(int descriptor, void *bytes, size_t size)
{
    static bool last;

    return interrupts(&last) ? -1 : read(descriptor, bytes, size);
}

#define poll interrupted_poll
#define read interrupted_read

#include "../socket.c"
