/* SPDX-License-Identifier: MIT */
#include "libxml.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* ThreadSanitizer knows pthread_once(), and not C11's call_once(). */
void pox_libxml_initialize(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, xmlInitParser);
}

size_t pox_libxml_decode(char *text, size_t size)
{
    static const char rest[] = "#38;";
    const char *end = text + size;
    const char *from = memchr(text, '&', size);
    char *to;

    if (!from)
        return size;
    to = text + (from - text);
    while (from < end) {
        *to++ = *from;
        if (*from++ == '&' && (size_t)(end - from) >= sizeof(rest) - 1 &&
            memcmp(from, rest, sizeof(rest) - 1) == 0)
            from += sizeof(rest) - 1;
    }
    return (size_t)(to - text);
}

/* What is linked may be newer than the headers: both have the same name up to 2.13. */
bool pox_libxml_decodes_namespaces(void)
{
    return strtol(xmlParserVersion, NULL, 10) >= 21300;
}

#if LIBXML_VERSION < 21100
bool pox_libxml_reserve_attributes(xmlParserCtxtPtr parser, size_t n)
{
    enum { PER_ATTRIBUTE = 5 };

    parser->atts = xmlMalloc(n * PER_ATTRIBUTE * sizeof(*parser->atts));
    parser->attallocs = xmlMalloc(n * sizeof(*parser->attallocs));
    if (!parser->atts || !parser->attallocs)
        return false;
    parser->maxatts = (int)(n * PER_ATTRIBUTE);
    return true;
}
#else
bool pox_libxml_reserve_attributes(xmlParserCtxtPtr parser, size_t n)
{
    (void)parser;
    (void)n;
    return true;
}
#endif
