/* SPDX-License-Identifier: MIT */
/** @file What all files that know libxml2 share. */
#ifndef POX_LIBXML_H
#define POX_LIBXML_H

/** libxml2 before 2.11 is not safe to be used first by two threads at once. */
void pox_libxml_initialize(void);

#endif
