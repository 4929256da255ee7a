/* SPDX-License-Identifier: MIT */
/* A line on the terminal that says how far a long run has come. */
#ifndef POX_COMMAND_PROGRESS_H
#define POX_COMMAND_PROGRESS_H

#include <pox/base.h>

struct progress {
    /** There is a terminal to show it on, and enough to wait for. */
    bool is_wanted;
    bool is_shown;
    size_t width;
    size_t total;
};

/** Decides whether to show any. */
void progress_begin(struct progress *progress, size_t total);

/** Shows that item `number` of the total, counted from 1, is at hand. */
void progress_show(struct progress *progress, size_t number, const char *name);

/** Takes the line off the terminal, so that another one can be printed. */
void progress_clear(struct progress *progress);

#endif
