/* SPDX-License-Identifier: MIT */
#include "lexer.h"

#include "scan.h"
#include "unicode.h"

#include <stdio.h>
#include <string.h>

/** What the bytes at hand are part of. */
enum state {
    IN_TEXT,
    IN_REFERENCE, /* "&" in text; those in attribute values make no difference here */
    AFTER_LESS,   /* "<" */
    IN_MARK,      /* "<!" and what follows, until it is known what it is */
    IN_COMMENT,
    IN_CDATA,
    IN_PI, /* "<?", the XML declaration included */
    IN_START_TAG,
    IN_QUOTES, /* an attribute value */
    IN_END_TAG,
};

#define THREE(a, b, c) ((uint32_t)(a) << 16 | (uint32_t)(b) << 8 | (uint32_t)(c))
#define LAST_THREE     0xFFFFFFu
#define LAST_TWO       0xFFFFu

static bool fail(struct pox_error *error, enum pox_status status, const char *message)
{
    error->status = status;
    snprintf(error->message, sizeof(error->message), "%s", message);
    return false;
}

/** Fails where the markup at hand begins. */
static bool fail_at_markup(struct pox_lexer *lexer, struct pox_error *error,
                           enum pox_status status, const char *message)
{
    lexer->position = lexer->token.begin;
    return fail(error, status, message);
}

/** Outside of the root, nothing stands but white space, comments and instructions. */
static const char *outside_message(const struct pox_lexer *lexer)
{
    return lexer->has_root
               ? "not well-formed: something follows the root element"
               : "not well-formed: something else stands where the root should be";
}

/** The piece of markup at hand ends here; text follows. */
static bool end_token(struct pox_lexer *lexer, enum pox_token_kind kind,
                      struct pox_error *error)
{
    lexer->state = IN_TEXT;
    lexer->recent = 0;
    lexer->has_text = false;
    lexer->token.kind = kind;
    if (kind == POX_TOKEN_START)
        lexer->depth++;
    else if (kind == POX_TOKEN_END && lexer->depth > 0)
        lexer->depth--;
    lexer->token.end = lexer->position;
    if (lexer->n_taken == lexer->n_tokens)
        lexer->n_taken = lexer->n_tokens = 0;
    if (lexer->n_tokens == lexer->capacity) {
        size_t capacity = lexer->capacity == 0 ? 64 : 2 * lexer->capacity;
        void *tokens = lexer->allocator.reallocate(lexer->allocator.data, lexer->tokens,
                                                   capacity * sizeof(*lexer->tokens));

        if (!tokens)
            return fail(error, POX_ERROR_NO_MEMORY, "out of memory");
        lexer->tokens = tokens;
        lexer->capacity = capacity;
    }
    lexer->tokens[lexer->n_tokens++] = lexer->token;
    return true;
}

/** The next piece of markup in the queue; NULL: the queue is empty. */
static const struct pox_token *first(const struct pox_lexer *lexer)
{
    return lexer->n_taken < lexer->n_tokens ? &lexer->tokens[lexer->n_taken] : NULL;
}

struct pox_position pox_lexer_begin(const struct pox_lexer *lexer)
{
    const struct pox_token *next = first(lexer);

    return next ? next->begin : lexer->token.begin;
}

bool pox_lexer_is_after_cdata(const struct pox_lexer *lexer)
{
    const struct pox_token *next = first(lexer);

    return next ? next->is_after_cdata : lexer->token.is_after_cdata;
}

struct pox_position pox_lexer_text(const struct pox_lexer *lexer)
{
    const struct pox_token *next = first(lexer);

    return next ? next->text : lexer->token.text;
}

const struct pox_token *pox_lexer_take(struct pox_lexer *lexer)
{
    const struct pox_token *next = first(lexer);

    if (next)
        lexer->n_taken++;
    return next;
}

void pox_lexer_end(struct pox_lexer *lexer)
{
    lexer->allocator.release(lexer->allocator.data, lexer->tokens);
    lexer->tokens = NULL;
}

