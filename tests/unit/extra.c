/* SPDX-License-Identifier: MIT */
#include "extra.h"

#include "support.h"

/* pox_extra_is_element() */

static void expect_elements(const char *const *rows, size_t n, bool good)
{
    for (size_t i = 0; i < n; i++) {
        const char *fault = NULL;
        bool is_element = pox_extra_is_element(rows[i], &fault);

        cr_expect_eq(is_element, good, "row %zu: %.80s: %s", i, rows[i],
                     fault ? fault : "taken for an element");
        cr_expect_eq(fault != NULL, !is_element, "row %zu: fault %s", i,
                     fault ? fault : "missing");
    }
}

Test(extra, takes_elements_in_the_plain_form)
{
    static const char *const rows[] = {
        "<a/>",
        "<a></a>",
        "<a>text</a>",
        "<a> \t\n</a>",
        "<a><b/></a>",
        "<a><a><a/></a></a>",
        "<a>x<b>y</b>z</a>",
        "<a b=\"\"/>",
        "<a b=\"c\" d=\"e\">f</a>",
        "<a b=\"'\"/>",
        "<a b=\">\"/>",
        "<a>'\"</a>",
        "<a>></a>",
        "<a>]]</a>",
        "<a>]]&gt;</a>",
        "<a b=\"]]>\"/>",
        "<a>&amp;&lt;&gt;&quot;&apos;&#9;&#10;&#13;</a>",
        "<a b=\"&amp;&lt;&gt;&quot;&apos;&#9;&#10;&#13;\"/>",
        "<a xmlns=\"urn:x\"/>",
        "<a xmlns=\"urn:x\"><b xmlns=\"\"/></a>",
        "<a xmlns:p=\"urn:x\" p:b=\"c\"/>",
        "<a p:b=\"c\" xmlns:p=\"urn:x\"/>",
        "<a xmlns:p=\"urn:x\" p:b=\"c\" b=\"d\"/>",
        "<a xmlns:p=\"urn:x\" xmlns:q=\"urn:y\" p:b=\"c\" q:b=\"d\"/>",
        "<a xml:lang=\"de\"/>",
        "<a-b.c_1/>",
        "<\xC3\xA9t\xC3\xA9>\xE2\x82\xAC</\xC3\xA9t\xC3\xA9>",
    };

    expect_elements(rows, COUNT(rows), true);
}

Test(extra, takes_nothing_that_is_no_single_element)
{
    static const char *const rows[] = {
        "",
        " ",
        "text",
        "text<a/>",
        " <a/>",
        "<a/> ",
        "<a/>text",
        "<a/><b/>",
        "<a></a></a>",
        "</a>",
        "<a>",
        "<a",
        "<",
        "<a></a",
        "<a></",
        "<a><b></a>",
        "<a><b></a></b>",
        "<a></b>",
        "<a></A>",
        "<a/",
        "<a/></a>",
        "<a / >",
        "< a/>",
        "<1/>",
        "<-a/>",
        "<>x</>",
        "<a\xC3\x97/>",
        "<a\xFF/>",
    };

    expect_elements(rows, COUNT(rows), false);
}

Test(extra, takes_no_markup_but_tags)
{
    static const char *const rows[] = {
        "<!-- x --><a/>",
        "<a><!-- x --></a>",
        "<a><![CDATA[x]]></a>",
        "<a><?pi x?></a>",
        "<?xml version=\"1.0\"?><a/>",
        "<!DOCTYPE a><a/>",
        "<a><!DOCTYPE a></a>",
        "<a>]]></a>",
        "<a>x]]]>y</a>",
    };

    expect_elements(rows, COUNT(rows), false);
}

