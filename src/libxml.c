/* SPDX-License-Identifier: MIT */
#include "libxml.h"

#include <libxml/parser.h>
#include <pthread.h>

/* ThreadSanitizer knows pthread_once(), and not C11's call_once(). */
void pox_libxml_initialize(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, xmlInitParser);
}