/** Moves over bytes of a block that have these marks; `n`: how many they are. */
static void advance_marks(struct pox_position *position, uint64_t lines,
                          uint64_t continuations, size_t n)
{
    size_t rest = n;

    if (lines != 0) {
        size_t n_lines = pox_count(lines);

        position->line += n_lines;
        position->column = 1;
        for (; n_lines > 1; n_lines--)
            lines &= lines - 1;
        rest = n - pox_first(lines) - 1;
        continuations &= ~(lines | (lines - 1));
    }
    position->column += rest - (continuations != 0 ? pox_count(continuations) : 0);
}

POX_INLINE struct pox_marks mark_line(struct pox_block block)
{
    return pox_mark(block, '\n');
}

void pox_position_advance(struct pox_position *position, const char *bytes, size_t size)
{
    const char *end = bytes + size;
    const char *at = bytes;

    for (; end - at >= POX_BLOCK_SIZE; at += POX_BLOCK_SIZE) {
        struct pox_block block = pox_block_at(at);

        advance_marks(position, pox_mask(mark_line(block)),
                      pox_mask(pox_mark_continuation(block)), POX_BLOCK_SIZE);
    }
    if (at < end)
        advance_marks(position, pox_mask_rest(bytes, at, end, mark_line),
                      pox_mask_rest(bytes, at, end, pox_mark_continuation),
                      (size_t)(end - at));
}

/** The value of a pseudo-attribute of the XML declaration; NULL: it has none. */
static const char *pseudo_attribute(const char *declaration, const char *name,
                                    size_t *size)
{
    const char *at = strstr(declaration, name);
    const char *end;
    char quote;

    if (!at)
        return NULL;
    at += strlen(name);
    while (pox_is_space(*at) || *at == '=')
        at++;
    quote = *at;
    if (quote != '"' && quote != '\'')
        return NULL;
    end = strchr(at + 1, quote);
    if (!end)
        return NULL;
    *size = (size_t)(end - at - 1);
    return at + 1;
}

static bool is_declaration(struct pox_lexer *lexer)
{
    lexer->declaration[lexer->declaration_size] = '\0';
    return strncmp(lexer->declaration, "xml", 3) == 0 &&
           pox_is_space(lexer->declaration[3]);
}

static bool is_any(const char *text, size_t size, const char *const *names)
{
    while (*names && !pox_same_letters(text, size, *names))
        names++;
    return *names;
}

/** Whatever else than what the bytes are is declared would be read wrongly. */
static bool check_declaration(struct pox_lexer *lexer, struct pox_error *error)
{
    static const char *const utf_8[] = {"utf-8", "utf8", NULL};
    static const char *const utf_16[] = {"utf-16", "utf-16le", "utf-16be", NULL};
    static const char *const ascii[] = {"us-ascii", "ascii", NULL};
    size_t size;
    const char *encoding = pseudo_attribute(lexer->declaration, "encoding", &size);

    if (!encoding || is_any(encoding, size, lexer->was_utf_16 ? utf_16 : utf_8))
        return true;
    lexer->is_ascii = !lexer->was_utf_16 && is_any(encoding, size, ascii);
    if (lexer->is_ascii)
        return true;
    error->status = POX_ERROR_ENCODING;
    snprintf(error->message, sizeof(error->message),
             is_any(encoding, size, lexer->was_utf_16 ? utf_8 : utf_16)
                 ? "the document declares the encoding '%.*s', but is in another one"
                 : "the document declares the encoding '%.*s'; Autodiscover is UTF-8",
             size < 40 ? (int)size : 40, encoding);
    return false;
}

static void enter(struct pox_lexer *lexer, enum state state)
{
    lexer->state = (int)state;
    lexer->recent = 0;
}

