/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include "output.h"
#include "text.h"

#include <stdio.h>

/** Fewer are done before anybody has read the line. */
enum { MANY = 20 };

void progress_begin(struct progress *progress, size_t total)
{
    *progress = (struct progress){
        .is_wanted = total > MANY && is_capable_terminal(stderr),
        .width = terminal_width(stderr),
        .total = total,
    };
}

/** As much of the end of a name as fits: the end says more than the folders before it. */
static const char *fitting_end(const char *name, size_t columns)
{
    size_t all = text_columns(name);
    size_t size;

    for (; all > columns; all--)
        text_next(&name, &size);
    return name;
}

void progress_show(struct progress *progress, size_t number, const char *name)
{
    char counter[64];
    size_t used;

    if (!progress->is_wanted)
        return;
    progress_clear(progress);
    used =
        (size_t)snprintf(counter, sizeof(counter), "%zu/%zu ", number, progress->total);
    fputs(counter, stderr);
    /* The last column stays free: filling it takes some terminals to the next line. */
    if (progress->width > used + 1)
        text_print(stderr, fitting_end(name, progress->width - used - 1));
    fflush(stderr);
    progress->is_shown = true;
}

void progress_clear(struct progress *progress)
{
    if (!progress->is_shown)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    progress->is_shown = false;
}
