/* SPDX-License-Identifier: MIT */
/** @file Texts of a fuzzer's bytes, and what the maker has to know of texts. */
#ifndef FUZZ_TEXT_H
#define FUZZ_TEXT_H

#include "maker.h"

/** A text in the making. */
struct fuzz_out {
    char *bytes;
    size_t size;
    size_t capacity;
};

void fuzz_put(struct fuzz_out *out, const char *bytes, size_t size);
void fuzz_put_text(struct fuzz_out *out, const char *text);
/** The text as memory of the maker; `out` is freed. */
const char *fuzz_keep(struct fuzz_maker *maker, struct fuzz_out *out);
/** The same for a part of a text. */
const char *fuzz_keep_part(struct fuzz_maker *maker, const char *bytes, size_t size);

/** Any characters that XML has, the hard ones above all. */
void fuzz_put_characters(struct fuzz_maker *maker, struct fuzz_out *out);
/** The same, or any bytes but NUL where the maker is to have them. */
void fuzz_put_any(struct fuzz_maker *maker, struct fuzz_out *out);
/** A few blanks of any kind, or none. */
void fuzz_put_blanks(struct fuzz_maker *maker, struct fuzz_out *out);

/** A text of fuzz_put_any(), noted. */
const char *fuzz_text(struct fuzz_maker *maker, const struct pox_element *element);
/** Notes whether XML can carry the text of a field (NULL: of `extra`). Returns the text. */
const char *fuzz_note(struct fuzz_maker *maker, const struct pox_element *element,
                      const char *text);

/** A name without colon. */
const char *fuzz_name(struct fuzz_maker *maker);
/** A name of the table in its own spelling, by an alias or in another case. */
const char *fuzz_spell_name(struct fuzz_maker *maker, const struct pox_element *element);
/** A namespace that is not one of ours, nor that of XML itself. */
const char *fuzz_foreign_uri(struct fuzz_maker *maker);

/** Whether it is UTF-8 of characters that XML 1.0 has. */
bool fuzz_is_text(const char *text);
bool fuzz_is_space(char byte);
/** Takes the white space off both ends. */
const char *fuzz_trim(const char *bytes, size_t *size);
/** Whether two texts are the same but for the case of ASCII letters. */
bool fuzz_is_same(const char *bytes, size_t size, const char *text);

#endif
