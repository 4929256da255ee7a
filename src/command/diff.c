/* SPDX-License-Identifier: MIT */
/* pox diff: which settings differ between two documents. */
#include "arguments.h"
#include "command.h"
#include "input.h"
#include "page.h"
#include "text.h"

#include <pox/document.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Two documents are compared struct by struct; on one side there may be none. */
struct comparison {
    size_t n_differences;
    bool has_no_memory;
};

/* Lines */

/** What tells a struct from others of its name: its type or the like; "": nothing does. */
static const char *key_of(const struct section *section)
{
    const struct row *title = section_title(section);

    if (!title)
        return "";
    return title->canonical ? title->canonical : title->text;
}

/** "Response/Account/Protocol[EXCH]": all but the root, by which a path would only be longer. */
static void print_path(const struct section *section)
{
    const char *key = key_of(section);

    if (!section->parent)
        return;
    print_path(section->parent);
    if (section->parent->parent)
        putchar('/');
    fputs(section->element->name, stdout);
    if (key[0] != '\0') {
        putchar('[');
        text_print(stdout, key);
        putchar(']');
    } else if (section->count > 1) {
        printf("[%zu]", section->index + 1);
    }
}

/** The beginning of a line: the side, and what it is about; `name` may be "". */
static void begin_line(struct comparison *comparison, char side,
                       const struct section *section, const char *name)
{
    comparison->n_differences++;
    printf("%c ", side);
    print_path(section);
    if (section->parent && name[0] != '\0')
        putchar('/');
    fputs(name, stdout);
}

/** A document says it, and not just the table. */
static bool is_said(const struct row *row)
{
    return row && !row->is_default;
}

static const char *meaning_of(const struct row *row)
{
    if (row->effective)
        return row->effective;
    return row->canonical ? row->canonical : row->text;
}

static void print_row(struct comparison *comparison, char side,
                      const struct section *section, const struct row *row)
{
    const char *text = meaning_of(row);

    begin_line(comparison, side, section, row->element->key);
    fputs(text[0] != '\0' ? ": " : ":", stdout);
    text_print(stdout, text);
    puts(row->is_default ? " (default)" : "");
}

static void print_extra(struct comparison *comparison, char side,
                        const struct section *section, const struct pox_extra *extra)
{
    bool is_attribute = extra->kind == POX_EXTRA_ATTRIBUTE;

    begin_line(comparison, side, section, extra->element ? extra->element : "");
    if (is_attribute) {
        fputs(section->parent || extra->element ? "/@" : "@", stdout);
        text_print(stdout, extra->name);
    }
    fputs(": ", stdout);
    text_print(stdout, extra->value);
    puts(" (not understood)");
}

/* Values */

/** What neither document says follows from something else that they do. */
static void compare_values(struct comparison *comparison, const struct section *a,
                           const struct row *a_row, const struct section *b,
                           const struct row *b_row)
{
    if (a_row && b_row && strcmp(meaning_of(a_row), meaning_of(b_row)) == 0)
        return;
    if (!is_said(a_row) && !is_said(b_row))
        return;
    if (a_row)
        print_row(comparison, '-', a, a_row);
    if (b_row)
        print_row(comparison, '+', b, b_row);
}

/** Goes through both in the order of the table. */
static void compare_rows(struct comparison *comparison, const struct section *a,
                         const struct section *b)
{
    const struct row *a_row = a->rows;
    const struct row *b_row = b->rows;

    while (a_row || b_row) {
        bool is_a = a_row && (!b_row || a_row->element <= b_row->element);
        bool is_b = b_row && (!a_row || b_row->element <= a_row->element);

        compare_values(comparison, a, is_a ? a_row : NULL, b, is_b ? b_row : NULL);
        a_row = is_a ? a_row->next : a_row;
        b_row = is_b ? b_row->next : b_row;
    }
}

/* What has no typed place */

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int order_extras(const void *one, const void *other)
{
    const struct pox_extra *a = *(const struct pox_extra *const *)one;
    const struct pox_extra *b = *(const struct pox_extra *const *)other;
    int order = (int)a->kind - (int)b->kind;

    if (order == 0)
        order = compare_texts(a->element, b->element);
    if (order == 0)
        order = compare_texts(a->namespace_uri, b->namespace_uri);
    if (order == 0)
        order = compare_texts(a->name, b->name);
    return order != 0 ? order : compare_texts(a->value, b->value);
}

/** Pointers to the items of both, sorted; NULL: there are none, or no memory. */
static const struct pox_extra **sort_extras(struct comparison *comparison,
                                            const struct section *section)
{
    const struct pox_extra **sorted = calloc(section->n_extra + 1, sizeof(const void *));

    if (!sorted) {
        comparison->has_no_memory = true;
        return NULL;
    }
    for (size_t i = 0; i < section->n_extra; i++)
        sorted[i] = &section->extra[i];
    qsort(sorted, section->n_extra, sizeof(const void *), order_extras);
    return sorted;
}

static void compare_extras(struct comparison *comparison, const struct section *a,
                           const struct section *b)
{
    const struct pox_extra **of_a = sort_extras(comparison, a);
    const struct pox_extra **of_b = sort_extras(comparison, b);
    const struct pox_extra **at_a = of_a;
    const struct pox_extra **at_b = of_b;

    while (of_a && of_b && (*at_a || *at_b)) {
        int order = !*at_a ? 1 : !*at_b ? -1 : order_extras(at_a, at_b);

        if (order < 0)
            print_extra(comparison, '-', a, *at_a);
        else if (order > 0)
            print_extra(comparison, '+', b, *at_b);
        at_a += order <= 0;
        at_b += order >= 0;
    }
    free(of_a);
    free(of_b);
}

