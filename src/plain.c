/* SPDX-License-Identifier: MIT */
/*
 * Functions return false when the document is not plain, or when the reader has failed. They
 * move plain->at behind what they have read.
 */
#include "plain.h"

#include "lookup.h"
#include "scan.h"
#include "unicode.h"

/* Places */

/** Whether a line ends with this byte. */
static bool ends_line(const struct pox_plain *plain, const char *at)
{
    return *at == '\n' || (*at == '\r' && (at + 1 == plain->end || at[1] != '\n'));
}

/** Moves over some bytes; what begins in the middle of a line goes on in the same column. */
static void advance(const struct pox_plain *plain, struct pox_position *position,
                    const char *from, const char *to)
{
    for (; from < to; from++) {
        if (ends_line(plain, from)) {
            position->line++;
            position->column = 1;
        } else {
            position->column += ((unsigned char)*from & 0xC0) != 0x80;
        }
    }
}

static struct pox_plain_place first_place(const struct pox_plain *plain)
{
    return (struct pox_plain_place){plain->begin, {1, 1}};
}

/** Moves a place on to a byte at or behind it. */
static void move(const struct pox_plain *plain, struct pox_plain_place *place,
                 const char *at)
{
    advance(plain, &place->position, place->at, at);
    place->at = at;
}

/**
 * Positions are offsets: places are counted only when something is said about them. That of a leaf
 * is about what stands before things inside of it that have been told, and so there are two places,
 * each of which goes over the document once.
 */
static void locate(void *data, struct pox_position *position)
{
    struct pox_plain *plain = data;
    const char *at = plain->begin + position->column;
    struct pox_plain_place *place = at < plain->last.at ? &plain->earlier : &plain->last;

    if (at < place->at)
        *place = first_place(plain);
    move(plain, place, at);
    *position = place->position;
}

static void place(struct pox_plain *plain, const char *at)
{
    plain->reader->position = (struct pox_position){0, (size_t)(at - plain->begin)};
}

/* Bytes */

/** What ends a run of text, or has to be looked at. */
POX_INLINE struct pox_marks mark_text(struct pox_block block)
{
    return pox_either(pox_either(pox_mark(block, '<'), pox_mark(block, '&')),
                      pox_either(pox_mark(block, ']'), pox_mark_outside(block, ' ')));
}

POX_INLINE struct pox_marks mark_no_blank(struct pox_block block)
{
    return pox_neither(
        pox_either(pox_either(pox_mark(block, ' '), pox_mark(block, '\n')),
                   pox_either(pox_mark(block, '\r'), pox_mark(block, '\t'))));
}

/** What is behind the name of an element, and what no name begins with. */
POX_INLINE struct pox_marks mark_name_end(struct pox_block block)
{
    return pox_either(pox_either(pox_mark(block, '>'), pox_mark(block, '/')),
                      pox_mark_outside(block, '!'));
}

POX_INLINE struct pox_marks mark_equals(struct pox_block block)
{
    return pox_either(pox_mark(block, '='), mark_name_end(block));
}

/** What is not just a part of an attribute value. */
POX_INLINE struct pox_marks mark_value(struct pox_block block)
{
    return pox_either(pox_either(pox_either(pox_mark(block, '"'), pox_mark(block, '\'')),
                                 pox_either(pox_mark(block, '<'), pox_mark(block, '&'))),
                      pox_mark_outside(block, ' '));
}

POX_INLINE struct pox_marks mark_comment(struct pox_block block)
{
    return pox_either(pox_mark(block, '-'), pox_mark_outside(block, ' '));
}

/** Whether what was read since is no longer than the reader allows one thing to be. */
static bool is_short(const struct pox_plain *plain, const char *from)
{
    return (size_t)(plain->at - from) <= plain->reader->limits.text_bytes;
}

POX_INLINE void skip_blanks(struct pox_plain *plain)
{
    if (plain->at < plain->end && (unsigned char)*plain->at <= ' ')
        plain->at = pox_find(plain->at, plain->end, mark_no_blank);
}

POX_INLINE struct pox_marks mark_no_space(struct pox_block block)
{
    return pox_neither(pox_mark(block, ' '));
}

