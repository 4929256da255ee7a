/* SPDX-License-Identifier: MIT */
#include "plain.h"

#include "support.h"

/* That both front ends come to the same is what read_both_ways() sees to; here also which of
 * them has read a document. */

#define START "<Response xmlns=\"" OUTLOOK_RESPONSE "\">"
#define END   "</Response>"

/** Whether the front end for plain documents reads it to its end. */
static bool is_plain(const char *bytes, size_t size,
                     const struct pox_parse_options *options)
{
    struct pox_plain *plain = malloc(sizeof(*plain));
    struct pox_reader *reader = malloc(sizeof(*reader));
    struct pox_error error;
    bool good;

    pox_reader_begin(reader, NULL, options, size, &error);
    pox_plain_begin(plain, reader->allocator);
    good = pox_plain_read(plain, reader, bytes, size);
    pox_plain_end(plain);
    pox_free(pox_reader_end(reader));
    free(reader);
    free(plain);
    return good;
}

/** In memory of just that size, so that a sanitizer sees what is read beyond it. */
static void expect_plain(bool plain, const char *xml, size_t size,
                         const struct pox_parse_options *options)
{
    char *bytes = exact_copy(xml, size);
    struct outcome outcome;

    cr_expect_eq(is_plain(bytes, size, options), plain, "%.200s", xml);
    read_both_ways(NULL, bytes, size, options, &outcome);
    pox_free(outcome.value);
    free(bytes);
}

struct row {
    bool is_plain;
    const char *xml;
};

static void expect_rows(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        expect_plain(rows[i].is_plain, rows[i].xml, strlen(rows[i].xml), NULL);
}

Test(plain, what_stands_before_and_behind_the_root)
{
    static const struct row rows[] = {
        {true, START END},
        {true, " \n\t\r" START END "\r\n "},
        {true, "\xEF\xBB\xBF" START END},
        {false, "\xEF\xBB" START END},
        {true, "<!-- a -->" START END "<!---->\n<!--b-->"},
        {false, "<?a b?>" START END},
        {false, START END "<?a b?>"},
        {false, "<!DOCTYPE a>" START END},
        {false, "x" START END},
        {false, START END "x"},
        {false, START END START END},
        {false, ""},
        {false, " "},
        {false, "<"},
        {false, "{}"},
    };

    expect_rows(rows, COUNT(rows));
}

Test(plain, declarations_of_xml)
{
    static const struct row rows[] = {
        {true, "<?xml version=\"1.0\"?>" START END},
        {true, "<?xml version='1.0' encoding='UTF-8'?>" START END},
        {true,
         "<?xml version=\"1.0\"  encoding=\"utf-8\" standalone=\"yes\" ?>\n" START END},
        {true, "<?xml\tversion=\"1.0\"\nstandalone='no'?>" START END},
        {true, "\xEF\xBB\xBF<?xml version=\"1.0\"?>" START END},
        {false, "<?xml?>" START END},
        {false, "<?xml ?>" START END},
        {false, "<?xmlversion=\"1.0\"?>" START END},
        {false, "<?xml encoding=\"utf-8\"?>" START END},
        {false, "<?xml version=\"1.1\"?>" START END},
        {false, "<?xml version=\"1.0\" encoding=\"us-ascii\"?>" START END},
        {false, "<?xml version=\"1.0\" encoding=\"utf-16\"?>" START END},
        {false, "<?xml version=\"1.0\" standalone=\"YES\"?>" START END},
        {false,
         "<?xml version=\"1.0\" standalone=\"yes\" encoding=\"utf-8\"?>" START END},
        {false, "<?xml version=\"1.0\"encoding=\"utf-8\"?>" START END},
        {false, "<?xml version=1.0?>" START END},
        {false, "<?xml version=\"1.0?>" START END},
        {false, "<?xml version=\"1.0\"" START END},
        {false, "<?xml version=\"1.0\" a=\"b\"?>" START END},
        {false, " <?xml version=\"1.0\"?>" START END},
    };

    expect_rows(rows, COUNT(rows));
}

#define TEXT(text) START "<Text>" text "</Text>" text END

