/* SPDX-License-Identifier: MIT */
#include "pieces.h"

static const char sample[] =
    "<?xml version=\"1.0\"?>\n" ANSWER("<AccountType>email</AccountType><Unknown a='b'>ü"
                                       "</Unknown><Protocol><Type>IMAP</Type>\n"
                                       "<Port>x</Port></Protocol>");

/** One parser reads the document in pieces of every size, and each time as a whole. */
static void expect_same_by_pieces(const char *bytes, size_t size)
{
    struct outcome whole;
    struct outcome outcome;
    struct pox_parse_options options = noting(NULL, &outcome);
    struct pox_parser *parser = pox_parser_new(NULL, &options, NULL);

    cr_assert_not_null(parser);
    read_both_ways(NULL, bytes, size, NULL, &whole);
    for (size_t chunk = 1; chunk <= size && chunk <= 70; chunk++) {
        char label[32];

        snprintf(label, sizeof(label), "by %zu", chunk);
        read_pieces(parser, bytes, size, chunk, &outcome);
        expect_same(&outcome, &whole, label);
        cr_expect_str_eq(outcome.error.message, whole.error.message, "%s", label);
        pox_free(outcome.value);
    }
    pox_free(whole.value);
    pox_parser_free(parser);
}

Test(parser, pieces_of_every_size_make_the_same_document)
{
    struct outcome whole;

    read_whole(NULL, sample, sizeof(sample) - 1, NULL, &whole);
    cr_assert_not_null(whole.value, "%s", whole.error.message);
    cr_expect_eq(whole.notes.n, 2, "%zu diagnostics", whole.notes.n);
    pox_free(whole.value);
    expect_same_by_pieces(sample, sizeof(sample) - 1);
}

Test(parser, pieces_of_every_size_are_refused_alike)
{
    static const char *const documents[] = {
        "",
        " \n ",
        "<Protocol>\n<Port>1</port></Protocol>",
        "<Protocol>\n<Port>1",
        "<Protocol>\n<!DOCTYPE a>",
        "\n<!DOCTYPE html>",
        "<Protocol>\n<Server>\xC3</Server></Protocol>",
        "<Protocol>\n<Server>ü\xC3",
        "<Protocol>\n<Server>]]></Server></Protocol>",
        "<Protocol/>\nx",
        "\n{}",
        "<?xml version='1.0' encoding='us-ascii'?><Protocol>\n<a>ü</a></Protocol>",
        "<?xml version='1.0' encoding='latin1'?><Protocol/>",
        "<Unknown/>",
    };

    for (size_t i = 0; i < COUNT(documents); i++) {
        cr_expect_neq(refusal_of(documents[i]).status, POX_OK, "%s", documents[i]);
        expect_same_by_pieces(documents[i], strlen(documents[i]));
    }
}

Test(parser, utf_16_is_read_as_utf_8_is)
{
    static char wide[2 * sizeof(sample)] = "\xFF\xFE";
    size_t size = 2;
    struct outcome outcome;
    void *expected = pox_autodiscover_parse(sample, sizeof(sample) - 1, NULL, NULL);

    for (size_t i = 0; i < sizeof(sample) - 1; i++) {
        unsigned char byte = (unsigned char)sample[i];

        if (byte == 0xC3) /* of the one "ü" */
            byte = (unsigned char)(sample[++i] | 0xC0);
        wide[size++] = (char)byte;
        wide[size++] = '\0';
    }
    read_whole(NULL, wide, size, NULL, &outcome);
    cr_assert_not_null(outcome.value, "%s", outcome.error.message);
    cr_expect(pox_equal(outcome.type, outcome.value, expected));
    cr_expect_eq(outcome.notes.n, 2);
    pox_free(outcome.value);
    pox_free(expected);
    expect_same_by_pieces(wide, size);
}