/** The same between tags, where nearly always a line ends and the next one is indented. */
POX_INLINE void skip_indentation(struct pox_plain *plain)
{
    const char *at = plain->at;

    if (plain->end - at > POX_BLOCK_SIZE && *at == '\n') {
        uint64_t mask = pox_mask(mark_no_space(pox_block_at(at + 1)));

        at += mask ? 1 + pox_first(mask) : 0;
    }
    plain->at = at;
    if (at < plain->end && *at != '<')
        skip_blanks(plain);
}

POX_INLINE bool is_next(const struct pox_plain *plain, const char *bytes, size_t size)
{
    return (size_t)(plain->end - plain->at) >= size &&
           memcmp(plain->at, bytes, size) == 0;
}

POX_INLINE bool is_at(const struct pox_plain *plain, const char *at, char byte)
{
    return at < plain->end && *at == byte;
}

/** Passes over some bytes if they come next. */
POX_INLINE bool skip(struct pox_plain *plain, const char *text)
{
    size_t size = strlen(text);

    if (!is_next(plain, text, size))
        return false;
    plain->at += size;
    return true;
}

/** Passes over a byte that stands for itself but is not plain ASCII, and some that follow. */
static bool skip_odd(struct pox_plain *plain)
{
    const char *at = plain->at;
    uint32_t character;
    size_t size;

    if (*at == '\n' || *at == '\t' || *at == '\r') {
        plain->at++;
        return true;
    }
    while ((size = pox_usual_size(at, (size_t)(plain->end - at))) > 0)
        at += size;
    if (at == plain->at) {
        size = pox_decode(at, (size_t)(plain->end - at), &character);
        if (size == 0 || !pox_is_xml_character(character))
            return false;
        at += size;
    }
    plain->at = at;
    return true;
}

/** A name is copied to where it has a NUL behind it. */
static const char *keep_string(struct pox_plain *plain, const char *bytes, size_t size)
{
    char *copy = plain->strings + plain->n_strings;

    if (size >= sizeof(plain->strings) - plain->n_strings)
        return NULL;
    memcpy(copy, bytes, size);
    copy[size] = '\0';
    plain->n_strings += size + 1;
    return copy;
}

/** What no name has, among bytes of ASCII and others. */
POX_INLINE struct pox_marks mark_no_name(struct pox_block block)
{
    struct pox_marks letters =
        pox_either(pox_mark_between(block, 'a', 'z'), pox_mark_between(block, 'A', 'Z'));
    struct pox_marks others =
        pox_either(pox_mark_between(block, '0', '9'), pox_mark_between(block, '-', '.'));

    return pox_neither(pox_either(pox_either(letters, others), pox_mark(block, '_')));
}

/** Long names are not plain. */
static bool is_plain_name(const char *name, size_t size)
{
    return size > 0 && size < POX_PLAIN_STRINGS && (name[0] > '9' || name[0] < '-') &&
           pox_find(name, name + size, mark_no_name) == name + size;
}

/* References */

struct entity {
    const char *reference;
    size_t size;
    char character;
};

static const struct entity entities[] = {
    {"&amp;", 5, '&'},  {"&lt;", 4, '<'},    {"&gt;", 4, '>'},
    {"&quot;", 6, '"'}, {"&apos;", 6, '\''},
};

/** The number of a reference to a character, at its "&"; 0: it is none, or is not plain. */
static uint32_t read_number(const char **at, const char *end)
{
    enum { MAX_DIGITS = 7 };
    bool is_hex = end - *at > 2 && (*at)[2] == 'x';
    const char *digit = *at + (is_hex ? 3 : 2);
    const char *last = end - digit > MAX_DIGITS ? digit + MAX_DIGITS : end;
    uint32_t base = is_hex ? 16 : 10;
    uint32_t number = 0;

    for (; digit < last && *digit != ';'; digit++) {
        if (pox_digit(*digit) >= base)
            return 0;
        number = number * base + pox_digit(*digit);
    }
    if (digit == last)
        return 0;
    *at = digit + 1;
    return number;
}

/**
 * What the reference at a "&" stands for.
 *
 * @param at    moved behind it
 * @param room  receives at most 4 bytes
 * @return their number; 0: it is not plain
 */