/* Structs */

static bool is_empty(const struct section *section)
{
    for (const struct row *row = section->rows; row; row = row->next) {
        if (is_said(row))
            return false;
    }
    return section->n_extra == 0 && !section->children;
}

/** A struct that only one of the documents has. */
static void print_section(struct comparison *comparison, char side,
                          const struct section *section)
{
    if (is_empty(section)) {
        begin_line(comparison, side, section, "");
        puts(":");
    }
    for (const struct row *row = section->rows; row; row = row->next) {
        if (is_said(row))
            print_row(comparison, side, section, row);
    }
    for (size_t i = 0; i < section->n_extra; i++)
        print_extra(comparison, side, section, &section->extra[i]);
    for (const struct section *child = section->children; child; child = child->next)
        print_section(comparison, side, child);
}

/** By element, then by key, then as they stand. */
static int order_of(const struct section *a, const struct section *b)
{
    if (a->element != b->element)
        return a->element < b->element ? -1 : 1;
    return strcmp(key_of(a), key_of(b));
}

static int order_sections(const void *one, const void *other)
{
    const struct section *a = *(const struct section *const *)one;
    const struct section *b = *(const struct section *const *)other;
    int order = order_of(a, b);

    if (order != 0)
        return order;
    return a->index < b->index ? -1 : a->index > b->index;
}

/** The structs inside, sorted, with NULL behind them; NULL: no memory. */
static const struct section **sort_children(struct comparison *comparison,
                                            const struct section *section)
{
    const struct section **sorted;
    size_t n = 0;

    for (const struct section *child = section->children; child; child = child->next)
        n++;
    sorted = calloc(n + 1, sizeof(const void *));
    if (!sorted) {
        comparison->has_no_memory = true;
        return NULL;
    }
    n = 0;
    for (const struct section *child = section->children; child; child = child->next)
        sorted[n++] = child;
    qsort(sorted, n, sizeof(const void *), order_sections);
    return sorted;
}

static void compare_sections(struct comparison *comparison, const struct section *a,
                             const struct section *b);

/** Those of one name and key are pairs, in order; where they stand makes no difference. */
static void compare_children(struct comparison *comparison, const struct section *a,
                             const struct section *b)
{
    const struct section **of_a = sort_children(comparison, a);
    const struct section **of_b = sort_children(comparison, b);
    const struct section **at_a = of_a;
    const struct section **at_b = of_b;

    while (of_a && of_b && (*at_a || *at_b)) {
        int order = !*at_a ? 1 : !*at_b ? -1 : order_of(*at_a, *at_b);

        if (order < 0)
            print_section(comparison, '-', *at_a);
        else if (order > 0)
            print_section(comparison, '+', *at_b);
        else
            compare_sections(comparison, *at_a, *at_b);
        at_a += order <= 0;
        at_b += order >= 0;
    }
    free(of_a);
    free(of_b);
}

static void compare_sections(struct comparison *comparison, const struct section *a,
                             const struct section *b)
{
    compare_rows(comparison, a, b);
    compare_extras(comparison, a, b);
    compare_children(comparison, a, b);
}

/* Documents */

static enum status compare_pages(const struct section *a, const struct section *b)
{
    struct comparison comparison = {0};

    if (a->type != b->type) {
        printf("- %s\n+ %s\n", a->type->name, b->type->name);
        return STATUS_DIFFERENT;
    }
    compare_sections(&comparison, a, b);
    if (comparison.has_no_memory) {
        fputs("pox diff: out of memory\n", stderr);
        return STATUS_USAGE;
    }
    return comparison.n_differences > 0 ? STATUS_DIFFERENT : STATUS_DONE;
}

/** A document that was read, and what is in it. */
struct side {
    struct document document;
    struct section *page;
};

/** False: it cannot be read, and the user has been told. */
static bool read_side(const char *file, struct side *side)
{
    struct report report = {.stream = stderr, .file = file};
    struct pox_error error;

    if (input_read(file, &report, &side->document) != STATUS_DONE)
        return false;
    side->page = page_make(side->document.type, side->document.value, &error);
    if (!side->page)
        report_error(&report, &error);
    return side->page;
}

static void end_side(struct side *side)
{
    page_free(side->page);
    pox_free(side->document.value);
}

static enum status run_diff(const struct arguments *arguments)
{
    char **files = arguments->operands;
    struct side a = {.page = NULL};
    struct side b = {.page = NULL};
    enum status status = STATUS_USAGE; /* as other programs that compare */

    if (arguments->n_operands != 2)
        return usage_error(arguments->command, "it takes two files");
    if (strcmp(files[0], "-") == 0 && strcmp(files[1], "-") == 0)
        return usage_error(arguments->command, "standard input is only one of the two");
    if (read_side(files[0], &a) && read_side(files[1], &b))
        status = compare_pages(a.page, b.page);
    end_side(&a);
    end_side(&b);
    return status;
}

const struct command diff_command = {
    .name = "diff",
    .operands = "FILE FILE",
    .max_operands = 2,
    .summary = "say which settings differ between two documents",
    .doc =
        "Compares what two documents say, setting by setting, with a line for what is\n"
        "in the first one only or says something else there, and for the second:\n"
        "\n"
        "  - Response/Account/Protocol[EXCH]/Server: a.example.com\n"
        "  + Response/Account/Protocol[EXCH]/Server: b.example.com\n"
        "\n"
        "It is the meaning that counts: what is absent equals its default, and neither\n"
        "spelling nor order make a difference. Protocols and the like are paired by\n"
        "their types. One of the files may be -, which is standard input. The exit\n"
        "status is 0 when there is no difference, 1 when there is one, and 2 when a\n"
        "document cannot be read.",
    .run = run_diff,
};
