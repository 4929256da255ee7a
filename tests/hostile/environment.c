/* SPDX-License-Identifier: MIT */
#include "hostile.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>
#include <locale.h>
#include <pox/node.h>
#include <sys/stat.h>
#include <threads.h>
#include <unistd.h>

/** Whatever a setting of the process could change: numbers, cases, blanks, references. */
static const char sample[] =
    "<AUTODISCOVER xmlns='" RESPONSE "'>\n <Response xmlns='" OUTLOOK_RESPONSE "'>\n"
    "  <Account><Protocol a='&amp;&amp;#38;' TYPE='mapihttp'> <INTERNAL/> "
    "<Port>993</Port>"
    "<Server>&amp;&#38;i</Server><TTL>1</TTL>\n <LoginName> </LoginName><Junk> </Junk>"
    "<AuthPackage>NTLM</AuthPackage><Port>1.5</Port><Port>1,5</Port></Protocol></"
    "Account>\n"
    " </Response>\n</AUTODISCOVER>\n";
static const char bad_sample[] = "<Protocol>\n <Port>1</Ports></Protocol>";

/** All that there is to be said about the samples. For free(). */
static char *account_of_samples(void)
{
    struct outcome outcome;
    struct pox_buffer out = new_buffer();
    struct pox_error error = error_every_way(BYTES(bad_sample), NULL);
    char *xml;
    char *json;

    read_every_way(BYTES(sample), NULL, &outcome);
    cr_assert_not_null(outcome.value, "%s", outcome.error.message);
    xml = written(outcome.type, outcome.value, false);
    json = pox_to_json(outcome.type, outcome.value, NULL, NULL, NULL);
    cr_assert_not_null(json);
    pox_buffer_append_text(&out, xml);
    pox_buffer_append_text(&out, json);
    for (size_t i = 0; i < outcome.notes.n; i++)
        pox_buffer_append_text(&out, outcome.notes.items[i].message);
    cr_expect(error.line == 2 && error.column == 17, "%zu:%zu", error.line, error.column);
    pox_buffer_append_text(&out, error.message);
    cr_assert_not_null(pox_buffer_text(&out));
    free(xml);
    free(json);
    pox_free(outcome.value);
    return out.bytes;
}

#ifdef HOSTILE_HAS_LOCALES
/** The locale is the one that CMakeLists.txt made. */
static void expect_same_in_locale(const char *name)
{
    char *expected;
    char *account;

    setlocale(LC_ALL, "C");
    expected = account_of_samples();
    cr_assert_not_null(setlocale(LC_ALL, name), "there is no locale %s", name);
    cr_expect_str_eq(localeconv()->decimal_point, ",", "%s is not in force", name);
    account = account_of_samples();
    cr_expect_str_eq(account, expected);
    free(account);
    free(expected);
}

/* Row 65. */
Test(environment, a_german_locale_changes_nothing)
{
    expect_same_in_locale("de_DE.UTF-8");
}

/* Row 65: "I" and "i" are no pair in Turkish. */
Test(environment, a_turkish_locale_changes_nothing)
{
    expect_same_in_locale("tr_TR.UTF-8");
}
#endif

/* Row 66; tests/threads does more. */
static int read_in_a_thread(void *data)
{
    const char *expected = data;

    for (int i = 0; i < 20; i++) {
        struct pox_error error;
        const struct pox_type *type;
        void *value = pox_parse_any(BYTES(sample), NULL, &type, &error);
        char *xml = pox_to_xml(type, value, NULL, NULL, &error);
        bool good = xml && strstr(xml, expected);

        free(xml);
        pox_free(value);
        if (!good)
            return 1;
    }
    return 0;
}

