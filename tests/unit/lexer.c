/* SPDX-License-Identifier: MIT */
#include "lexer.h"

#include "support.h"

static struct pox_lexer new_lexer(void)
{
    return (struct pox_lexer){
        .allocator = pox_allocator_or_default(NULL),
        .max_markup_bytes = 200,
        .max_attributes = 4,
        .position = {1, 1},
        .at_start = true,
    };
}

/** Appends "L:C-L:C " for each tag, with "/" behind those that are empty; no asides. */
static void list_tags(struct pox_lexer *lexer, char *list, size_t size)
{
    const struct pox_token *token;

    while ((token = pox_lexer_take(lexer))) {
        size_t used = strlen(list);

        if (token->kind == POX_TOKEN_ASIDE)
            continue;
        snprintf(list + used, size - used, "%zu:%zu-%zu:%zu%s ", token->begin.line,
                 token->begin.column, token->end.line, token->end.column,
                 token->kind == POX_TOKEN_EMPTY ? "/" : "");
    }
}

/** Feeds a text in pieces of one size; what follows a failure is not fed. */
static struct pox_error feed(struct pox_lexer *lexer, const char *text, size_t size,
                             size_t piece, char *list, size_t list_size)
{
    struct pox_error error = {.status = POX_OK};

    list[0] = '\0';
    for (size_t at = 0; at < size; at += piece) {
        size_t n = size - at < piece ? size - at : piece;
        size_t whole;
        bool good = pox_lexer_feed(lexer, text + at, n, &whole, &error);

        cr_expect_leq(whole, n, "%s: more bytes than there are", text);
        list_tags(lexer, list, list_size);
        if (!good)
            break;
    }
    return error;
}

Test(lexer, tells_of_comments_and_instructions_but_not_of_the_declaration)
{
    static const char text[] = "<?xml version=\"1.0\"?><!-- a --><?pi b?><a/>";
    static const enum pox_token_kind kinds[] = {POX_TOKEN_ASIDE, POX_TOKEN_ASIDE,
                                                POX_TOKEN_EMPTY};
    struct pox_lexer lexer = new_lexer();
    struct pox_error error = {.status = POX_OK};
    const struct pox_token *token;
    size_t whole;

    cr_assert(pox_lexer_feed(&lexer, text, sizeof(text) - 1, &whole, &error));
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        token = pox_lexer_take(&lexer);
        cr_assert_not_null(token);
        cr_expect_eq(token->kind, kinds[i], "token %zu", i);
    }
    cr_expect_null(pox_lexer_take(&lexer));
    pox_lexer_end(&lexer);
}

struct row {
    const char *text;
    const char *tags;
};

static void expect_tags(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t size = strlen(rows[i].text);

        for (size_t piece = 1; piece <= size; piece++) {
            struct pox_lexer lexer = new_lexer();
            char list[512];
            struct pox_error error =
                feed(&lexer, rows[i].text, size, piece, list, sizeof(list));

            cr_expect_eq(error.status, POX_OK, "row %zu: %s", i, error.message);
            cr_expect_str_eq(list, rows[i].tags, "row %zu in pieces of %zu: %s", i, piece,
                             list);
            pox_lexer_end(&lexer);
        }
    }
}

Test(lexer, finds_start_tags_end_tags_and_empty_ones)
{
    static const struct row rows[] = {
        {"<a></a>", "1:1-1:4 1:4-1:8 "},
        {"<a/>", "1:1-1:5/ "},
        {"<abc />", "1:1-1:8/ "},
        {"<a>text</a>", "1:1-1:4 1:8-1:12 "},
        {"<a><b/><c></c ></a>", "1:1-1:4 1:4-1:8/ 1:8-1:11 1:11-1:16 1:16-1:20 "},
        {" <a> </a> ", "1:2-1:5 1:6-1:10 "},
        {"<a\n b='1'\n></a\n>", "1:1-3:2 3:2-4:2 "},
        {"", ""},
    };

    expect_tags(rows, COUNT(rows));
}

Test(lexer, counts_lines_and_characters_not_bytes)
{
    static const struct row rows[] = {
        {"\n\n<a>\n</a>", "3:1-3:4 4:1-4:5 "},
        {"<a>\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80</a>", "1:1-1:4 1:7-1:11 "},
        {"<\xC3\xBC/>", "1:1-1:5/ "},
        {"<a>\r\n</a>", "1:1-1:4 2:1-2:5 "},
        {"<a>\t</a>", "1:1-1:4 1:5-1:9 "},
    };

    expect_tags(rows, COUNT(rows));
}

