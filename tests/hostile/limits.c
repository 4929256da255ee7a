/* SPDX-License-Identifier: MIT */
#include "hostile.h"

#include "reader.h"

#define MUCH ((size_t)1 << 40)

/** No limit but those that the library has anyway. */
static const struct pox_parse_options unlimited = {
    .limits = {MUCH, MUCH, MUCH, MUCH, MUCH, MUCH, MUCH, MUCH},
};

/** Reads a document every way and ends it. A limit that is named must be what refuses it. */
static void expect_limit(struct pox_buffer *xml, const struct pox_parse_options *options,
                         const char *limit)
{
    struct pox_error error = error_every_way(xml->bytes, xml->size, options);
    char quoted[32];

    snprintf(quoted, sizeof(quoted), "'%s'", limit ? limit : "");
    cr_expect_eq(error.status, limit ? POX_ERROR_LIMIT : POX_OK, "%.60s...: %s",
                 xml->bytes, error.message);
    if (limit) {
        cr_expect_not_null(strstr(error.message, quoted), "%.60s...: %s", xml->bytes,
                           error.message);
        cr_expect_gt(error.column, 0, "%.60s", xml->bytes);
    }
    pox_buffer_end(xml);
}

static void expect_repeated(const char *before, const char *text, size_t n,
                            const char *after, const struct pox_parse_options *options,
                            const char *limit)
{
    struct pox_buffer xml = repeated(before, text, n, after);

    expect_limit(&xml, options, limit);
}

Test(limits, have_defaults_and_are_lowered_to_what_was_tested)
{
    static const struct pox_limits defaults = {1 << 20, 64,      1 << 16, 1 << 12,
                                               64,      1 << 16, 1 << 20, 10000};
    static const struct pox_limits most = {1 << 30, 256,     MUCH, 1 << 16,
                                           100,     8 << 20, MUCH, MUCH};
    struct pox_reader reader;
    struct pox_error error;

    pox_reader_begin(&reader, NULL, NULL, 0, &error);
    cr_expect_arr_eq(&reader.limits, &defaults, sizeof(defaults));
    pox_reader_end(&reader);
    pox_reader_begin(&reader, NULL, &unlimited, 0, &error);
    cr_expect_arr_eq(&reader.limits, &most, sizeof(most));
    pox_reader_end(&reader);
}

/* Row 49. */
Test(limits, a_hundred_thousand_nested_elements_end_at_the_depth)
{
    struct pox_error error;
    struct pox_buffer xml = repeated("<Protocol>\n", "<a>", 100000, "");

    error = error_every_way(xml.bytes, xml.size, NULL);
    cr_expect_eq(error.status, POX_ERROR_LIMIT, "%s", error.message);
    cr_expect(error.line == 2 && error.column == 63 * 3 + 1, "%zu:%zu", error.line,
              error.column);
    expect_limit(&xml, &unlimited, "depth");
}

/** So many structs inside one another. */
static struct pox_buffer nest(size_t depth)
{
    struct pox_buffer xml = new_buffer();

    for (size_t i = 0; i < depth; i++)
        pox_buffer_append_text(&xml, i % 2 == 0 ? "<Protocol>" : "<Internal>");
    for (size_t i = depth; i-- > 0;)
        pox_buffer_append_text(&xml, i % 2 == 0 ? "</Protocol>" : "</Internal>");
    cr_assert_not_null(pox_buffer_text(&xml));
    return xml;
}

