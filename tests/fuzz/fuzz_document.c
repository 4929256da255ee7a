/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a document. What is read is written and read again without loss, what is refused
 * is refused for a reason, and expat agrees with both.
 */
#include "fuzzer.h"
#ifdef FUZZ_HAS_EXPAT
#include "independent.h"
#endif

#include <pox/pox.h>
#include <stdlib.h>
#include <string.h>

struct document {
    const char *bytes;
    size_t size;
    size_t n_lines;
    /** What lenient reading gave. */
    void *value;
    const struct pox_type *type;
    struct pox_error error;
    /** How many diagnostics there were, and the first of them. */
    size_t n_diagnostics;
    enum pox_diagnostic_code code;
    size_t line;
    size_t column;
    char path[sizeof(((struct pox_error *)0)->path)];
};

/* Texts for a person */

/** The length of a character in UTF-8; 0: none, or one that is not to be shown. */
static size_t printable_length(const unsigned char *at)
{
    static const unsigned char first_bytes[] = {0xC2, 0xE0, 0xF0, 0xF5};
    size_t length = 1;

    if (at[0] < 0x80)
        return at[0] >= 0x20 ? 1 : 0;
    if (at[0] < first_bytes[0] || at[0] >= first_bytes[3])
        return 0;
    while (at[0] >= first_bytes[length])
        length++;
    length++;
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    }
    if ((at[0] == 0xE0 && at[1] < 0xA0) || (at[0] == 0xED && at[1] >= 0xA0) ||
        (at[0] == 0xF0 && at[1] < 0x90) || (at[0] == 0xF4 && at[1] >= 0x90))
        return 0;
    return length;
}