Test(lexer, takes_no_markup_for_a_tag_that_is_none)
{
    static const struct row rows[] = {
        {"<a><!-- <b> </b> --></a>", "1:1-1:4 1:21-1:25 "},
        {"<a><!-- - -> <b> -- ></a>--></a>", "1:1-1:4 1:29-1:33 "},
        {"<a><!----></a>", "1:1-1:4 1:11-1:15 "},
        {"<a><!-->--></a>", "1:1-1:4 1:12-1:16 "},
        {"<a><![CDATA[<b></b>]]></a>", "1:1-1:4 1:23-1:27 "},
        {"<a><![CDATA[]] >]]]]></a>", "1:1-1:4 1:22-1:26 "},
        {"<a><![CDATA[]]></a>", "1:1-1:4 1:16-1:20 "},
        {"<a><?pi <b> ?></a>", "1:1-1:4 1:15-1:19 "},
        {"<a><?pi > ? > ?"
         "?></a>",
         "1:1-1:4 1:18-1:22 "},
        {"<!-- <!DOCTYPE a> --><a/>", "1:22-1:26/ "},
        {"<?pi <!DOCTYPE a> ?><a/>", "1:21-1:25/ "},
        {"<a><![CDATA[<!DOCTYPE a>]]></a>", "1:1-1:4 1:28-1:32 "},
    };

    expect_tags(rows, COUNT(rows));
}

Test(lexer, looks_into_quotes_for_nothing_but_their_end)
{
    static const struct row rows[] = {
        {"<a b=\">\"/>", "1:1-1:11/ "},
        {"<a b='>'/>", "1:1-1:11/ "},
        {"<a b='\"' c=\"'\">", "1:1-1:16 "},
        {"<a b=\"/\">", "1:1-1:10 "},
        {"<a b=\"a=b=c=d=e=f\"/>", "1:1-1:21/ "},
        {"<a b='<!DOCTYPE'/>", "1:1-1:19/ "},
        {"<a b='\n'/>", "1:1-2:4/ "},
    };

    expect_tags(rows, COUNT(rows));
}

Test(lexer, holds_a_doctype_back_and_says_where_it_is)
{
    static const char *const rows[] = {
        "\n <!DOCTYPE html>",
        "\n <!doctype html>",
        "\n <!DOCTYPE a [<!ENTITY b 'c'>]>",
        "\n <!DOCTYPE",
        "\n <!D",
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t size = strlen(rows[i]);

        for (size_t piece = 1; piece <= size; piece++) {
            struct pox_lexer lexer = new_lexer();
            struct pox_error error = {.status = POX_OK};
            size_t given = 0;
            size_t whole = 0;
            bool good = true;

            for (size_t at = 0; good && at < size; at += piece) {
                size_t n = size - at < piece ? size - at : piece;

                good = pox_lexer_feed(&lexer, rows[i] + at, n, &whole, &error);
                given += whole;
            }
            cr_expect_not(good, "row %zu in pieces of %zu", i, piece);
            cr_expect_eq(error.status, POX_ERROR_DOCTYPE, "row %zu", i);
            cr_expect_leq(given, 2, "row %zu in pieces of %zu: the parser sees it", i,
                          piece);
            cr_expect_eq(lexer.position.line, 2, "row %zu", i);
            cr_expect_eq(lexer.position.column, 2, "row %zu: %zu", i,
                         lexer.position.column);
            pox_lexer_end(&lexer);
        }
    }
}

static enum pox_status status_of(struct pox_lexer lexer, const char *text, size_t size)
{
    char list[64];
    struct pox_error error = feed(&lexer, text, size, size, list, sizeof(list));

    cr_expect_eq(error.status != POX_OK, error.message[0] != '\0', "%.60s: message",
                 text);
    pox_lexer_end(&lexer);
    return error.status;
}

