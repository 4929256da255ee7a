/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <stdlib.h>
#include <string.h>

/** Where a text ends at the latest. */
enum { MAX_TEXT = 8192 };

void fuzz_put(struct fuzz_out *out, const char *bytes, size_t size)
{
    if (out->size + size >= out->capacity) {
        out->capacity = 2 * (out->size + size) + 32;
        out->bytes = realloc(out->bytes, out->capacity);
        if (!out->bytes)
            abort();
    }
    if (size > 0)
        memcpy(out->bytes + out->size, bytes, size);
    out->size += size;
}

void fuzz_put_text(struct fuzz_out *out, const char *text)
{
    fuzz_put(out, text, strlen(text));
}

const char *fuzz_keep_part(struct fuzz_maker *maker, const char *bytes, size_t size)
{
    char *text = fuzz_new(maker, size + 1);

    return size > 0 ? memcpy(text, bytes, size) : text;
}

const char *fuzz_keep(struct fuzz_maker *maker, struct fuzz_out *out)
{
    const char *text = fuzz_keep_part(maker, out->bytes, out->size);

    free(out->bytes);
    return text;
}

/* Characters */

/** What bytes below 0x1F stand for; none of them ends a text by itself. */
static const char *const pieces[] = {
    " ",          "\t",           "\n",     "\r",           "\r\n",
    "  \n  ",     "]]>",          "]]",     "<![CDATA[",    "<!--",
    "-->",        "<?x?>",        "&amp;",  "&#38;",        "&#13;",
    "&#x0;",      "&lt;",         "</",     "/>",           "\x7F",
    "\xC2\x80",   "\xC2\x85",     "\u2028", "\uFEFF",       "\xEF\xBF\xBD",
    "\U0010FFFF", "\xED\x9F\xBF", "\uE000", "<!DOCTYPE x>", "https://",
};

enum { RUN = sizeof(pieces) / sizeof(pieces[0]) + 1 };

static void put_character(struct fuzz_out *out, uint32_t character)
{
    char bytes[4];
    size_t size = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;

    for (size_t i = size - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (character & 0x3F));
        character >>= 6;
    }
    bytes[0] = (char)((size == 2 ? 0xC0u : size == 3 ? 0xE0u : 0xF0u) | character);
    fuzz_put(out, bytes, size);
}

/** A character from 0x80 on, of one, two or three bytes of the source. */
static void put_beyond_ascii(struct fuzz_maker *maker, struct fuzz_out *out,
                             uint32_t byte)
{
    uint32_t character = 0x80u + (byte & 0x3Fu);

    if (byte >= 0xC0)
        character = (byte & 0x1Fu) << 11 | (uint32_t)fuzz_byte(&maker->source) << 3;
    if (byte >= 0xE0)
        character = 0x10000u + (character << 4 | fuzz_byte(&maker->source)) % 0x100000u;
    if (character < 0x80 || (character >= 0xD800 && character <= 0xDFFF) ||
        character == 0xFFFE || character == 0xFFFF)
        character = 0xFFFD;
    put_character(out, character);
}

/** One character many times over, so that texts reach over the pieces a parser is fed. */
static void put_run(struct fuzz_maker *maker, struct fuzz_out *out)
{
    char run[255 * 16];
    size_t size = fuzz_byte(&maker->source) * (size_t)16;

    memset(run, ' ' + (int)fuzz_below(&maker->source, 0x5F), size);
    if (maker->n_runs++ < FUZZ_MAX_RUNS)
        fuzz_put(out, run, size);
}

void fuzz_put_characters(struct fuzz_maker *maker, struct fuzz_out *out)
{
    uint8_t byte;

    while (out->size < MAX_TEXT && (byte = fuzz_byte(&maker->source)) != 0) {
        char character = (char)byte;

        if (byte < RUN)
            fuzz_put_text(out, pieces[byte - 1]);
        else if (byte == RUN)
            put_run(maker, out);
        else if (byte < 0x80)
            fuzz_put(out, &character, 1);
        else
            put_beyond_ascii(maker, out, byte);
    }
}

/** What some bytes stand for among any bytes: the first and last that UTF-8 and XML allow. */
static const char *const borders[] = {
    "\xC1\xBF",         "\xC2\x80",         "\xE0\x9F\xBF",     "\xE0\xA0\x80",
    "\xED\x9F\xBF",     "\xED\xA0\x80",     "\xED\xBF\xBF",     "\xEE\x80\x80",
    "\xEF\xBF\xBD",     "\xEF\xBF\xBE",     "\xEF\xBF\xBF",     "\xF0\x8F\xBF\xBD",
    "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
};

enum { FIRST_BORDER = 0x0E };

void fuzz_put_any(struct fuzz_maker *maker, struct fuzz_out *out)
{
    uint8_t byte;

    if (!maker->any_bytes) {
        fuzz_put_characters(maker, out);
        return;
    }
    while (out->size < MAX_TEXT && (byte = fuzz_byte(&maker->source)) != 0) {
        char character = (char)byte;
        size_t border = (size_t)byte - FIRST_BORDER;

        if (border < sizeof(borders) / sizeof(borders[0]))
            fuzz_put_text(out, borders[border]);
        else
            fuzz_put(out, &character, 1);
    }
}

void fuzz_put_blanks(struct fuzz_maker *maker, struct fuzz_out *out)
{
    uint8_t byte = fuzz_byte(&maker->source);

    for (unsigned n = byte & 3u; n > 0; n--) {
        byte >>= 2;
        fuzz_put(out, &" \t\n\r"[byte & 3u], 1);
    }
}

