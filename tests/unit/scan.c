/* SPDX-License-Identifier: MIT */
#include "scan.h"

#include "support.h"

/* All of it against loops over bytes. The test is built twice, the second time without vectors. */

enum { MOST = 3 * POX_BLOCK_SIZE + 5 };

static bool is_marked(uint64_t mask, size_t i)
{
    uint64_t bits = (((uint64_t)1 << (POX_BITS_A_MARK - 1)) << i * POX_BITS_A_MARK);

    return mask & bits;
}

/** Only the highest bit of each mark may be set. */
static void expect_marks(uint64_t mask, const char *bytes, bool (*expected)(char byte),
                         const char *what)
{
    uint64_t rest = mask;

    for (size_t i = 0; i < POX_BLOCK_SIZE; i++) {
        cr_assert_eq(is_marked(mask, i), expected(bytes[i]), "%s: 0x%02X", what,
                     (unsigned)(unsigned char)bytes[i]);
        rest &= ~((((uint64_t)1 << (POX_BITS_A_MARK - 1)) << i * POX_BITS_A_MARK));
    }
    cr_assert_eq(rest, 0, "%s: other bits", what);
}

static bool is_less(char byte)
{
    return byte == '<';
}

static bool is_odd(char byte)
{
    return (unsigned char)byte < ' ' || (unsigned char)byte >= 0x80;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static bool is_no_less(char byte)
{
    return byte != '<';
}

static bool is_less_or_digit(char byte)
{
    return is_less(byte) || is_digit(byte);
}

static bool is_control(char byte)
{
    return (unsigned char)byte < 0x20;
}

static bool is_quote_or_ampersand(char byte)
{
    return byte == '"' || byte == '&';
}

Test(scan, marks_are_those_of_the_bytes)
{
    char bytes[POX_BLOCK_SIZE];

    for (unsigned byte = 0; byte < 256; byte++) {
        for (unsigned other = 0; other < 256; other += 5) {
            struct pox_block block;

            for (size_t i = 0; i < POX_BLOCK_SIZE; i++)
                bytes[i] = (char)(i % 3 == byte % 3 ? byte : other);
            block = pox_block_at(bytes);
            expect_marks(pox_mask(pox_mark(block, '<')), bytes, is_less, "one");
            expect_marks(pox_mask(pox_mark_outside(block, ' ')), bytes, is_odd,
                         "outside");
            expect_marks(pox_mask(pox_mark_between(block, '0', '9')), bytes, is_digit,
                         "between");
            expect_marks(pox_mask(pox_mark_between(block, '\0', '\x1F')), bytes,
                         is_control, "from the first");
            expect_marks(pox_mask(pox_mark_continuation(block)), bytes, is_continuation,
                         "continuation");
            expect_marks(pox_mask(pox_neither(pox_mark(block, '<'))), bytes, is_no_less,
                         "neither");
            expect_marks(pox_mask(pox_either(pox_mark(block, '<'),
                                             pox_mark_between(block, '0', '9'))),
                         bytes, is_less_or_digit, "either");
            expect_marks(pox_mask(pox_mark(pox_with_bits(block, '"' ^ '&'), '"' | '&')),
                         bytes, is_quote_or_ampersand, "with bits");
        }
    }
}

Test(scan, first_and_count)
{
    char bytes[POX_BLOCK_SIZE];

    for (size_t first = 0; first < POX_BLOCK_SIZE; first++) {
        for (size_t last = first; last < POX_BLOCK_SIZE; last++) {
            uint64_t mask;

            memset(bytes, 'x', sizeof(bytes));
            bytes[first] = bytes[last] = '<';
            mask = pox_mask(pox_mark(pox_block_at(bytes), '<'));
            cr_assert_eq(pox_first(mask), first);
            cr_assert_eq(pox_count(mask), first == last ? 1 : 2);
        }
    }
    cr_expect_eq(pox_count(0), 0);
}

/** Bytes of which one is special, in memory that ends with them. */
static char *make_text(size_t size, size_t at)
{
    char *text = malloc(size + 1);

    for (size_t i = 0; i < size; i++)
        text[i] = (char)('a' + i % 26);
    if (at < size)
        text[at] = '<';
    return text;
}

static struct pox_marks mark_less(struct pox_block block)
{
    return pox_mark(block, '<');
}

/** A class that NULs belong to. */
static struct pox_marks mark_odd(struct pox_block block)
{
    return pox_either(pox_mark(block, '<'), pox_mark_outside(block, ' '));
}

Test(scan, finds_and_copies_up_to_the_first)
{
    for (size_t size = 0; size <= MOST; size++) {
        for (size_t at = 0; at <= size; at++) {
            char *made = make_text(size, at);
            char *text = exact_copy(made, size);
            char *to = malloc(size + POX_BLOCK_SIZE);

            cr_assert_eq(pox_find(text, text + size, mark_less), text + at);
            cr_assert_eq(pox_find(text, text + size, mark_odd), text + at);
            cr_assert_eq(pox_copy_until(to, text, size, mark_less), at);
            cr_assert_eq(memcmp(to, text, at), 0);
            cr_assert_eq(pox_copy_until(to, text, size, mark_odd), at);
            cr_assert_eq(memcmp(to, text, at), 0);
            free(to);
            free(text);
            free(made);
        }
    }
}

Test(scan, blocks_that_are_not_full_have_nuls)
{
    for (size_t size = 0; size < POX_BLOCK_SIZE; size++) {
        char *made = make_text(size, 1);
        char *text = exact_copy(made, size);
        char block[POX_BLOCK_SIZE];
        char expected[POX_BLOCK_SIZE] = {0};

        memcpy(expected, text, size);
        pox_block_put(block, pox_block_rest(text, size));
        cr_assert_eq(memcmp(block, expected, sizeof(block)), 0, "%zu", size);
        pox_block_put(block, pox_block_at(expected));
        cr_assert_eq(memcmp(block, expected, sizeof(block)), 0, "%zu", size);
        free(text);
        free(made);
    }
}

Test(scan, bytes_are_the_same_or_differ_anywhere)
{
    for (size_t size = 0; size <= MOST; size++) {
        char *made = make_text(size, size);
        char *a = exact_copy(made, size);
        char *b = exact_copy(made, size);

        cr_assert(pox_same_bytes(a, b, size), "%zu", size);
        for (size_t at = 0; at < size; at++) {
            b[at] ^= 1;
            cr_assert_not(pox_same_bytes(a, b, size), "%zu of %zu", at, size);
            b[at] ^= 1;
        }
        free(a);
        free(b);
        free(made);
    }
}