Test(parser, a_declaration_must_agree_with_the_bytes)
{
    static const struct {
        const char *declared;
        bool is_wide;
        enum pox_status status;
    } rows[] = {
        {"UTF-16", true, POX_OK},
        {"utf-16le", true, POX_OK},
        {"UTF-8", true, POX_ERROR_ENCODING},
        {"us-ascii", true, POX_ERROR_ENCODING},
        {"UTF-8", false, POX_OK},
        {"US-ASCII", false, POX_OK},
        {"utf-16", false, POX_ERROR_ENCODING},
        {"utf-7", false, POX_ERROR_ENCODING},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        char narrow[100];
        char wide[202] = "\xFF\xFE";
        size_t size = (size_t)snprintf(narrow, sizeof(narrow),
                                       "<?xml version='1.0' encoding='%s'?><Protocol/>",
                                       rows[i].declared);
        struct pox_error error;

        for (size_t k = 0; k < size; k++)
            wide[2 + 2 * k] = narrow[k];
        error = rows[i].is_wide ? refusal(wide, 2 + 2 * size, NULL)
                                : refusal(narrow, size, NULL);
        cr_expect_eq(error.status, rows[i].status, "row %zu: %s", i, error.message);
        cr_expect(error.status == POX_OK || strstr(error.message, rows[i].declared),
                  "row %zu: %s", i, error.message);
    }
}

Test(parser, an_error_stays_until_the_document_ends)
{
    struct pox_parser *parser = pox_parser_new(NULL, NULL, NULL);
    struct pox_error first;
    struct pox_error error;
    const struct pox_type *type = pox_message_type();

    /* The parser looks at what it has when there is enough of it, or no more. */
    cr_expect(pox_parser_feed(parser, "<Protocol></a>", 14, &first));
    cr_expect_null(pox_parser_finish(parser, &type, &first));
    cr_expect_eq(first.status, POX_ERROR_XML);
    cr_expect_null(type);
    for (size_t i = 0; i < 3; i++) {
        char blanks[5000];

        memset(blanks, ' ', sizeof(blanks));
        memcpy(blanks, "<Protocol></a>", 14);
        cr_expect_not(pox_parser_feed(parser, blanks, sizeof(blanks), &error));
        cr_expect_arr_eq(error.message, first.message, sizeof(error.message));
        cr_expect_eq(error.column, first.column);
    }
    cr_expect_null(pox_parser_finish(parser, NULL, &error));
    cr_expect_str_eq(error.message, first.message);
    cr_expect(pox_parser_feed(parser, "<Protocol/>", 11, &error));
    pox_free(pox_parser_finish(parser, &type, &error));
    cr_expect_eq(type, &pox_protocol_descriptor);
    cr_expect_eq(error.status, POX_OK);
    pox_parser_free(parser);
}

Test(parser, can_be_reset_and_freed_anywhere)
{
    struct ledger ledger = {.calls = 0};
    struct pox_allocator allocator = ledger_allocator(&ledger);
    struct pox_parse_options options = {.allocator = &allocator};

    for (size_t size = 0; size <= sizeof(sample) - 1; size += 7) {
        struct pox_parser *parser = pox_parser_new(NULL, &options, NULL);
        void *value;

        cr_expect(pox_parser_feed(parser, sample, size, NULL));
        pox_parser_reset(parser);
        pox_parser_reset(parser);
        cr_expect(pox_parser_feed(parser, NULL, 0, NULL));
        cr_expect(pox_parser_feed(parser, "<Protocol/>", 11, NULL));
        value = pox_parser_finish(parser, NULL, NULL);
        cr_expect_not_null(value, "%zu bytes before", size);
        pox_free(value);
        cr_expect(pox_parser_feed(parser, sample, size, NULL));
        pox_parser_free(parser);
        cr_expect_eq(ledger.live, 0, "%zu bytes", size);
    }
    pox_parser_free(NULL);
}