/** After "<!": a comment, CDATA, or else something that only a DOCTYPE begins with. */
static bool read_mark(struct pox_lexer *lexer, char byte, struct pox_error *error)
{
    static const char cdata[] = "[CDATA[";

    if (lexer->n_cdata == 0 && byte == '-') {
        if (++lexer->n_dashes == 2)
            enter(lexer, IN_COMMENT);
        return true;
    }
    if (lexer->n_dashes == 0 && byte == cdata[lexer->n_cdata]) {
        if (lexer->depth == 0)
            return fail_at_markup(lexer, error, POX_ERROR_XML, outside_message(lexer));
        if (++lexer->n_cdata == sizeof(cdata) - 1)
            enter(lexer, IN_CDATA);
        return true;
    }
    if (lexer->n_dashes == 0 && lexer->n_cdata == 0 && (byte == 'D' || byte == 'd'))
        return fail_at_markup(lexer, error, POX_ERROR_DOCTYPE,
                              "a DOCTYPE stands here; Autodiscover messages have none");
    return fail_at_markup(
        lexer, error, POX_ERROR_XML,
        "not well-formed: '<!' begins neither a comment nor a CDATA section");
}

/* References in text */

/** Whether digits make up a character of XML. There are too few for an overflow. */
static bool is_character(const char *digits, size_t size, uint32_t base)
{
    uint64_t character = 0;

    for (size_t i = 0; i < size; i++) {
        if (pox_digit(digits[i]) >= base)
            return false;
        character = character * base + pox_digit(digits[i]);
    }
    return size > 0 && character <= UINT32_MAX &&
           pox_is_xml_character((uint32_t)character);
}

static bool is_entity(const char *name, size_t size)
{
    static const char *const names[] = {"amp", "lt", "gt", "quot", "apos"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (size == strlen(names[i]) && memcmp(name, names[i], size) == 0)
            return true;
    }
    return false;
}

/** Whether the reference at hand is one that XML has without a DOCTYPE. */
static bool is_reference(const struct pox_lexer *lexer)
{
    const char *text = lexer->reference;
    size_t size = lexer->reference_size;

    if (size == sizeof(lexer->reference))
        return false; /* or more */
    if (size > 1 && text[0] == '#')
        return text[1] == 'x' ? is_character(text + 2, size - 2, 16)
                              : is_character(text + 1, size - 1, 10);
    return is_entity(text, size);
}

static bool refuse_reference(struct pox_lexer *lexer, struct pox_error *error)
{
    char message[sizeof(error->message)];
    bool is_number = lexer->reference_size > 0 && lexer->reference[0] == '#';

    snprintf(message, sizeof(message),
             is_number
                 ? "not well-formed: '&%.*s%s' is no character of XML"
                 : "not well-formed: the entity '%.*s%s' is none of the five of XML",
             (int)lexer->reference_size, lexer->reference,
             lexer->reference_size == sizeof(lexer->reference) ? "..." : "");
    return fail_at_markup(lexer, error, POX_ERROR_XML, message);
}

/** Keeps a byte of a reference; of leading zeros of a number only the last. */
static void keep_reference(struct pox_lexer *lexer, char byte)
{
    size_t size = lexer->reference_size;
    size_t prefix = size > 1 && lexer->reference[1] == 'x' ? 2 : 1;
    bool is_zero = size == prefix + 1 && lexer->reference[0] == '#' &&
                   lexer->reference[prefix] == '0';

    if (is_zero)
        lexer->reference[prefix] = byte;
    else if (size < sizeof(lexer->reference))
        lexer->reference[lexer->reference_size++] = byte;
}

/** After "&": the parser waits for a semicolon, however far away it is. */
static bool read_reference(struct pox_lexer *lexer, char byte, struct pox_error *error)
{
    bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    bool is_other = (unsigned char)byte >= 0x80 || memchr("#-.:_", byte, 5);

    if (byte == ';') {
        enter(lexer, IN_TEXT);
        return is_reference(lexer) || refuse_reference(lexer, error);
    }
    if (!is_letter && !is_other && !(byte >= '0' && byte <= '9'))
        return fail_at_markup(lexer, error, POX_ERROR_XML,
                              "not well-formed: a '&' that begins no reference; as text "
                              "it is '&amp;'");
    keep_reference(lexer, byte);
    return true;
}

/* Tags */