Test(environment, threads_may_use_the_library_first_at_once)
{
    thrd_t threads[16];
    static char expected[] = "<Port>993</Port>";
    int result;

    for (size_t i = 0; i < COUNT(threads); i++)
        cr_assert_eq(thrd_create(&threads[i], read_in_a_thread, expected), thrd_success);
    for (size_t i = 0; i < COUNT(threads); i++) {
        cr_assert_eq(thrd_join(threads[i], &result), thrd_success);
        cr_expect_eq(result, 0, "thread %zu", i);
    }
}

/* Row 67 */

static size_t n_calls;

static void on_generic(void *data, const char *format, ...)
{
    (void)data;
    (void)format;
    n_calls++;
}

#if LIBXML_VERSION >= 21200
static void on_structured(void *data, const xmlError *error)
#else
static void on_structured(void *data, xmlErrorPtr error)
#endif
{
    (void)data;
    (void)error;
    n_calls++;
}

static xmlParserInputPtr load_nothing(const char *url, const char *id,
                                      xmlParserCtxtPtr parser)
{
    (void)url;
    (void)id;
    (void)parser;
    n_calls++;
    return NULL;
}

/** What an application may have set; some of it is deprecated, and is set all the same. */
static void set_everything(int *data)
{
    xmlSetGenericErrorFunc(data, on_generic);
    xmlSetStructuredErrorFunc(data, on_structured);
    xmlSetExternalEntityLoader(load_nothing);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    xmlKeepBlanksDefault(0);
    xmlSubstituteEntitiesDefault(1);
    xmlLineNumbersDefault(0);
    xmlPedanticParserDefault(1);
#pragma GCC diagnostic pop
}

/** Takes all of that back, and says whether it was still so. */
static void reset_everything(const int *data)
{
    cr_expect_eq(xmlGenericError, on_generic);
    cr_expect_eq(xmlGenericErrorContext, data);
    cr_expect_eq(xmlStructuredError, on_structured);
    cr_expect_eq(xmlStructuredErrorContext, data);
    cr_expect_eq(xmlGetExternalEntityLoader(), load_nothing);
    xmlSetGenericErrorFunc(NULL, NULL);
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    cr_expect_eq(xmlKeepBlanksDefault(1), 0);
    cr_expect_eq(xmlSubstituteEntitiesDefault(0), 1);
    cr_expect_eq(xmlLineNumbersDefault(1), 0);
    cr_expect_eq(xmlPedanticParserDefault(0), 1);
#pragma GCC diagnostic pop
}

/* The library is not used before. */
Test(environment, what_an_application_set_in_libxml2_has_no_effect_and_stays)
{
    static const struct verdict rows[] = {
        {BYTES("<Protocol>\n</a>"), POX_ERROR_XML, 2, 5},
        {BYTES("<Protocol>&a;</Protocol>"), POX_ERROR_XML, 1, 11},
        {BYTES("<!DOCTYPE a SYSTEM 'file:///a'><Protocol/>"), POX_ERROR_DOCTYPE, 1, 1},
        {BYTES("<?xml version='1.0' encoding='X-NOPE'?><Protocol/>"), POX_ERROR_ENCODING,
         1, 40},
        {BYTES("<Protocol a='\xFF'/>"), POX_ERROR_ENCODING, 1, 14},
        {BYTES("<?xml version='1.1'?><Protocol xmlns:a='relative' xml:lang='!'/>"),
         POX_OK, 0, 0},
    };
    char *account;
    char *expected;
    int mine;

    set_everything(&mine);
    account = account_of_samples();
    expect_verdicts(rows, COUNT(rows));
    cr_expect_eq(n_calls, 0, "%zu calls", n_calls);
    reset_everything(&mine);
    expected = account_of_samples();
    cr_expect_str_eq(account, expected);
    free(account);
    free(expected);
}

static void *counting_malloc(size_t size)
{
    n_calls++;
    return malloc(size);
}

static void *counting_realloc(void *memory, size_t size)
{
    n_calls++;
    return realloc(memory, size);
}

static char *counting_strdup(const char *text)
{
    n_calls++;
    return strdup(text);
}

