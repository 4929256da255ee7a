/* SPDX-License-Identifier: MIT */
#include "source.h"

#include "stranger.h"
#include "unicode.h"

#include <string.h>

static struct pox_lexer *lexer_of(struct pox_source *source)
{
    return &source->front.lexer;
}

void pox_source_begin(struct pox_source *source, struct pox_reader *reader)
{
    source->reader = reader;
    source->intake = (struct pox_intake){.encoding = POX_ENCODING_NONE};
    source->document_bytes = 0;
    source->has_content = false;
    source->is_ending = false;
    pox_front_begin(&source->front, reader);
}

void pox_source_end(struct pox_source *source)
{
    pox_front_end(&source->front);
}

/** Fails where the bytes that were read end. */
static bool refuse(struct pox_source *source, enum pox_status status, const char *message)
{
    source->reader->position = lexer_of(source)->position;
    return pox_reader_fail(source->reader, status, "%s", message);
}

/** How many of the bytes are what they should be, and what is wrong with the next one. */
static enum pox_text_fault check_bytes(struct pox_source *source, struct pox_piece piece,
                                       size_t *good)
{
    enum pox_text_fault fault = pox_check_text(piece.bytes, piece.size, good);
    size_t n_ascii = 0;

    if (!lexer_of(source)->is_ascii)
        return fault;
    while (n_ascii < *good && (unsigned char)piece.bytes[n_ascii] < 0x80)
        n_ascii++;
    if (n_ascii == *good)
        return fault;
    *good = n_ascii;
    return POX_TEXT_NOT_UTF8;
}

/** How many of the last bytes are a part of a character. */
static size_t incomplete_tail(struct pox_source *source, struct pox_piece piece)
{
    /* Of UTF-16, that is the one byte which stands for whatever is broken. */
    if (lexer_of(source)->was_utf_16)
        return source->intake.is_cut ? 1 : 0;
    return pox_incomplete_tail(piece.bytes, piece.size);
}

/** Says what is wrong with the bytes behind those that were good. */
static bool refuse_bytes(struct pox_source *source, enum pox_text_fault fault,
                         struct pox_piece bad)
{
    if (source->is_ending && bad.size == incomplete_tail(source, bad))
        return refuse(source, POX_ERROR_TRUNCATED,
                      "the document ends inside a character");
    if (fault == POX_TEXT_FORBIDDEN)
        return refuse(source, POX_ERROR_XML,
                      "not well-formed: a character that XML does not allow");
    if (lexer_of(source)->is_ascii)
        return refuse(source, POX_ERROR_ENCODING, "not US-ASCII, which is declared");
    return refuse(source, POX_ERROR_ENCODING,
                  lexer_of(source)->was_utf_16 ? "not UTF-16" : "not UTF-8");
}

/** Gives bytes to the front end, up to the first one that it must not see. */
static bool read_bytes(struct pox_source *source, struct pox_piece piece)
{
    size_t good;
    enum pox_text_fault fault = check_bytes(source, piece, &good);

    if (!pox_front_read(&source->front, piece.bytes, good))
        return false;
    return fault == POX_TEXT_FINE ||
           refuse_bytes(source, fault,
                        (struct pox_piece){piece.bytes + good, piece.size - good});
}

/** The XML declaration at the beginning of a piece, in bytes; 0: none. */
static size_t declaration_size(struct pox_piece piece)
{
    const char *end = memchr(piece.bytes, '>', piece.size);
    bool is_one = piece.size > 5 && memcmp(piece.bytes, "<?xml", 5) == 0;

    return is_one && end ? (size_t)(end - piece.bytes) + 1 : 0;
}

/** The first piece with anything in it: says when it is no XML at all. */
static bool read_first(struct pox_source *source, struct pox_piece piece)
{
    struct pox_stranger stranger = pox_stranger_of_bytes(piece.bytes, piece.size);
    struct pox_piece declaration = {piece.bytes, declaration_size(piece)};

    if (stranger.status != POX_OK) {
        pox_position_advance(&lexer_of(source)->position, piece.bytes, stranger.offset);
        return refuse(source, stranger.status, stranger.message);
    }
    lexer_of(source)->was_utf_16 = source->intake.encoding != POX_ENCODING_UTF_8;
    piece.bytes += declaration.size;
    piece.size -= declaration.size;
    /* What the declaration says must be known when the rest is looked at. */
    return read_bytes(source, declaration) && read_bytes(source, piece);
}

static bool read_piece(struct pox_source *source, struct pox_piece piece)
{
    if (source->has_content || pox_is_blank(piece.bytes, piece.size))
        return read_bytes(source, piece);
    source->has_content = true;
    return read_first(source, piece);
}

bool pox_source_feed(struct pox_source *source, const char *bytes, size_t size)
{
    size_t limit = source->reader->limits.document_bytes;
    size_t room = limit - source->document_bytes;
    struct pox_piece input = {bytes, size < room ? size : room};
    struct pox_piece piece;

    if (source->reader->failed)
        return false;
    source->document_bytes += input.size;
    while (pox_intake_next(&source->intake, &input, &piece)) {
        if (!read_piece(source, piece))
            return false;
    }
    if (size <= room)
        return true;
    source->reader->position = lexer_of(source)->position;
    return pox_reader_over_limit(source->reader, "document_bytes", limit);
}

bool pox_source_finish(struct pox_source *source)
{
    struct pox_piece piece;

    if (source->reader->failed)
        return false;
    source->is_ending = true;
    if (pox_intake_last(&source->intake, &piece) && !read_piece(source, piece))
        return false;
    if (source->has_content)
        return pox_front_finish(&source->front);
    lexer_of(source)->position = (struct pox_position){1, 1};
    return refuse(source, POX_ERROR_EMPTY, "the document is empty");
}