static size_t read_reference(const char **at, const char *end, char *room)
{
    uint32_t number;

    if (end - *at > 2 && (*at)[1] == '#') {
        number = read_number(at, end);
        return number != 0 && pox_is_xml_character(number) ? pox_encode(number, room) : 0;
    }
    for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
        const struct entity *entity = &entities[i];

        if ((size_t)(end - *at) >= entity->size &&
            pox_same_bytes(*at, entity->reference, entity->size)) {
            *at += entity->size;
            room[0] = entity->character;
            return 1;
        }
    }
    return 0;
}

POX_INLINE struct pox_marks mark_coded(struct pox_block block)
{
    return pox_either(pox_mark(block, '&'), pox_mark(block, '\r'));
}

/** Text as it is meant, into plain->decoded: references resolved, lines that end with "\n". */
static bool decode_text(struct pox_plain *plain, struct pox_text *text)
{
    const char *at = text->bytes;
    const char *end = at + text->size;
    char *to;

    /* What is decoded is no longer than it was. */
    pox_buffer_clear(&plain->decoded);
    if (!pox_buffer_reserve(&plain->decoded, text->size + POX_BLOCK_SIZE))
        return pox_reader_out_of_memory(plain->reader);
    to = plain->decoded.bytes;
    while (at < end) {
        size_t run = pox_copy_until(to, at, (size_t)(end - at), mark_coded);

        to += run;
        at += run;
        if (at < end && *at == '&') {
            size_t size = read_reference(&at, end, to);

            to += size;
            if (size == 0)
                return false;
        } else if (at < end) {
            at += end - at > 1 && at[1] == '\n' ? 2 : 1;
            *to++ = '\n';
        }
    }
    text->bytes = plain->decoded.bytes;
    text->size = (size_t)(to - text->bytes);
    return true;
}

/* Text */

/** Goes on to the next "<", from a byte that is not just text; false: it is not plain. */
static bool scan_odd_text(struct pox_plain *plain, bool *is_coded)
{
    while (plain->at < plain->end && *plain->at != '<') {
        *is_coded |= *plain->at == '&' || *plain->at == '\r';
        if (*plain->at == ']' && is_next(plain, "]]>", 3))
            return false;
        if (*plain->at == '&' || *plain->at == ']')
            plain->at++;
        else if (!skip_odd(plain))
            return false;
        plain->at = pox_find(plain->at, plain->end, mark_text);
    }
    return plain->at < plain->end;
}

/** Goes on to the next "<", over text that may need to be decoded. */
POX_INLINE bool scan_text(struct pox_plain *plain, struct pox_text *text, bool *is_coded)
{
    const char *from = plain->at;

    *is_coded = false;
    plain->at = pox_find(from, plain->end, mark_text);
    if ((plain->at == plain->end || *plain->at != '<') && !scan_odd_text(plain, is_coded))
        return false;
    *text = (struct pox_text){from, (size_t)(plain->at - from)};
    return is_short(plain, from);
}

/** Whether the white space up to here is no part of a text. */
POX_INLINE bool is_mere_blank(const struct pox_plain *plain, const char *from)
{
    return is_next(plain, "<", 1) && !is_next(plain, "<!", 2) && is_short(plain, from) &&
           pox_reader_ignores_blanks(plain->reader);
}

/** Text that is more than white space, or may be a part of such. */
static bool tell_text(struct pox_plain *plain, const char *from)
{
    struct pox_text text;
    bool is_coded;

    place(plain, plain->at);
    plain->at = from;
    if (!scan_text(plain, &text, &is_coded) || (is_coded && !decode_text(plain, &text)))
        return false;
    return text.size == 0 || pox_reader_text(plain->reader, text.bytes, text.size);
}

/** What stands before the next tag or comment. */
POX_INLINE bool read_text(struct pox_plain *plain)
{
    const char *from = plain->at;

    skip_indentation(plain);
    return is_mere_blank(plain, from) || tell_text(plain, from);
}

/** At "<!". */
static bool read_comment(struct pox_plain *plain)
{
    const char *from = plain->at;

    if (!skip(plain, "<!--"))
        return false;
    for (;;) {
        plain->at = pox_find(plain->at, plain->end, mark_comment);
        if (plain->at == plain->end)
            return false;
        if (is_next(plain, "--", 2))
            break;
        if (*plain->at == '-')
            plain->at++;
        else if (!skip_odd(plain))
            return false;
    }
    return skip(plain, "-->") && is_short(plain, from);
}

