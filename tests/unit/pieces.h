/* SPDX-License-Identifier: MIT */
/** @file A document read as a whole and in pieces, and whether that makes a difference. */
#ifndef POX_TESTS_PIECES_H
#define POX_TESTS_PIECES_H

#include "support.h"

/** Feeds pieces of `chunk` bytes, each in memory of its own that is gone afterwards. */
static inline void read_pieces(struct pox_parser *parser, const char *bytes, size_t size,
                               size_t chunk, struct outcome *outcome)
{
    bool good = true;

    outcome->notes.n = 0;
    for (size_t at = 0; good && at < size; at += chunk) {
        size_t n = size - at < chunk ? size - at : chunk;
        char *piece = exact_copy(bytes + at, n);

        good = pox_parser_feed(parser, piece, n, &outcome->error);
        free(piece);
    }
    outcome->value = pox_parser_finish(parser, &outcome->type, &outcome->error);
}

#endif
