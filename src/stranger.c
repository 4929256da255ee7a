/* SPDX-License-Identifier: MIT */
#include "stranger.h"

#include "unicode.h"

#include <string.h>

#define LITERAL(bytes) bytes, sizeof(bytes) - 1

static const char html_message[] = "this is an HTML page, not an Autodiscover message";
static const char soap_message[] =
    "this is a SOAP message; Autodiscover as plain XML is another service";

struct mark {
    const char *bytes;
    size_t size;
    enum pox_status status;
    const char *message;
};

/** Bytes that nothing but the one kind of document begins with. */
static const struct mark marks[] = {
    {LITERAL("\x1F\x8B"), POX_ERROR_COMPRESSED,
     "this is compressed by gzip; it has to be unpacked first"},
    {LITERAL("\x28\xB5\x2F\xFD"), POX_ERROR_COMPRESSED,
     "this is compressed by Zstandard; it has to be unpacked first"},
    {LITERAL("BZh"), POX_ERROR_COMPRESSED,
     "this is compressed by bzip2; it has to be unpacked first"},
    {LITERAL("PK\3\4"), POX_ERROR_COMPRESSED, "this is a ZIP archive"},
    {LITERAL("\x78\x01"), POX_ERROR_COMPRESSED,
     "this is compressed by zlib (deflate); it has to be unpacked first"},
    {LITERAL("\x78\x5E"), POX_ERROR_COMPRESSED,
     "this is compressed by zlib (deflate); it has to be unpacked first"},
    {LITERAL("\x78\x9C"), POX_ERROR_COMPRESSED,
     "this is compressed by zlib (deflate); it has to be unpacked first"},
    {LITERAL("\x78\xDA"), POX_ERROR_COMPRESSED,
     "this is compressed by zlib (deflate); it has to be unpacked first"},
    {LITERAL("\xFF\xFE\0\0"), POX_ERROR_ENCODING,
     "this is UTF-32; Autodiscover is UTF-8"},
    {LITERAL("\0\0\xFE\xFF"), POX_ERROR_ENCODING,
     "this is UTF-32; Autodiscover is UTF-8"},
    {LITERAL("\0\0\0<"), POX_ERROR_ENCODING, "this is UTF-32; Autodiscover is UTF-8"},
    {LITERAL("<\0\0\0"), POX_ERROR_ENCODING, "this is UTF-32; Autodiscover is UTF-8"},
    {LITERAL("<\0"), POX_ERROR_ENCODING, "this is UTF-16 without a byte order mark"},
    {LITERAL("\0<"), POX_ERROR_ENCODING, "this is UTF-16 without a byte order mark"},
    {LITERAL("\x4C\x6F\xA7\x94"), POX_ERROR_ENCODING,
     "this is EBCDIC; Autodiscover is UTF-8"},
    {LITERAL("HTTP/"), POX_ERROR_XML,
     "not well-formed: an HTTP header stands before the document"},
    {LITERAL("{"), POX_ERROR_JSON, "this is JSON, not an Autodiscover message"},
    {LITERAL("["), POX_ERROR_JSON, "this is JSON, not an Autodiscover message"},
};

static struct pox_stranger none(void)
{
    return (struct pox_stranger){.status = POX_OK};
}

static struct pox_stranger by_mark(const char *bytes, size_t size)
{
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (size >= marks[i].size && memcmp(bytes, marks[i].bytes, marks[i].size) == 0)
            return (struct pox_stranger){marks[i].status, marks[i].message, 0};
    }
    return none();
}

static const char *find(const char *bytes, size_t size, const char *text)
{
    size_t length = strlen(text);

    for (size_t i = 0; i + length <= size; i++) {
        if (memcmp(bytes + i, text, length) == 0)
            return bytes + i;
    }
    return NULL;
}

static size_t skip_blanks(const char *bytes, size_t size, size_t at)
{
    while (at < size && pox_is_space(bytes[at]))
        at++;
    return at;
}

/** Behind white space, comments and instructions; `size` when one of them does not end. */
static size_t skip_asides(const char *bytes, size_t size)
{
    size_t at = skip_blanks(bytes, size, 0);

    while (size - at >= 4 &&
           (memcmp(bytes + at, "<?", 2) == 0 || memcmp(bytes + at, "<!--", 4) == 0)) {
        const char *mark = bytes[at + 1] == '?' ? "?>" : "-->";
        size_t from = at + (bytes[at + 1] == '?' ? strlen("<?") : strlen("<!--"));
        const char *end = find(bytes + from, size - from, mark);

        if (!end)
            return size;
        at = skip_blanks(bytes, size, (size_t)(end - bytes) + strlen(mark));
    }
    return at;
}

/** The size of a name; 0: none, or more of it may follow what is at hand. */
static size_t name_size(const char *bytes, size_t size)
{
    size_t n = 0;

    while (n < size && !pox_is_space(bytes[n]) && !memchr("<>/[", bytes[n], 4))
        n++;
    return n < size ? n : 0;
}

/** The elements that a page, or a piece of one, begins with. */
static bool is_html_name(const char *name, size_t size)
{
    static const char *const names[] = {"html", "head",   "body", "title",
                                        "meta", "script", "form"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (pox_same_letters(name, size, names[i]))
            return true;
    }
    return false;
}

/** Whether the markup at `bytes` is "<html ..." or "<!DOCTYPE html ...", in any case. */
static bool is_html(const char *bytes, size_t size)
{
    static const size_t doctype_size = sizeof("<!DOCTYPE") - 1;

    if (size > doctype_size && pox_same_letters(bytes, doctype_size, "<!DOCTYPE")) {
        size_t at = skip_blanks(bytes, size, doctype_size);

        return pox_same_letters(bytes + at, name_size(bytes + at, size - at), "html");
    }
    return size > 1 && bytes[0] == '<' &&
           is_html_name(bytes + 1, name_size(bytes + 1, size - 1));
}

struct pox_stranger pox_stranger_of_bytes(const char *bytes, size_t size)
{
    size_t at = skip_blanks(bytes, size, 0);
    struct pox_stranger found = by_mark(bytes + at, size - at);

    if (found.status == POX_OK && at < size && bytes[at] != '<')
        found = (struct pox_stranger){
            POX_ERROR_XML, "not well-formed: the document does not begin with '<'", 0};
    if (found.status == POX_OK) {
        at = skip_asides(bytes, size);
        if (is_html(bytes + at, size - at))
            found = (struct pox_stranger){POX_ERROR_HTML, html_message, 0};
    }
    found.offset = at;
    return found;
}

struct pox_stranger pox_stranger_of_root(const char *name, const char *uri)
{
    static const char *const soap[] = {
        "http://schemas.xmlsoap.org/soap/envelope/",
        "http://www.w3.org/2003/05/soap-envelope",
    };

    if (pox_same_letters(name, strlen(name), "html"))
        return (struct pox_stranger){POX_ERROR_HTML, html_message, 0};
    for (size_t i = 0; uri && i < sizeof(soap) / sizeof(soap[0]); i++) {
        if (strcmp(uri, soap[i]) == 0)
            return (struct pox_stranger){POX_ERROR_SOAP, soap_message, 0};
    }
    return none();
}