Test(extra, takes_no_reference_but_the_plain_ones)
{
    static const char *const rows[] = {
        "<a>&</a>",      "<a>&;</a>",      "<a>&amp</a>",    "<a>& amp;</a>",
        "<a>&nbsp;</a>", "<a>&#0;</a>",    "<a>&#1;</a>",    "<a>&#xD800;</a>",
        "<a>&x;</a>",    "<a b=\"&\"/>",   "<a b=\"&x;\"/>", "<a b=\"&#0;\"/>",
        "<a>&AMP;</a>",  "<a b=\"&lt\"/>",
    };

    expect_elements(rows, COUNT(rows), false);
}

Test(extra, takes_no_broken_attributes)
{
    static const char *const rows[] = {
        "<a b/>",          "<a b=/>",       "<a b=c/>",
        "<a b='c'/>",      "<a b=\"c/>",    "<a b=\"c\"d=\"\"/>",
        "<a =\"c\"/>",     "<a b=\"<\"/>",  "<a b =\"c\"/>",
        "<a b= \"c\"/>",   "<a  b=\"c\"/>", "<a b=\"c\" b=\"d\"/>",
        "<a 1=\"c\"/>",    "<a b=\"c\" />", "<a\nb=\"c\"/>",
        "<a></a b=\"c\">", "<a b=\"c\"",    "<a b=\"c\" d",
        "<a \"c\"/>",
    };

    expect_elements(rows, COUNT(rows), false);
}

Test(extra, takes_no_prefix_that_is_not_declared_in_its_own_tag)
{
    static const char *const rows[] = {
        "<p:a/>",
        "<p:a xmlns:p=\"urn:x\"/>",
        "<a p:b=\"c\"/>",
        "<a xmlns:p=\"urn:x\"><b p:c=\"d\"/></a>",
        "<a xmlns:p=\"\"/>",
        "<a xmlns:p=\"\" p:b=\"c\"/>",
        "<a p:q:b=\"c\" xmlns:p=\"urn:x\"/>",
        "<a :b=\"c\"/>",
        "<a b:=\"c\"/>",
        "<a xmlns:=\"c\"/>",
        "<a:/>",
        "<:a/>",
    };

    expect_elements(rows, COUNT(rows), false);
}

Test(extra, takes_no_attribute_twice_under_two_prefixes_of_one_namespace)
{
    static const char *const rows[] = {
        "<a xmlns:p=\"urn:x\" xmlns:q=\"urn:x\" p:b=\"c\" q:b=\"d\"/>",
        "<a xmlns:p=\"urn:&amp;\" xmlns:q=\"urn:&amp;\" p:b=\"c\" q:b=\"d\"/>",
        "<a xmlns:p=\"urn:x\" xmlns:p=\"urn:y\"/>",
        "<a xmlns=\"urn:x\" xmlns=\"urn:y\"/>",
    };

    expect_elements(rows, COUNT(rows), false);
}

Test(extra, takes_no_declaration_that_namespaces_forbid)
{
    static const char *const rows[] = {
        "<a xmlns:xmlns=\"urn:x\"/>",
        "<a xmlns:xml=\"urn:x\"/>",
        "<a xmlns:p=\"http://www.w3.org/XML/1998/namespace\"/>",
        "<a xmlns=\"http://www.w3.org/XML/1998/namespace\"/>",
        "<a xmlns:p=\"http://www.w3.org/2000/xmlns/\"/>",
        "<a xmlns=\"http://www.w3.org/2000/xmlns/\"/>",
    };

    expect_elements(rows, COUNT(rows), false);
}

/** What is taken must be readable inside of a document; the reader is the judge. */
Test(extra, takes_nothing_that_a_parser_refuses)
{
    static const char alphabet[] = "<>/a =\"&;:x";
    const size_t letters = sizeof(alphabet) - 1;
    size_t taken = 0;

    for (size_t length = 4; length <= 6; length++) {
        size_t all = 1;

        for (size_t i = 0; i + 2 < length; i++)
            all *= letters;
        for (size_t n = 0; n < all; n++) {
            char xml[16] = "<a";
            char document[64];
            const char *fault;
            size_t rest = n;

            for (size_t i = 2; i < length; i++, rest /= letters)
                xml[i] = alphabet[rest % letters];
            xml[length] = '\0';
            if (!pox_extra_is_element(xml, &fault))
                continue;
            taken++;
            snprintf(document, sizeof(document), "<Protocol>%s</Protocol>", xml);
            cr_expect_eq(refusal_of(document).status, POX_OK, "%s", xml);
        }
    }
    cr_expect_gt(taken, 2, "only %zu", taken);
}