Test(plain, text)
{
    static const struct row rows[] = {
        {true, TEXT("")},
        {true, TEXT("a text longer than a block of bytes, so that there are several")},
        {true, TEXT(" \t\r\n")},
        {true, TEXT("one\rtwo\r\nthree\n\rfour\r\r\nfive")},
        {true, TEXT("]")},
        {true, TEXT("]]")},
        {true, TEXT("]] >")},
        {false, TEXT("]]>")},
        {true, TEXT("a > b")},
        {true, TEXT("z\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80")},
        {true, TEXT("\xEF\xBF\xBD")},
        {true, TEXT("\x7F")},
        {false, TEXT("\xC3")},
        {false, TEXT("\xC0\x80")},
        {false, TEXT("\xED\xA0\x80")},
        {false, TEXT("\xEF\xBF\xBE")},
        {false, TEXT("\x01")},
        {false, TEXT("<![CDATA[a]]>")},
        {false, TEXT("<?a b?>")},
    };

    expect_rows(rows, COUNT(rows));
}

Test(plain, references)
{
    static const struct row rows[] = {
        {true, TEXT("&amp;&lt;&gt;&quot;&apos;")},
        {true, TEXT("&#65;&#x41;&#x1F600;&#000065;&#xfffd;")},
        {true, TEXT("one &amp; two &#13;&#10; three")},
        {false, TEXT("&")},
        {false, TEXT("&;")},
        {false, TEXT("&amp")},
        {false, TEXT("&AMP;")},
        {false, TEXT("&nbsp;")},
        {false, TEXT("&#;")},
        {false, TEXT("&#x;")},
        {false, TEXT("&#X41;")},
        {false, TEXT("&#0;")},
        {false, TEXT("&#1;")},
        {false, TEXT("&#xD800;")},
        {false, TEXT("&#xFFFE;")},
        {false, TEXT("&#x110000;")},
        {false, TEXT("&#4294967361;")},
        {false, TEXT("&#6a;")},
        {false, TEXT("&#x4g;")},
        /* More digits than a character needs are not plain, but right. */
        {false, TEXT("&#0000065;")},
    };

    expect_rows(rows, COUNT(rows));
}

#define VALUE(value) START "<Error Time=" value " other=" value "/>" END

Test(plain, attributes)
{
    static const struct row rows[] = {
        {true, VALUE("\"\"")},
        {true, VALUE("\"a\"")},
        {true, VALUE("'a \"b\"'")},
        {true, VALUE("\"it's > that\"")},
        {true, VALUE("\"one\ttwo\nthree\rfour\r\nfive\"")},
        {true, VALUE("\"&lt;&#9;&#10;&amp;&quot;\"")},
        {true, VALUE("\"z\xC3\xBC, and a text longer than a block &amp; another\"")},
        {true, START "<Error\nTime=\"1\" />" END},
        /* White space around "=" is rare enough to be left to the other one. */
        {false, START "<Error Time = \"1\"/>" END},
        {false, START "<Error Time=\"1\"other=\"2\"/>" END},
        {false, START "<Error Time=\"1\" Time=\"2\"/>" END},
        {false, START "<Error Time/>" END},
        {false, START "<Error Time=1/>" END},
        {false, START "<Error Time=\"1/>" END},
        {false, START "<Error =\"1\"/>" END},
        {false, START "<Error 1=\"1\"/>" END},
        {false, START "<Error a:b=\"1\"/>" END},
        {false, START "<Error \xC3\xBC=\"1\"/>" END},
        {false, START "<Error Time=\"1\" / >" END},
        {false, VALUE("\"<\"")},
        {false, VALUE("\"&\"")},
        {false, VALUE("\"&nbsp;\"")},
        {false, VALUE("\"\x01\"")},
        {false, VALUE("\"\xFF\"")},
    };

    expect_rows(rows, COUNT(rows));
}

Test(plain, names_of_elements)
{
    static const struct row rows[] = {
        {true, START "<a/><A-1._/><_/>" END},
        {true, START "<a ></a >" END},
        {true, START "<a\n></a\t>" END},
        {false, START "<1/>" END},
        {false, START "<-/>" END},
        {false, START "<a:b xmlns:a=\"urn:x\"/>" END},
        {false, START "<\xC3\xBC/>" END},
        {false, START "< a/>" END},
        {false, START "</ Response>"},
        {false, START "<a></b>" END},
        {false, START "<a></A>" END},
        {false, START "<a></a" END},
        {false, START "<a></ab>" END},
        {false, START "<ab></a>" END},
        {false, START "<a/ >" END},
        {false, START "<a//>" END},
        {false, START "<a" END},
        {false, START "<a<b/>" END},
        {false, START "</a>"},
        {false, START},
    };

    expect_rows(rows, COUNT(rows));
}