/** The limit is that of attributes; declarations are what else a tag may have. */
static bool refuse_attributes(struct pox_lexer *lexer, struct pox_error *error)
{
    char message[sizeof(error->message)];

    snprintf(message, sizeof(message), "the limit 'attributes' of %zu is exceeded",
             lexer->max_attributes);
    return fail_at_markup(lexer, error, POX_ERROR_LIMIT, message);
}

static bool read_start_tag(struct pox_lexer *lexer, char byte, struct pox_error *error)
{
    if (byte == '"' || byte == '\'') {
        lexer->quote = byte;
        lexer->state = IN_QUOTES;
    } else if (byte == '=') {
        if (++lexer->n_attributes > 2 * lexer->max_attributes + 1)
            return refuse_attributes(lexer, error);
    } else if (byte == '>') {
        return end_token(
            lexer, (lexer->recent >> 8 & 0xFF) == '/' ? POX_TOKEN_EMPTY : POX_TOKEN_START,
            error);
    }
    return true;
}

static bool read_less(struct pox_lexer *lexer, char byte, struct pox_error *error)
{
    bool is_tag = byte != '!' && byte != '?';

    /* Versions of libxml2 from 2.12 on would take it for that of a value, and wait for more. */
    if (byte == '"' || byte == '\'')
        return fail_at_markup(lexer, error, POX_ERROR_XML,
                              "not well-formed: a tag that begins with a quote");
    if (is_tag && lexer->has_root && lexer->depth == 0)
        return fail_at_markup(lexer, error, POX_ERROR_XML, outside_message(lexer));
    lexer->has_root = lexer->has_root || is_tag;
    lexer->at_start = lexer->at_start && byte == '?';
    lexer->n_attributes = 0;
    lexer->n_cdata = lexer->n_dashes = 0;
    lexer->state = byte == '!'   ? IN_MARK
                   : byte == '?' ? IN_PI
                   : byte == '/' ? IN_END_TAG
                                 : IN_START_TAG;
    return true;
}

static bool read_pi(struct pox_lexer *lexer, char byte, struct pox_error *error)
{
    if (lexer->at_start && lexer->declaration_size == POX_DECLARATION_SIZE - 1) {
        if (is_declaration(lexer))
            return fail(error, POX_ERROR_ENCODING, "the XML declaration is too long");
        lexer->at_start = false;
    }
    if (lexer->at_start)
        lexer->declaration[lexer->declaration_size++] = byte;
    if ((lexer->recent & LAST_TWO) != ('?' << 8 | '>'))
        return true;
    if (!lexer->at_start || !is_declaration(lexer)) {
        lexer->at_start = false;
        return end_token(lexer, POX_TOKEN_ASIDE, error);
    }
    lexer->at_start = false;
    enter(lexer, IN_TEXT);
    return check_declaration(lexer, error);
}

/** A "]" does not count: it may belong to the end. */
static void find_text_in_cdata(struct pox_lexer *lexer, char byte)
{
    if (lexer->has_text || pox_is_space(byte) || byte == ']')
        return;
    lexer->has_text = true;
    lexer->token.text = lexer->position;
    lexer->token.text.column--; /* the position is behind the byte */
}

/** One byte of markup. */
static bool step(struct pox_lexer *lexer, char byte, struct pox_error *error)
{
    uint32_t last_three;

    lexer->recent = lexer->recent << 8 | (unsigned char)byte;
    last_three = lexer->recent & LAST_THREE;
    switch ((enum state)lexer->state) {
    case IN_TEXT:
        return true;
    case IN_REFERENCE:
        return read_reference(lexer, byte, error);
    case AFTER_LESS:
        return read_less(lexer, byte, error);
    case IN_MARK:
        return read_mark(lexer, byte, error);
    case IN_COMMENT:
        return last_three == THREE('-', '-', '>')
                   ? end_token(lexer, POX_TOKEN_ASIDE, error)
                   : true;
    case IN_CDATA:
        find_text_in_cdata(lexer, byte);
        if (last_three == THREE(']', ']', '>')) {
            lexer->cdata_line = lexer->position.line;
            enter(lexer, IN_TEXT);
        }
        return true;
    case IN_PI:
        return read_pi(lexer, byte, error);
    case IN_START_TAG:
        return read_start_tag(lexer, byte, error);
    case IN_QUOTES:
        if (byte == lexer->quote)
            lexer->state = IN_START_TAG;
        return true;
    case IN_END_TAG:
        return byte == '>' ? end_token(lexer, POX_TOKEN_END, error) : true;
    }
    return true;
}