Test(lexer, accepts_declarations_of_utf_8_only)
{
    static const struct {
        const char *text;
        enum pox_status status;
    } rows[] = {
        {"<?xml version=\"1.0\"?><a/>", POX_OK},
        {"<?xml version=\"1.0\" encoding=\"utf-8\"?><a/>", POX_OK},
        {"<?xml version='1.0' encoding='UTF-8' standalone='yes'?><a/>", POX_OK},
        {"<?xml version=\"1.0\" encoding = \"Utf-8\" ?><a/>", POX_OK},
        {"<?xml version=\"1.0\" encoding=\"us-ascii\"?><a/>", POX_OK},
        {"<?xml version=\"1.0\" encoding=\"utf-16\"?><a/>", POX_ERROR_ENCODING},
        {"<?xml version=\"1.0\" encoding=\"utf-7\"?><a/>", POX_ERROR_ENCODING},
        {"<?xml version=\"1.0\" encoding='ISO-8859-1'?><a/>", POX_ERROR_ENCODING},
        {"<?xml version=\"1.0\" encoding=\"windows-1252\"?><a/>", POX_ERROR_ENCODING},
        {"<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><a/>", POX_ERROR_ENCODING},
        {"<?xml version=\"1.0\" encoding=\"IBM037\"?><a/>", POX_ERROR_ENCODING},
        {"<?xml version=\"1.0\" encoding=\"utf-88\"?><a/>", POX_ERROR_ENCODING},
        {"<?xml version=\"1.0\" encoding=\"\"?><a/>", POX_ERROR_ENCODING},
        {"<?xml\tversion=\"1.0\"\nencoding\n=\n\"x\"?><a/>", POX_ERROR_ENCODING},
        {"<?xml-stylesheet encoding=\"latin1\"?><a/>", POX_OK},
        {"<a><?xml encoding=\"latin1\"?></a>", POX_OK},
        {"<?pi encoding=\"latin1\"?><a/>", POX_OK},
    };

    for (size_t i = 0; i < COUNT(rows); i++)
        cr_expect_eq(status_of(new_lexer(), rows[i].text, strlen(rows[i].text)),
                     rows[i].status, "row %zu: %s", i, rows[i].text);
}

Test(lexer, finds_a_declared_encoding_however_far_it_is)
{
    static char text[2000];

    for (size_t blanks = 1; blanks < 1500; blanks++) {
        size_t size = (size_t)snprintf(
            text, sizeof(text), "<?xml version=\"1.0\"%*sencoding=\"latin1\"?><a/>",
            (int)blanks, "");
        enum pox_status status = status_of(new_lexer(), text, size);

        cr_assert_neq(status, POX_OK, "missed behind %zu blanks", blanks);
    }
}

Test(lexer, refuses_an_encoding_however_long_its_name_is)
{
    static char text[12000];
    static char name[10001];

    memset(name, 'x', sizeof(name) - 1);
    for (size_t length = 1; length < sizeof(name); length += 37) {
        size_t size = (size_t)snprintf(text, sizeof(text),
                                       "<?xml version=\"1.0\" encoding=\"%.*s\"?><a/>",
                                       (int)length, name);
        enum pox_status status = status_of(new_lexer(), text, size);

        cr_assert_neq(status, POX_OK, "accepted a name of %zu letters", length);
    }
}

Test(lexer, stops_at_a_tag_that_is_longer_than_its_limit)
{
    static char text[1000];

    for (size_t filler = 100; filler < 400; filler++) {
        struct pox_lexer lexer = new_lexer();
        char list[64];
        size_t size =
            (size_t)snprintf(text, sizeof(text), "\n<a b=\"%*s\"/>", (int)filler, "");
        struct pox_error error = feed(&lexer, text, size, 7, list, sizeof(list));

        if (filler < 185)
            cr_expect_eq(error.status, POX_OK, "%zu bytes", filler);
        if (filler > 210)
            cr_expect_eq(error.status, POX_ERROR_LIMIT, "%zu bytes", filler);
        if (error.status == POX_ERROR_LIMIT) {
            cr_expect_not_null(strstr(error.message, "text_bytes"), "%s", error.message);
            cr_expect_eq(lexer.position.line, 2);
            cr_expect_eq(lexer.position.column, 1, "it is the tag that is named");
        }
        pox_lexer_end(&lexer);
    }
}

