/* SPDX-License-Identifier: MIT */
#include "intake.h"

#include "support.h"
#include "unicode.h"

/** Everything that came out, and where its pieces ended. */
struct output {
    char bytes[8 * POX_PIECE_SIZE];
    size_t size;
    size_t ends[16];
    size_t n_pieces;
};

static void take(struct output *output, struct pox_piece piece)
{
    cr_assert_leq(piece.size, POX_PIECE_SIZE);
    cr_assert_leq(output->size + piece.size, sizeof(output->bytes));
    cr_assert_lt(output->n_pieces, COUNT(output->ends));
    memcpy(output->bytes + output->size, piece.bytes, piece.size);
    output->size += piece.size;
    output->ends[output->n_pieces++] = output->size;
}

/** Takes a document in, `chunk` bytes at a time. */
static struct output take_all(const char *bytes, size_t size, size_t chunk)
{
    struct pox_intake intake = {.encoding = POX_ENCODING_NONE};
    struct output output = {.size = 0};
    struct pox_piece piece;

    for (size_t at = 0; at < size; at += chunk) {
        struct pox_piece input = {bytes + at, size - at < chunk ? size - at : chunk};

        while (pox_intake_next(&intake, &input, &piece))
            take(&output, piece);
        cr_expect_eq(input.size, 0, "some input was left");
    }
    if (pox_intake_last(&intake, &piece))
        take(&output, piece);
    cr_expect_not(pox_intake_last(&intake, &piece), "the last piece comes once");
    return output;
}

static const size_t chunks[] = {1, 2, 3, 5, 7, 4095, 4096, 4097, 100000};

/** The same bytes come out in the same pieces, however the document came. */
static struct output expect_same_pieces(const char *bytes, size_t size, const char *label)
{
    struct output first = take_all(bytes, size, 1);

    for (size_t i = 1; i < COUNT(chunks); i++) {
        struct output other = take_all(bytes, size, chunks[i]);

        cr_expect_eq(other.n_pieces, first.n_pieces, "%s by %zu", label, chunks[i]);
        cr_expect_arr_eq(other.ends, first.ends, sizeof(first.ends), "%s by %zu", label,
                         chunks[i]);
        cr_expect_eq(other.size, first.size, "%s by %zu", label, chunks[i]);
        cr_expect_arr_eq(other.bytes, first.bytes, first.size, "%s by %zu", label,
                         chunks[i]);
    }
    return first;
}

struct row {
    const char *bytes;
    size_t size;
    const char *utf_8;
};

#define BYTES(literal) literal, sizeof(literal) - 1

Test(intake, byte_order_marks_decide_and_disappear)
{
    static const struct row rows[] = {
        {BYTES(""), ""},
        {BYTES("<"), "<"},
        {BYTES("<a/>"), "<a/>"},
        {BYTES("\xEF\xBB\xBF"), ""},
        {BYTES("\xEF\xBB\xBF<a/>"), "<a/>"},
        {BYTES("\xEF\xBB\xBF\xEF\xBB\xBF"), "\xEF\xBB\xBF"},
        {BYTES("\xEF\xBB"), "\xEF\xBB"},
        {BYTES("\xFF\xFE"), ""},
        {BYTES("\xFE\xFF"), ""},
        {BYTES("\xFF\xFE<\0a\0/\0>\0"), "<a/>"},
        {BYTES("\xFE\xFF\0<\0a\0/\0>"), "<a/>"},
        {BYTES("\xFF\xFE\xE4\0\x28\x67\x3D\xD8\x00\xDE"), "ä木😀"},
        {BYTES("\xFE\xFF\0\xE4\x67\x28\xD8\x3D\xDE\x00"), "ä木😀"},
        {BYTES("\xFE\xFF\0\x7F\0\x80\x07\xFF\x08\x00\xFF\xFD\xDB\xFF\xDF\xFF"),
         "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBD\xF4\x8F\xBF\xBF"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct output output =
            expect_same_pieces(rows[i].bytes, rows[i].size, rows[i].utf_8);

        cr_expect_eq(output.size, strlen(rows[i].utf_8), "row %zu: %zu", i, output.size);
        cr_expect_arr_eq(output.bytes, rows[i].utf_8, output.size, "row %zu", i);
    }
}

Test(intake, every_line_end_becomes_a_line_feed)
{
    static const struct row rows[] = {
        {BYTES("\r"), "\n"},
        {BYTES("\r\n"), "\n"},
        {BYTES("a\r\nb\rc\nd"), "a\nb\nc\nd"},
        {BYTES("\r\r\n\n\r"), "\n\n\n\n"},
        {BYTES("\r\n\r\n"), "\n\n"},
        {BYTES("\xEF\xBB\xBF\r\n"), "\n"},
        {BYTES("\r\xEF\xBB\xBF\n"), "\n\xEF\xBB\xBF\n"},
        {BYTES("\xFF\xFE\r\0\n\0\r\0a\0\n\0"), "\n\na\n"},
        {BYTES("\xFE\xFF\0\r\xD8\x3D\xDE\x00\0\n\0\r"), "\n😀\n\n"},
    };
    static char bytes[3 * POX_PIECE_SIZE];

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct output output =
            expect_same_pieces(rows[i].bytes, rows[i].size, rows[i].utf_8);

        cr_expect_eq(output.size, strlen(rows[i].utf_8), "row %zu: %zu", i, output.size);
        cr_expect_arr_eq(output.bytes, rows[i].utf_8, output.size, "row %zu", i);
    }
    for (size_t before = POX_PIECE_SIZE - 5; before < POX_PIECE_SIZE + 5; before++) {
        memset(bytes, 'x', sizeof(bytes));
        memcpy(bytes + before, "\r\n\r\r\n", 5);
        memcpy(bytes + 2 * before, "\r\n", 2);
        cr_expect_eq(expect_same_pieces(bytes, sizeof(bytes), "x").size,
                     sizeof(bytes) - 3, "%zu before", before);
    }
}