static bool is_printable(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    while (*at) {
        size_t length = printable_length(at);

        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

/** Lines end with CR LF, CR or LF. */
static size_t count_lines(const char *bytes, size_t size)
{
    size_t lines = 1;
    char previous = '\0';

    for (size_t i = 0; i < size; i++) {
        char byte = bytes[i];

        lines += byte == '\r' || (byte == '\n' && previous != '\r');
        previous = byte;
    }
    return lines;
}

static void check_place(const struct document *document, const char *what, size_t line,
                        size_t column, const char *path)
{
    if (line == 0 || line > document->n_lines)
        fuzz_fail("%s: there is no line %zu", what, line);
    if (column == 0 || column > document->size + 1)
        fuzz_fail("%s: there is no column %zu", what, column);
    if (!is_printable(path) || (path[0] != '/' && path[0] != '.' && path[0] != '\0'))
        fuzz_fail("%s: the path is '%s'", what, path);
}

static void on_diagnostic(void *data, const struct pox_diagnostic *diagnostic)
{
    struct document *document = data;
    const char *name = pox_diagnostic_code_name(diagnostic->code);

    check_place(document, name, diagnostic->line, diagnostic->column, diagnostic->path);
    if (diagnostic->message[0] == '\0' || !is_printable(diagnostic->message))
        fuzz_fail("%s: the message is '%s'", name, diagnostic->message);
    if (diagnostic->code == POX_DIAGNOSTIC_NONE || strcmp(name, "unknown") == 0)
        fuzz_fail("a diagnostic has the code %d", (int)diagnostic->code);
    if (document->n_diagnostics++ > 0)
        return;
    document->code = diagnostic->code;
    document->line = diagnostic->line;
    document->column = diagnostic->column;
    strncpy(document->path, diagnostic->path, sizeof(document->path) - 1);
}

static void check_error(const struct document *document, const struct pox_error *error)
{
    const char *name = pox_status_name(error->status);

    check_place(document, name, error->line, error->column, error->path);
    if (error->message[0] == '\0' || !is_printable(error->message))
        fuzz_fail("%s: the message is '%s'", name, error->message);
    if (error->status == POX_OK || error->status == POX_ERROR_NO_MEMORY ||
        strcmp(name, "unknown") == 0)
        fuzz_fail("refused with the status %d", (int)error->status);
}

/* Strict reading */

static bool same_error(const struct pox_error *a, const struct pox_error *b)
{
    return a->status == b->status && a->line == b->line && a->column == b->column &&
           a->code == b->code && strcmp(a->path, b->path) == 0 &&
           strcmp(a->message, b->message) == 0;
}

/** The first diagnostic, if there is one, is where strict reading stops. */
static void check_strict(const struct document *document)
{
    struct pox_parse_options strict = {.strict = true};
    struct pox_error error;
    const struct pox_type *type;
    void *value = pox_parse_any(document->bytes, document->size, &strict, &type, &error);

    if (document->n_diagnostics > 0) {
        if (value || error.status != POX_ERROR_FORMAT || error.code != document->code ||
            error.line != document->line || error.column != document->column ||
            strcmp(error.path, document->path) != 0)
            fuzz_fail("strict reading does not stop at %zu:%zu: %s, but at %zu:%zu: %s",
                      document->line, document->column, document->path, error.line,
                      error.column, error.message);
        check_error(document, &error);
    } else if (!document->value && (value || !same_error(&error, &document->error))) {
        fuzz_fail("strict reading has another error: %s", error.message);
    } else if (document->value && !value) {
        fuzz_fail("strict reading finds what lenient reading does not: %s",
                  error.message);
    }
    pox_free(value);
}

/* Writing */

/** Writes, reads, compares and writes again; returns what was written, for free(). */
static char *check_survival(const struct document *document, bool compact, size_t *size)
{
    struct pox_write_options options = {.compact = compact};
    struct pox_error error;
    const struct pox_type *type = document->type;
    char *xml = pox_to_xml(type, document->value, &options, size, &error);
    void *again = xml ? pox_parse(type, xml, *size, NULL, &error) : NULL;
    size_t second_size = 0;
    char *second = again ? pox_to_xml(type, again, &options, &second_size, &error) : NULL;

    if (!second)
        fuzz_fail("does not survive being written: %zu:%zu: %s: %s\n%s", error.line,
                  error.column, error.path, error.message, xml ? xml : "(not written)");
    if (!pox_equal(type, document->value, again))
        fuzz_fail("says something else after being written:\n%s", xml);
    if (*size != second_size || memcmp(xml, second, second_size) != 0)
        fuzz_fail("is written differently the second time:\n%s\n%s", xml, second);
    free(second);
    pox_free(again);
    return xml;
}

/* The other reader */

#ifdef FUZZ_HAS_EXPAT
static struct independent_reader *other_reader(void)
{
    static struct independent_reader *reader;

    if (!reader)
        reader = independent_new();
    return reader;
}

static void check_nothing_lost(const struct document *document,
                               const struct independent *original, const char *xml,
                               size_t size)
{
    struct independent written;

    independent_read(other_reader(), xml, size, original->root_uri, NULL, &written);
    if (!written.is_well_formed)
        fuzz_fail("is written so that expat refuses it: %s\n%s", written.fault, xml);
    if (written.digest == original->digest)
        return;
    independent_read(other_reader(), document->bytes, document->size, NULL, stderr,
                     &written);
    fprintf(stderr, "----\n");
    independent_read(other_reader(), xml, size, original->root_uri, stderr, &written);
    fuzz_fail("is changed by being written:\n%s", xml);
}

/** Why expat may refuse what libpox reads; NULL: it may not. */
static const char *expat_is_stricter(const struct independent *other)
{
    if (other->fault_byte >= 0x80)
        return "expat knows the names of XML 1.0 fourth edition, libxml2 those of the "
               "fifth";
    return NULL;
}

/** Why libpox may call malformed what expat reads; NULL: it may not. */
static const char *expat_is_laxer(const struct independent *other)
{
    if (strcmp(other->version, "1.0") != 0)
        return "expat reads any version of XML";
    return NULL;
}

static void compare_verdicts(const struct document *document,
                             const struct independent *other)
{
    enum pox_status status = document->error.status;

    if (document->value && other->has_doctype)
        fuzz_fail("a DOCTYPE is read over");
    if (document->value && !other->is_well_formed && !expat_is_stricter(other))
        fuzz_fail("is read, but expat refuses it: %s", other->fault);
    if (!document->value && other->is_well_formed && !expat_is_laxer(other) &&
        (status == POX_ERROR_XML || status == POX_ERROR_EMPTY ||
         status == POX_ERROR_DOCTYPE))
        fuzz_fail("is refused, but expat reads it: %s", document->error.message);
}

/** Holds what came of a document against expat; `xml` is what was written, if it was read. */
static void compare(const struct document *document, const char *xml, size_t size)
{
    struct independent original;

    independent_read(other_reader(), document->bytes, document->size, NULL, NULL,
                     &original);
    compare_verdicts(document, &original);
    if (xml && original.is_well_formed)
        check_nothing_lost(document, &original, xml, size);
}
#else
static void compare(const struct document *document, const char *xml, size_t size)
{
    (void)document;
    (void)xml;
    (void)size;
}
#endif

static void check_read(const struct document *document)
{
    bool compact = fuzz_mix(document->size) % 4 != 0;
    size_t size;
    char *xml = check_survival(document, compact, &size);

    compare(document, xml, size);
    free(xml);
}

static void check_refused(const struct document *document)
{
    check_error(document, &document->error);
    compare(document, NULL, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct document document = {
        .bytes = (const char *)data,
        .size = size,
        .n_lines = count_lines((const char *)data, size),
    };
    struct pox_parse_options options = {
        .diagnostic = on_diagnostic,
        .diagnostic_data = &document,
    };

    document.value =
        pox_parse_any(document.bytes, size, &options, &document.type, &document.error);
    if (!document.value != !document.type ||
        !document.value != (document.error.status != POX_OK))
        fuzz_fail("value, type and status do not agree");
    if (document.value)
        check_read(&document);
    else
        check_refused(&document);
    if (size % 2 == 0) /* not always, for more executions */
        check_strict(&document);
    pox_free(document.value);
    return 0;
}