/** Outside of the root, text is white space. */
static bool check_outside(struct pox_lexer *lexer, const char *bytes, size_t size,
                          struct pox_error *error)
{
    size_t n_blanks = pox_leading_blanks(bytes, size);

    if (n_blanks == size)
        return true;
    pox_position_advance(&lexer->position, bytes, n_blanks);
    return fail(error, POX_ERROR_XML, outside_message(lexer));
}

/** Notes where text has the first byte that is no white space; `end`: where its end is. */
static void note_text(struct pox_lexer *lexer, const char *bytes, size_t size,
                      struct pox_position end)
{
    size_t n_blanks = pox_leading_blanks(bytes, size);

    lexer->has_text = n_blanks < size;
    lexer->token.text = lexer->has_text ? lexer->position : end;
    if (lexer->has_text && n_blanks > 0)
        pox_position_advance(&lexer->token.text, bytes, n_blanks);
}

/** Whether "]]" stands before a byte of text; `recent` has the two bytes before the text. */
static bool is_after_brackets(const struct pox_lexer *lexer, const char *bytes, size_t n)
{
    char last = n > 0 ? bytes[n - 1] : (char)lexer->recent;
    char one_before = n > 1    ? bytes[n - 2]
                      : n == 1 ? (char)lexer->recent
                               : (char)(lexer->recent >> 8);

    return last == ']' && one_before == ']';
}

/** What ends text, and what may not stand in it behind "]]". */
POX_INLINE struct pox_marks mark_text_end(struct pox_block block)
{
    return pox_either(pox_mark(block, '&'),
                      pox_either(pox_mark(block, '<'), pox_mark(block, '>')));
}

/** The same, and what is more or less than a column. */
POX_INLINE struct pox_marks mark_simple_text_end(struct pox_block block)
{
    return pox_either(mark_text_end(block), pox_mark_outside(block, ' '));
}

POX_INLINE struct pox_marks mark_no_blank(struct pox_block block)
{
    return pox_neither(pox_mark(block, ' '));
}

/** Keeps the last bytes of a text, for what stands behind it. */
static void remember(struct pox_lexer *lexer, const char *bytes, size_t size)
{
    for (size_t i = size > 2 ? size - 2 : 0; i < size; i++)
        lexer->recent = lexer->recent << 8 | (unsigned char)bytes[i];
}

/** A line's end and the indentation of a tag; 0: what comes is not just that. */
static size_t read_indentation(struct pox_lexer *lexer, const char *bytes, size_t size)
{
    uint64_t mask;
    size_t n;

    if (size <= POX_BLOCK_SIZE || bytes[0] != '\n')
        return 0;
    mask = pox_mask(mark_no_blank(pox_block_at(bytes + 1)));
    n = mask ? 1 + pox_first(mask) : 0;
    if (n == 0 || bytes[n] != '<')
        return 0;
    lexer->position.line++;
    lexer->position.column = n;
    if (!lexer->has_text)
        lexer->token.text = lexer->position;
    lexer->recent = ' ';
    return n;
}

/** Text that is within a line and ASCII; 0: what comes is not just that. */
static size_t read_simple_text(struct pox_lexer *lexer, const char *bytes, size_t size)
{
    const char *end = bytes + size;
    const char *at = pox_find(bytes, end, mark_simple_text_end);
    size_t n = (size_t)(at - bytes);

    if (n == 0 || pox_is_space(bytes[0]) || lexer->depth == 0 ||
        (at < end && *at != '<' && *at != '&'))
        return 0;
    if (!lexer->has_text)
        lexer->token.text = lexer->position;
    lexer->has_text = true;
    lexer->position.column += n;
    remember(lexer, bytes, n);
    return n;
}

