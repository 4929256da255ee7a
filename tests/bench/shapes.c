/* SPDX-License-Identifier: MIT */
#include "shapes.h"

#include <pox/pox.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Growing text */

static void put_bytes(struct document *document, const char *bytes, size_t size)
{
    if (size == 0)
        return;
    if (size > document->capacity - document->size) {
        document->capacity = 2 * (document->capacity + size);
        document->bytes = realloc(document->bytes, document->capacity);
        if (!document->bytes) {
            fprintf(stderr, "out of memory\n");
            exit(2);
        }
    }
    memcpy(document->bytes + document->size, bytes, size);
    document->size += size;
}

static void put(struct document *document, const char *text)
{
    put_bytes(document, text, strlen(text));
}

/** A text in which each "@" is a number. */
static void put_numbered(struct document *document, const char *text, size_t number)
{
    size_t run;

    for (; text[run = strcspn(text, "@")] != '\0'; text += run + 1) {
        char digits[24];

        put_bytes(document, text, run);
        snprintf(digits, sizeof(digits), "%zu", number);
        put(document, digits);
    }
    put(document, text);
}

/** The same text `n` times, numbered from 1. */
static void put_times(struct document *document, const char *text, size_t n)
{
    for (size_t i = 1; i <= n; i++)
        put_numbered(document, text, i);
}

/** All that stands in the document since an offset, again until it has `size` bytes. */
static void put_again(struct document *document, size_t from, size_t size)
{
    size_t unit_size = document->size - from;
    char *unit = malloc(unit_size);

    if (!unit)
        exit(2);
    memcpy(unit, document->bytes + from, unit_size);
    while (document->size + unit_size < size)
        put_bytes(document, unit, unit_size);
    free(unit);
}

/** ASCII made UTF-16 with a byte order mark. */
static void recode(struct document *document)
{
    struct document wide = {.bytes = NULL};

    put_bytes(&wide, "\xFF\xFE", 2);
    for (size_t i = 0; i < document->size; i++)
        put_bytes(&wide, (const char[]){document->bytes[i], 0}, 2);
    free(document->bytes);
    *document = wide;
}

struct document make_document(const struct shape *shape, size_t size, bool by_default)
{
    struct document document = {
        .max_attributes = by_default ? 64 : 100,
        .max_depth = (by_default ? 64 : 256) - 3, /* Account is the third */
    };
    size_t number = 0;

    size = shape->is_utf_16 ? size / 2 : size;
    if (shape->make)
        shape->make(&document, size);
    else
        put(&document, shape->before);
    while (shape->unit && document.size + strlen(shape->after) < size) {
        put_numbered(&document, shape->unit, number++);
        if (number == shape->n_numbers)
            number = 0;
    }
    if (shape->after)
        put(&document, shape->after);
    if (shape->is_utf_16)
        recode(&document);
    return document;
}

/* Shapes that repeat something made, not constant */

#define MESSAGE     "<Autodiscover xmlns=\"" POX_NAMESPACE_RESPONSE "\">"
#define RESPONSE    "<Response xmlns=\"" POX_NAMESPACE_OUTLOOK_RESPONSE "\">"
#define ACCOUNT     MESSAGE RESPONSE "<Account>"
#define ACCOUNT_END "</Account></Response></Autodiscover>"
#define PROTOCOL    ACCOUNT "<Protocol>"
#define LEAF        PROTOCOL "<Server>"
#define LEAF_END    "</Server></Protocol>" ACCOUNT_END
#define FOREIGN     ACCOUNT "<a xmlns=\"urn:foreign\">"
#define FOREIGN_END "</a>" ACCOUNT_END

enum {
    /* As the limits allow. */
    N_NAMES = 65000,
    LONGEST_NAME = 49000,
    ONE_TEXT = 8300000,
};

static void put_deep(struct document *document, const char *open, const char *close,
                     size_t n)
{
    put_times(document, open, n);
    put_times(document, close, n);
}

static void make_deep_unknown(struct document *document, size_t size)
{
    size_t from;

    put(document, ACCOUNT);
    from = document->size;
    put_deep(document, "<a>", "</a>", document->max_depth);
    put_again(document, from, size);
}

