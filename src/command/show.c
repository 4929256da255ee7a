/* SPDX-License-Identifier: MIT */
/* pox show: a document for people. */
#include "show.h"

#include "command.h"
#include "page.h"
#include "summary.h"
#include "text.h"

#include <pox/document.h>
#include <pox/protocol.h>
#include <stdio.h>
#include <string.h>

enum {
    INDENT = 2,
    /** Blank lines stand between structs down to this depth: accounts and protocols. */
    AIRY_DEPTH = 1
};

static const char white_space[] = " \t\r\n";

/* Values, and what stands beside them */

static void print_aside(struct output *output, const char *begin, const char *text,
                        const char *end, size_t indent)
{
    output_style(output, STYLE_ASIDE);
    output_text(output, begin, indent);
    output_text(output, text, indent);
    output_text(output, end, indent);
    output_style(output, STYLE_PLAIN);
}

/** A number's unit, which the table has in the plural. */
static void print_unit(struct output *output, const struct row *row, size_t indent)
{
    size_t size = strlen(row->element->unit);

    output_text(output, " ", indent);
    output_part(output, row->element->unit, row->number == 1 ? size - 1 : size, indent);
}

/** What the table says about just this number. */
static void print_meaning(struct output *output, const struct row *row, size_t indent)
{
    for (size_t i = 0; i < row->element->n_values; i++) {
        if (row->element->values[i].number == row->number)
            print_aside(output, " (", row->element->values[i].doc, ")", indent);
    }
}

static bool is_blank(const char *text)
{
    return text[strspn(text, white_space)] == '\0';
}

/** Whether white space around a text would be overlooked. */
static bool is_padded(const char *text)
{
    return text[0] != '\0' &&
           (strchr(white_space, text[0]) || strchr(white_space, text[strlen(text) - 1]));
}

/** The text that the value is appended to, where it is a part of a URL; "": none. */
static const char *base_of(const struct section *section, const struct row *row)
{
    const struct row *base =
        row->element->base ? section_row(section, row->element->base) : NULL;

    return base && !strstr(row->text, "://") ? base->text : "";
}

/** What a packed version means. */
static void print_version(struct output *output, const struct row *row, size_t indent)
{
    struct pox_server_version version = pox_server_version_decode((uint32_t)row->number);
    const char *release = pox_server_version_release(&version);
    char text[40];

    pox_server_version_print(&version, text, sizeof(text));
    print_aside(output, " (", text, release ? ", " : ")", indent);
    if (release)
        print_aside(output, release, ")", "", indent);
}

/** That something else holds than what stands there, if so. */
static void print_effective(struct output *output, const struct row *row, size_t indent)
{
    const char *said = row->canonical ? row->canonical : "";

    if (row->is_default || is_padded(said))
        return;
    if (row->effective && strcmp(row->effective, said) != 0)
        print_aside(output, " (", row->effective, " holds)", indent);
    else if (!row->effective && row->canonical && !is_blank(said))
        print_aside(output, " (does not count)", "", "", indent);
}

static void print_value(struct output *output, const struct section *section,
                        const struct row *row, size_t indent)
{
    const char *value = row->canonical ? row->canonical : row->text;
    const char *quote = is_padded(value) ? "\"" : "";

    if (is_blank(row->text)) {
        print_aside(output, row->text[0] == '\0' ? "(empty)" : "(blank)", "", "", indent);
        print_effective(output, row, indent);
        return;
    }
    output_text(output, quote, indent);
    output_text(output, base_of(section, row), indent);
    output_text(output, value, indent);
    output_text(output, quote, indent);
    if (row->element->unit)
        print_unit(output, row, indent);
    print_meaning(output, row, indent);
    if (strcmp(row->element->key, "ServerVersion") == 0)
        print_version(output, row, indent);
    if (!row->canonical)
        print_aside(output, " (unknown value)", "", "", indent);
    else if (strcmp(row->canonical, row->text) != 0)
        print_aside(output, " (written \"", row->text, "\")", indent);
    print_effective(output, row, indent);
}

/* Structs */

/** Whether the struct has something to say by itself, and not only in structs inside. */
static bool has_lines(const struct section *section)
{
    return section->rows || section->n_extra > 0;
}

static bool is_empty(const struct section *section)
{
    return !has_lines(section) && !section->children;
}

