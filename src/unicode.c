/* SPDX-License-Identifier: MIT */
#include "unicode.h"

#include "scan.h"

#include <string.h>

size_t pox_decode(const char *bytes, size_t size, uint32_t *character)
{
    const unsigned char *byte = (const unsigned char *)bytes;
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = byte[0] < 0x80   ? 1
                    : byte[0] < 0xC2 ? 0
                    : byte[0] < 0xE0 ? 2
                    : byte[0] < 0xF0 ? 3
                    : byte[0] < 0xF5 ? 4
                                     : 0;
    uint32_t value;

    if (length == 0 || length > size)
        return 0;
    value = length == 1 ? byte[0] : byte[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((byte[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (byte[i] & 0x3Fu);
    }
    if (value < smallest[length] || value > 0x10FFFF ||
        (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *character = value;
    return length;
}

size_t pox_encode(uint32_t character, char *bytes)
{
    size_t length = character < 0x80      ? 1
                    : character < 0x800   ? 2
                    : character < 0x10000 ? 3
                                          : 4;

    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (character & 0x3F));
        character >>= 6;
    }
    bytes[0] = (char)(length == 1 ? character : (0xF00u >> length & 0xFF) | character);
    return length;
}

bool pox_is_xml_character(uint32_t character)
{
    if (character < 0x20)
        return character == '\t' || character == '\n' || character == '\r';
    return character <= 0xD7FF || (character >= 0xE000 && character <= 0xFFFD) ||
           (character >= 0x10000 && character <= 0x10FFFF);
}

/** What is no printable character of ASCII. */
POX_INLINE struct pox_marks mark_odd(struct pox_block block)
{
    return pox_mark_outside(block, ' ');
}

enum pox_text_fault pox_check_text(const char *bytes, size_t size, size_t *at)
{
    const char *end = bytes + size;
    const char *odd = bytes;

    while ((odd = pox_find(odd, end, mark_odd)) < end) {
        uint32_t character;
        size_t length;

        while ((length = pox_usual_size(odd, (size_t)(end - odd))) > 0)
            odd += length;
        if (odd == end)
            break;
        length = pox_decode(odd, (size_t)(end - odd), &character);
        *at = (size_t)(odd - bytes);
        if (length == 0)
            return POX_TEXT_NOT_UTF8;
        if (!pox_is_xml_character(character))
            return POX_TEXT_FORBIDDEN;
        odd += length;
    }
    *at = size;
    return POX_TEXT_FINE;
}

size_t pox_incomplete_tail(const char *bytes, size_t size)
{
    for (size_t tail = 1; tail <= 3 && tail <= size; tail++) {
        unsigned char byte = (unsigned char)bytes[size - tail];

        if (byte < 0x80)
            return 0;
        if (byte >= 0xC0)
            return tail < (byte >= 0xF0 ? 4u : byte >= 0xE0 ? 3u : 2u) ? tail : 0;
    }
    return 0;
}

void pox_make_printable(char *text)
{
    size_t size = strlen(text);

    for (size_t i = 0; i < size;) {
        uint32_t character;
        size_t length = pox_decode(text + i, size - i, &character);

        if (length == 0) {
            text[i] = '\0';
            return;
        }
        if (character < 0x20)
            text[i] = ' ';
        i += length;
    }
}

struct range {
    uint32_t first;
    uint32_t last;
};

static bool in_ranges(uint32_t character, const struct range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (character >= ranges[i].first && character <= ranges[i].last)
            return true;
    }
    return false;
}

/** NameStartChar of XML 1.0, 5th edition, without the colon. */
static bool starts_name(uint32_t character)
{
    static const struct range ranges[] = {
        {'A', 'Z'},       {'_', '_'},       {'a', 'z'},         {0xC0, 0xD6},
        {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},     {0x37F, 0x1FFF},
        {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},   {0x3001, 0xD7FF},
        {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
    };

    return in_ranges(character, ranges, sizeof(ranges) / sizeof(ranges[0]));
}

/** NameChar of XML 1.0, 5th edition, without the colon. */
static bool continues_name(uint32_t character)
{
    static const struct range ranges[] = {
        {'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040},
    };

    return starts_name(character) ||
           in_ranges(character, ranges, sizeof(ranges) / sizeof(ranges[0]));
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool pox_is_name(const char *name, size_t size)
{
    size_t i = 0;

    while (i < size && is_letter(name[i])) /* and most have nothing else */
        i++;
    while (i < size) {
        uint32_t character;
        size_t length = pox_decode(name + i, size - i, &character);

        if (length == 0 || !(i == 0 ? starts_name : continues_name)(character))
            return false;
        i += length;
    }
    return size > 0;
}

/** The white space of XML is among these. */
POX_INLINE struct pox_marks mark_no_graph(struct pox_block block)
{
    return pox_mark_between(block, '\0', ' ');
}

bool pox_has_space(const char *bytes, size_t size)
{
    const char *end = bytes + size;

    for (;; bytes++) {
        bytes = pox_find(bytes, end, mark_no_graph);
        if (bytes == end)
            return false;
        if (pox_is_space(*bytes))
            return true;
    }
}

uint32_t pox_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return (uint32_t)(byte - '0');
    if (byte >= 'a' && byte <= 'f')
        return (uint32_t)(byte - 'a') + 10;
    return byte >= 'A' && byte <= 'F' ? (uint32_t)(byte - 'A') + 10 : 16;
}

POX_INLINE struct pox_marks mark_no_space(struct pox_block block)
{
    return pox_neither(
        pox_either(pox_either(pox_mark(block, ' '), pox_mark(block, '\t')),
                   pox_either(pox_mark(block, '\n'), pox_mark(block, '\r'))));
}

size_t pox_leading_blanks(const char *bytes, size_t size)
{
    if (size == 0 || !pox_is_space(bytes[0]))
        return 0;
    return (size_t)(pox_find(bytes, bytes + size, mark_no_space) - bytes);
}

bool pox_is_blank(const char *bytes, size_t size)
{
    return pox_leading_blanks(bytes, size) == size;
}

const char *pox_trim(const char *bytes, size_t *size)
{
    while (*size > 0 && pox_is_space(bytes[0])) {
        bytes++;
        (*size)--;
    }
    while (*size > 0 && pox_is_space(bytes[*size - 1]))
        (*size)--;
    return bytes;
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

bool pox_same_letters(const char *a, size_t a_size, const char *b)
{
    if (strlen(b) != a_size)
        return false;
    for (size_t i = 0; i < a_size; i++) {
        if (lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

bool pox_has_control(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)bytes[i] < 0x20 || bytes[i] == 0x7F)
            return true;
    }
    return false;
}