/* Row 50. */
Test(limits, structs_inside_one_another_end_at_the_depth_and_survive_up_to_it)
{
    static const size_t depths[] = {1, 10, 64, 65, 100, 255, 256, 257, 10000};

    for (size_t i = 0; i < COUNT(depths); i++) {
        struct pox_write_options deep = {.depth = 256};
        struct outcome outcome;
        struct pox_buffer xml = nest(depths[i]);
        void *copy;
        char *text;

        expect_limit(&xml, NULL, depths[i] > 64 ? "depth" : NULL);
        xml = nest(depths[i]);
        read_every_way(xml.bytes, xml.size, &unlimited, &outcome);
        cr_expect_eq(outcome.error.status, depths[i] > 256 ? POX_ERROR_LIMIT : POX_OK,
                     "%zu: %s", depths[i], outcome.error.message);
        pox_buffer_end(&xml);
        if (!outcome.value)
            continue;
        text = pox_to_xml(outcome.type, outcome.value, &deep, NULL, &outcome.error);
        cr_expect_not_null(text, "%zu: %s", depths[i], outcome.error.message);
        copy = pox_copy(outcome.type, outcome.value, NULL, NULL);
        cr_expect(pox_equal(outcome.type, outcome.value, copy), "%zu", depths[i]);
        free(text);
        pox_free(copy);
        pox_free(outcome.value);
    }
}

/* Row 51. */
Test(limits, a_million_siblings_end_at_the_number_of_elements)
{
    struct pox_parse_options wide = {.limits = {.document_bytes = MUCH}};
    struct pox_parse_options patient = {
        .limits = {.document_bytes = MUCH, .diagnostics = MUCH}};

    expect_repeated("<Account>", "<Protocol/>", 1000000, "</Account>", NULL, "elements");
    expect_repeated("<Account>", "<Protocol/>", 65535, "</Account>", NULL, NULL);
    expect_repeated("<Account>", "<Protocol/>", 65536, "</Account>", NULL, "elements");
    expect_repeated("<Account>", "<a/>", 1000000, "</Account>", &wide, "diagnostics");
    expect_repeated("<Account>", "<a/>", 1000000, "</Account>", &patient, "extra_bytes");
    expect_repeated("<Account><a>", "<a/>", 1000000, "</a></Account>", &wide, "elements");
    expect_repeated("<Account>", "<a/>", 1000000, "", NULL, "diagnostics");
}

/** A tag with `n` attributes or declarations. */
static struct pox_buffer tag_with(const char *format, size_t n)
{
    struct pox_buffer xml = new_buffer();

    pox_buffer_append_text(&xml, "<Protocol");
    for (size_t i = 0; i < n; i++) {
        char attribute[40];

        snprintf(attribute, sizeof(attribute), format, i);
        pox_buffer_append_text(&xml, attribute);
    }
    pox_buffer_append_text(&xml, "/>");
    cr_assert_not_null(pox_buffer_text(&xml));
    return xml;
}

/* Row 52. */
Test(limits, attributes_and_declarations_of_a_tag_are_counted)
{
    static const struct {
        const char *format;
        size_t most;
        size_t most_of_all;
    } rows[] = {
        {" a%zu='='", 64, 100},
        {" xmlns:a%zu='u'", 65, 101}, /* one for the element itself */
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_buffer xml = tag_with(rows[i].format, rows[i].most);

        expect_limit(&xml, NULL, NULL);
        xml = tag_with(rows[i].format, rows[i].most + 1);
        expect_limit(&xml, NULL, "attributes");
        xml = tag_with(rows[i].format, 100000);
        expect_limit(&xml, NULL, "attributes");
        xml = tag_with(rows[i].format, rows[i].most_of_all);
        expect_limit(&xml, &unlimited, NULL);
        xml = tag_with(rows[i].format, rows[i].most_of_all + 1);
        expect_limit(&xml, &unlimited, "attributes");
    }
    expect_repeated("<Account ", "a='' ", 100000, "/>", NULL, "attributes");
}

/* Row 52. */
Test(limits, many_tags_of_many_bytes_are_read)
{
    struct pox_buffer tag = repeated("<a b='", "x", 16384, "'/>");

    expect_repeated("<Account><b>", tag.bytes, 60, "</b></Account>", NULL, NULL);
    expect_repeated("<Account><b>", tag.bytes, 64, "</b></Account>", NULL,
                    "document_bytes");
    pox_buffer_end(&tag);
}

