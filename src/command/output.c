/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* TIOCGWINSZ */
#include "output.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    USUAL_WIDTH = 80,
    /** Where fewer columns are left for a text, breaking it makes it no easier to read. */
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

bool output_begin(struct output *output, size_t piped_width, const char *color)
{
    *output = (struct output){
        .width = isatty(fileno(stdout)) ? terminal_width(stdout) : piped_width,
        .has_colour = is_capable_terminal(stdout) && !colour_is_unwanted(),
    };
    if (!color || strcmp(color, "auto") == 0)
        return true;
    output->has_colour = strcmp(color, "always") == 0;
    return output->has_colour || strcmp(color, "never") == 0;
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
}

void output_pad(struct output *output, size_t column)
{
    do {
        putchar(' ');
        output->column++;
    } while (output->column < column);
}

/** Whether the character at the start of a text is printed as a space. */
static bool at_space(const char *text)
{
    size_t size;

    return *text != '\0' && text_next(&text, &size)[0] == ' ';
}

/** The columns of the word at the start of a text. */
static size_t word_columns(const char *text)
{
    size_t columns = 0;
    size_t size;

    for (; *text != '\0' && !at_space(text); columns++)
        text_next(&text, &size);
    return columns;
}

static void break_line(struct output *output, size_t indent)
{
    output_end_line(output);
    while (output->column < indent) {
        putchar(' ');
        output->column++;
    }
}

void output_text(struct output *output, const char *text, size_t indent)
{
    bool may_break = output->width >= indent + MIN_TEXT_WIDTH;

    while (*text != '\0') {
        size_t word = at_space(text) ? word_columns(text + 1) : 0;

        if (at_space(text) && may_break && output->column + 1 + word > output->width &&
            indent + word <= output->width) {
            break_line(output, indent);
            text++; /* the end of the line stands for the space */
            continue;
        }
        if (may_break && output->column >= output->width)
            break_line(output, indent);
        put_character(output, &text);
    }
}