Test(lexer, the_smallest_limits_hold_however_a_tag_comes)
{
    static const char text[] = "<ab c='d'/>";
    enum { SIZE = sizeof(text) - 1 };

    for (size_t limit = 1; limit <= SIZE + 1; limit++) {
        /* What stands between "<" and ">" counts. */
        enum pox_status whole = limit < SIZE - 2 ? POX_ERROR_LIMIT : POX_OK;

        for (size_t piece = 1; piece <= SIZE; piece++) {
            struct pox_lexer lexer = new_lexer();
            char list[64];
            struct pox_error error;

            lexer.max_markup_bytes = limit;
            error = feed(&lexer, text, SIZE, piece, list, sizeof(list));
            cr_expect_eq(error.status, whole, "limit %zu, pieces of %zu: %s", limit,
                         piece, error.message);
            pox_lexer_end(&lexer);
        }
    }
}

Test(lexer, limits_end_tags_but_no_comments_and_no_text)
{
    static char text[4000];
    static const struct {
        const char *before;
        const char *after;
        enum pox_status status;
    } rows[] = {
        {"<a></a", ">", POX_ERROR_LIMIT},
        {"<a", ">", POX_ERROR_LIMIT},
        {"<a><!--", "--></a>", POX_ERROR_LIMIT},
        {"<a><![CDATA[", "]]></a>", POX_ERROR_LIMIT},
        {"<a><?pi ", "?></a>", POX_ERROR_LIMIT},
        {"<a>", "</a>", POX_OK},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t size = (size_t)snprintf(text, sizeof(text), "%s%3000s%s", rows[i].before,
                                       "", rows[i].after);

        cr_expect_eq(status_of(new_lexer(), text, size), rows[i].status, "row %zu", i);
    }
}

Test(lexer, counts_the_attributes_of_each_tag_anew)
{
    static const struct {
        const char *text;
        enum pox_status status;
    } rows[] = {
        /* Four, as many declarations, and one. */
        {"<a b='' c='' d='' e='' f='' g='' h='' i='' j=''/>", POX_OK},
        {"<a b='' c='' d='' e='' f='' g='' h='' i='' j='' k=''/>", POX_ERROR_LIMIT},
        {"<a b='' c='' d='' e='' f='' g=''><a b='' c='' d='' e=''></a></a>", POX_OK},
        {"<a xmlns='' xmlns:b='c' d='' e='' f='' g='' h='' i='' j='' k=''/>",
         POX_ERROR_LIMIT},
        {"<a>b=c=d=e=f=g=h=i=j=k=l</a>", POX_OK},
    };

    for (size_t i = 0; i < COUNT(rows); i++)
        cr_expect_eq(status_of(new_lexer(), rows[i].text, strlen(rows[i].text)),
                     rows[i].status, "row %zu: %s", i, rows[i].text);
}

Test(lexer, a_tag_does_not_begin_with_a_quote)
{
    static const char *const texts[] = {"<a><\"b c=\"d\"></a>", "<a><'b></a>", "<\"a\">"};

    for (size_t i = 0; i < COUNT(texts); i++) {
        size_t size = strlen(texts[i]);

        for (size_t piece = 1; piece <= size; piece++) {
            struct pox_lexer lexer = new_lexer();
            char list[200];
            struct pox_error error =
                feed(&lexer, texts[i], size, piece, list, sizeof(list));

            cr_expect_eq(error.status, POX_ERROR_XML, "%s", texts[i]);
            cr_expect_eq(lexer.position.column, i < 2 ? 4u : 1u, "%s", texts[i]);
            pox_lexer_end(&lexer);
        }
    }
}

Test(lexer, queues_any_number_of_tags)
{
    struct pox_lexer lexer = new_lexer();
    struct pox_error error = {.status = POX_OK};
    const struct pox_token *token;
    size_t whole;

    lexer.depth = 1;
    lexer.has_root = true;
    for (size_t round = 0; round < 3; round++) {
        for (size_t i = 0; i < 1000; i++)
            cr_assert(pox_lexer_feed(&lexer, "<a/>", 4, &whole, &error), "%zu", i);
        for (size_t i = 0; i < 1000; i++) {
            token = pox_lexer_take(&lexer);
            cr_assert_not_null(token, "%zu", i);
            cr_assert_eq(token->begin.column, (round * 1000 + i) * 4 + 1, "%zu", i);
        }
        cr_expect_null(pox_lexer_take(&lexer), "round %zu", round);
    }
    pox_lexer_end(&lexer);
}