/* Namespaces */

POX_INLINE struct pox_marks mark_odd_uri(struct pox_block block)
{
    return pox_either(pox_either(pox_mark(block, '&'), pox_mark(block, 0x7F)),
                      pox_mark_outside(block, '!'));
}

static bool begins_with(struct pox_text text, const char *beginning)
{
    size_t size = strlen(beginning);

    return text.size >= size && memcmp(text.bytes, beginning, size) == 0;
}

/** A namespace that is nothing special to XML, and has nothing that is to be decoded. */
static bool is_plain_uri(struct pox_text uri)
{
    return uri.size <= POX_MAX_NAMESPACE &&
           pox_find(uri.bytes, uri.bytes + uri.size, mark_odd_uri) ==
               uri.bytes + uri.size &&
           !begins_with(uri, "http://www.w3.org/XML/") &&
           !begins_with(uri, "http://www.w3.org/2000/xmlns/");
}

/** Namespaces live as long as the document, each of them once. */
static const char *keep_uri(struct pox_plain *plain, struct pox_text uri)
{
    char *copy = plain->uris + plain->n_uris;

    for (size_t i = 0; i < plain->n_namespaces; i++) {
        if (strncmp(plain->namespaces[i], uri.bytes, uri.size) == 0 &&
            plain->namespaces[i][uri.size] == '\0')
            return plain->namespaces[i];
    }
    if (plain->n_namespaces == POX_PLAIN_NAMESPACES ||
        uri.size >= sizeof(plain->uris) - plain->n_uris)
        return NULL;
    memcpy(copy, uri.bytes, uri.size);
    copy[uri.size] = '\0';
    plain->n_uris += uri.size + 1;
    plain->namespaces[plain->n_namespaces++] = copy;
    return copy;
}

static bool declare(struct pox_plain *plain, struct pox_text uri)
{
    plain->n_declared++;
    plain->uri = uri.size > 0 ? keep_uri(plain, uri) : NULL;
    return uri.size == 0 || plain->uri;
}

/** Prefixes may be declared; nothing that uses them is plain. */
static bool declare_prefix(struct pox_plain *plain, struct pox_text prefix,
                           struct pox_text uri)
{
    plain->n_declared += 2;
    return uri.size > 0 && is_plain_name(prefix.bytes, prefix.size) &&
           strncmp(prefix.bytes, "xml", prefix.size < 3 ? prefix.size : 3) != 0;
}

/* Tags */

POX_INLINE struct pox_marks mark_coded_value(struct pox_block block)
{
    return pox_either(pox_mark(block, '&'), pox_mark_outside(block, ' '));
}

/** A value as it is meant, in a copy: references resolved, and blanks for white space. */
static bool decode_value(struct pox_plain *plain, struct pox_text *value)
{
    const char *at = value->bytes;
    const char *end = at + value->size;
    char *copy = plain->strings + plain->n_strings;
    char *to = copy;

    /* What is decoded is no longer than it was. */
    if (value->size > sizeof(plain->strings) - plain->n_strings)
        return false;
    while (at < end) {
        const char *next = pox_find(at, end, mark_coded_value);
        size_t size = (size_t)(next - at);

        memcpy(to, at, size);
        to += size;
        at = next;
        if (at < end && *at == '&') {
            size = read_reference(&at, end, to);
            to += size;
            if (size == 0)
                return false;
        } else if (at < end && (unsigned char)*at < ' ') {
            at += *at == '\r' && end - at > 1 && at[1] == '\n' ? 2 : 1;
            *to++ = ' ';
        } else if (at < end) {
            *to++ = *at++;
        }
    }
    *value = (struct pox_text){copy, (size_t)(to - copy)};
    plain->n_strings += value->size;
    return true;
}

