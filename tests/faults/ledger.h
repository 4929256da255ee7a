/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Memory that is counted and can be refused, for the library and for libxml2 together. There
 * is one ledger, for libxml2's functions are handed no data.
 */
#ifndef POX_TESTS_LEDGER_H
#define POX_TESTS_LEDGER_H

#include <pox/options.h>

enum ledger_client { LEDGER_NOBODY, LEDGER_POX, LEDGER_LIBXML2 };

struct ledger {
    /** Blocks that are not released yet. */
    size_t live;
    /** Allocations since ledger_refuse(). */
    size_t calls;
    /** Which of them is refused, from 1; 0: none. */
    size_t refuse;
    /** All after it are refused, too. */
    bool persistent;
    /** Whose allocation was the first that was refused. */
    enum ledger_client refused;
};

extern struct ledger ledger;
extern const struct pox_allocator ledger_allocator;

/** Before anything else: from now on libxml2's memory is in the ledger. */
bool ledger_begin(void);

/** The n-th allocation from now on fails, alone or with all that follow; 0: none does. */
void ledger_refuse(size_t n, bool persistent);

#endif