/** What `text_bytes` counts, with so many bytes that are counted around the repeated one. */
static const struct {
    const char *before;
    const char *after;
    size_t around;
} long_things[] = {
    {"<Protocol><Server>", "</Server></Protocol>", 0},
    {"<Protocol>", "</Protocol>", 0},
    {"<Protocol><Server>x<!-- -->", "<?a?></Server></Protocol>", 1},
    {"<Protocol><!--", "--></Protocol>", 5},
    {"<!--", "--><Protocol/>", 5},
    {"<Protocol/><!--", "-->", 5},
    {"<Protocol><?a ", "?></Protocol>", 4},
    {"<Protocol><Server><![CDATA[", "]]></Server></Protocol>", 10},
    {"<Protocol a='", "'/>", 14},
    {"<Protocol a='b'  ", "/>", 17},
    {"<Protocol></Protocol  ", ">", 11},
    {"<Protocol><Unknown>", "</Unknown></Protocol>", 0},
    {"<Protocol><a><b>x</b>x<!-- -->", "<b/>x</a></Protocol>", 1},
    {"<Protocol><Server><b/>", "</Server></Protocol>", 0},
};

/* Rows 53 and 57. */
Test(limits, every_long_thing_ends_at_the_bytes_of_a_text)
{
    static const size_t limits[] = {100, 5000, 65536};

    for (size_t i = 0; i < COUNT(long_things); i++) {
        for (size_t k = 0; k < COUNT(limits); k++) {
            struct pox_parse_options options = {
                .limits = {.text_bytes = limits[k] == 65536 ? 0 : limits[k]}};
            size_t n = limits[k] - long_things[i].around;

            expect_repeated(long_things[i].before, " ", n, long_things[i].after, &options,
                            NULL);
            expect_repeated(long_things[i].before, " ", n + 1, long_things[i].after,
                            &options, "text_bytes");
        }
    }
}

/* Row 53. */
Test(limits, eleven_megabytes_are_too_much_of_anything)
{
    static const size_t kinds[] = {0, 3, 6, 7, 8, 9, 10};
    static char megabyte[(1 << 20) + 1];

    memset(megabyte, ' ', sizeof(megabyte) - 1);
    for (size_t i = 0; i < COUNT(kinds); i++)
        expect_repeated(long_things[kinds[i]].before, megabyte, 11,
                        long_things[kinds[i]].after, &unlimited, "text_bytes");
    expect_repeated("<Protocol><Server>", megabyte, 8, "</Server></Protocol>", &unlimited,
                    NULL);
    expect_repeated("<Protocol><!--", megabyte + 8, 8, "--></Protocol>", &unlimited,
                    NULL);
}

/* Row 54. */
Test(limits, a_name_has_at_most_fifty_thousand_bytes)
{
    static const char *const places[][2] = {
        {"<Protocol><", "/></Protocol>"},
        {"<Protocol ", "='a'/>"},
        {"<Protocol xmlns:", "='a'/>"},
        {"<Protocol><?", "?></Protocol>"},
    };
    struct pox_error error;
    struct pox_buffer xml;

    for (size_t i = 0; i < COUNT(places); i++) {
        expect_repeated(places[i][0], "a", 49999, places[i][1], NULL, NULL);
        xml = repeated(places[i][0], "a", 50001, places[i][1]);
        error = error_every_way(xml.bytes, xml.size, NULL);
        cr_expect_eq(error.status, POX_ERROR_LIMIT, "%zu: %s", i, error.message);
        cr_expect_not_null(strstr(error.message, "50,000"), "%s", error.message);
        pox_buffer_end(&xml);
        expect_repeated(places[i][0], "a", 1000000, places[i][1], NULL, "text_bytes");
    }
    expect_repeated("<Protocol xmlns='", "a", 1000000, "'/>", NULL, "text_bytes");
}