Test(lexer, says_so_when_there_is_no_memory)
{
    for (size_t refuse = 1;; refuse++) {
        struct ledger ledger = {.refuse = refuse};
        struct pox_lexer lexer = new_lexer();
        struct pox_error error = {.status = POX_OK};
        size_t whole;
        bool good = true;

        lexer.allocator = ledger_allocator(&ledger);
        for (size_t i = 0; good && i < 300; i++)
            good = pox_lexer_feed(&lexer, "<a>", 3, &whole, &error);
        cr_expect_eq(good, !ledger.refused, "refused %zu", refuse);
        cr_expect_eq(error.status, ledger.refused ? POX_ERROR_NO_MEMORY : POX_OK,
                     "refused %zu", refuse);
        pox_lexer_end(&lexer);
        cr_expect_eq(ledger.live, 0, "refused %zu", refuse);
        if (!ledger.refused)
            return;
    }
}

Test(lexer, passes_over_references_and_refuses_what_begins_none)
{
    static const struct {
        const char *text;
        enum pox_status status;
        size_t column;
    } rows[] = {
        {"<a>&amp;&lt;&gt;&quot;&apos;&#38;&#x26;</a>", POX_OK, 0},
        {"<a>&#x10FFFF;&#x10ffff;&#1114111;&#9;&#xA;&#xD7FF;&#xE000;</a>", POX_OK, 0},
        {"<a>&#0000000000000000000000038;&#x0000000000000000000000026;</a>", POX_OK, 0},
        {"<a>&;</a>", POX_ERROR_XML, 4},
        {"<a>&#;</a>", POX_ERROR_XML, 4},
        {"<a>&#x;</a>", POX_ERROR_XML, 4},
        {"<a>&#X26;</a>", POX_ERROR_XML, 4},
        {"<a>&#3A;</a>", POX_ERROR_XML, 4},
        {"<a>&#x3G;</a>", POX_ERROR_XML, 4},
        {"<a>&#-1;</a>", POX_ERROR_XML, 4},
        {"<a>&#0;</a>", POX_ERROR_XML, 4},
        {"<a>&#8;</a>", POX_ERROR_XML, 4},
        {"<a>&#xD800;</a>", POX_ERROR_XML, 4},
        {"<a>&#xFFFE;</a>", POX_ERROR_XML, 4},
        {"<a>&#x110000;</a>", POX_ERROR_XML, 4},
        {"<a>&#4294967334;</a>", POX_ERROR_XML, 4}, /* 38, in 32 bits */
        {"<a>&#18446744073709551654;</a>", POX_ERROR_XML, 4},
        {"<a>&AMP;</a>", POX_ERROR_XML, 4},
        {"<a>&ampersand;</a>", POX_ERROR_XML, 4},
        {"<a>&am;</a>", POX_ERROR_XML, 4},
        {"<a>&a-b.c:d_e;</a>", POX_ERROR_XML, 4},
        {"<a>&nbsp;</a>", POX_ERROR_XML, 4},
        {"<a>&amp;&\xC3\xBC;</a>", POX_ERROR_XML, 9},
        {"<a b='&nbsp;'/>", POX_OK, 0}, /* which the parser sees to */
        {"<a>&amp;", POX_OK, 0},
        {"<a>&am", POX_OK, 0},
        {"<a b=\"& \"/>", POX_OK, 0},
        {"<a><!-- & --><![CDATA[& ]]><?a & ?></a>", POX_OK, 0},
        {"<a>x & y</a>", POX_ERROR_XML, 6},
        {"<a>&amp</a>", POX_ERROR_XML, 4},
        {"<a>&&amp;</a>", POX_ERROR_XML, 4},
        {"<a>&a=b;</a>", POX_ERROR_XML, 4},
        {"<a>&amp;&\n</a>", POX_ERROR_XML, 9},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_lexer lexer = new_lexer();
        size_t size = strlen(rows[i].text);
        char list[64];
        struct pox_error error = feed(&lexer, rows[i].text, size, 1, list, sizeof(list));

        cr_expect_eq(error.status, rows[i].status, "row %zu: %s", i, error.message);
        if (error.status != POX_OK)
            cr_expect_eq(lexer.position.column, rows[i].column, "row %zu: column %zu", i,
                         lexer.position.column);
        pox_lexer_end(&lexer);
    }
}