/** A value in quotes, as it stands, and whether that is not what it means. */
static bool scan_value(struct pox_plain *plain, struct pox_text *value, bool *is_coded)
{
    const char *from;
    char quote;

    *is_coded = false;
    if (!is_next(plain, "\"", 1) && !is_next(plain, "'", 1))
        return false;
    quote = *plain->at++;
    from = plain->at;
    for (;;) {
        plain->at = pox_find(plain->at, plain->end, mark_value);
        if (plain->at == plain->end || *plain->at == '<')
            return false;
        if (*plain->at == quote)
            break;
        *is_coded |= *plain->at == '&' || (unsigned char)*plain->at < ' ';
        if (*plain->at == '&' || *plain->at == '"' || *plain->at == '\'')
            plain->at++;
        else if (!skip_odd(plain))
            return false;
    }
    *value = (struct pox_text){from, (size_t)(plain->at - from)};
    plain->at++;
    return true;
}

/** A value in quotes, as it is meant. */
static bool read_value(struct pox_plain *plain, struct pox_text *value)
{
    bool is_coded;

    return scan_value(plain, value, &is_coded) &&
           (!is_coded || decode_value(plain, value));
}

POX_INLINE const char *find_name_end(const struct pox_plain *plain, const char *name)
{
    return pox_find(name, plain->end, mark_name_end);
}

static bool is_repeated(const struct pox_plain *plain, const char *name)
{
    for (size_t i = 0; i < plain->n_attributes; i++) {
        if (strcmp(plain->attributes[i].name, name) == 0)
            return true;
    }
    return false;
}

static bool take_attribute(struct pox_plain *plain, struct pox_text name,
                           struct pox_text value)
{
    const char *copy = keep_string(plain, name.bytes, name.size);

    if (!copy || !is_plain_name(name.bytes, name.size) || is_repeated(plain, copy))
        return false;
    plain->attributes[plain->n_attributes++] =
        (struct pox_attribute){.name = copy, .value = value};
    return true;
}

/** Declarations of one tag, each of which may be there once. */
struct declarations {
    bool has_default;
    struct pox_text prefixes[POX_PLAIN_NAMESPACES];
    size_t n_prefixes;
};

static bool read_declaration(struct pox_plain *plain, struct declarations *found,
                             struct pox_text name, struct pox_text uri)
{
    static const char xmlns[] = "xmlns";
    size_t n = sizeof(xmlns) - 1;
    struct pox_text prefix;

    if (!is_plain_uri(uri))
        return false;
    if (name.size == n) {
        if (found->has_default)
            return false;
        found->has_default = true;
        return declare(plain, uri);
    }
    prefix = (struct pox_text){name.bytes + n + 1, name.size - n - 1};
    for (size_t i = 0; i < found->n_prefixes; i++) {
        if (found->prefixes[i].size == prefix.size &&
            memcmp(found->prefixes[i].bytes, prefix.bytes, prefix.size) == 0)
            return false;
    }
    if (found->n_prefixes == POX_PLAIN_NAMESPACES)
        return false;
    found->prefixes[found->n_prefixes++] = prefix;
    return declare_prefix(plain, prefix, uri);
}

static bool is_declaration(struct pox_text name)
{
    return name.size >= 5 && memcmp(name.bytes, "xmlns", 5) == 0 &&
           (name.size == 5 || name.bytes[5] == ':');
}

/** Attributes up to the end of the tag. */
static bool read_attributes(struct pox_plain *plain)
{
    struct declarations found;
    size_t n = 0;

    found.has_default = false;
    found.n_prefixes = 0;
    for (;;) {
        const char *before = plain->at;
        struct pox_text name;
        struct pox_text value;

        skip_blanks(plain);
        if (is_next(plain, ">", 1) || is_next(plain, "/", 1))
            return true;
        name.bytes = plain->at;
        plain->at = pox_find(plain->at, plain->end, mark_equals);
        name.size = (size_t)(plain->at - name.bytes);
        if (before == name.bytes || ++n > plain->reader->limits.attributes ||
            !skip(plain, "=") || !read_value(plain, &value))
            return false;
        if (!(is_declaration(name) ? read_declaration(plain, &found, name, value)
                                   : take_attribute(plain, name, value)))
            return false;
    }
}

static void pop(struct pox_plain *plain)
{
    const struct pox_plain_tag *tag = &plain->open[--plain->depth];

    plain->uri = tag->outer_uri;
    plain->n_strings = tag->n_strings;
}

