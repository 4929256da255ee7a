/* SPDX-License-Identifier: MIT */
/*
 * A document that arrives in pieces is the same as the whole: the struct, the error and all
 * diagnostics. One parser reads it again and again, after success, failure and reset.
 *
 * An input is a document. Where it is cut may follow it, behind a byte 0xFF, which no document
 * in UTF-8 has: each further byte is the size of a piece. Otherwise a hash says where, so that
 * the documents of tests/corpus are inputs as they are.
 *
 * Inside, the library has pieces of its own, of 4096 bytes. Empty lines in front of a document
 * move it to where one of these ends: it must say the same there, that many lines later.
 */
#include "outcome.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longer documents are not fed byte by byte. */
enum { MAX_BYTEWISE = 256, MAX_CUTS = 64 };

struct input {
    const char *bytes;
    size_t size;
    /** Sizes of the pieces, used again from the first when the last one is used. */
    uint8_t cuts[MAX_CUTS];
    size_t n_cuts;
};

static struct input take_input(const uint8_t *data, size_t size)
{
    const uint8_t *mark = size > 2 ? memchr(data + 2, 0xFF, size - 2) : NULL;
    size_t end = mark ? (size_t)(mark - data) : size;
    struct input input = {.bytes = (const char *)data, .size = end};
    uint64_t random = fuzz_hash(FUZZ_HASH_BEGIN, data, size);

    for (size_t i = end + 1; i < size && input.n_cuts < MAX_CUTS; i++)
        input.cuts[input.n_cuts++] = data[i];
    while (!mark && input.n_cuts < 8)
        input.cuts[input.n_cuts++] = (uint8_t)fuzz_random(&random, 256);
    return input;
}

/** The size of the i-th piece: to the byte when it is small, otherwise up to 4 KiB. */
static size_t piece_size(const struct input *input, size_t i)
{
    size_t cut;

    if (input->n_cuts == 0)
        return 1;
    cut = input->cuts[i % input->n_cuts];
    if (cut == 0 && i >= input->n_cuts)
        return 1; /* or a document with nothing but empty pieces would never end */
    return cut < 192 ? cut : (cut - 191) * 64;
}

/* Feeding */

/** Feeds pieces of some sizes, or of one byte; false: a piece was refused. */
static bool feed(struct pox_parser *parser, const struct input *input, bool bytewise,
                 struct pox_error *error)
{
    size_t at = 0;

    for (size_t i = 0; at < input->size; i++) {
        size_t size = bytewise ? 1 : piece_size(input, i);

        size = size < input->size - at ? size : input->size - at;
        if (!pox_parser_feed(parser, input->bytes + at, size, error))
            return false;
        if (error->status != POX_OK)
            fuzz_fail("a piece is taken, and there is an error");
        at += size;
    }
    return true;
}

static struct outcome read_pieces(struct pox_parser *parser, const struct input *input,
                                  bool bytewise)
{
    struct outcome outcome;
    struct pox_error first = {.status = POX_OK};
    struct pox_error error;
    bool fed = feed(parser, input, bytewise, &first);

    /* What is refused stays so. */
    if (!fed &&
        (pox_parser_feed(parser, "<", 1, &error) || !fuzz_same_error(&first, &error)))
        fuzz_fail("after a refusal feed says something else: %s", error.message);
    outcome.value = pox_parser_finish(parser, &outcome.type, &outcome.error);
    if (!fed && (outcome.value || !fuzz_same_error(&first, &outcome.error)))
        fuzz_fail("finish says something else than feed: %s", outcome.error.message);
    return outcome;
}

/* Comparing */

/** A parser with a listener, and what it must report of one document. */
struct subject {
    struct pox_parser *parser;
    struct diagnostics *diagnostics;
    const struct input *input;
    struct outcome whole;
    struct diagnostics expected;
};

static struct outcome read_whole(const struct input *input,
                                 struct diagnostics *diagnostics)
{
    struct pox_parse_options options = {.libxml2_only = false};

    return fuzz_read(input->bytes, input->size, &options, diagnostics);
}

static void show_diagnostics(const struct subject *subject, bool bytewise)
{
    struct diagnostics shown = {.shown = true};
    struct outcome outcome = read_whole(subject->input, &shown);

    pox_free(outcome.value);
    fprintf(stderr, "---- in pieces:\n");
    subject->diagnostics->shown = true;
    outcome = read_pieces(subject->parser, subject->input, bytewise);
    pox_free(outcome.value);
}

static void check_pieces(struct subject *subject, bool bytewise, const char *how)
{
    struct outcome outcome;

    fuzz_begin_diagnostics(subject->diagnostics);
    outcome = read_pieces(subject->parser, subject->input, bytewise);
    fuzz_check_same(&subject->whole, &outcome, how);
    if (subject->diagnostics->n != subject->expected.n ||
        subject->diagnostics->hash != subject->expected.hash) {
        show_diagnostics(subject, bytewise);
        fuzz_fail("%s: other diagnostics", how);
    }
    pox_free(outcome.value);
}