/** Any text; otherwise as below. */
static bool read_any_text(struct pox_lexer *lexer, const char *bytes, size_t size,
                          size_t *run, struct pox_error *error)
{
    const char *end = bytes + size;
    const char *at = bytes;
    struct pox_position position = lexer->position;

    while ((at = pox_find(at, end, mark_text_end)) < end && *at == '>') {
        if (lexer->depth > 0 && is_after_brackets(lexer, bytes, (size_t)(at - bytes))) {
            pox_position_advance(&lexer->position, bytes, (size_t)(at - bytes));
            return fail(error, POX_ERROR_XML,
                        "not well-formed: ']]>' in a text, where it is ']]&gt;'");
        }
        at++;
    }
    *run = (size_t)(at - bytes);
    if (lexer->depth == 0 && !check_outside(lexer, bytes, *run, error))
        return false;
    pox_position_advance(&position, bytes, *run);
    if (!lexer->has_text)
        note_text(lexer, bytes, *run, position);
    lexer->position = position;
    remember(lexer, bytes, *run);
    return true;
}

/**
 * Goes over text up to the next "<" or "&".
 *
 * @param run  receives how many bytes it has
 */
static bool read_text(struct pox_lexer *lexer, const char *bytes, size_t size,
                      size_t *run, struct pox_error *error)
{
    *run = read_indentation(lexer, bytes, size);
    if (*run == 0)
        *run = read_simple_text(lexer, bytes, size);
    return *run > 0 || read_any_text(lexer, bytes, size, run, error);
}

/** How many bytes of markup from here on cannot change the state. */
static size_t dull_run(const struct pox_lexer *lexer, const char *bytes, size_t size)
{
    int awaited = lexer->state == IN_QUOTES    ? lexer->quote
                  : lexer->state == IN_END_TAG ? '>'
                                               : 0;
    const char *found = awaited ? memchr(bytes, awaited, size) : bytes;

    return found ? (size_t)(found - bytes) : size;
}

const char *pox_lexer_unfinished(const struct pox_lexer *lexer)
{
    switch ((enum state)lexer->state) {
    case IN_TEXT:
        return NULL;
    case IN_REFERENCE:
        return "a reference";
    case IN_COMMENT:
        return "a comment";
    case IN_CDATA:
        return "a CDATA section";
    case IN_PI:
        return "a processing instruction";
    case AFTER_LESS:
    case IN_MARK:
    case IN_START_TAG:
    case IN_QUOTES:
    case IN_END_TAG:
        break;
    }
    return "a tag";
}

/** Goes over bytes of markup, as far as its limit. */
static bool count_markup(struct pox_lexer *lexer, size_t size, struct pox_error *error)
{
    if (lexer->state == IN_TEXT)
        return true;
    lexer->markup_bytes += size;
    if (lexer->markup_bytes <= lexer->max_markup_bytes)
        return true;
    lexer->position = lexer->token.begin;
    error->status = POX_ERROR_LIMIT;
    snprintf(error->message, sizeof(error->message),
             "%s is longer than the limit 'text_bytes' of %zu allows",
             pox_lexer_unfinished(lexer), lexer->max_markup_bytes);
    return false;
}

/** At a "<" or "&"; the latter is text, too. */
static void begin_markup(struct pox_lexer *lexer, char byte)
{
    lexer->token.begin = lexer->position;
    lexer->markup_bytes = 0;
    lexer->token.is_after_cdata = lexer->cdata_line == lexer->position.line;
    lexer->position.column++;
    lexer->reference_size = 0;
    lexer->state = byte == '<' ? AFTER_LESS : IN_REFERENCE;
    if (lexer->state == AFTER_LESS || lexer->has_text)
        return;
    lexer->has_text = true;
    lexer->token.text = lexer->token.begin;
}

/** What ends a tag, or counts in it, or is more or less than a column. */
POX_INLINE struct pox_marks mark_in_tag(struct pox_block block)
{
    return pox_either(pox_either(pox_either(pox_mark(block, '>'), pox_mark(block, '=')),
                                 pox_either(pox_mark(block, '"'), pox_mark(block, '\''))),
                      pox_mark_outside(block, ' '));
}

