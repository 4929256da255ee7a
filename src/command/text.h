/* SPDX-License-Identifier: MIT */
/* Texts that others wrote, made fit for a terminal. */
#ifndef POX_COMMAND_TEXT_H
#define POX_COMMAND_TEXT_H

#include <pox/base.h>
#include <stdio.h>

/**
 * The character at *text as it may be printed, and *text moved behind it. White space
 * becomes a space; a control character, by which a document could command the terminal,
 * becomes the replacement character.
 *
 * @param size  receives the number of bytes, which take one column
 */
const char *text_next(const char **text, size_t *size);

/** The columns that a text takes, each character counted as one. */
size_t text_columns(const char *text);

/** The bytes of the first sentence of a text. */
size_t text_sentence_size(const char *text);

/** Prints a text on one line, as text_next() gives it. */
void text_print(FILE *stream, const char *text);

#endif