/* The pieces inside */

enum { PIECE_SIZE = 4096 };

/** Where empty lines may stand before the root; false: nowhere. */
static bool find_room(const struct input *input, size_t *at)
{
    *at = 0;
    if (input->size < 5 || input->bytes[0] != '<')
        return false;
    if (memcmp(input->bytes, "<?xml", 5) != 0)
        return true;
    for (*at = 7; *at < input->size && *at < PIECE_SIZE; ++*at) {
        if (memcmp(input->bytes + *at - 2, "?>", 2) == 0)
            return true;
    }
    return false;
}

static size_t count_lines(const char *bytes, size_t size)
{
    size_t lines = 1;

    for (size_t i = 0; i < size; i++)
        lines +=
            bytes[i] == '\r' || (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r'));
    return lines;
}

/** Reads the document with `n` empty lines in it. */
static struct outcome read_shifted(const struct input *input, size_t at, size_t n,
                                   struct diagnostics *diagnostics)
{
    char *bytes = malloc(input->size + n);
    struct input shifted = {.bytes = bytes, .size = input->size + n};
    struct outcome outcome;

    if (!bytes)
        fuzz_fail("no memory");
    memcpy(bytes, input->bytes, at);
    memset(bytes + at, '\n', n);
    memcpy(bytes + at + n, input->bytes + at, input->size - at);
    diagnostics->first_lines = count_lines(bytes, at);
    diagnostics->shift = n;
    outcome = read_whole(&shifted, diagnostics);
    outcome.error.line = fuzz_unshifted(diagnostics, outcome.error.line);
    outcome.error.message[0] = '\0'; /* some name a line */
    free(bytes);
    return outcome;
}

static void check_shifted(const struct input *input)
{
    uint64_t random = fuzz_hash(FUZZ_HASH_BEGIN, input->bytes, input->size);
    struct diagnostics diagnostics = {.shown = false};
    struct diagnostics expected = {.shown = false};
    struct outcome here;
    struct outcome there;
    size_t at;
    size_t end;

    if (!find_room(input, &at))
        return;
    end = at + fuzz_random(&random, input->size - at);
    here = read_shifted(input, at, 1, &expected);
    /* A page, and an encoding that nothing declares, are known by what the first piece has. */
    if (end < PIECE_SIZE - 1 && here.error.status != POX_ERROR_HTML &&
        here.error.status != POX_ERROR_ENCODING) {
        there = read_shifted(input, at, PIECE_SIZE - end, &diagnostics);
        fuzz_check_same(&here, &there, "shifted");
        if (diagnostics.n != expected.n || diagnostics.hash != expected.hash)
            fuzz_fail("shifted by %zu: other diagnostics", PIECE_SIZE - end);
        pox_free(there.value);
    }
    pox_free(here.value);
}

/** Feeds about half of the document, and drops it. */
static void abandon(const struct subject *subject)
{
    struct pox_error error;

    /* Whatever comes of it. */
    (void)pox_parser_feed(subject->parser, subject->input->bytes,
                          subject->input->size / 2, &error);
    pox_parser_reset(subject->parser);
}

/** The parser is none the worse for what it read. */
static void check_sound(struct pox_parser *parser)
{
    static const char document[] = "<Autodiscover/>";
    const struct pox_type *type;
    struct pox_error error;
    void *value = NULL;

    if (pox_parser_feed(parser, document, sizeof(document) - 1, &error))
        value = pox_parser_finish(parser, &type, &error);
    if (!value)
        fuzz_fail("afterwards the parser refuses a document: %s", error.message);
    pox_free(value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = take_input(data, size);
    struct diagnostics diagnostics = {.shown = false};
    struct pox_parse_options options = {
        .diagnostic = fuzz_on_diagnostic,
        .diagnostic_data = &diagnostics,
    };
    struct subject subject = {
        .parser = pox_parser_new(NULL, &options, NULL),
        .diagnostics = &diagnostics,
        .input = &input,
    };

    if (!subject.parser)
        fuzz_fail("no parser");
    subject.whole = read_whole(&input, &subject.expected);
    check_pieces(&subject, false, "in pieces");
    if (input.size % 2 == 0)
        abandon(&subject);
    if (input.size <= MAX_BYTEWISE)
        check_pieces(&subject, true, "byte by byte");
    check_sound(subject.parser);
    check_shifted(&input);
    if (input.size % 4 == 1) /* to be freed in the middle of a document */
        (void)pox_parser_feed(subject.parser, input.bytes, input.size, NULL);
    pox_parser_free(subject.parser);
    pox_free(subject.whole.value);
    return 0;
}
