/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* TIOCGWINSZ */
#include "output.h"

#include "arguments.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    USUAL_WIDTH = 80,
    /** Where fewer columns are left for a text, breaking it does not help to read it. */
    MIN_TEXT_WIDTH = 16
};

bool is_capable_terminal(FILE *stream)
{
    const char *term = getenv("TERM");

    return isatty(fileno(stream)) && term && strcmp(term, "dumb") != 0;
}

size_t terminal_width(FILE *stream)
{
    struct winsize size;

    if (ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return USUAL_WIDTH;
    return size.ws_col;
}

/** As no-color.org has it: set to anything but the empty string. */
static bool colour_is_unwanted(void)
{
    const char *no_color = getenv("NO_COLOR");

    return no_color && no_color[0] != '\0';
}

bool output_begin(struct output *output, size_t piped_width, const char *color,
                  const struct command *command)
{
    bool is_terminal = isatty(fileno(stdout));

    *output = (struct output){
        .width = is_terminal ? terminal_width(stdout) : piped_width,
        .breaks_words = is_terminal,
        .has_colour = is_capable_terminal(stdout) && !colour_is_unwanted(),
    };
    if (!color || strcmp(color, COLOR_AUTO) == 0)
        return true;
    output->has_colour = strcmp(color, COLOR_ALWAYS) == 0;
    if (output->has_colour || strcmp(color, COLOR_NEVER) == 0)
        return true;
    usage_error(command, "--color is " COLOR_WORDS ", not '%s'", color);
    return false;
}

static void begin_line(struct output *output)
{
    putchar('\n');
    output->has_lines = true;
    output->column = 0;
    output->n_spaces = 0;
    output->is_cut = false;
}

static void pad(struct output *output, size_t column)
{
    for (; output->column < column; output->column++)
        putchar(' ');
}

/** Whether the line may be broken before the word. */
static bool may_break(const struct output *output)
{
    return output->width >= output->indent + MIN_TEXT_WIDTH &&
           output->column > output->indent && (output->breaks_words || !output->is_cut);
}

static void put_word(struct output *output)
{
    size_t end = output->column + output->n_spaces + output->word_columns;

    if (output->word_columns > 0 && end > output->width && may_break(output)) {
        begin_line(output);
        pad(output, output->indent);
    }
    if (output->word_columns > 0) {
        pad(output, output->column + output->n_spaces);
        output->n_spaces = 0;
    }
    fwrite(output->word, 1, output->word_size, stdout);
    output->column += output->word_columns;
    output->word_size = output->word_columns = 0;
}

/** Whether the word is as long as any may be that is printed in one piece. */
static bool is_word_full(const struct output *output, size_t more)
{
    return output->word_size + more > MAX_WORD ||
           (output->breaks_words && output->width > output->indent &&
            output->word_columns >= output->width - output->indent);
}

static void add_to_word(struct output *output, const char *bytes, size_t size,
                        size_t columns)
{
    if (is_word_full(output, size)) {
        put_word(output);
        output->is_cut = true;
    }
    memcpy(output->word + output->word_size, bytes, size);
    output->word_size += size;
    output->word_columns += columns;
}

void output_style(struct output *output, enum style style)
{
    static const char *const sequences[] = {
        [STYLE_PLAIN] = "\033[0m",
        [STYLE_HEADING] = "\033[1m",
        [STYLE_ASIDE] = "\033[0;2m",
    };

    if (!output->has_colour || style == output->style)
        return;
    add_to_word(output, sequences[style], strlen(sequences[style]), 0);
    output->style = style;
}

void output_part(struct output *output, const char *text, size_t text_size, size_t indent)
{
    const char *end = text + text_size;

    output->indent = indent;
    while (text < end) {
        size_t size;
        const char *character = text_next(&text, &size);

        if (character[0] != ' ') {
            add_to_word(output, character, size, 1);
            continue;
        }
        put_word(output);
        output->is_cut = false;
        output->n_spaces++;
    }
}

void output_text(struct output *output, const char *text, size_t indent)
{
    output_part(output, text, strlen(text), indent);
}

void output_indent(struct output *output, size_t column)
{
    put_word(output);
    output->n_spaces = 0;
    output->is_cut = false;
    pad(output, column);
}

void output_end_line(struct output *output)
{
    put_word(output);
    begin_line(output);
}

void output_gap(struct output *output)
{
    if (output->has_lines)
        putchar('\n');
}