static void make_deep_structs(struct document *document, size_t size)
{
    size_t from;

    put(document, ACCOUNT);
    from = document->size;
    put_deep(document, "<Protocol><Internal>", "</Internal></Protocol>",
             document->max_depth / 2);
    put_again(document, from, size);
}

/** Many unknown elements deep inside structs: each diagnostic has a long path. */
static void make_deep_diagnostics(struct document *document, size_t size)
{
    size_t from;

    put(document, ACCOUNT);
    put_times(document, "<Protocol><Internal>", document->max_depth / 2);
    from = document->size;
    put(document, "<a/>");
    put_again(document, from, size);
    put_times(document, "</Internal></Protocol>", document->max_depth / 2);
}

/** Many values deep inside structs, each on a line of its own when they are written. */
static void make_deep_values(struct document *document, size_t size)
{
    size_t from;

    put(document, ACCOUNT);
    put_times(document, "<Protocol><Internal>", document->max_depth / 2 - 1);
    from = document->size;
    put(document, "<Protocol><SSL>on</SSL><SPA>on</SPA></Protocol>");
    put_again(document, from, size);
    put_times(document, "</Internal></Protocol>", document->max_depth / 2 - 1);
}

/** A start tag of as many attributes as are allowed, again and again. */
static void make_attributes(struct document *document, size_t size, const char *element,
                            const char *attribute)
{
    size_t from = document->size;

    put(document, "<");
    put(document, element);
    put_times(document, attribute, document->max_attributes);
    put(document, "/>");
    put_again(document, from, size);
}

static void make_unknown_with_attributes(struct document *document, size_t size)
{
    put(document, ACCOUNT);
    make_attributes(document, size, "a", " a@=\"\"");
}

static void make_known_with_attributes(struct document *document, size_t size)
{
    put(document, ACCOUNT);
    make_attributes(document, size, "Protocol", " a@=\"\"");
}

static void put_prefixes(struct document *document)
{
    put(document, "<Autodiscover xmlns=\"" POX_NAMESPACE_RESPONSE "\"");
    put_times(document, " xmlns:p@=\"urn:@\"", document->max_attributes);
    put(document, ">" RESPONSE "<Account>");
}

/** Attributes that differ in nothing but their namespace. */
static void make_unknown_with_namespaces(struct document *document, size_t size)
{
    put_prefixes(document);
    make_attributes(document, size, "a", " p@:a=\"\"");
}

static void make_known_with_namespaces(struct document *document, size_t size)
{
    put_prefixes(document);
    make_attributes(document, size, "Protocol", " p@:a=\"\"");
}

/** Protocols of which each value has as many attributes as are allowed. */
static void make_values_with_attributes(struct document *document, size_t size,
                                        const char *first, const char *attribute)
{
    const struct pox_type *type = &pox_protocol_descriptor;
    size_t from = document->size;

    put(document, "<Protocol>");
    put(document, first);
    for (size_t i = 0; i < type->n_elements; i++) {
        if (type->elements[i].place != POX_PLACE_CHILD ||
            type->elements[i].kind != POX_KIND_URI)
            continue;
        put(document, "<");
        put(document, type->elements[i].name);
        put_times(document, attribute, document->max_attributes);
        put(document, "/>");
    }
    put(document, "</Protocol>");
    put_again(document, from, size);
}

static void make_attributes_of_values(struct document *document, size_t size)
{
    put(document, ACCOUNT);
    make_values_with_attributes(document, size, "", " a@=\"\"");
}

static void make_attributes_behind_unknown(struct document *document, size_t size)
{
    put(document, ACCOUNT);
    make_values_with_attributes(document, size, "<a/>", " a@=\"\"");
}

static void make_namespaces_of_values(struct document *document, size_t size)
{
    put_prefixes(document);
    make_values_with_attributes(document, size, "", " p@:a=\"\"");
}

static void make_long_attribute(struct document *document, size_t size)
{
    put(document, ACCOUNT "<Protocol");
    put_times(document, " a@=\"\"", document->max_attributes - 1);
    put(document, " a=\"");
    while (document->size < size)
        put(document, "text of the attribute ");
    put(document, "\"/>");
}

