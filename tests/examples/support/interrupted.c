/* SPDX-License-Identifier: MIT */
/* socket.c where no call succeeds at once: a signal interrupts it, or there is nothing there yet. */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <unistd.h>

static int interrupted_poll(struct pollfd *items, nfds_t n, int timeout)
{
    static unsigned n_calls;

    errno = EINTR;
    return n_calls++ % 2 == 0 ? -1 : poll(items, n, timeout);
}

static ssize_t interrupted_read(int descriptor, void *bytes, size_t size)
{
    static unsigned n_calls;
    unsigned turn = n_calls++ % 3;

    errno = turn == 0 ? EINTR : EAGAIN;
    return turn < 2 ? -1 : read(descriptor, bytes, size);
}

#define poll interrupted_poll
#define read interrupted_read

#include "../socket.c"
