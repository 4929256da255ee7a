/* SPDX-License-Identifier: MIT */
#include "value.h"

#include "scan.h"
#include "unicode.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static bool is_hex(char byte)
{
    return is_digit(byte) || (byte >= 'A' && byte <= 'F') || (byte >= 'a' && byte <= 'f');
}

static unsigned hex_digit(char byte)
{
    if (is_digit(byte))
        return (unsigned)(byte - '0');
    return (unsigned)((byte | 0x20) - 'a') + 10;
}

static bool parse_decimal(const char *bytes, size_t size, uint64_t maximum,
                          uint64_t *number)
{
    uint64_t value = 0;

    for (size_t i = 0; i < size; i++) {
        unsigned digit;

        if (!is_digit(bytes[i]))
            return false;
        digit = (unsigned)(bytes[i] - '0');
        if (digit > maximum || value > (maximum - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *number = value;
    return size > 0;
}

static bool parse_hex32(const char *bytes, size_t size, uint64_t *number)
{
    uint64_t value = 0;

    if (size != 8)
        return false;
    for (size_t i = 0; i < size; i++) {
        if (!is_hex(bytes[i]))
            return false;
        value = value << 4 | hex_digit(bytes[i]);
    }
    *number = value;
    return true;
}

bool pox_parse_number(const struct pox_element *element, struct pox_text text,
                      uint64_t *number)
{
    size_t size = text.size;
    const char *bytes = pox_trim(text.bytes, &size);
    bool good = element->kind == POX_KIND_HEX32
                    ? parse_hex32(bytes, size, number)
                    : parse_decimal(bytes, size, element->maximum, number);

    return good && *number >= element->minimum && *number <= element->maximum;
}

bool pox_is_canonical_number(const struct pox_element *element, struct pox_text text)
{
    if (element->kind != POX_KIND_HEX32)
        return is_digit(text.bytes[0]) && is_digit(text.bytes[text.size - 1]) &&
               (text.bytes[0] != '0' || text.size == 1);
    for (size_t i = 0; i < text.size; i++) {
        if (!is_digit(text.bytes[i]) && (text.bytes[i] < 'A' || text.bytes[i] > 'F'))
            return false;
    }
    return true;
}

const char *pox_spell_number(const struct pox_element *element, uint64_t number,
                             struct pox_number_text *room)
{
    bool is_hex = element->kind == POX_KIND_HEX32;
    unsigned base = is_hex ? 16 : 10;
    char *first = room->bytes + sizeof(room->bytes) - 1;
    const char *end = first;

    *first = '\0';
    do {
        *--first = "0123456789ABCDEF"[number % base];
        number /= base;
    } while (number > 0 || (is_hex && end - first < 8));
    return first;
}

static bool spells(const struct pox_enumeration_value *value, const char *bytes,
                   size_t size)
{
    if (pox_same_letters(bytes, size, value->name))
        return true;
    for (const char *const *alias = value->aliases; alias && *alias; alias++) {
        if (pox_same_letters(bytes, size, *alias))
            return true;
    }
    return false;
}

const struct pox_enumeration_value *pox_match(const struct pox_enumeration *enumeration,
                                              const char *bytes, size_t size)
{
    int index = enumeration->find(bytes, size);

    if (index >= 0)
        return &enumeration->values[index];
    bytes = pox_trim(bytes, &size);
    for (size_t i = 0; i < enumeration->n_values; i++) {
        if (spells(&enumeration->values[i], bytes, size))
            return &enumeration->values[i];
    }
    return NULL;
}

const struct pox_enumeration_value *pox_value_of(
    const struct pox_enumeration *enumeration, int number)
{
    for (size_t i = 0; i < enumeration->n_values; i++) {
        if (enumeration->values[i].number == number)
            return &enumeration->values[i];
    }
    return NULL;
}

const char *pox_enumeration_name(const struct pox_enumeration *enumeration, int number)
{
    const struct pox_enumeration_value *value = pox_value_of(enumeration, number);

    return value ? value->name : NULL;
}

bool pox_next_item(struct pox_text *rest, struct pox_text *item)
{
    while (rest->size > 0) {
        const char *comma = memchr(rest->bytes, ',', rest->size);
        size_t size = comma ? (size_t)(comma - rest->bytes) : rest->size;
        size_t step = comma ? size + 1 : size;

        item->size = size;
        item->bytes = pox_trim(rest->bytes, &item->size);
        rest->bytes += step;
        rest->size -= step;
        if (item->size > 0)
            return true;
    }
    return false;
}

static const char *complain_space(struct pox_text text)
{
    return pox_has_space(text.bytes, text.size) ? "broken by white space" : NULL;
}

static const char *complain_padding(struct pox_text text)
{
    if (pox_is_space(text.bytes[0]) || pox_is_space(text.bytes[text.size - 1]))
        return "surrounded by white space";
    return NULL;
}

/** RFC 3986: a scheme and a colon. */
static bool has_scheme(struct pox_text text)
{
    size_t i = 0;

    if (text.size > 7 && memcmp(text.bytes, "https:/", 7) == 0)
        return true; /* nearly always */
    while (i < text.size && (is_letter(text.bytes[i]) ||
                             (i > 0 && (is_digit(text.bytes[i]) || text.bytes[i] == '+' ||
                                        text.bytes[i] == '-' || text.bytes[i] == '.'))))
        i++;
    return i > 0 && i < text.size && text.bytes[i] == ':';
}

static const char *complain_uri(struct pox_text text)
{
    if (pox_has_space(text.bytes, text.size))
        return complain_space(text);
    return has_scheme(text) ? NULL : "not an absolute URI";
}

static const char *complain_smtp(struct pox_text text)
{
    const char *at = memchr(text.bytes, '@', text.size);

    if (pox_has_space(text.bytes, text.size))
        return complain_space(text);
    if (!at || at == text.bytes || at == text.bytes + text.size - 1)
        return "not an SMTP address";
    return NULL;
}

static const char *complain_guid(struct pox_text text)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    if (text.size != sizeof(form) - 1)
        return "not a GUID";
    for (size_t i = 0; i < text.size; i++) {
        if (form[i] == '-' ? text.bytes[i] != '-' : !is_hex(text.bytes[i]))
            return "not a GUID";
    }
    return NULL;
}

/** Four numbers to 255 with dots; *used receives where they end. */
static bool scan_ipv4(const char *bytes, size_t size)
{
    for (int part = 0; part < 4; part++) {
        size_t digits = 0;
        uint64_t number;

        while (digits < size && is_digit(bytes[digits]))
            digits++;
        if (digits > 3 || !parse_decimal(bytes, digits, 255, &number))
            return false;
        bytes += digits;
        size -= digits;
        if (part < 3) {
            if (size == 0 || *bytes != '.')
                return false;
            bytes++;
            size--;
        }
    }
    return size == 0;
}

/** RFC 4291, 2.2: eight groups, "::" once for groups of zero, IPv4 at the end. */
static bool scan_ipv6(const char *bytes, size_t size)
{
    int groups = 0;
    bool gap = false;

    if (size >= 2 && bytes[0] == ':' && bytes[1] != ':')
        return false;
    while (size > 0) {
        size_t digits = 0;

        if (size >= 2 && bytes[0] == ':' && bytes[1] == ':') {
            if (gap)
                return false;
            gap = true;
            bytes += 2;
            size -= 2;
            continue;
        }
        while (digits < size && is_hex(bytes[digits]))
            digits++;
        if (digits < size && bytes[digits] == '.')
            return scan_ipv4(bytes, size) && (gap ? groups <= 5 : groups == 6);
        if (digits == 0 || digits > 4)
            return false;
        groups++;
        bytes += digits;
        size -= digits;
        if (size == 0)
            break;
        if (size == 1 || bytes[0] != ':')
            return false;
        if (bytes[1] != ':') {
            bytes++;
            size--;
        }
    }
    return gap ? groups <= 7 : groups == 8;
}

static const char *complain_ipv4(struct pox_text text)
{
    return scan_ipv4(text.bytes, text.size) ? NULL : "not an IPv4 address";
}

static const char *complain_ipv6(struct pox_text text)
{
    return scan_ipv6(text.bytes, text.size) ? NULL : "not an IPv6 address";
}

/** YYYYMMDD; whether the month has that many days is not its business. */
static const char *complain_date(struct pox_text text)
{
    uint64_t date;

    if (text.size != 8 || !parse_decimal(text.bytes, text.size, UINT64_MAX, &date))
        return "not a date of the form YYYYMMDD";
    if (date / 100 % 100 < 1 || date / 100 % 100 > 12 || date % 100 < 1 ||
        date % 100 > 31)
        return "not a date of the form YYYYMMDD";
    return NULL;
}

const char *pox_complaint(enum pox_kind kind, struct pox_text text)
{
    static const char *(*const complaints[])(struct pox_text text) = {
        [POX_KIND_URI] = complain_uri,
        [POX_KIND_SCHEMA] = complain_uri,
        [POX_KIND_PARTIAL_URI] = complain_space,
        [POX_KIND_DN] = complain_padding,
        [POX_KIND_SMTP] = complain_smtp,
        [POX_KIND_HOST] = complain_space,
        [POX_KIND_GUID] = complain_guid,
        [POX_KIND_IPV4] = complain_ipv4,
        [POX_KIND_IPV6] = complain_ipv6,
        [POX_KIND_DATE] = complain_date,
        [POX_KIND_STRUCT] = NULL,
    };

    return text.size > 0 && complaints[kind] ? complaints[kind](text) : NULL;
}

POX_INLINE struct pox_marks mark_control(struct pox_block block)
{
    return pox_mark_between(block, '\0', '\x1F');
}

static size_t run_without_control(const char *bytes, size_t size)
{
    return (size_t)(pox_find(bytes, bytes + size, mark_control) - bytes);
}

const char *pox_quote(struct pox_text text, struct pox_quote *room)
{
    static const char cut[] = "...";
    size_t size = text.size;
    bool fits = size < sizeof(room->bytes);
    size_t at = 0;

    if (!fits) {
        size = sizeof(room->bytes) - sizeof(cut);
        size -= pox_incomplete_tail(text.bytes, size);
    }
    if (size > 0)
        memcpy(room->bytes, text.bytes, size);
    while ((at += run_without_control(room->bytes + at, size - at)) < size)
        room->bytes[at] = ' ';
    memcpy(room->bytes + size, fits ? "" : cut, fits ? 1 : sizeof(cut));
    return room->bytes;
}