static void print_heading(struct output *output, const struct section *section,
                          size_t indent)
{
    const struct row *title = section_title(section);
    const char *name = section->element ? section->element->name : section->type->name;
    char number[32] = "";

    if (section->count > 1)
        snprintf(number, sizeof(number), " %zu", section->index + 1);
    output_indent(output, indent);
    output_style(output, STYLE_HEADING);
    output_text(output, name, indent);
    output_text(output, number, indent);
    if (title) {
        output_text(output, ": ", indent + INDENT);
        print_value(output, section, title, indent + INDENT);
    }
    output_style(output, STYLE_PLAIN);
    if (is_empty(section))
        print_aside(output, " (empty)", "", "", indent);
    output_end_line(output);
}

static void print_rows(struct output *output, const struct section *section,
                       size_t indent)
{
    const struct row *title = section_title(section);
    size_t value_column = 0;

    for (const struct row *row = section->rows; row; row = row->next) {
        size_t columns = indent + text_columns(row->element->key) + 2;

        if (row != title && columns > value_column)
            value_column = columns;
    }
    for (const struct row *row = section->rows; row; row = row->next) {
        if (row == title)
            continue;
        output_style(output, row->is_default ? STYLE_ASIDE : STYLE_PLAIN);
        output_indent(output, indent);
        output_text(output, row->element->key, indent);
        output_indent(output, value_column);
        print_value(output, section, row, value_column);
        if (row->is_default)
            print_aside(output, " (default)", "", "", value_column);
        output_end_line(output);
    }
}

/** An attribute by name, behind its leaf if it has one; anything else as it stands. */
static void print_extra(struct output *output, const struct pox_extra *extra,
                        size_t indent)
{
    output_indent(output, indent);
    if (extra->kind == POX_EXTRA_ATTRIBUTE) {
        output_text(output, extra->element ? extra->element : "", indent);
        output_text(output, extra->element ? "/@" : "@", indent);
        output_text(output, extra->name, indent);
        output_text(output, "=\"", indent);
    }
    output_text(output, extra->value, indent + INDENT);
    output_text(output, extra->kind == POX_EXTRA_ATTRIBUTE ? "\"" : "", indent);
    output_end_line(output);
}

static void print_extras(struct output *output, const struct section *section,
                         size_t indent)
{
    if (section->n_extra == 0)
        return;
    output_indent(output, indent);
    output_text(output, "Not understood:", indent);
    output_end_line(output);
    for (size_t i = 0; i < section->n_extra; i++)
        print_extra(output, &section->extra[i], indent + INDENT);
}

/** The message and what is right below it hold the rest together, and say little. */
static bool is_envelope(const struct section *section)
{
    const struct pox_type *message = pox_message_type();

    return section->type == message ||
           (section->parent && section->parent->type == message);
}

/** Whether a blank line comes first: it would part a struct from a mere heading. */
static bool is_set_off(const struct section *section, size_t depth)
{
    const struct section *parent = section->parent;

    return depth == 0 ||
           (depth <= AIRY_DEPTH && (has_lines(parent) || section != parent->children));
}

static void print_section(struct output *output, const struct section *section,
                          size_t depth)
{
    size_t indent = depth * INDENT;

    if (!is_envelope(section) || has_lines(section) || is_empty(section)) {
        if (is_set_off(section, depth))
            output_gap(output);
        print_heading(output, section, indent);
        print_rows(output, section, indent + INDENT);
        print_extras(output, section, indent + INDENT);
    }
    for (const struct section *child = section->children; child; child = child->next)
        print_section(output, child, is_envelope(section) ? depth : depth + 1);
}

enum status show_document(struct output *output, const struct document *document,
                          struct report *report)
{
    struct pox_error error;
    struct section *page = page_make(document->type, document->value, &error);

    if (!page) {
        report_error(report, &error);
        return STATUS_FAILED;
    }
    page_drop_defaults(page);
    summary_print(output, document);
    print_section(output, page, 0);
    page_free(page);
    return STATUS_DONE;
}

enum { COLOR };

static enum status run(const struct arguments *arguments)
{
    struct report report = {.stream = stderr};
    struct document document;
    struct output output;
    enum status status;

    if (!output_begin(&output, 0, arguments->values[COLOR], arguments->command))
        return STATUS_USAGE;
    status = input_read(input_file(arguments), &report, &document);
    if (status != STATUS_DONE)
        return status;
    status = show_document(&output, &document, &report);
    pox_free(document.value);
    return status;
}

const struct command show_command = {
    .name = "show",
    .operands = "[FILE]",
    .max_operands = 1,
    .summary = "print a document for people",
    .doc = "Prints what a document says: the user, the account and each protocol with\n"
           "its settings, and redirects and errors in words. A setting that is absent\n"
           "and has a default is printed with it, and marked. Without FILE, or with -,\n"
           "the document comes from standard input.",
    .options = {[COLOR] = COLOR_OPTION},
    .run = run,
};
