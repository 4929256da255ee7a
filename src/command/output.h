/* SPDX-License-Identifier: MIT */
/* Prose and tables for people, as wide and as colourful as the place they go to allows. */
#ifndef POX_COMMAND_OUTPUT_H
#define POX_COMMAND_OUTPUT_H

#include "command.h"

#include <pox/base.h>
#include <stdio.h>

/** Whether a stream goes to a terminal that understands more than plain lines. */
bool is_capable_terminal(FILE *stream);

/** The columns of the terminal behind a stream; 80 when there is none or it does not tell. */
size_t terminal_width(FILE *stream);

enum style {
    STYLE_PLAIN,
    STYLE_HEADING,
    STYLE_ASIDE
};

/** Standard output, and what has been printed of the line at hand. */
struct output {
    bool has_colour;
    /** Lines are broken before this column; 0: never. */
    size_t width;
    size_t column;
};

/** An option for sub-commands that print with colour, and what they hand to output_begin(). */
#define COLOR_OPTION                                                                           \
    {                                                                                          \
        "--color", "WHEN", "colour the output: always, never or auto"                          \
    }

/**
 * Looks at standard output.
 *
 * @param piped_width  what `width` is when that is not a terminal
 * @param color        "always", "never", "auto" or NULL, which is the same
 * @return false: `color` is something else
 */
POX_MUST_USE bool output_begin(struct output *output, size_t piped_width, const char *color);

/** Changes how the text from here on looks. */
void output_style(struct output *output, enum style style);

/**
 * Prints a text. Where the line gets too long it goes on in the next one, at column `indent`;
 * a word is broken only if it does not fit in a line of its own.
 */
void output_text(struct output *output, const char *text, size_t indent);

/** Prints spaces up to a column; at least one if the line is that long already. */
void output_pad(struct output *output, size_t column);

void output_end_line(struct output *output);

#endif