Test(extra, takes_elements_to_a_depth_and_no_deeper)
{
    static char xml[3 * 2000 + 1];
    const char *fault;
    bool before = true;

    for (size_t depth = 1; depth <= 600; depth++) {
        char *at = xml;
        bool good;

        for (size_t i = 0; i < depth; i++)
            at += sprintf(at, "<a>");
        for (size_t i = 0; i < depth; i++)
            at += sprintf(at, "</a>");
        good = pox_extra_is_element(xml, &fault);
        cr_expect(before || !good, "deeper than what is refused: %zu", depth);
        cr_expect(good || depth > 64, "refused at %zu: %s", depth, fault);
        before = good;
    }
    cr_expect_not(before, "600 deep");
}

Test(extra, takes_attributes_to_a_number_and_no_more)
{
    static char xml[20000];

    for (size_t n = 0; n < 400; n++) {
        char *at = xml + sprintf(xml, "<a");
        const char *fault;

        for (size_t i = 0; i < n; i++)
            at += sprintf(at, " a%zu=\"\"", i);
        sprintf(at, "/>");
        if (n <= 201) /* 100, their namespaces, and that of the element */
            cr_expect(pox_extra_is_element(xml, &fault), "%zu: %s", n, fault);
        if (n > 201)
            cr_expect_not(pox_extra_is_element(xml, &fault), "%zu", n);
    }
}

Test(extra, attributes_of_one_namespace_are_found_however_it_is_spelled)
{
    static const struct {
        const char *a;
        const char *b;
        bool is_one;
    } rows[] = {
        {"x&apos;y", "x'y", true},      {"x&gt;y", "x>y", true},
        {"x\ty", "x y", true},          {"x\r\ny", "x y", true},
        {"x&#9;y", "x y", false},       {"x&amp;y", "x&lt;y", false},
        {"xy", "xyz", false},           {"xyz", "xy", false},
        {"x&quot;y", "x&quot;y", true}, {"x\n\ny", "x y", false},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        char xml[200];
        const char *fault;

        snprintf(xml, sizeof(xml),
                 "<e xmlns:a=\"%s\" xmlns:b=\"%s\" a:c=\"1\" b:c=\"2\"/>", rows[i].a,
                 rows[i].b);
        cr_expect_eq(pox_extra_is_element(xml, &fault), !rows[i].is_one, "row %zu: %s", i,
                     xml);
    }
}

/* pox_extra_arrange() */

static struct pox_protocol *new_protocol(struct pox_arena **arena)
{
    struct pox_protocol *protocol =
        pox_document_new(pox_allocator_or_default(NULL), sizeof(*protocol), 0, arena);

    cr_assert_not_null(protocol);
    return protocol;
}

/** Each entry as a letter for its kind, the leaf if any, and the value. */
static void describe(const struct pox_protocol *protocol, char *text, size_t size)
{
    static const char kinds[] = {'?', 'a', 'e', 't'};

    text[0] = '\0';
    for (size_t i = 0; i < protocol->n_extra; i++) {
        const struct pox_extra *extra = &protocol->extra[i];
        size_t used = strlen(text);

        snprintf(text + used, size - used, "%c%s%s(%s)", kinds[extra->kind],
                 extra->element ? "@" : "", extra->element ? extra->element : "",
                 extra->value);
    }
}