const char *fuzz_text(struct fuzz_maker *maker, const struct pox_element *element)
{
    struct fuzz_out out = {.size = 0};

    fuzz_put_any(maker, &out);
    return fuzz_note(maker, element, fuzz_keep(maker, &out));
}

const char *fuzz_note(struct fuzz_maker *maker, const struct pox_element *element,
                      const char *text)
{
    if (maker->any_bytes && text && !fuzz_is_text(text)) {
        if (maker->n_bad == 0)
            maker->bad = element;
        maker->n_bad++;
    }
    return text;
}

/* Names and namespaces */

const char *fuzz_name(struct fuzz_maker *maker)
{
    static const char *const names[] = {
        "a",   "b",   "Type", "Server",        "Protocol",   "Error", "_",    "xml",
        "xsi", "ns0", "x.-1", "\u00C9t\u00E9", "\U00010000", "id",    "lang", "space",
    };
    size_t choice = fuzz_below(&maker->source, 32);
    char letters[8];
    size_t n = 1 + choice % sizeof(letters);

    if (choice < sizeof(names) / sizeof(names[0]))
        return names[choice];
    for (size_t i = 0; i < n; i++)
        letters[i] = (char)('A' + fuzz_below(&maker->source, 26));
    return fuzz_keep_part(maker, letters, n);
}

static const char *in_another_case(struct fuzz_maker *maker, const char *name)
{
    size_t size = strlen(name);
    char *other = fuzz_new(maker, size + 1);
    uint8_t bits = fuzz_byte(&maker->source);

    memcpy(other, name, size);
    for (size_t i = 0; i < size; i++) {
        bool is_letter = (name[i] | 0x20) >= 'a' && (name[i] | 0x20) <= 'z';

        if (is_letter && (bits >> i % 8 & 1))
            other[i] = (char)(name[i] ^ 0x20);
    }
    return other;
}

const char *fuzz_spell_name(struct fuzz_maker *maker, const struct pox_element *element)
{
    const char *const *alias = element->aliases;

    for (size_t n = fuzz_below(&maker->source, 4); alias && *alias && n > 0; n--) {
        if (n == 1)
            return *alias;
        alias++;
    }
    return in_another_case(maker, element->name);
}

/** The longest namespace that is read or written. */
enum { MAX_URI = 1024 };

const char *fuzz_foreign_uri(struct fuzz_maker *maker)
{
    static const char *const uris[] = {
        "urn:x",
        "urn:y",
        "http://example.com/?a=1&b=2",
        "http://www.w3.org/XML/1998/namespace/",
        "http://www.w3.org/2001/XMLSchema-instance",
        "relative",
        "not a URI",
    };
    size_t choice = fuzz_below(&maker->source, 8);
    struct fuzz_out out = {.size = 0};
    const char *uri;

    if (choice < sizeof(uris) / sizeof(uris[0]))
        return uris[choice];
    fuzz_put_text(&out, "urn:");
    fuzz_put_characters(maker, &out);
    uri = fuzz_keep(maker, &out);
    return strlen(uri) <= MAX_URI ? uri : uris[0];
}

/* What holds for a text */

/** Sequences of bytes that are characters of XML beyond ASCII, as ranges for each byte. */
static const struct {
    unsigned char length;
    unsigned char ranges[4][2];
} sequences[] = {
    {2, {{0xC2, 0xDF}, {0x80, 0xBF}}},
    {3, {{0xE0, 0xE0}, {0xA0, 0xBF}, {0x80, 0xBF}}},
    {3, {{0xE1, 0xEC}, {0x80, 0xBF}, {0x80, 0xBF}}},
    {3, {{0xED, 0xED}, {0x80, 0x9F}, {0x80, 0xBF}}},
    {3, {{0xEE, 0xEE}, {0x80, 0xBF}, {0x80, 0xBF}}},
    {3, {{0xEF, 0xEF}, {0x80, 0xBE}, {0x80, 0xBF}}},
    {3, {{0xEF, 0xEF}, {0xBF, 0xBF}, {0x80, 0xBD}}},
    {4, {{0xF0, 0xF0}, {0x90, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}}},
    {4, {{0xF1, 0xF3}, {0x80, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}}},
    {4, {{0xF4, 0xF4}, {0x80, 0x8F}, {0x80, 0xBF}, {0x80, 0xBF}}},
};

/** The length of the sequence that a text begins with; 0: none. The NUL behind it is in none. */
static size_t sequence_length(const unsigned char *bytes)
{
    for (size_t i = 0; i < sizeof(sequences) / sizeof(sequences[0]); i++) {
        size_t n = 0;

        while (n < sequences[i].length && bytes[n] >= sequences[i].ranges[n][0] &&
               bytes[n] <= sequences[i].ranges[n][1])
            n++;
        if (n == sequences[i].length)
            return n;
    }
    return 0;
}

bool fuzz_is_text(const char *text)
{
    const unsigned char *bytes = (const unsigned char *)text;

    while (*bytes) {
        size_t length = *bytes < 0x80 ? 1 : sequence_length(bytes);

        if (length == 0 || (*bytes < 0x20 && !fuzz_is_space((char)*bytes)))
            return false;
        bytes += length;
    }
    return true;
}

bool fuzz_is_space(char byte)
{
    return byte != '\0' && strchr(" \t\n\r", byte);
}

const char *fuzz_trim(const char *bytes, size_t *size)
{
    while (*size > 0 && fuzz_is_space(bytes[*size - 1]))
        (*size)--;
    while (*size > 0 && fuzz_is_space(*bytes)) {
        bytes++;
        (*size)--;
    }
    return bytes;
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
}

bool fuzz_is_same(const char *bytes, size_t size, const char *text)
{
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\0' || lower(bytes[i]) != lower(text[i]))
            return false;
    }
    return text[size] == '\0';
}
