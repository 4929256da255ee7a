/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Finding the first byte of a class, a block of bytes at a time: 16 where the compiler has SSE2,
 * otherwise, or with POX_SCAN_PORTABLE, 8 in an integer. A class is a function from a block to
 * marks, one for each byte.
 */
#ifndef POX_SCAN_H
#define POX_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define POX_INLINE static inline __attribute__((always_inline))
#else
#define POX_INLINE static inline
#endif

#if defined(__SSE2__) && !defined(POX_SCAN_PORTABLE)

#include <emmintrin.h>

enum { POX_BLOCK_SIZE = 16, POX_BITS_A_MARK = 1 };

struct pox_block {
    __m128i bytes;
};

struct pox_marks {
    __m128i bytes;
};

POX_INLINE struct pox_block pox_block_at(const char *bytes)
{
    return (struct pox_block){_mm_loadu_si128((const __m128i *)(const void *)bytes)};
}

/** Less than 8 bytes as a number, the first one lowest. */
POX_INLINE uint64_t pox_small_rest(const char *bytes, size_t size)
{
    uint32_t first;
    uint32_t last;

    if (size >= sizeof(first)) {
        memcpy(&first, bytes, sizeof(first));
        memcpy(&last, bytes + size - sizeof(last), sizeof(last));
        return first | (uint64_t)last << 8 * (size - sizeof(last));
    }
    if (size == 0)
        return 0;
    return (uint64_t)(unsigned char)bytes[0] |
           (uint64_t)(unsigned char)bytes[size / 2] << 8 * (size / 2) |
           (uint64_t)(unsigned char)bytes[size - 1] << 8 * (size - 1);
}

/** Less than a block of bytes, with NULs behind them; nothing behind them is looked at. */
POX_INLINE struct pox_block pox_block_rest(const char *bytes, size_t size)
{
    uint64_t first;
    uint64_t last;

    if (size < sizeof(first))
        return (struct pox_block){
            _mm_set_epi64x(0, (long long)pox_small_rest(bytes, size))};
    memcpy(&first, bytes, sizeof(first));
    memcpy(&last, bytes + size - sizeof(last), sizeof(last));
    last = size > sizeof(first) ? last >> 8 * (POX_BLOCK_SIZE - size) : 0;
    return (struct pox_block){_mm_set_epi64x((long long)last, (long long)first)};
}

POX_INLINE void pox_block_put(char *to, struct pox_block block)
{
    _mm_storeu_si128((__m128i *)(void *)to, block.bytes);
}

/** Bytes that continue a character of UTF-8. */
POX_INLINE struct pox_marks pox_mark_continuation(struct pox_block block)
{
    return (struct pox_marks){_mm_cmplt_epi8(block.bytes, _mm_set1_epi8((char)0xC0))};
}

/** The bytes that are a certain one of ASCII. */
POX_INLINE struct pox_marks pox_mark(struct pox_block block, char byte)
{
    return (struct pox_marks){_mm_cmpeq_epi8(block.bytes, _mm_set1_epi8(byte))};
}

/** Each byte with some more bits set, so that several can be marked as one. */
POX_INLINE struct pox_block pox_with_bits(struct pox_block block, char bits)
{
    return (struct pox_block){_mm_or_si128(block.bytes, _mm_set1_epi8(bits))};
}

/** Those below a certain one of ASCII, and those beyond ASCII: as signed, they are below, too. */
POX_INLINE struct pox_marks pox_mark_outside(struct pox_block block, char least)
{
    return (struct pox_marks){_mm_cmplt_epi8(block.bytes, _mm_set1_epi8(least))};
}

/** Those from one of ASCII to another. */
POX_INLINE struct pox_marks pox_mark_between(struct pox_block block, char first,
                                             char last)
{
    return (struct pox_marks){
        _mm_and_si128(_mm_cmpgt_epi8(block.bytes, _mm_set1_epi8((char)(first - 1))),
                      _mm_cmplt_epi8(block.bytes, _mm_set1_epi8((char)(last + 1))))};
}

POX_INLINE struct pox_marks pox_either(struct pox_marks a, struct pox_marks b)
{
    return (struct pox_marks){_mm_or_si128(a.bytes, b.bytes)};
}

POX_INLINE struct pox_marks pox_neither(struct pox_marks marks)
{
    return (struct pox_marks){_mm_cmpeq_epi8(marks.bytes, _mm_setzero_si128())};
}

POX_INLINE uint64_t pox_mask(struct pox_marks marks)
{
    return (uint64_t)(unsigned)_mm_movemask_epi8(marks.bytes);
}

#else

enum { POX_BLOCK_SIZE = 8, POX_BITS_A_MARK = 8 };

/** The first byte is the lowest, whatever the machine does. */
struct pox_block {
    uint64_t bytes;
};

/** The highest bit of each byte. */
struct pox_marks {
    uint64_t bits;
};

#define POX_EACH(byte) (0x0101010101010101u * (unsigned char)(byte))

POX_INLINE struct pox_block pox_block_at(const char *bytes)
{
    struct pox_block block = {0};

    for (int i = 0; i < POX_BLOCK_SIZE;
         i++) /* one load, where the order of bytes is this */
        block.bytes |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
    return block;
}

/** Less than a block of bytes, with NULs behind them; nothing behind them is looked at. */
POX_INLINE struct pox_block pox_block_rest(const char *bytes, size_t size)
{
    struct pox_block block = {0};

    for (size_t i = 0; i < size; i++)
        block.bytes |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
    return block;
}

POX_INLINE void pox_block_put(char *to, struct pox_block block)
{
    for (int i = 0; i < POX_BLOCK_SIZE; i++)
        to[i] = (char)(block.bytes >> 8 * i & 0xFF);
}