Test(extra, puts_entries_into_the_documented_order)
{
    static const struct pox_extra entries[] = {
        {.kind = POX_EXTRA_TEXT, .value = "t1"},
        {.kind = POX_EXTRA_ELEMENT, .name = "x", .value = "e1"},
        {.kind = POX_EXTRA_ATTRIBUTE, .element = "Port", .name = "p", .value = "p1"},
        {.kind = POX_EXTRA_ATTRIBUTE, .element = "Server", .name = "s", .value = "s1"},
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "x", .value = "a1"},
        {.kind = POX_EXTRA_ELEMENT, .name = "x", .value = "e2"},
        {.kind = POX_EXTRA_ATTRIBUTE, .element = "Server", .name = "r", .value = "s2"},
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "a2"},
        {.kind = POX_EXTRA_TEXT, .value = "t2"},
    };
    struct pox_arena *arena;
    struct pox_protocol *protocol = new_protocol(&arena);
    struct pox_extra copy[COUNT(entries)];
    char text[200];

    memcpy(copy, entries, sizeof(entries));
    protocol->extra = copy;
    protocol->n_extra = COUNT(entries);
    cr_assert(pox_extra_arrange(arena, &pox_protocol_descriptor, protocol));
    describe(protocol, text, sizeof(text));
    cr_expect_str_eq(text,
                     "a(a1)a(a2)a@Server(s1)a@Server(s2)a@Port(p1)e(e1)e(e2)t(t1\nt2)",
                     "%s", text);
    pox_free(protocol);
}

Test(extra, arranging_twice_changes_nothing_more)
{
    struct pox_extra entries[] = {
        {.kind = POX_EXTRA_TEXT, .value = "one"},
        {.kind = POX_EXTRA_TEXT, .value = ""},
        {.kind = POX_EXTRA_TEXT, .value = "three"},
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "1"},
    };
    struct pox_arena *arena;
    struct pox_protocol *protocol = new_protocol(&arena);
    const struct pox_extra *arranged;
    char text[200];

    protocol->extra = entries;
    protocol->n_extra = COUNT(entries);
    for (int round = 0; round < 3; round++) {
        cr_assert(pox_extra_arrange(arena, &pox_protocol_descriptor, protocol));
        describe(protocol, text, sizeof(text));
        cr_expect_str_eq(text, "a(1)t(one\n\nthree)", "round %d: %s", round, text);
    }
    arranged = protocol->extra;
    cr_assert(pox_extra_arrange(arena, &pox_protocol_descriptor, protocol));
    cr_expect_eq(protocol->extra, arranged, "what is in order stays where it is");
    pox_free(protocol);
}

Test(extra, arranging_nothing_is_fine)
{
    struct pox_arena *arena;
    struct pox_protocol *protocol = new_protocol(&arena);

    cr_expect(pox_extra_arrange(arena, &pox_protocol_descriptor, protocol));
    cr_expect_null(protocol->extra);
    cr_expect_eq(protocol->n_extra, 0);
    pox_free(protocol);
}

Test(extra, arranging_says_so_when_there_is_no_memory)
{
    for (size_t refuse = 1;; refuse++) {
        struct pox_extra entries[] = {
            {.kind = POX_EXTRA_TEXT, .value = "one"},
            {.kind = POX_EXTRA_TEXT, .value = "two"},
            {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "1"},
        };
        struct ledger ledger = {.calls = 0};
        struct pox_arena *arena;
        struct pox_protocol *protocol =
            pox_document_new(ledger_allocator(&ledger), sizeof(*protocol), 0, &arena);
        bool good;

        arena->block_size = 16; /* so that both the list and the text need a block */
        ledger.refuse = ledger.calls + refuse;
        protocol->extra = entries;
        protocol->n_extra = COUNT(entries);
        good = pox_extra_arrange(arena, &pox_protocol_descriptor, protocol);
        cr_expect_eq(good, !ledger.refused, "refused %zu", refuse);
        pox_free(protocol);
        cr_expect_eq(ledger.live, 0, "refused %zu", refuse);
        if (!ledger.refused) {
            cr_expect_gt(refuse, 2, "both can fail");
            return;
        }
    }
}
