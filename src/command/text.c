/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <string.h>

static const char replacement[] = "\xEF\xBF\xBD";

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/** The bytes of the character at the start of a text; 1 for a byte that is not UTF-8. */
static size_t character_size(const char *text)
{
    unsigned char first = (unsigned char)text[0];
    size_t size = first < 0xC2   ? 1
                  : first < 0xE0 ? 2
                  : first < 0xF0 ? 3
                  : first < 0xF5 ? 4
                                 : 1;

    for (size_t i = 1; i < size; i++) {
        if (!is_continuation(text[i]))
            return 1;
    }
    return size;
}

/** Whether a character is one of U+0000-1F and U+007F-9F, these in one byte or two. */
static bool is_control(const char *character, size_t size)
{
    unsigned char first = (unsigned char)character[0];
    unsigned char last = (unsigned char)character[size - 1];

    if (size == 1)
        return first < 0x20 || (first >= 0x7F && first < 0xA0);
    return size == 2 && first == 0xC2 && last < 0xA0;
}

const char *text_next(const char **text, size_t *size)
{
    const char *character = *text;

    *size = character_size(character);
    *text += *size;
    if (!is_control(character, *size))
        return character;
    if (strchr("\t\n\r", character[0])) {
        *size = 1;
        return " ";
    }
    *size = strlen(replacement);
    return replacement;
}

size_t text_columns(const char *text)
{
    size_t columns = 0;
    size_t size;

    for (; *text != '\0'; columns++)
        text_next(&text, &size);
    return columns;
}

size_t text_sentence_size(const char *text)
{
    const char *end = strstr(text, ". ");

    return end ? (size_t)(end + 1 - text) : strlen(text);
}

void text_print(FILE *stream, const char *text)
{
    while (*text != '\0') {
        size_t size;
        const char *character = text_next(&text, &size);

        fwrite(character, 1, size, stream);
    }
}
