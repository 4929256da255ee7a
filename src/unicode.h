/* SPDX-License-Identifier: MIT */
/** @file What XML 1.0 says about characters, on UTF-8 bytes. */
#ifndef POX_UNICODE_H
#define POX_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Why bytes are refused. */
enum pox_text_fault {
    POX_TEXT_FINE = 0,
    /** Not UTF-8. */
    POX_TEXT_NOT_UTF8,
    /** UTF-8, but a character that XML 1.0 does not have. */
    POX_TEXT_FORBIDDEN
};

/**
 * Decodes one character of at most `size` (not 0) bytes.
 *
 * @return its length in bytes; 0: not UTF-8 (surrogates and overlong forms included)
 */
size_t pox_decode(const char *bytes, size_t size, uint32_t *character);

/** How many bytes a character of two or three has that all of XML allows; 0: look closer. */
static inline size_t pox_usual_size(const char *bytes, size_t size)
{
    const unsigned char *byte = (const unsigned char *)bytes;

    if (size < 3 || (byte[1] & 0xC0) != 0x80)
        return 0;
    if (byte[0] >= 0xC2 && byte[0] <= 0xDF)
        return 2;
    if (byte[0] > 0xE0 && byte[0] < 0xEF && byte[0] != 0xED && (byte[2] & 0xC0) == 0x80)
        return 3;
    return 0;
}

/** Writes a character (not a surrogate) as at most 4 bytes and returns their number. */
size_t pox_encode(uint32_t character, char *bytes);

/** Whether XML 1.0 has the character. */
bool pox_is_xml_character(uint32_t character);

/** The first fault in `size` bytes; *at receives its offset, or `size` when there is none. */
enum pox_text_fault pox_check_text(const char *bytes, size_t size, size_t *at);

/** How many of the last bytes begin a character that is not complete yet (0 to 3). */
size_t pox_incomplete_tail(const char *bytes, size_t size);

/** Makes a text fit to be shown: cut before a broken character, control characters blank. */
void pox_make_printable(char *text);

/** Whether there is a control character among the bytes: below a blank, or DEL. */
bool pox_has_control(const char *bytes, size_t size);

/** Whether it is a name without colon ("NCName"). */
bool pox_is_name(const char *name, size_t size);

static inline bool pox_is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/** Whether there is any white space. */
bool pox_has_space(const char *bytes, size_t size);

/** The value of a hexadecimal digit; 16: it is none. */
uint32_t pox_digit(char byte);

/** How many of the first bytes are white space. */
size_t pox_leading_blanks(const char *bytes, size_t size);

/** Whether there is nothing but white space. */
bool pox_is_blank(const char *bytes, size_t size);

/** Takes the white space off both ends. */
const char *pox_trim(const char *bytes, size_t *size);

/** ASCII letters compared without regard to case, the rest exactly. */
bool pox_same_letters(const char *a, size_t a_size, const char *b);

#endif