/** More strange names might be more than the reader allows. */
static bool has_few_names(const struct pox_plain *plain)
{
    return 1 + plain->n_attributes + plain->n_declared + plain->reader->n_strange_names <=
           plain->max_names;
}

/** Tells the reader of a tag that was read. */
static bool tell_start(struct pox_plain *plain, const struct pox_element *element,
                       const char *name)
{
    struct pox_reader *reader = plain->reader;

    if (!has_few_names(plain))
        return false;
    if (element && element->kind == POX_KIND_STRUCT)
        return pox_reader_enter(reader, element, plain->attributes, plain->n_attributes);
    return pox_reader_start(reader, name, plain->uri, plain->attributes,
                            plain->n_attributes);
}

static bool close_element(struct pox_plain *plain)
{
    if (!pox_reader_close(plain->reader))
        return false;
    pop(plain);
    return true;
}

/** The name of an element, which is the table's or has to be copied; NULL: it is not plain. */
static const char *take_name(struct pox_plain *plain, const struct pox_element *element,
                             const struct pox_plain_tag *tag)
{
    if (element)
        return element->name;
    return is_plain_name(tag->name, tag->size) ? keep_string(plain, tag->name, tag->size)
                                               : NULL;
}

/**
 * A start tag, at its "<", and the end tag if it is one of both.
 *
 * @param element  its entry, unless a declaration in it puts it elsewhere; NULL: not known
 */
static bool read_start(struct pox_plain *plain, const struct pox_element *element,
                       const char *name_end)
{
    const char *from = plain->at;
    struct pox_plain_tag *tag = &plain->open[plain->depth];
    const char *name;
    size_t n_strings;
    bool is_empty;

    if (plain->depth == POX_MAX_DEPTH)
        return false;
    tag->name = from + 1;
    tag->size = (size_t)(name_end - tag->name);
    tag->outer_uri = plain->uri;
    tag->n_strings = plain->n_strings;
    name = take_name(plain, element, tag);
    n_strings = plain->n_strings;
    plain->at = name_end;
    plain->n_attributes = 0;
    if (!name || (!is_next(plain, ">", 1) && !read_attributes(plain)))
        return false;
    is_empty = skip(plain, "/");
    if (!skip(plain, ">") || !is_short(plain, from))
        return false;
    place(plain, from);
    plain->depth++;
    if (!tell_start(plain, plain->uri == tag->outer_uri ? element : NULL, name))
        return false;
    plain->n_strings = n_strings;
    place(plain, plain->at);
    return !is_empty || close_element(plain);
}

/** Whether the next tag ends an element; moves behind it if it has no white space. */
POX_INLINE bool skip_end(struct pox_plain *plain, const char *name, size_t size)
{
    const char *at = plain->at;

    if ((size_t)(plain->end - at) < size + 3 || at[1] != '/' || at[size + 2] != '>' ||
        !pox_same_bytes(at + 2, name, size))
        return false;
    plain->at = at + size + 3;
    return true;
}

/** The rest of an end tag, at its "</". */
static bool read_end(struct pox_plain *plain)
{
    const struct pox_plain_tag *tag = &plain->open[plain->depth - 1];
    const char *from = plain->at;

    if (!skip_end(plain, tag->name, tag->size)) {
        plain->at += 2;
        if (!is_next(plain, tag->name, tag->size))
            return false;
        plain->at += tag->size;
        skip_blanks(plain);
        if (!skip(plain, ">"))
            return false;
    }
    place(plain, from);
    return is_short(plain, from) && close_element(plain);
}

/** An element that may be a value and nothing else; if it is not, it has to be told in parts. */
POX_INLINE bool read_leaf(struct pox_plain *plain, const struct pox_element *element,
                          const char *name_end)
{
    const char *from = plain->at;
    const char *name = from + 1;
    struct pox_text text;
    bool is_coded;

    plain->at = name_end + 1;
    if (!scan_text(plain, &text, &is_coded))
        return false;
    if (!skip_end(plain, name, (size_t)(name_end - name))) {
        plain->at = from;
        return read_start(plain, element, name_end);
    }
    if (is_coded && !decode_text(plain, &text))
        return false;
    place(plain, from);
    return pox_reader_value(plain->reader, element, text);
}

