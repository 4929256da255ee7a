/* SPDX-License-Identifier: MIT */
#include "intake.h"

#include "unicode.h"

#include <string.h>

/** No encoding of a character in UTF-8 is longer. */
enum { MAX_CHARACTER = 4 };

/** A byte that UTF-8 does not have. */
static const char broken = '\xFF';

static bool starts_with(const struct pox_intake *intake, const char *bytes, size_t size)
{
    return intake->head_size >= size && memcmp(intake->head, bytes, size) == 0;
}

static bool is_utf_16(const struct pox_intake *intake)
{
    return intake->encoding != POX_ENCODING_UTF_8;
}

/* UTF-16 */

static void append_character(struct pox_intake *intake, uint32_t character)
{
    bool is_rest = intake->after_cr && character == '\n';

    intake->after_cr = character == '\r';
    if (!is_rest)
        intake->size +=
            pox_encode(intake->after_cr ? '\n' : character, intake->bytes + intake->size);
}

static void append_broken(struct pox_intake *intake)
{
    intake->bytes[intake->size++] = broken;
}

static void append_unit(struct pox_intake *intake, uint32_t unit)
{
    bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
    uint32_t high = intake->high_surrogate;

    intake->high_surrogate = 0;
    if (high != 0 && is_low) {
        append_character(intake, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
        return;
    }
    if (high != 0 || is_low)
        append_broken(intake);
    if (unit >= 0xD800 && unit <= 0xDBFF)
        intake->high_surrogate = unit;
    else if (!is_low)
        append_character(intake, unit);
}

static void append_byte(struct pox_intake *intake, unsigned char byte)
{
    uint32_t first = intake->half_unit;

    intake->has_half_unit = !intake->has_half_unit;
    if (intake->has_half_unit)
        intake->half_unit = byte;
    else if (intake->encoding == POX_ENCODING_UTF_16_BE)
        append_unit(intake, first << 8 | byte);
    else
        append_unit(intake, (uint32_t)byte << 8 | first);
}

/* Pieces */

/** A broken surrogate and a character come at once, so that one more byte may be needed. */
static bool is_full(const struct pox_intake *intake)
{
    size_t room = sizeof(intake->bytes) - intake->size;

    return is_utf_16(intake) ? room < 1 + MAX_CHARACTER : room == 0;
}

static void skip(struct pox_piece *input, size_t size)
{
    input->bytes += size;
    input->size -= size;
}

/** Takes what there is room for, up to the end of a line. */
static void fill_line(struct pox_intake *intake, struct pox_piece *input)
{
    size_t room = sizeof(intake->bytes) - intake->size;
    size_t size = input->size < room ? input->size : room;
    const char *cr = memchr(input->bytes, '\r', size);
    size_t run = cr ? (size_t)(cr - input->bytes) : size;

    memcpy(intake->bytes + intake->size, input->bytes, run);
    intake->size += run;
    skip(input, run);
    if (cr) {
        intake->bytes[intake->size++] = '\n';
        skip(input, 1);
    }
    intake->after_cr = cr;
}

static void fill(struct pox_intake *intake, struct pox_piece *input)
{
    while (input->size > 0 && !is_full(intake)) {
        if (is_utf_16(intake)) {
            append_byte(intake, (unsigned char)*input->bytes);
            skip(input, 1);
        } else if (intake->after_cr && *input->bytes == '\n') {
            intake->after_cr = false;
            skip(input, 1);
        } else {
            fill_line(intake, input);
        }
    }
}

/** Whether a piece is a part of the input as it stands there, so that nothing is copied. */
static bool is_ready(const struct pox_intake *intake, const struct pox_piece *input)
{
    return intake->size == 0 && !intake->after_cr && !is_utf_16(intake) &&
           input->size >= POX_PIECE_SIZE && !memchr(input->bytes, '\r', POX_PIECE_SIZE);
}

/** Gathers the first bytes, which tell the encoding; false: they are too few. */
static bool recognize(struct pox_intake *intake, struct pox_piece *input, bool is_last)
{
    struct pox_piece head = {.bytes = intake->head};
    size_t n_mark = 0;

    while (input->size > 0 && intake->head_size < sizeof(intake->head)) {
        intake->head[intake->head_size++] = *input->bytes++;
        input->size--;
    }
    if (intake->head_size < sizeof(intake->head) && !is_last)
        return false;
    intake->encoding = POX_ENCODING_UTF_8;
    if (starts_with(intake, "\xEF\xBB\xBF", 3)) {
        n_mark = 3;
    } else if (starts_with(intake, "\xFE\xFF", 2)) {
        intake->encoding = POX_ENCODING_UTF_16_BE;
        n_mark = 2;
    } else if (starts_with(intake, "\xFF\xFE", 2) &&
               !starts_with(intake, "\xFF\xFE\0\0", 4)) { /* that would be UTF-32 */
        intake->encoding = POX_ENCODING_UTF_16_LE;
        n_mark = 2;
    }
    head.bytes += n_mark;
    head.size = intake->head_size - n_mark;
    fill(intake, &head);
    return true;
}

/** How many of the bytes make a piece when more follow. */
static size_t cut(const char *bytes, size_t size)
{
    size_t end = size - pox_incomplete_tail(bytes, size);

    for (int i = 0; i < 2 && bytes[end - 1] == ']'; i++)
        end--;
    return end;
}

/** Moves what was held back to the front. */
static void drop_given(struct pox_intake *intake)
{
    if (intake->n_given == 0)
        return;
    intake->size -= intake->n_given;
    memmove(intake->bytes, intake->bytes + intake->n_given, intake->size);
    intake->n_given = 0;
}

bool pox_intake_next(struct pox_intake *intake, struct pox_piece *input,
                     struct pox_piece *piece)
{
    drop_given(intake);
    if (input->size == 0)
        return false;
    if (intake->encoding == POX_ENCODING_NONE && !recognize(intake, input, false))
        return false;
    if (is_ready(intake, input)) {
        *piece = (struct pox_piece){input->bytes, cut(input->bytes, POX_PIECE_SIZE)};
        skip(input, piece->size);
        return true;
    }
    fill(intake, input);
    if (!is_full(intake))
        return false;
    intake->n_given = cut(intake->bytes, intake->size);
    *piece = (struct pox_piece){intake->bytes, intake->n_given};
    return true;
}

bool pox_intake_last(struct pox_intake *intake, struct pox_piece *piece)
{
    struct pox_piece nothing = {.bytes = ""};

    drop_given(intake);
    if (intake->encoding == POX_ENCODING_NONE)
        recognize(intake, &nothing, true);
    intake->is_cut = intake->has_half_unit || intake->high_surrogate != 0;
    if (intake->is_cut)
        append_broken(intake);
    intake->has_half_unit = false;
    intake->high_surrogate = 0;
    intake->n_given = intake->size;
    *piece = (struct pox_piece){intake->bytes, intake->size};
    return intake->size > 0;
}