Test(plain, comments)
{
    static const struct row rows[] = {
        {true, START "<!---->" END},
        {true, START "<!-- <a> & ]]> \xC3\xBC \r\n - > -->" END},
        {true, START "a<!-- b -->c<Error><!-- d --></Error>" END},
        {true, START "<Error><Message>a<!-- b -->c</Message></Error>" END},
        {false, START "<!-- -- -->" END},
        {false, START "<!--->" END},
        {false, START "<!--a--->" END},
        {false, START "<!-- \x01 -->" END},
        {false, START "<!-- \xFF -->" END},
        {false, START "<!- a -->" END},
        {false, START "<!-- a" END},
        {false, START "<!a>" END},
    };

    expect_rows(rows, COUNT(rows));
}

Test(plain, namespaces)
{
    static const struct row rows[] = {
        {true,
         START "<a xmlns=\"urn:x\"><b/><Error xmlns=\"" OUTLOOK_RESPONSE "\"/></a>" END},
        {true, START "<a xmlns=\"\"/>" END},
        {true, START "<a xmlns:p=\"urn:x\" xmlns:q=\"urn:x\"/>" END},
        {true, "<Response/>"},
        {true, START "<Error xmlns=\"" MOBILE_RESPONSE "\"/><Error/>" END},
        {false, START "<a xmlns=\"urn:x\" xmlns=\"urn:y\"/>" END},
        {false, START "<a xmlns:p=\"urn:x\" xmlns:p=\"urn:y\"/>" END},
        {false, START "<a xmlns:p=\"\"/>" END},
        {false, START "<a xmlns:=\"urn:x\"/>" END},
        {false, START "<a xmlns:xml=\"urn:x\"/>" END},
        {false, START "<a xmlns:xmlns=\"urn:x\"/>" END},
        {false, START "<a xmlns:1=\"urn:x\"/>" END},
        {false, START "<a xmlns=\"urn:&amp;\"/>" END},
        {false, START "<a xmlns=\"urn: x\"/>" END},
        {false, START "<a xmlns=\"http://www.w3.org/XML/1998/namespace\"/>" END},
        {false, START "<a xmlns=\"http://www.w3.org/2000/xmlns/\"/>" END},
        {false, START "<a xml:lang=\"en\"/>" END},
        {true, START "<a xmlnsx=\"urn:x\"/>" END},
    };

    expect_rows(rows, COUNT(rows));
}

/** A document with this many declarations of different namespaces, inside one another. */
static void expect_namespaces(bool plain, size_t n, bool in_one_tag)
{
    char xml[4000] = START;
    size_t size = strlen(xml);

    size += (size_t)sprintf(xml + size, "<a");
    for (size_t i = 0; i < n; i++)
        size += (size_t)(in_one_tag ? sprintf(xml + size, " xmlns:p%zu=\"urn:x\"", i)
                                    : sprintf(xml + size, " xmlns=\"urn:%zu\"><a", i));
    size += (size_t)sprintf(xml + size, "/>");
    for (size_t i = 0; !in_one_tag && i < n; i++)
        size += (size_t)sprintf(xml + size, "</a>");
    size += (size_t)sprintf(xml + size, END);
    expect_plain(plain, xml, size, NULL);
}

Test(plain, room_for_namespaces_ends)
{
    /* The root has one. */
    expect_namespaces(true, POX_PLAIN_NAMESPACES - 1, false);
    expect_namespaces(false, POX_PLAIN_NAMESPACES, false);
    expect_namespaces(true, POX_PLAIN_NAMESPACES, true);
    expect_namespaces(false, POX_PLAIN_NAMESPACES + 1, true);
}

/** A document with a run of one letter in the middle. */
static void expect_run(bool plain, const char *before, size_t n, const char *behind)
{
    size_t n_before = strlen(before);
    size_t n_behind = strlen(behind);
    char *xml = malloc(n_before + n + n_behind + 1);

    memcpy(xml, before, n_before);
    memset(xml + n_before, 'x', n);
    strcpy(xml + n_before + n, behind);
    expect_plain(plain, xml, n_before + n + n_behind, NULL);
    free(xml);
}