static void make_many_declarations(struct document *document, size_t size,
                                   size_t n_levels, size_t n_declarations)
{
    size_t from;

    put(document, ACCOUNT);
    for (size_t level = 0; level < n_levels; level++) {
        put(document, "<a");
        put_times(document, " xmlns:p@=\"urn:@\"", n_declarations);
        put(document, ">");
    }
    from = document->size;
    put(document, "<a/>"); /* its namespace is declared outside of all these */
    put_again(document, from, size);
    put_times(document, "</a>", n_levels);
}

static void make_declarations(struct document *document, size_t size)
{
    make_many_declarations(document, size, 10, document->max_attributes);
}

static void make_too_many_declarations(struct document *document, size_t size)
{
    make_many_declarations(document, size, document->max_depth - 2,
                           document->max_attributes);
}

static void make_long_namespace(struct document *document, size_t size)
{
    size_t from;

    put(document, ACCOUNT "<a xmlns=\"urn:");
    while (document->size < size / 2)
        put(document, "long");
    put(document, "\">");
    from = document->size;
    put(document, "<b/>");
    put_again(document, from, size);
    put(document, "</a>");
}

/** A name that is as long as libxml2 lets it be. */
static void make_long_names(struct document *document, size_t size)
{
    size_t from;

    put(document, ACCOUNT);
    from = document->size;
    put(document, "<");
    put_times(document, "n", LONGEST_NAME);
    put(document, "/>");
    put_again(document, from, size);
}

static void make_long_values(struct document *document, size_t size)
{
    size_t from;

    put(document, ACCOUNT);
    from = document->size;
    put(document, "<Protocol><Server>");
    put_times(document, "mail.example", 5000);
    put(document, "</Server></Protocol>");
    put_again(document, from, size);
}

/* The table */

/** A unit again and again, and what stands around all of them. */
#define AROUND(first, text, last) .before = (first), .unit = (text), .after = (last)
/** The same inside an Account. */
#define INSIDE(text) AROUND(ACCOUNT, text, ACCOUNT_END)
/** What does not end. */
#define ENDLESS(first, text) AROUND(first, text, "")
/** What is made, inside an Account. */
#define MADE(function) .make = (function), .after = ACCOUNT_END