Test(parser, refuses_what_makes_no_sense)
{
    struct pox_allocator half = {.allocate = pox_allocator_or_default(NULL).allocate};
    struct pox_parse_options options = {.allocator = &half};
    struct pox_parser *parser = pox_parser_new(&pox_protocol_descriptor, NULL, NULL);
    struct pox_error error;

    cr_expect_null(pox_parser_new(NULL, &options, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
    cr_expect_not(pox_parser_feed(parser, NULL, 1, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
    cr_expect(pox_parser_feed(parser, "<Account/>", 10, &error), "it goes on");
    cr_expect_null(pox_parser_finish(parser, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ROOT);
    pox_parser_free(parser);
}

Test(parser, counts_the_bytes_of_each_document)
{
    struct pox_parse_options options = {.limits.document_bytes = 20};
    struct pox_parser *parser = pox_parser_new(NULL, &options, NULL);
    struct pox_error error;

    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < 9; k++)
            cr_expect(pox_parser_feed(parser, " ", 1, &error), "%s", error.message);
        cr_expect(pox_parser_feed(parser, "<Protocol/>", 11, &error));
        if (i == 1) {
            cr_expect_not(pox_parser_feed(parser, " ", 1, &error));
            cr_expect_eq(error.status, POX_ERROR_LIMIT);
            cr_expect_not_null(strstr(error.message, "'document_bytes' of 20"));
            cr_expect_null(pox_parser_finish(parser, NULL, &error));
            continue;
        }
        pox_free(pox_parser_finish(parser, NULL, &error));
        cr_expect_eq(error.status, POX_OK, "%s", error.message);
    }
    pox_parser_free(parser);
}

/* Whole documents */

static void *parse_whole(struct pox_parser *parser, const char *xml)
{
    const struct pox_type *type;
    struct pox_error error;
    char *exact = exact_copy(xml, strlen(xml));
    void *value = pox_parser_parse(parser, exact, strlen(xml), &type, &error);

    free(exact);
    cr_assert_not_null(value, "%s: %s", xml, error.message);
    cr_expect_eq(error.status, POX_OK);
    cr_expect_not_null(type);
    return value;
}

/** A protocol of so many bytes, with entities, strange elements and a struct that repeats. */
static struct pox_buffer answer_of_size(size_t size)
{
    struct pox_buffer xml;

    pox_buffer_begin(&xml, pox_allocator_or_default(NULL));
    pox_buffer_append_text(
        &xml, "<Protocol><Server>a&amp;b</Server><Strange x='1'/><Internal>");
    while (xml.size < size)
        pox_buffer_append_text(&xml,
                               "<OWAUrl AuthenticationMethod='Basic, Fba'>https://a/"
                               "</OWAUrl>");
    pox_buffer_append_text(&xml, "</Internal></Protocol>");
    return xml;
}

/* An allocator that counts bytes. */

static size_t allocated_bytes;

static void *count_bytes(void *data, size_t size)
{
    (void)data;
    allocated_bytes += size;
    return malloc(size);
}

static void *count_more_bytes(void *data, void *memory, size_t size)
{
    (void)data;
    allocated_bytes += size;
    return realloc(memory, size);
}

static void stop_counting(void *data, void *memory)
{
    (void)data;
    free(memory);
}

Test(parser, recycled_documents_cost_no_allocation)
{
    static const size_t sizes[] = {100, 4000, 300};

    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct ledger ledger = {.refuse = 0};
        struct pox_allocator allocator = ledger_allocator(&ledger);
        struct pox_parse_options options = {.allocator = &allocator};
        struct pox_parser *parser = pox_parser_new(NULL, &options, NULL);
        struct pox_buffer xml = answer_of_size(sizes[i]);
        struct pox_protocol *expected =
            pox_protocol_parse(pox_buffer_text(&xml), xml.size, NULL, NULL);
        size_t calls = 0;

        for (int round = 0; round < 6; round++) {
            struct pox_protocol *protocol = parse_whole(parser, pox_buffer_text(&xml));

            cr_expect(pox_protocol_equal(protocol, expected), "round %d", round);
            pox_parser_recycle(parser, protocol);
            calls = round < 2 ? ledger.calls : calls;
        }
        cr_expect_eq(ledger.calls, calls, "size %zu: %zu more", sizes[i],
                     ledger.calls - calls);
        pox_protocol_free(expected);
        pox_buffer_end(&xml);
        pox_parser_free(parser);
        cr_expect_eq(ledger.live, 0);
    }
}

/** Recycles documents, which may be refused, and looks for memory that grows. */
static void expect_no_growth(const char *const *documents, size_t n, const char *label)
{
    struct pox_allocator allocator = {count_bytes, count_more_bytes, stop_counting, NULL};
    struct pox_parse_options options = {.allocator = &allocator};
    struct pox_parser *parser = pox_parser_new(NULL, &options, NULL);
    size_t usual = 0;

    for (int round = 0; round < 50; round++) {
        size_t before = allocated_bytes;

        for (size_t i = 0; i < n; i++)
            pox_parser_recycle(
                parser,
                pox_parser_parse(parser, documents[i], strlen(documents[i]), NULL, NULL));
        usual = round < 3 ? allocated_bytes - before : usual;
        cr_expect_leq(allocated_bytes - before, usual, "%s, round %d", label, round);
    }
    /* What is not plain takes a new parser of libxml2, and a list of what it will tell. */
    cr_expect_leq(usual, n * 4096, "%s: %zu bytes", label, usual);
    pox_parser_free(parser);
}

Test(parser, recycled_memory_does_not_grow_whether_documents_are_plain_or_good)
{
    static const char *const cdata[] = {
        "<Protocol><Type><![CDATA[IMAP]]></Type></Protocol>"};
    static const char *const bad[] = {"<Protocol><Type>IMAP</Type>",
                                      "<Protocol><Type>IMAP</Type></Protocol>"};

    expect_no_growth(cdata, COUNT(cdata), "CDATA");
    expect_no_growth(bad, COUNT(bad), "refused and read");
}

Test(parser, a_document_that_is_kept_has_no_more_memory_than_it_needs)
{
    struct pox_allocator allocator = {count_bytes, count_more_bytes, stop_counting, NULL};
    struct pox_parse_options options = {.allocator = &allocator};
    struct pox_parser *parser = pox_parser_new(NULL, &options, NULL);
    struct pox_buffer large = answer_of_size(4000);
    void *kept[3];
    size_t before;

    for (int i = 0; i < 3; i++)
        pox_parser_recycle(parser, parse_whole(parser, pox_buffer_text(&large)));
    kept[0] = parse_whole(parser, "<Protocol/>"); /* has the memory of the last one */
    before = allocated_bytes;
    kept[1] = parse_whole(parser, "<Protocol/>");
    kept[2] = parse_whole(parser, "<Protocol/>");
    cr_expect_lt(allocated_bytes - before, large.size);
    for (size_t i = 0; i < COUNT(kept); i++)
        pox_free(kept[i]);
    pox_parser_free(parser);
    pox_buffer_end(&large);
}

Test(parser, recycled_memory_fits_whatever_comes_next)
{
    static const char *const documents[] = {
        "<Protocol/>",
        "<Autodiscover/>",
        "<Error Time='1' Id='2'><ErrorCode>600</ErrorCode></Error>",
        "<Protocol><Type>IMAP</Type><Port>993</Port></Protocol>",
        "<Protocol><![CDATA[stray, and not plain]]></Protocol>",
    };
    struct pox_parser *parser = pox_parser_new(NULL, NULL, NULL);

    for (size_t i = 0; i < 4 * COUNT(documents); i++) {
        const char *xml = documents[i * i % COUNT(documents)];
        struct outcome whole;
        void *value = parse_whole(parser, xml);

        read_both_ways(NULL, xml, strlen(xml), NULL, &whole);
        cr_expect(pox_equal(whole.type, whole.value, value), "%s", xml);
        pox_free(whole.value);
        pox_parser_recycle(parser, value);
    }
    pox_parser_recycle(parser, NULL);
    pox_parser_free(parser);
}

Test(parser, a_whole_document_takes_the_place_of_what_was_fed)
{
    struct pox_parser *parser = pox_parser_new(NULL, NULL, NULL);
    struct pox_error error;
    struct pox_protocol *protocol;

    cr_expect(pox_parser_feed(parser, "<Protocol><Server>a", 19, &error));
    protocol = parse_whole(parser, "<Protocol><Server>b</Server></Protocol>");
    cr_expect_str_eq(protocol->server, "b");
    pox_free(protocol);
    cr_expect_null(pox_parser_parse(parser, NULL, 0, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_EMPTY);
    cr_expect_null(pox_parser_parse(parser, NULL, 1, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
    cr_expect_null(pox_parser_parse(parser, "<a/>", 4, NULL, NULL));
    pox_parser_free(parser);
}
