/* SPDX-License-Identifier: MIT */
/* Prose and tables for people, as wide and colourful as the place they go to allows. */
#ifndef POX_COMMAND_OUTPUT_H
#define POX_COMMAND_OUTPUT_H

#include "command.h"

#include <pox/base.h>
#include <stdio.h>

/** Whether a stream goes to a terminal that understands more than plain lines. */
bool is_capable_terminal(FILE *stream);

/** The columns of the terminal behind a stream; 80 where none tells. */
size_t terminal_width(FILE *stream);

enum style { STYLE_PLAIN, STYLE_HEADING, STYLE_ASIDE };

/** A longer word is printed in pieces. */
enum { MAX_WORD = 512 };

/** Standard output, and how far the line at hand has come. */
struct output {
    bool has_colour;
    /** Lines are broken before this column; 0: never. */
    size_t width;
    /** Words that fit in no line are broken, too: a terminal would, without indent. */
    bool breaks_words;
    bool has_lines;
    size_t column;
    /** Where the next line begins if this one is broken. */
    size_t indent;
    /** Spaces behind what has been printed, which go if the line is broken there. */
    size_t n_spaces;
    /** The word behind them, with escape sequences. Several texts may make one word. */
    char word[MAX_WORD];
    size_t word_size;
    size_t word_columns;
    /** The beginning of the word has been printed already. */
    bool is_cut;
    enum style style;
};

#define COLOR_ALWAYS "always"
#define COLOR_NEVER  "never"
#define COLOR_AUTO   "auto"
#define COLOR_WORDS  COLOR_ALWAYS ", " COLOR_NEVER " or " COLOR_AUTO

/** The option of sub-commands that print with colour; its value is for output_begin(). */
#define COLOR_OPTION                                                                     \
    {                                                                                    \
        "--color", "WHEN", "colour the output: " COLOR_WORDS                             \
    }

/**
 * Looks at standard output.
 *
 * @param piped_width  where lines are broken when that is no terminal; 0: nowhere
 * @param color        one of the words for colours, or NULL, which is the last of them
 * @param command      the sub-command that was given `color`
 * @return false: `color` is something else, and the user has been told
 */
POX_MUST_USE bool output_begin(struct output *output, size_t piped_width,
                               const char *color, const struct command *command);

/** Changes how the text from here on looks. */
void output_style(struct output *output, enum style style);

/**
 * Prints a text. Where the line gets too long it goes on in the next one, at the column
 * `indent`; a word is broken only if it fits in no line, and only for a terminal.
 */
void output_text(struct output *output, const char *text, size_t indent);

/** Prints the first bytes of a text, otherwise as output_text(). */
void output_part(struct output *output, const char *text, size_t size, size_t indent);

/** Prints spaces up to a column, if the line is not that long already. */
void output_indent(struct output *output, size_t column);

void output_end_line(struct output *output);

/** An empty line between what has been printed and what comes; none at the beginning. */
void output_gap(struct output *output);

#endif