Test(plain, room_for_names_and_uris_ends)
{
    size_t used = strlen(OUTLOOK_RESPONSE) + 1;

    expect_run(true, START "<", POX_PLAIN_STRINGS - 200, "/>" END);
    expect_run(false, START "<", POX_PLAIN_STRINGS, "/>" END);
    expect_run(true, START "<Error ", POX_PLAIN_STRINGS - 200, "=\"1\"/>" END);
    expect_run(false, START "<Error ", POX_PLAIN_STRINGS, "=\"1\"/>" END);
    expect_run(true, START "<Error a=\"&amp;", POX_PLAIN_STRINGS - 200, "\"/>" END);
    expect_run(false, START "<Error a=\"&amp;", POX_PLAIN_STRINGS, "\"/>" END);
    expect_run(true, START "<a xmlns=\"", POX_PLAIN_URIS - used - 1, "\"/>" END);
    expect_run(false, START "<a xmlns=\"", POX_PLAIN_URIS - used, "\"/>" END);
}

Test(plain, limits_are_left_to_the_other_one)
{
    static const char xml[] =
        START "<Error a=\"1\" b=\"2\"><Message>text</Message></Error>" END;
    size_t size = sizeof(xml) - 1;
    struct pox_parse_options options = {.strict = false};

    expect_plain(true, xml, size, &options);
    options.limits = (struct pox_limits){.document_bytes = size - 1};
    expect_plain(false, xml, size, &options);
    options.limits = (struct pox_limits){.document_bytes = size};
    expect_plain(true, xml, size, &options);
    options.limits = (struct pox_limits){.depth = 2};
    expect_plain(false, xml, size, &options);
    options.limits = (struct pox_limits){.depth = 3};
    expect_plain(true, xml, size, &options);
    options.limits = (struct pox_limits){.elements = 2};
    expect_plain(false, xml, size, &options);
    options.limits = (struct pox_limits){.attributes = 1};
    expect_plain(false, xml, size, &options);
    options.limits = (struct pox_limits){.attributes = 2};
    expect_plain(true, xml, size, &options);
    options.limits = (struct pox_limits){.text_bytes = 3};
    expect_plain(false, xml, size, &options);
    options.limits = (struct pox_limits){.extra_bytes = 1};
    expect_plain(false, xml, size, &options);
    options.limits = (struct pox_limits){.diagnostics = 1};
    expect_plain(false, xml, size, &options);
    options = (struct pox_parse_options){.strict = true};
    expect_plain(false, xml, size, &options);
}

Test(plain, a_document_that_is_cut_anywhere_is_not)
{
    static const char xml[] =
        "<?xml version=\"1.0\"?>\n<!-- a -->" START "<User><DisplayName>A &amp; B\xC3\xBC"
        "</DisplayName></User>\r\n  <Error Time=\"1 &#50;\"><Message/>\n</Error>" END;
    size_t size = sizeof(xml) - 1;

    expect_plain(true, xml, size, NULL);
    for (size_t n = 0; n < size; n++)
        expect_plain(false, xml, n, NULL);
}

/** What is told of each of these is at the place of it, to the line and column. */
Test(plain, places)
{
    static const char *const rows[] = {
        START "\n <a/>\r\n  <b/>\r<c/>\n\n\n<Error/>" END,
        START "<a>\xC3\xBC\n\xE2\x82\xAC</a><b/>" END,
        START "\xC3\xBC<a/>\xF0\x9F\x98\x80 text <b/>" END,
        "\xEF\xBB\xBF<!-- \n\xC3\xBC -->\n" START "<a/>" END,
        START "<Error Time=\"1\"\n a=\"2\" b=\"3\"\n><x/></Error><y/>" END,
        /* The place of a value is told when it ends, after those of what is in it. */
        START "<Error><ErrorCode>\n<a/>\n<b/>\n</ErrorCode>\n<ErrorCode> 1 "
              "</ErrorCode></Error>" END,
        START "<Account><Protocol><Port>\n\xC3\xBC</Port></Protocol>\r</"
              "Account>text\r\n<a/>" END,
    };

    for (size_t i = 0; i < COUNT(rows); i++)
        expect_plain(true, rows[i], strlen(rows[i]), NULL);
}

Test(plain, deep_and_wide_documents)
{
    enum { DEPTH = 60, WIDTH = 300 };
    char *xml = calloc(1, 32 * WIDTH + 8 * DEPTH + 1000);

    strcpy(xml, START);
    for (int i = 0; i < DEPTH; i++)
        strcat(xml, "<a>");
    for (int i = 0; i < WIDTH; i++)
        strcat(xml, "<b/><cc>text</cc>");
    for (int i = 0; i < DEPTH; i++)
        strcat(xml, "</a>");
    strcat(xml, END);
    expect_plain(true, xml, strlen(xml), NULL);
    free(xml);
}
