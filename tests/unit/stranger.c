/* SPDX-License-Identifier: MIT */
#include "stranger.h"

#include "support.h"

struct row {
    const char *bytes;
    size_t size;
    enum pox_status status;
    /** What the message must name. */
    const char *name;
    size_t line;
    size_t column;
};

#define BYTES(literal) literal, sizeof(literal) - 1
#define SOAP           "http://schemas.xmlsoap.org/soap/envelope/"

static const struct row rows[] = {
    {BYTES("<!DOCTYPE html><html lang=en><br>"), POX_ERROR_HTML, "HTML", 1, 1},
    {BYTES("\xEF\xBB\xBF\r\n <!doctype\tHTML public '-//x'>"), POX_ERROR_HTML, "HTML", 2,
     2},
    {BYTES("<html lang=en><head><meta charset=utf-8>"), POX_ERROR_HTML, "HTML", 1, 1},
    {BYTES("<HTML><BODY BGCOLOR=white>"), POX_ERROR_HTML, "HTML", 1, 1},
    {BYTES("<?xml version='1.0' encoding='windows-1252'?>\n<!-- > -->\n<html/>"),
     POX_ERROR_HTML, "HTML", 3, 1},
    {BYTES("<script>location = 'https://example.com/'</script>"), POX_ERROR_HTML, "HTML",
     1, 1},
    {BYTES("<h:html xmlns:h='http://www.w3.org/1999/xhtml'/>"), POX_ERROR_HTML, "HTML", 1,
     1},
    {BYTES("\xFF\xFE<\0h\0t\0m\0l\0>\0"), POX_ERROR_HTML, "HTML", 1, 1},
    {BYTES("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'>"),
     POX_ERROR_SOAP, "SOAP", 1, 1},
    {BYTES("<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'/>"),
     POX_ERROR_SOAP, "SOAP", 1, 1},
    {BYTES("{\"Protocol\":\"AutodiscoverV1\"}"), POX_ERROR_JSON, "JSON", 1, 1},
    {BYTES("\n[1]"), POX_ERROR_JSON, "JSON", 2, 1},
    {BYTES("\x1F\x8B\x08\0\0\0\0\0"), POX_ERROR_COMPRESSED, "gzip", 1, 1},
    {BYTES("\x28\xB5\x2F\xFD\x04\0"), POX_ERROR_COMPRESSED, "Zstandard", 1, 1},
    {BYTES("BZh91AY&SY"), POX_ERROR_COMPRESSED, "bzip2", 1, 1},
    {BYTES("PK\3\4\x14\0"), POX_ERROR_COMPRESSED, "ZIP", 1, 1},
    {BYTES("\x78\x9C\xB3"), POX_ERROR_COMPRESSED, "zlib", 1, 1},
    {BYTES("HTTP/1.1 200 OK\r\n\r\n<Protocol/>"), POX_ERROR_XML, "HTTP", 1, 1},
    {BYTES("Unauthorized"), POX_ERROR_XML, "'<'", 1, 1},
    {BYTES("<?xml version='1.0'?>\nService Unavailable"), POX_ERROR_XML, "root", 2, 1},
    {BYTES("<!-- 1 --> {\"Protocol\": 1}"), POX_ERROR_XML, "root", 1, 12},
    {BYTES("<!-- 1 --> <?\?> {\"Protocol\": 1}"), POX_ERROR_XML, "PI", 1, 14},
    {BYTES("<\0P\0/\0>\0"), POX_ERROR_ENCODING, "byte order mark", 1, 1},
    {BYTES("\xFF\xFE\0\0<\0\0\0"), POX_ERROR_ENCODING, "UTF-32", 1, 1},
    {BYTES("\x4C\x6F\xA7\x94"), POX_ERROR_ENCODING, "EBCDIC", 1, 1},
};

Test(stranger, what_is_no_autodiscover_is_named_and_placed)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_error error = refusal(rows[i].bytes, rows[i].size, NULL);

        cr_expect_eq(error.status, rows[i].status, "row %zu: %s: %s", i,
                     pox_status_name(error.status), error.message);
        cr_expect_not_null(strstr(error.message, rows[i].name), "row %zu: %s", i,
                           error.message);
        cr_expect_eq(error.line, rows[i].line, "row %zu: line %zu", i, error.line);
        cr_expect_eq(error.column, rows[i].column, "row %zu: column %zu", i,
                     error.column);
    }
}

Test(stranger, what_only_looks_like_one_is_read)
{
    static const char *const documents[] = {
        "<!-- <html> --><Protocol/>",
        "<?html?><Protocol/>",
        "<?pi <!DOCTYPE html> ?><Protocol/>",
        "<Protocol><html/></Protocol>",
        "<Protocol xmlns:s='" SOAP "'><s:Body/></Protocol>",
    };

    for (size_t i = 0; i < COUNT(documents); i++) {
        struct pox_error error = refusal_of(documents[i]);

        cr_expect_eq(error.status, POX_OK, "%s: %s", documents[i], error.message);
    }
}

Test(stranger, another_root_is_no_stranger)
{
    static const char *const documents[] = {
        "<htmls/>",
        "<Envelope xmlns='urn:x'/>",
        "<configuration/>",
    };

    for (size_t i = 0; i < COUNT(documents); i++) {
        struct pox_error error = refusal_of(documents[i]);

        cr_expect_eq(error.status, POX_ERROR_ROOT, "%s: %s", documents[i], error.message);
    }
}

Test(stranger, an_unfinished_beginning_is_looked_at_no_further_than_it_goes)
{
    static const char text[] = "  <!-- a --><?b c?><!DOCTYPE html>";

    for (size_t size = 0; size < sizeof(text); size++) {
        char *exact = malloc(size > 0 ? size : 1);
        struct pox_stranger found;

        memcpy(exact, text, size);
        found = pox_stranger_of_bytes(exact, size);
        /* Without what follows, "html" may be the beginning of another name. */
        cr_expect_eq(found.status, size == sizeof(text) - 1 ? POX_ERROR_HTML : POX_OK,
                     "%zu bytes", size);
        free(exact);
    }
}