Test(intake, what_is_no_utf_16_becomes_no_utf_8)
{
    static const struct row rows[] = {
        {BYTES("\xFF\xFE<\0a"), "<\xFF"},
        {BYTES("\xFF\xFE<"), "\xFF"},
        {BYTES("\xFE\xFF\xD8\x3D"), "\xFF"},
        {BYTES("\xFE\xFF\xD8\x3D\xDE"), "\xFF"},
        {BYTES("\xFE\xFF\xD8\x3D\0a"), "\xFF\x61"},
        {BYTES("\xFE\xFF\xD8\x3D\xD8\x3D\xDE\x00"), "\xFF😀"},
        {BYTES("\xFE\xFF\xDE\x00\0a"), "\xFF\x61"},
        {BYTES("\xFE\xFF\xDE\x00\xD8\x3D"), "\xFF\xFF"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct output output = expect_same_pieces(rows[i].bytes, rows[i].size, "broken");

        cr_expect_eq(output.size, strlen(rows[i].utf_8), "row %zu: %zu", i, output.size);
        cr_expect_arr_eq(output.bytes, rows[i].utf_8, output.size, "row %zu", i);
    }
}

/** Pieces but the last end behind whole characters, and not inside of a "]]>". */
static void expect_good_ends(const char *bytes, size_t size, const char *label)
{
    struct output output = expect_same_pieces(bytes, size, label);

    cr_expect_eq(output.size, size, "%s", label);
    cr_expect_arr_eq(output.bytes, bytes, size, "%s", label);
    for (size_t i = 0; i + 1 < output.n_pieces; i++) {
        const char *end = output.bytes + output.ends[i];

        cr_expect_eq(pox_incomplete_tail(output.bytes, output.ends[i]), 0, "%s", label);
        cr_expect(end[-1] != ']' || (end[0] == ']' && end[1] == ']'), "%s at %zu", label,
                  output.ends[i]);
    }
}

Test(intake, pieces_end_where_nothing_is_cut)
{
    static const char *const patterns[] = {"a", "ü", "木", "😀", "]", "]]>", "]]]]>"};
    static char bytes[2 * POX_PIECE_SIZE + 100];

    for (size_t i = 0; i < COUNT(patterns); i++) {
        for (size_t before = POX_PIECE_SIZE - 9; before <= POX_PIECE_SIZE; before++) {
            size_t size = before;

            memset(bytes, 'x', before);
            while (size + strlen(patterns[i]) < sizeof(bytes)) {
                memcpy(bytes + size, patterns[i], strlen(patterns[i]));
                size += strlen(patterns[i]);
            }
            expect_good_ends(bytes, size, patterns[i]);
        }
    }
}

Test(intake, pieces_of_utf_16_are_the_same_however_it_came)
{
    static char bytes[2 + 4 * 5000] = "\xFF\xFE";

    for (size_t i = 0; i < 5000; i++)
        memcpy(bytes + 2 + 4 * i, i % 3 == 0 ? "\x3D\xD8\0\xDE" : "]\0\x28\x67", 4);
    cr_expect_gt(expect_same_pieces(bytes, sizeof(bytes), "mixed").n_pieces, 4);
}