POX_INLINE struct pox_marks pox_mark_continuation(struct pox_block block)
{
    return (struct pox_marks){block.bytes & ~block.bytes << 1 & POX_EACH(0x80)};
}

POX_INLINE struct pox_marks pox_mark(struct pox_block block, char byte)
{
    uint64_t other = block.bytes ^ POX_EACH(byte);
    uint64_t low = (other & POX_EACH(0x7F)) + POX_EACH(0x7F);

    return (struct pox_marks){~(low | other) & POX_EACH(0x80)};
}

POX_INLINE struct pox_block pox_with_bits(struct pox_block block, char bits)
{
    return (struct pox_block){block.bytes | POX_EACH(bits)};
}

POX_INLINE struct pox_marks pox_mark_outside(struct pox_block block, char least)
{
    uint64_t reached = (block.bytes | POX_EACH(0x80)) - POX_EACH(least);

    return (struct pox_marks){(~reached | block.bytes) & POX_EACH(0x80)};
}

POX_INLINE struct pox_marks pox_mark_between(struct pox_block block, char first,
                                             char last)
{
    uint64_t low = block.bytes & POX_EACH(0x7F);

    return (struct pox_marks){(low + POX_EACH(0x80 - first)) &
                              ~(low + POX_EACH(0x7F - last)) & ~block.bytes &
                              POX_EACH(0x80)};
}

POX_INLINE struct pox_marks pox_either(struct pox_marks a, struct pox_marks b)
{
    return (struct pox_marks){a.bits | b.bits};
}

POX_INLINE struct pox_marks pox_neither(struct pox_marks marks)
{
    return (struct pox_marks){~marks.bits & POX_EACH(0x80)};
}

POX_INLINE uint64_t pox_mask(struct pox_marks marks)
{
    return marks.bits;
}

#endif

/** How many bytes stand before the first mark of a mask that is not 0. */
POX_INLINE size_t pox_first(uint64_t mask)
{
#if defined(__GNUC__)
    return (size_t)__builtin_ctzll(mask) / POX_BITS_A_MARK;
#else
    size_t n = 0;

    while (!(mask >> n & 1))
        n++;
    return n / POX_BITS_A_MARK;
#endif
}

/** How many bytes have marks. */
POX_INLINE size_t pox_count(uint64_t mask)
{
    size_t n = 0;

    for (; mask != 0; mask &= mask - 1)
        n++;
    return n;
}

/** Whether bytes are the same; what memcmp() knows, for the short names that documents have. */
POX_INLINE bool pox_same_bytes(const char *a, const char *b, size_t size)
{
    uint64_t first[2];
    uint64_t last[2];

    if (size > 16)
        return memcmp(a, b, size) == 0;
    if (size < 8) {
        for (size_t i = 0; i < size; i++) {
            if (a[i] != b[i])
                return false;
        }
        return true;
    }
    memcpy(&first[0], a, 8);
    memcpy(&first[1], b, 8);
    memcpy(&last[0], a + size - 8, 8);
    memcpy(&last[1], b + size - 8, 8);
    return first[0] == first[1] && last[0] == last[1];
}

/** The marks that the last bytes of a text have, which are less than a block. */
POX_INLINE uint64_t pox_mask_rest(const char *text, const char *at, const char *end,
                                  struct pox_marks (*class)(struct pox_block block))
{
    size_t rest = (size_t)(end - at);

    if (end - text >= POX_BLOCK_SIZE) /* once more over some that were looked at before */
        return pox_mask(class(pox_block_at(end - POX_BLOCK_SIZE))) >>
               (POX_BLOCK_SIZE - rest) * POX_BITS_A_MARK;
    return pox_mask(class(pox_block_rest(at, rest))) &
           (((uint64_t)1 << rest * POX_BITS_A_MARK) - 1);
}

/** The first byte that a class has, or `end`. */
POX_INLINE const char *pox_find(const char *at, const char *end,
                                struct pox_marks (*class)(struct pox_block block))
{
    const char *text = at;
    uint64_t mask;

    for (; end - at >= POX_BLOCK_SIZE; at += POX_BLOCK_SIZE) {
        mask = pox_mask(class(pox_block_at(at)));
        if (mask)
            return at + pox_first(mask);
    }
    if (at == end)
        return end;
    mask = pox_mask_rest(text, at, end, class);
    return mask ? at + pox_first(mask) : end;
}

/**
 * Copies bytes up to the first one that a class has.
 *
 * @param to  room for `size` bytes and POX_BLOCK_SIZE more
 * @return how many bytes it copied
 */
POX_INLINE size_t pox_copy_until(char *to, const char *bytes, size_t size,
                                 struct pox_marks (*class)(struct pox_block block))
{
    size_t last;
    uint64_t mask;

    if (size < POX_BLOCK_SIZE) {
        struct pox_block block = pox_block_rest(bytes, size);
        size_t run;

        pox_block_put(to, block);
        mask = pox_mask(class(block));
        run = mask ? pox_first(mask) : size;
        return run < size ? run : size; /* NULs behind the text may have marks, too */
    }
    last = size - POX_BLOCK_SIZE;
    for (size_t at = 0; at < last; at += POX_BLOCK_SIZE) {
        struct pox_block block = pox_block_at(bytes + at);

        pox_block_put(to + at, block);
        mask = pox_mask(class(block));
        if (mask)
            return at + pox_first(mask);
    }
    memcpy(to + last, bytes + last, POX_BLOCK_SIZE);
    mask = pox_mask(class(pox_block_at(bytes + last)));
    return mask ? last + pox_first(mask) : size;
}

#endif