/**
 * The size of the tag at a "<", if it ends here; 0: it does not, or has too much in it.
 *
 * @param is_simple  receives whether it is known to be within a line and ASCII
 */
static size_t tag_size(const struct pox_lexer *lexer, const char *bytes, size_t size,
                       bool *is_simple)
{
    const char *end =
        bytes + (size < lexer->max_markup_bytes ? size : lexer->max_markup_bytes);
    const char *at = bytes + 2;    /* what the first byte is has no bearing on the rest */
    bool is_end = bytes[1] == '/'; /* in which quotes are none */
    size_t n_attributes = 0;

    *is_simple = true;
    for (; (at = pox_find(at, end, mark_in_tag)) < end; at++) {
        if (*at == '>')
            return (size_t)(at - bytes) + 1;
        if (*at == '=') {
            if (!is_end && ++n_attributes > 2 * lexer->max_attributes + 1)
                return 0;
            continue;
        }
        *is_simple = false;
        if (is_end || (*at != '"' && *at != '\''))
            continue;
        at = memchr(at + 1, *at, (size_t)(end - at) - 1);
        if (!at)
            return 0;
    }
    return 0;
}

static enum pox_token_kind tag_kind(const char *tag, size_t size)
{
    if (tag[1] == '/')
        return POX_TOKEN_END;
    return tag[size - 2] == '/' ? POX_TOKEN_EMPTY : POX_TOKEN_START;
}

/**
 * A tag at once, if all of it is here; otherwise it is gone over byte by byte.
 *
 * @param n  receives its size; 0: not this one
 */
static bool read_tag(struct pox_lexer *lexer, const char *bytes, size_t size, size_t *n,
                     struct pox_error *error)
{
    bool is_tag =
        size > 2 && lexer->max_markup_bytes > 2 && !memchr("!?>\"'", bytes[1], 5);
    bool is_simple;

    *n = is_tag && (lexer->depth > 0 || !lexer->has_root)
             ? tag_size(lexer, bytes, size, &is_simple)
             : 0;
    if (*n == 0)
        return true;
    begin_markup(lexer, '<');
    lexer->has_root = true;
    lexer->at_start = false;
    if (is_simple)
        lexer->position.column += *n - 1;
    else
        pox_position_advance(&lexer->position, bytes + 1, *n - 1);
    return end_token(lexer, tag_kind(bytes, *n), error);
}

/** Goes over markup, byte by byte where it has to be. */
static bool read_markup(struct pox_lexer *lexer, const char *bytes, size_t size,
                        size_t *n, struct pox_error *error)
{
    size_t run = dull_run(lexer, bytes, size);

    *n = run < size ? run + 1 : run;
    pox_position_advance(&lexer->position, bytes, run);
    if (!count_markup(lexer, run, error))
        return false;
    if (run == size)
        return true;
    pox_position_advance(&lexer->position, bytes + run, 1);
    return step(lexer, bytes[run], error) && count_markup(lexer, 1, error);
}

bool pox_lexer_feed(struct pox_lexer *lexer, const char *bytes, size_t size,
                    size_t *whole, struct pox_error *error)
{
    size_t n;

    *whole = 0;
    for (size_t i = 0; i < size; i += n) {
        if (lexer->state != IN_TEXT) {
            if (!read_markup(lexer, bytes + i, size - i, &n, error))
                return false;
            continue;
        }
        *whole = i;
        if (!read_text(lexer, bytes + i, size - i, &n, error))
            return false;
        i += n;
        n = 0;
        *whole = i;
        if (i == size)
            break;
        if (bytes[i] == '&' && lexer->depth == 0)
            return fail(error, POX_ERROR_XML, outside_message(lexer));
        if (bytes[i] == '<' && !read_tag(lexer, bytes + i, size - i, &n, error))
            return false;
        if (n == 0) {
            begin_markup(lexer, bytes[i]);
            n = 1;
        }
    }
    if (lexer->state == IN_TEXT)
        *whole = size;
    return true;
}
