/* SPDX-License-Identifier: MIT */
#include "hostile.h"

#include "unicode.h"

/** The longer a document, the fewer ways it is read in: the tests are to be quick. */
enum { MAX_SIZE_IN_BITS = 1 << 14, MAX_SIZE_IN_PIECES = 1 << 18, PIECE = 4096 };

static const size_t bits[] = {1, 2, 3, 7, 64};
static const size_t pieces[] = {PIECE - 1, 1021, PIECE, PIECE + 1, 100000};

static void read_in_pieces(const struct outcome *whole, const char *bytes, size_t size,
                           const struct pox_parse_options *options, size_t chunk)
{
    struct outcome outcome;
    struct pox_parse_options own = noting(options, &outcome);
    struct pox_parser *parser = pox_parser_new(NULL, &own, NULL);
    char label[100];

    cr_assert_not_null(parser);
    snprintf(label, sizeof(label), "%.60s by %zu", bytes, chunk);
    read_pieces(parser, bytes, size, chunk, &outcome);
    expect_same(whole, &outcome, label);
    pox_free(outcome.value);
    pox_parser_free(parser);
}

void read_every_way(const char *bytes, size_t size,
                    const struct pox_parse_options *options, struct outcome *outcome)
{
    read_both_ways(NULL, bytes, size, options, outcome);
    cr_expect_eq(!outcome->value, outcome->error.status != POX_OK, "%.60s", bytes);
    for (size_t i = 0; size <= MAX_SIZE_IN_BITS && i < COUNT(bits); i++)
        read_in_pieces(outcome, bytes, size, options, bits[i]);
    for (size_t i = 0; i < COUNT(pieces) && pieces[i] < size; i++) {
        read_in_pieces(outcome, bytes, size, options, pieces[i]);
        if (size > MAX_SIZE_IN_PIECES)
            break;
    }
}

struct pox_error error_every_way(const char *bytes, size_t size,
                                 const struct pox_parse_options *options)
{
    struct outcome outcome;

    read_every_way(bytes, size, options, &outcome);
    pox_free(outcome.value);
    return outcome.error;
}

static void expect_verdict(const struct verdict *row, const char *bytes, size_t size,
                           size_t number)
{
    struct pox_error error = error_every_way(bytes, size, NULL);

    cr_expect_eq(error.status, row->status, "row %zu: %.80s: %s: %s", number, row->bytes,
                 pox_status_name(error.status), error.message);
    if (row->line == 0)
        return;
    cr_expect(error.line == row->line && error.column == row->column,
              "row %zu: %.80s: %zu:%zu: %s", number, row->bytes, error.line, error.column,
              error.message);
}

void expect_verdicts(const struct verdict *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        expect_verdict(&rows[i], rows[i].bytes, rows[i].size, i);
}

void expect_verdicts_in_utf_16_too(const struct verdict *rows, size_t n)
{
    expect_verdicts(rows, n);
    for (size_t i = 0; i < n; i++) {
        struct pox_buffer wide = as_utf_16(rows[i].bytes, rows[i].size, i % 2 == 0);

        expect_verdict(&rows[i], wide.bytes, wide.size, i);
        pox_buffer_end(&wide);
    }
}

static void append_unit(struct pox_buffer *out, uint32_t unit, bool is_big_endian)
{
    char high = (char)(unit >> 8);
    char low = (char)(unit & 0xFF);
    char bytes[] = {is_big_endian ? high : low, is_big_endian ? low : high};

    pox_buffer_append(out, bytes, sizeof(bytes));
}

struct pox_buffer as_utf_16(const char *bytes, size_t size, bool is_big_endian)
{
    struct pox_buffer out = new_buffer();

    append_unit(&out, 0xFEFF, is_big_endian);
    while (size > 0) {
        uint32_t character;
        size_t n = pox_decode(bytes, size, &character);

        cr_assert_gt(n, 0, "%.60s is not UTF-8", bytes);
        bytes += n;
        size -= n;
        if (character < 0x10000) {
            append_unit(&out, character, is_big_endian);
            continue;
        }
        append_unit(&out, 0xD800 + ((character - 0x10000) >> 10), is_big_endian);
        append_unit(&out, 0xDC00 + ((character - 0x10000) & 0x3FF), is_big_endian);
    }
    cr_assert_not(out.failed);
    return out;
}

struct pox_buffer repeated(const char *before, const char *text, size_t n,
                           const char *after)
{
    struct pox_buffer out = new_buffer();

    pox_buffer_append_text(&out, before);
    for (size_t i = 0; i < n; i++)
        pox_buffer_append_text(&out, text);
    pox_buffer_append_text(&out, after);
    cr_assert_not_null(pox_buffer_text(&out), "no memory");
    return out;
}

struct pox_protocol *protocol_with(const char *server)
{
    struct pox_buffer xml =
        repeated("<Protocol><Server>", server, 1, "</Server></Protocol>");
    struct outcome outcome;

    read_every_way(xml.bytes, xml.size, NULL, &outcome);
    cr_assert_not_null(outcome.value, "%s: %s", server, outcome.error.message);
    pox_buffer_end(&xml);
    return outcome.value;
}
