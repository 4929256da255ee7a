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
    if (!color || strcmp(color, "auto") == 0)
        return true;
    output->has_colour = strcmp(color, "always") == 0;
    if (output->has_colour || strcmp(color, "never") == 0)
        return true;
    usage_error(command, "--color is always, never or auto, not '%s'", color);
    return false;
}

void output_style(struct output *output, enum style style)
{
    static const char *const sequences[] = {
        [STYLE_PLAIN] = "\033[0m",
        [STYLE_HEADING] = "\033[1m",
        [STYLE_ASIDE] = "\033[2m",
    };

    if (output->has_colour)
        fputs(sequences[style], stdout);
}

static void put_character(struct output *output, const char **text)
{
    size_t size;
    const char *character = text_next(text, &size);

    fwrite(character, 1, size, stdout);
    output->column++;
}

void output_end_line(struct output *output)
{
    putchar('\n');
    output->column = 0;
    output->has_lines = true;
}

void output_gap(struct output *output)
{
    if (output->has_lines)
        putchar('\n');
}

void output_indent(struct output *output, size_t column)
{
    while (output->column < column) {
        putchar(' ');
        output->column++;
    }
}

/** Whether the character at the start of a text is printed as a space. */
static bool at_space(const char *text, const char *end)
{
    size_t size;

    return text < end && text_next(&text, &size)[0] == ' ';
}

/** The columns of the word at the start of a text. */
static size_t word_columns(const char *text, const char *end)
{
    size_t columns = 0;
    size_t size;

    for (; text < end && !at_space(text, end); columns++)
        text_next(&text, &size);
    return columns;
}

void output_part(struct output *output, const char *text, size_t text_size, size_t indent)
{
    const char *end = text + text_size;
    bool may_break = output->width >= indent + MIN_TEXT_WIDTH;

    while (text < end) {
        bool is_space = at_space(text, end);
        size_t needed = is_space ? 1 + word_columns(text + 1, end) : 1;
        bool fits = output->column + needed <= output->width;
        bool fits_below = indent + needed - 1 <= output->width;

        if (may_break && !fits && fits_below && (is_space || output->breaks_words)) {
            output_end_line(output);
            output_indent(output, indent);
            text += is_space; /* the end of the line stands for the space */
        } else {
            put_character(output, &text);
        }
    }
}

void output_text(struct output *output, const char *text, size_t indent)
{
    output_part(output, text, strlen(text), indent);
}