/* Row 55. */
Test(limits, lines_and_columns_are_counted_beyond_16_bits)
{
    static const size_t lines[] = {65535, 65536, 70002};

    for (size_t i = 0; i < COUNT(lines); i++) {
        struct pox_buffer xml =
            repeated("<Protocol>", "<!--\n-->", lines[i] - 1, "<a></b></Protocol>");
        struct pox_error error = error_every_way(xml.bytes, xml.size, NULL);

        cr_expect_eq(error.status, POX_ERROR_XML, "%s", error.message);
        cr_expect(error.line == lines[i] && error.column == 11, "%zu:%zu", error.line,
                  error.column);
        pox_buffer_end(&xml);
        xml = repeated("<Protocol>", "<!---->", lines[i], "<a></b></Protocol>");
        error = error_every_way(xml.bytes, xml.size, NULL);
        cr_expect(error.line == 1 && error.column == 18 + 7 * lines[i], "%zu:%zu",
                  error.line, error.column);
        pox_buffer_end(&xml);
    }
}

/** However a document comes: it is refused for its size alone. */
static void expect_too_large(const char *bytes, size_t size)
{
    const struct pox_type *protocol = pox_type_by_name("Protocol");
    struct pox_parser *parser = pox_parser_new(NULL, NULL, NULL);
    const struct pox_type *type;
    struct pox_error errors[4];

    cr_assert_not_null(parser);
    cr_expect_null(pox_parse_any(bytes, size, NULL, &type, &errors[0]));
    cr_expect_null(pox_parse(protocol, bytes, size, NULL, &errors[1]));
    cr_expect_null(pox_parser_parse(parser, bytes, size, &type, &errors[2]));
    cr_expect_not(pox_parser_feed(parser, bytes, size, &errors[3]));
    for (size_t i = 0; i < COUNT(errors); i++)
        cr_expect(errors[i].status == POX_ERROR_LIMIT &&
                      strstr(errors[i].message, "document_bytes"),
                  "%zu bytes, way %zu: %s", size, i, errors[i].message);
    pox_parser_free(parser);
}

/* Row 56. */
Test(limits, no_byte_beyond_the_size_of_a_document_is_looked_at)
{
    static const size_t sizes[] = {(1 << 20) + 1, (size_t)INT32_MAX + 1, SIZE_MAX};
    const size_t limit = 1 << 20;
    char *bytes = malloc(limit);

    cr_assert_not_null(bytes);
    memset(bytes, ' ', limit);
    memcpy(bytes, "<Protocol/>", 11);
    cr_expect_eq(error_every_way(bytes, limit, NULL).status, POX_OK);
    for (size_t i = 0; i < COUNT(sizes); i++)
        expect_too_large(bytes, sizes[i]);
    free(bytes);
}

/** Spells a name in one of many ways. */
static void spell(char *name, unsigned way)
{
    for (size_t bit = 0; bit < 8; bit++) {
        if (way & 1u << bit)
            name[bit] = (char)(name[bit] - 'a' + 'A');
    }
}

Test(limits, names_count_however_often_an_attribute_is_spelled_anew)
{
    enum { N_WAYS = 250, A_TAG = 50 };
    struct pox_buffer xml = repeated("<Internal>", "", 0, "");
    struct pox_parse_options options = {.strict = false};
    bool was_read = false;
    bool was_refused = false;

    for (unsigned i = 0; i < N_WAYS; i++) {
        char name[] = "authenticationmethod";

        spell(name, i);
        pox_buffer_append_text(&xml, i % A_TAG == 0 ? "<OWAUrl " : " ");
        pox_buffer_append_text(&xml, name);
        pox_buffer_append_text(&xml, i % A_TAG == A_TAG - 1 ? "=''/>" : "=''");
    }
    pox_buffer_append_text(&xml, "</Internal>");
    for (size_t names = N_WAYS - 50; names < N_WAYS + 50; names++) {
        struct pox_error error;

        options.limits.names = names;
        error = error_every_way(xml.bytes, xml.size, &options);
        was_read |= error.status == POX_OK;
        was_refused |= error.status == POX_ERROR_LIMIT;
    }
    cr_expect(was_read && was_refused);
    pox_buffer_end(&xml);
}