/** A value with its end tag, or another start tag. */
POX_INLINE bool read_element(struct pox_plain *plain)
{
    const char *name = plain->at + 1;
    const char *name_end = find_name_end(plain, name);
    const struct pox_element *element =
        pox_reader_find_child(plain->reader, name, (size_t)(name_end - name), plain->uri);

    if (element && element->kind != POX_KIND_STRUCT && is_at(plain, name_end, '>'))
        return read_leaf(plain, element, name_end);
    return read_start(plain, element, name_end);
}

/** The element that the document is. */
static bool read_root(struct pox_plain *plain)
{
    return is_next(plain, "<", 1) &&
           read_start(plain, NULL, find_name_end(plain, plain->at + 1));
}

/* Documents */

/** Up to the end of the root. */
static bool read_content(struct pox_plain *plain)
{
    while (plain->depth > 0) {
        if (!read_text(plain))
            return false;
        if (plain->end - plain->at < 2)
            return false;
        if (!(plain->at[1] == '/'   ? read_end(plain)
              : plain->at[1] == '!' ? read_comment(plain)
                                    : read_element(plain)))
            return false;
    }
    return true;
}

/** White space and comments beside the root. */
static bool read_aside(struct pox_plain *plain)
{
    for (;;) {
        skip_blanks(plain);
        if (!is_next(plain, "<!", 2))
            return true;
        if (!read_comment(plain))
            return false;
    }
}

/** A part of the XML declaration, if it is there. False: its value is none of those allowed. */
static bool read_pseudo_attribute(struct pox_plain *plain, const char *name,
                                  const char *const *values)
{
    const char *before = plain->at;
    struct pox_text value;
    bool is_coded;

    skip_blanks(plain);
    if (!skip(plain, name)) {
        plain->at = before;
        return true;
    }
    if (plain->at == before + strlen(name) || !skip(plain, "=") ||
        !scan_value(plain, &value, &is_coded) || is_coded)
        return false;
    while (*values && !pox_same_letters(value.bytes, value.size, *values))
        values++;
    /* Only encodings may be in any case. */
    return *values && (name[0] == 'e' || memcmp(value.bytes, *values, value.size) == 0);
}

/** The XML declaration, if there is one. */
static bool read_xml_declaration(struct pox_plain *plain)
{
    static const char *const versions[] = {"1.0", NULL};
    static const char *const encodings[] = {"utf-8", NULL};
    static const char *const answers[] = {"yes", "no", NULL};
    const char *from = plain->at;

    if (!skip(plain, "<?xml"))
        return true;
    if (!read_pseudo_attribute(plain, "version", versions) || plain->at == from + 5 ||
        !read_pseudo_attribute(plain, "encoding", encodings) ||
        !read_pseudo_attribute(plain, "standalone", answers))
        return false;
    skip_blanks(plain);
    return skip(plain, "?>") && plain->at - from < POX_DECLARATION_SIZE &&
           is_short(plain, from);
}

static bool read_document(struct pox_plain *plain)
{
    skip(plain, "\xEF\xBB\xBF");
    plain->begin = plain->at;
    plain->last = plain->earlier = first_place(plain);
    return read_xml_declaration(plain) && read_aside(plain) && read_root(plain) &&
           read_content(plain) && read_aside(plain) && plain->at == plain->end;
}

bool pox_plain_read(struct pox_plain *plain, struct pox_reader *reader, const char *bytes,
                    size_t size)
{
    size_t n_names = pox_count_names();

    if (size > reader->limits.document_bytes)
        return false;
    plain->reader = reader;
    plain->at = bytes;
    plain->end = bytes + size;
    plain->uri = NULL;
    plain->n_namespaces = plain->n_uris = plain->n_declared = 0;
    plain->depth = plain->n_strings = 0;
    plain->max_names =
        reader->limits.names > n_names ? reader->limits.names - n_names : 0;
    reader->locate = locate;
    reader->locate_data = plain;
    return read_document(plain);
}

void pox_plain_begin(struct pox_plain *plain, struct pox_allocator allocator)
{
    pox_buffer_begin(&plain->decoded, allocator);
}

void pox_plain_end(struct pox_plain *plain)
{
    pox_buffer_end(&plain->decoded);
}