Test(lexer, refuses_marks_that_begin_nothing)
{
    static const char *const rows[] = {"<a><!x></a>", "<a><!-x></a>", "<a><![CDATX></a>",
                                       "<a><!></a>",  "<a><! -></a>", "<a><![-></a>"};

    for (size_t i = 0; i < COUNT(rows); i++) {
        enum pox_status status = status_of(new_lexer(), rows[i], strlen(rows[i]));

        cr_expect_eq(status, POX_ERROR_XML, "%s", rows[i]);
    }
}

Test(lexer, knows_how_many_bytes_are_whole)
{
    static const struct {
        const char *text;
        size_t whole;
    } rows[] = {
        {"", 0},
        {"<a>text", 7},
        {"<a b='", 0},
        {"<a b='c' ", 0},
        {"<a></a", 3},
        {"<a><!--x", 3},
        {"<a><![CDATA[x", 3},
        {"<a><![CDATA[x]]>", 16},
        {"<a><?p x", 3},
        {"<a>text &am", 8},
        {"<a>text &amp;", 13},
        {"<a>text<", 7},
        {"<a><!-- long --><", 16},
        {"<a>&amp;&", 8},
        {"<a><!-- long --><b", 16},
        {"<a>text<!DOCTYPE a>", 7},
        {"<a>text & text", 8},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_lexer lexer = new_lexer();
        struct pox_error error;
        size_t whole;

        pox_lexer_feed(&lexer, rows[i].text, strlen(rows[i].text), &whole, &error);
        cr_expect_eq(whole, rows[i].whole, "row %zu: %s: %zu", i, rows[i].text, whole);
        pox_lexer_end(&lexer);
    }
}

Test(lexer, refuses_the_end_of_cdata_in_a_text_however_it_is_cut)
{
    static const struct {
        const char *text;
        enum pox_status status;
        size_t column;
    } rows[] = {
        {"<a>]]></a>", POX_ERROR_XML, 6},      {"<a>x]]]]></a>", POX_ERROR_XML, 9},
        {"<a>]]&gt;]>]&#93;></a>", POX_OK, 0}, {"<a>]&amp;]>]<b/>]></a>", POX_OK, 0},
        {"<a><![CDATA[]]]]>></a>", POX_OK, 0}, {"<a b=']]>'>></a>", POX_OK, 0},
        {"<a>]]<!-- -->></a>", POX_OK, 0},     {"<a>> ]] ></a>", POX_OK, 0},
        {"<a>>]]></a>", POX_ERROR_XML, 7},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        for (size_t piece = 1; piece < 12; piece++) {
            struct pox_lexer lexer = new_lexer();
            char list[64];
            struct pox_error error = feed(&lexer, rows[i].text, strlen(rows[i].text),
                                          piece, list, sizeof(list));

            cr_expect_eq(error.status, rows[i].status, "row %zu by %zu: %s", i, piece,
                         error.message);
            if (error.status != POX_OK)
                cr_expect_eq(lexer.position.column, rows[i].column,
                             "row %zu by %zu: column %zu", i, piece,
                             lexer.position.column);
            pox_lexer_end(&lexer);
        }
    }
}

Test(lexer, refuses_what_stands_outside_of_the_root)
{
    static const struct {
        const char *text;
        size_t column;
    } rows[] = {
        {" <?p?><!-- --> <a/> <?p?><!-- --> ", 0},
        {"<a></a> x", 9},
        {"<a/>x", 5},
        {"<a/>&amp;", 5},
        {"<a/><![CDATA[]]>", 5},
        {"<a/> <b/>", 6},
        {"<a><b></b></a></a>", 15},
        {" x", 2},
        {"<!-- -->&lt;<a/>", 9},
        {" <![CDATA[ ]]><a/>", 2},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        for (size_t piece = 1; piece < 5; piece++) {
            struct pox_lexer lexer = new_lexer();
            char list[64];
            struct pox_error error = feed(&lexer, rows[i].text, strlen(rows[i].text),
                                          piece, list, sizeof(list));

            cr_expect_eq(error.status, rows[i].column == 0 ? POX_OK : POX_ERROR_XML,
                         "row %zu by %zu: %s", i, piece, error.message);
            if (error.status != POX_OK)
                cr_expect_eq(lexer.position.column, rows[i].column,
                             "row %zu by %zu: column %zu", i, piece,
                             lexer.position.column);
            pox_lexer_end(&lexer);
        }
    }
}