/* Row 57. */
Test(limits, an_endless_document_is_given_up_at_its_limit)
{
    static const struct {
        const char *before;
        const char *endless;
    } rows[] = {
        {"", "                "},
        {"", "<!--          -->"},
        {"<?xml version='1.0'?>", "\r\n\r\n\r\n\r\n"},
        {"<Protocol/>", "                "},
        {"<Protocol/>", "<?a            ?>"},
        {"<Protocol>", "<!--          -->"},
        {"\xFF\xFE", " \0 \0 \0 \0 \0 \0 \0 \0"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_parser *parser = pox_parser_new(NULL, NULL, NULL);
        size_t n = i == COUNT(rows) - 1 ? 16 : strlen(rows[i].endless);
        size_t fed = strlen(rows[i].before);
        struct pox_error error;

        cr_expect(pox_parser_feed(parser, rows[i].before, fed, &error));
        while (pox_parser_feed(parser, rows[i].endless, n, &error) && fed < MUCH)
            fed += n;
        cr_expect_eq(error.status, POX_ERROR_LIMIT, "row %zu: %s", i, error.message);
        cr_expect_not_null(strstr(error.message, "'document_bytes'"), "row %zu: %s", i,
                           error.message);
        cr_expect_leq(fed, 1 << 20, "row %zu: %zu", i, fed);
        pox_parser_free(parser);
    }
}

/** A document with `n` different names of a kind, among others. */
static struct pox_buffer with_names(const char *format, size_t n)
{
    struct pox_buffer xml = new_buffer();

    pox_buffer_append_text(&xml, "<Protocol><x>");
    for (size_t i = 0; i < n; i++) {
        char name[60];

        snprintf(name, sizeof(name), format, i, i, i);
        pox_buffer_append_text(&xml, name);
    }
    pox_buffer_append_text(&xml, "</x></Protocol>");
    cr_assert_not_null(pox_buffer_text(&xml));
    return xml;
}

/** Of each kind of name: how many one more brings, beside those that are always there. */
static const struct {
    const char *format;
    size_t base;
    size_t step;
} names[] = {
    {"<a%zu/>", 2, 1},
    {"<x a%zu='1'/>", 2, 1},
    {"<a%zu b%zu=''/>", 2, 2},
    {"<x xmlns='u%zu'/>", 2, 1},
    {"<x xmlns:p%zu='u'/>", 3, 1},
    {"<p%zu:a%zu xmlns:p%zu='u'/>", 3, 2},
    {"<?a%zu?>", 2, 1},
    {"<x a%zu='&amp;'/><!-- %zu -->%zu<![CDATA[a]]>", 3, 1},
};

Test(limits, every_name_is_counted_once)
{
    static const size_t limits[] = {20, 21, 500, 4096};

    for (size_t i = 0; i < COUNT(names); i++) {
        for (size_t k = 0; k < COUNT(limits); k++) {
            struct pox_parse_options options = unlimited;
            size_t n = (limits[k] - names[i].base) / names[i].step;
            struct pox_buffer xml = with_names(names[i].format, n);

            options.limits.names = limits[k] == 4096 ? 0 : limits[k];
            expect_limit(&xml, &options, NULL);
            xml = with_names(names[i].format, n + 1);
            expect_limit(&xml, &options, "names");
        }
    }
    expect_repeated("<Protocol><x>", "<a b='' xmlns='u'/>", 20000, "</x></Protocol>",
                    &unlimited, NULL);
}

Test(limits, sixty_five_thousand_names_are_the_most)
{
    struct pox_buffer xml = with_names("<a%zu/>", 65534);

    expect_limit(&xml, &unlimited, NULL);
    xml = with_names("<a%zu/>", 65535);
    expect_limit(&xml, &unlimited, "names");
}