Test(environment, libxml2_may_have_an_allocator_of_the_application)
{
    char *account;
    char *expected;
    size_t n;

    cr_assert_eq(xmlMemSetup(free, counting_malloc, counting_realloc, counting_strdup),
                 0);
    account = account_of_samples();
    cr_expect_gt(n_calls, 0);
    cr_assert_eq(xmlMemSetup(free, malloc, realloc, strdup), 0);
    n = n_calls;
    expected = account_of_samples();
    cr_expect_eq(n_calls, n);
    cr_expect_str_eq(account, expected);
    free(account);
    free(expected);
}

/* Row 68 */

/** All that can be made of a value. */
static void make_everything_of(const struct pox_type *type, const void *value)
{
    xmlDocPtr tree = xmlNewDoc(NULL);
    xmlNodePtr root = pox_write_node(type, value, NULL, (xmlNodePtr)tree, NULL);

    if (root)
        pox_free(pox_parse_node(NULL, root, NULL, NULL, NULL));
    xmlFreeDoc(tree);
    free(pox_to_xml(type, value, NULL, NULL, NULL));
    free(pox_to_json(type, value, NULL, NULL, NULL));
    pox_validate(type, value, NULL, NULL, NULL);
    pox_free(pox_copy(type, value, NULL, NULL));
}

static void read_and_use(const char *bytes, size_t size,
                         const struct pox_parse_options *options)
{
    const struct pox_type *type;
    void *value = pox_parse_any(bytes, size, options, &type, NULL);

    if (value)
        make_everything_of(type, value);
    pox_free(value);
}

/** Reads whatever comes of the sample when one of its bytes is another. */
static void read_with_another_byte(size_t at)
{
    static const char others[] = {'\0', '\x01', '\x1B', '<',    '>',   '&',
                                  ']',  '"',    '\'',   '!',    '?',   '/',
                                  ':',  '\x80', '\xC3', '\xED', '\xFF'};
    struct pox_parse_options through_libxml2 = {.libxml2_only = true};
    char *bytes = exact_copy(BYTES(sample));

    for (size_t i = 0; i < COUNT(others); i++) {
        bytes[at] = others[i];
        read_and_use(bytes, sizeof(sample) - 1, NULL);
        read_and_use(bytes, sizeof(sample) - 1, &through_libxml2);
    }
    free(bytes);
}

/** What goes beyond a limit, and what cannot be written. */
static void refuse(size_t limit)
{
    const struct pox_parse_options options[] = {
        {.limits = {.document_bytes = limit}}, {.limits = {.text_bytes = limit}},
        {.limits = {.elements = limit}},       {.limits = {.depth = limit}},
        {.limits = {.extra_bytes = limit}},    {.limits = {.attributes = limit}},
    };
    char server[] = {'a', (char)limit, '\xFF', '\0'};
    struct pox_protocol *protocol = protocol_with("a");

    for (size_t i = 0; i < COUNT(options); i++)
        read_and_use(BYTES(sample), &options[i]);
    protocol->server = server;
    make_everything_of(pox_type_by_name("Protocol"), protocol);
    pox_free(protocol);
}

Test(environment, nothing_is_printed_whatever_is_read_or_written)
{
    FILE *tap = tmpfile();
    int saved[] = {dup(1), dup(2)};
    struct stat status;

    cr_assert_not_null(tap);
    dup2(fileno(tap), 1);
    dup2(fileno(tap), 2);
    for (size_t at = 0; at < sizeof(sample) - 1; at++)
        read_with_another_byte(at);
    for (size_t limit = 1; limit < 20; limit++)
        refuse(limit);
    fflush(NULL);
    dup2(saved[0], 1);
    dup2(saved[1], 2);
    cr_assert_eq(fstat(fileno(tap), &status), 0);
    cr_expect_eq(status.st_size, 0, "%ld bytes were printed", (long)status.st_size);
    fclose(tap);
}