static const struct shape shapes[] = {
    /* Known elements */
    {"protocols", INSIDE("<Protocol><Type>EXPR</Type><Server>mail.example.com</Server>"
                         "<SSL>On</SSL><EwsUrl>https://mail.example.com/ews</EwsUrl>"
                         "</Protocol>")},
    {"protocols, empty", INSIDE("<Protocol/>")},
    {"protocols, push byte by byte", INSIDE("<Protocol><Type>EXPR</Type></Protocol>"),
     .is_pushed = true},
    {"protocols, UTF-16", INSIDE("<Protocol><Type>EXPR</Type></Protocol>"),
     .is_utf_16 = true},
    {"protocols, truncated", ENDLESS(ACCOUNT, "<Protocol><Type>EXPR</Type></Protocol>"),
     .status = POX_ERROR_TRUNCATED},
    {"duplicates of a value",
     AROUND(PROTOCOL, "<SSL>on</SSL>", "</Protocol>" ACCOUNT_END)},
    {"duplicates of a struct",
     AROUND(MESSAGE, "<Response><Account/></Response>", "</Autodiscover>")},
    {"names in lower case", INSIDE("<protocol><ssl>on</ssl></protocol>")},
    {"bad numbers", INSIDE("<Protocol><Port>x</Port></Protocol>")},
    {"unknown values", INSIDE("<Protocol><Type>x</Type></Protocol>")},
    {"elements inside values", INSIDE("<Protocol><Server>x<a/></Server></Protocol>")},
    {"elements inside texts, all in one line",
     INSIDE(
         "<Protocol><Internal><OWAUrl AuthenticationMethod=\"Basic\">x<y/><z/></OWAUrl>"
         "</Internal></Protocol>")},
    {"namespaces of ours in turn",
     INSIDE("<Protocol xmlns=\"" POX_NAMESPACE_RESPONSE "\"/>")},
    {"comma list",
     AROUND(PROTOCOL "<Internal><OWAUrl AuthenticationMethod=\"Basic", ",Basic",
            "\"/></Internal></Protocol>" ACCOUNT_END),
     .size = ONE_TEXT},
    {"comma list of unknown values",
     AROUND(PROTOCOL "<Internal><OWAUrl AuthenticationMethod=\"x", ",x",
            "\"/></Internal></Protocol>" ACCOUNT_END),
     .size = ONE_TEXT},

    /* Depth */
    {"structs as deep as allowed", MADE(make_deep_structs)},
    {"values as deep as allowed", MADE(make_deep_values)},
    {"unknown as deep as allowed", MADE(make_deep_unknown)},
    {"diagnostics at great depth", MADE(make_deep_diagnostics)},
    {"too deep", ENDLESS(ACCOUNT, "<a>"), .status = POX_ERROR_LIMIT,
     .message = "'depth'"},

    /* Unknown elements and attributes */
    {"unknown elements", INSIDE("<a/>")},
    {"unknown elements in one", AROUND(FOREIGN, "<b>text</b>", FOREIGN_END)},
    {"unknown elements, non-ASCII", INSIDE("<\xC3\xA9>\xE2\x82\xAC</\xC3\xA9>")},
    {"foreign elements", INSIDE("<a xmlns=\"urn:a\"/>")},
    {"as many names as allowed", INSIDE("<n@/>"), .n_numbers = N_NAMES},
    {"too many names", INSIDE("<n@/>"), .status = POX_ERROR_LIMIT, .message = "'names'",
     .refused_from = 700000},
    {"long names", MADE(make_long_names)},
    {"attributes of unknown elements", MADE(make_unknown_with_attributes)},
    {"attributes of structs", MADE(make_known_with_attributes)},
    {"attributes of values", MADE(make_attributes_of_values)},
    {"attributes of values behind unknown", MADE(make_attributes_behind_unknown)},
    {"too many attributes", ENDLESS(ACCOUNT "<a", " a@=\"\""), .status = POX_ERROR_LIMIT,
     .message = "'attributes'"},
    {"attributes in namespaces, unknown", MADE(make_unknown_with_namespaces)},
    {"attributes in namespaces, structs", MADE(make_known_with_namespaces)},
    {"attributes in namespaces, values", MADE(make_namespaces_of_values)},

    /* Namespaces */
    {"declarations on each element", INSIDE("<a xmlns:b=\"c\" xmlns:d=\"%\"/>")},
    {"declarations in scope", MADE(make_declarations)},
    {"too many declarations in scope", MADE(make_too_many_declarations),
     .status = POX_ERROR_LIMIT, .message = "in scope", .refused_from = 700000},
    {"too long a namespace", MADE(make_long_namespace), .status = POX_ERROR_LIMIT,
     .message = "a namespace"},

    /* Text */
    {"one text", AROUND(LEAF, "text of a value ", LEAF_END), .size = ONE_TEXT},
    {"one text, non-ASCII", AROUND(LEAF, "\xE2\x82\xAC", LEAF_END), .size = ONE_TEXT},
    {"one text of references", AROUND(LEAF, "&amp;&#38;", LEAF_END), .size = ONE_TEXT},
    {"one text of ]", AROUND(LEAF, "]", LEAF_END), .size = ONE_TEXT},
    {"one text of ]]", AROUND(LEAF, "]] ", LEAF_END), .size = ONE_TEXT},
    {"one text of CR and LF", AROUND(LEAF, "\r\n", LEAF_END), .size = ONE_TEXT},
    {"one text of CR", AROUND(LEAF, "\r", LEAF_END), .size = ONE_TEXT},
    {"one text in pieces", AROUND(LEAF, "a<!---->", LEAF_END), .size = ONE_TEXT},
    {"one text, too long", AROUND(LEAF, "text of a value ", LEAF_END),
     .status = POX_ERROR_LIMIT, .message = "'text_bytes'", .refused_from = 8 << 20},
    {"long texts", MADE(make_long_values)},
    {"stray texts", INSIDE("text <a/>")},
    {"stray text in pieces", INSIDE("a<!---->"), .size = ONE_TEXT},
    {"white space", INSIDE(" \n\t"), .size = ONE_TEXT},
    {"white space in unknown", AROUND(FOREIGN, " \n\t", FOREIGN_END), .size = ONE_TEXT},
    {"white space before the root", AROUND("", "  \n", ACCOUNT ACCOUNT_END)},
    {"white space behind the root", AROUND(ACCOUNT ACCOUNT_END, "  \n", "")},
    {"text of unknown", AROUND(FOREIGN, "text &amp; ", FOREIGN_END)},
    {"one attribute", MADE(make_long_attribute), .size = ONE_TEXT},
    {"one attribute of references",
     AROUND(ACCOUNT "<a b=\"", "&amp;&#38;", "\"/>" ACCOUNT_END), .size = ONE_TEXT},
    {"one attribute of line ends",
     AROUND(ACCOUNT "<a b=\"", "\r\n\t", "\"/>" ACCOUNT_END), .size = ONE_TEXT},

    /* What stands aside */
    {"one comment", AROUND(ACCOUNT "<!--", " - >", "-->" ACCOUNT_END), .size = ONE_TEXT},
    {"one comment, too long", AROUND(ACCOUNT "<!--", "text", "-->" ACCOUNT_END),
     .status = POX_ERROR_LIMIT, .message = "'text_bytes'", .refused_from = 8 << 20},
    {"one comment before the root", AROUND("<!--", "text", "-->" ACCOUNT ACCOUNT_END),
     .size = ONE_TEXT},
    {"one instruction", AROUND(ACCOUNT "<?a ", " ? >", "?>" ACCOUNT_END),
     .size = ONE_TEXT},
    {"one CDATA section", AROUND(LEAF "<![CDATA[", " ]] ", "]]>" LEAF_END),
     .size = ONE_TEXT},
    {"one CDATA section of unknown",
     AROUND(FOREIGN "<![CDATA[", "text", "]]>" FOREIGN_END), .size = ONE_TEXT},
    {"one comment, push byte by byte", AROUND(ACCOUNT "<!--", "text", "-->" ACCOUNT_END),
     .size = ONE_TEXT, .is_pushed = true},
    {"comments", INSIDE("<!---->")},
    {"comments before the root", AROUND("", "<!---->", ACCOUNT ACCOUNT_END)},
    {"comments behind the root", AROUND(ACCOUNT ACCOUNT_END, "<!---->", "")},
    {"instructions", INSIDE("<?a?>")},
    {"CDATA sections", INSIDE("<![CDATA[]]>")},

    /* What does not end, or is no XML */
    {"endless text", ENDLESS(LEAF, "text"), .size = ONE_TEXT,
     .status = POX_ERROR_TRUNCATED},
    {"endless comment", ENDLESS(ACCOUNT "<!--", "text"), .size = ONE_TEXT,
     .status = POX_ERROR_TRUNCATED, .message = "a comment"},
    {"endless instruction", ENDLESS(ACCOUNT "<?a ", "text"), .size = ONE_TEXT,
     .status = POX_ERROR_TRUNCATED, .message = "a processing instruction"},
    {"endless CDATA section", ENDLESS(LEAF "<![CDATA[", "text"), .size = ONE_TEXT,
     .status = POX_ERROR_TRUNCATED, .message = "a CDATA section"},
    {"endless tag", ENDLESS(ACCOUNT "<a", " a"), .size = ONE_TEXT,
     .status = POX_ERROR_TRUNCATED, .message = "a tag"},
    {"endless end tag", ENDLESS(ACCOUNT "</Account", " "), .size = ONE_TEXT,
     .status = POX_ERROR_TRUNCATED, .message = "a tag"},
    {"endless attribute", ENDLESS(ACCOUNT "<a a=\"", "text>"), .size = ONE_TEXT,
     .status = POX_ERROR_TRUNCATED, .message = "a tag"},
    {"endless reference", ENDLESS(LEAF "&", "a"), .size = ONE_TEXT,
     .status = POX_ERROR_TRUNCATED},
    {"& without a reference", ENDLESS(LEAF "&", " "), .status = POX_ERROR_XML},
    {"nothing but &", ENDLESS(LEAF, "&"), .status = POX_ERROR_XML},
    {"nothing but <", ENDLESS(LEAF, "<"), .size = ONE_TEXT,
     .status = POX_ERROR_TRUNCATED},
    {"<! without meaning", ENDLESS(LEAF "<!", "a"), .status = POX_ERROR_XML},
};

const struct shape *all_shapes(size_t *n)
{
    *n = sizeof(shapes) / sizeof(shapes[0]);
    return shapes;
}
