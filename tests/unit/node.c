/* SPDX-License-Identifier: MIT */
#include "operations.h"
#include "support.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

static const char sample[] =
    "<Autodiscover xmlns=\"" RESPONSE "\"><Response xmlns=\"" OUTLOOK_RESPONSE "\">"
    "<User a=\"1 &amp; 2\"><DisplayName>A &amp; <![CDATA[<B>]]></DisplayName>stray</User>"
    "<Account><Action>Settings</Action><AlternativeMailbox/>"
    "<Protocol Type=\"mapiHttp\" Version=\"01\"><Junk xmlns:p=\"urn:x\" p:b=\"&lt;\" "
    "xml:lang=\"en\"><x/>text<y xmlns=\"\"> </y></Junk><Port c=\"2\">undefined</Port>"
    "<TTL>x<y/></TTL><SSL>maybe</SSL><p:Server xmlns:p=\"urn:y\">s</p:Server>"
    "<Internal><OWAUrl AuthenticationMethod=\"Basic, New\">https://x</OWAUrl><OWAUrl/>"
    "<Protocol><Type>EXCH</Type></Protocol></Internal>more</Protocol>"
    "<Protocol><Server> </Server></Protocol></Account><Account/></Response>"
    "</Autodiscover>";

static xmlNodePtr as_node(xmlDocPtr document)
{
    return (xmlNodePtr)document;
}

static xmlDocPtr tree_of(const char *xml, int options)
{
    xmlDocPtr document = xmlReadMemory(xml, (int)strlen(xml), NULL, NULL,
                                       options | XML_PARSE_NONET | XML_PARSE_NOERROR);

    cr_assert_not_null(document, "%.200s", xml);
    return document;
}

static const xmlChar *text(const char *bytes)
{
    return (const xmlChar *)bytes;
}

/** What a tree is refused with; POX_OK: it was read. */
static struct pox_error node_refusal(const xmlNode *node,
                                     const struct pox_parse_options *options)
{
    const struct pox_type *found = &pox_protocol_descriptor;
    struct pox_error error;
    void *value = pox_parse_node(NULL, node, options, &found, &error);

    cr_expect_eq(value != NULL, error.status == POX_OK, "result and status differ");
    cr_expect_eq(value != NULL, found != NULL, "result and type differ");
    cr_expect_eq(error.column, 0);
    pox_free(value);
    return error;
}

/** A node without a document whose only content is a struct. */
static xmlNodePtr new_element(const char *name)
{
    return xmlNewNode(NULL, text(name));
}

/* Reading */

/** Two structs that say the same. */
static void expect_equal(const struct pox_type *type, const void *value, void *again,
                         const char *label)
{
    cr_assert_not_null(again, "%s", label);
    cr_expect(pox_equal(type, value, again), "%s: says something else", label);
    pox_free(again);
}

Test(node, a_tree_says_what_the_bytes_say)
{
    static const int options[] = {0, XML_PARSE_NOENT, XML_PARSE_NOCDATA, XML_PARSE_NODICT,
                                  XML_PARSE_COMPACT};
    struct pox_autodiscover *bytes = read_quietly(&pox_autodiscover_descriptor, sample);

    for (size_t i = 0; i < COUNT(options); i++) {
        xmlDocPtr document = tree_of(sample, options[i]);
        const struct pox_type *found;
        struct pox_error error;
        void *value = pox_parse_node(NULL, as_node(document), NULL, &found, &error);

        cr_assert_not_null(value, "%d: %s: %s", options[i], error.path, error.message);
        cr_expect_eq(error.status, POX_OK);
        cr_expect_eq(found, &pox_autodiscover_descriptor);
        cr_expect(pox_equal(found, value, bytes), "%d", options[i]);
        pox_free(value);
        xmlFreeDoc(document);
    }
    pox_autodiscover_free(bytes);
}

Test(node, an_element_is_read_without_what_stands_around_it)
{
    xmlDocPtr document =
        tree_of("<x xmlns='urn:x'>before<p:Protocol xmlns:p='" OUTLOOK_RESPONSE "'>"
                "<p:Server>s</p:Server></p:Protocol>after<y/></x>",
                0);
    xmlNodePtr element = xmlDocGetRootElement(document)->children->next;
    struct pox_protocol *protocol =
        pox_parse_node(&pox_protocol_descriptor, element, NULL, NULL, NULL);

    cr_assert_not_null(protocol);
    cr_expect_str_eq(protocol->server, "s");
    cr_expect_eq(protocol->n_extra, 0);
    pox_protocol_free(protocol);
    xmlFreeDoc(document);
}

Test(node, nothing_in_the_tree_is_needed_afterwards_or_changed)
{
    xmlDocPtr document = tree_of(sample, 0);
    struct pox_autodiscover *bytes = read_quietly(&pox_autodiscover_descriptor, sample);
    struct pox_autodiscover *message;
    xmlChar *saved[2];

    xmlDocDumpMemory(document, &saved[0], NULL);
    message = pox_parse_node(NULL, as_node(document), NULL, NULL, NULL);
    xmlDocDumpMemory(document, &saved[1], NULL);
    xmlFreeDoc(document);
    cr_expect_str_eq((char *)saved[0], (char *)saved[1]);
    cr_expect(pox_autodiscover_equal(message, bytes));
    xmlFree(saved[0]);
    xmlFree(saved[1]);
    pox_autodiscover_free(message);
    pox_autodiscover_free(bytes);
}

Test(node, what_stands_beside_the_message_is_passed_over)
{
    xmlDocPtr document =
        tree_of("<!DOCTYPE Protocol><!-- a --><?b c?><Protocol><!-- d -->"
                "<Server>x<!-- e -->y<?f?>z</Server><g/><h/></Protocol>",
                0);
    xmlNodePtr root = xmlDocGetRootElement(document);
    struct pox_protocol *protocol;

    root->last->type = XML_XINCLUDE_END;
    root->last->prev->type = XML_XINCLUDE_START;
    protocol = pox_parse_node(NULL, as_node(document), NULL, NULL, NULL);
    root->last->type = root->last->prev->type = XML_ELEMENT_NODE;
    cr_assert_not_null(protocol);
    cr_expect_str_eq(protocol->server, "xyz");
    cr_expect_eq(protocol->n_extra, 0);
    pox_protocol_free(protocol);
    xmlFreeDoc(document);
}

Test(node, a_document_needs_one_root)
{
    xmlDocPtr document = xmlNewDoc(NULL);

    cr_expect_eq(node_refusal(as_node(document), NULL).status, POX_ERROR_EMPTY);
    xmlAddChild(as_node(document), xmlNewComment(text("no root")));
    cr_expect_eq(node_refusal(as_node(document), NULL).status, POX_ERROR_EMPTY);
    xmlAddChild(as_node(document), new_element("Protocol"));
    cr_expect_eq(node_refusal(as_node(document), NULL).status, POX_OK);
    xmlAddChild(as_node(document), xmlNewText(text("text")));
    cr_expect_eq(node_refusal(as_node(document), NULL).status, POX_ERROR_XML);
    xmlFreeDoc(document);
    document = xmlNewDoc(NULL);
    xmlAddChild(as_node(document), xmlNewText(text("text")));
    cr_expect_eq(node_refusal(as_node(document), NULL).status, POX_ERROR_XML);
    xmlFreeDoc(document);
    document = tree_of("<a><Protocol/><Protocol/></a>", 0);
    document->children = document->children->children;
    cr_expect_eq(node_refusal(as_node(document), NULL).status, POX_ERROR_XML);
    document->children = document->children->parent;
    xmlFreeDoc(document);
}

Test(node, the_root_is_what_was_asked_for)
{
    xmlDocPtr document = tree_of("<Protocol/>", 0);
    const struct pox_type *found = &pox_user_descriptor;
    struct pox_error error;

    cr_expect_null(
        pox_parse_node(&pox_user_descriptor, as_node(document), NULL, &found, &error));
    cr_expect_eq(error.status, POX_ERROR_ROOT);
    cr_expect_null(found);
    xmlFreeDoc(document);
}

Test(node, arguments_that_make_no_sense_are_refused)
{
    static const struct pox_allocator half = {.allocate = ledger_allocate};
    struct pox_parse_options options = {.allocator = &half};
    xmlDocPtr document = tree_of("<Protocol a='1'>x</Protocol>", 0);
    xmlNodePtr root = xmlDocGetRootElement(document);

    cr_expect_eq(node_refusal(NULL, NULL).status, POX_ERROR_ARGUMENT);
    cr_expect_eq(node_refusal(root->children, NULL).status, POX_ERROR_ARGUMENT);
    cr_expect_eq(node_refusal((xmlNodePtr)root->properties, NULL).status,
                 POX_ERROR_ARGUMENT);
    cr_expect_eq(node_refusal(root, &options).status, POX_ERROR_ARGUMENT);
    xmlFreeDoc(document);
}

Test(node, diagnostics_have_a_line_and_no_column)
{
    static const char xml[] = "<Protocol>\n<Port>\nx</Port>\n\n stray\n\n<Junk/>\n"
                              "<!-- -->\n<![CDATA[more]]></Protocol>";
    xmlDocPtr document = tree_of(xml, 0);
    struct notes notes = {.n = 0};
    struct notes expected;
    struct pox_parse_options options = {
        .diagnostic = take_note,
        .diagnostic_data = &notes,
    };

    pox_free(read_noting(&pox_protocol_descriptor, xml, &expected));
    cr_expect_eq(node_refusal(as_node(document), &options).status, POX_OK);
    cr_assert_eq(notes.n, 4);
    cr_assert_eq(notes.n, expected.n);
    for (size_t i = 0; i < notes.n; i++) {
        expect_note(&notes, i, expected.items[i].code, expected.items[i].line,
                    expected.items[i].path, expected.items[i].message);
        cr_expect_eq(notes.items[i].column, 0);
    }
    options.strict = true;
    cr_expect_eq(node_refusal(as_node(document), &options).code,
                 POX_DIAGNOSTIC_BAD_VALUE);
    xmlFreeDoc(document);
}

Test(node, a_tree_that_was_built_has_no_lines)
{
    xmlNodePtr root = new_element("Protocol");
    struct notes notes = {.n = 0};
    struct pox_parse_options options = {
        .diagnostic = take_note,
        .diagnostic_data = &notes,
    };

    xmlNewChild(root, NULL, text("Port"), text("x"));
    xmlAddChild(root, xmlNewText(text("\n\nstray")));
    cr_expect_eq(node_refusal(root, &options).status, POX_OK);
    cr_assert_eq(notes.n, 2);
    for (size_t i = 0; i < notes.n; i++) {
        cr_expect_eq(notes.items[i].line, 0);
        cr_expect_eq(notes.items[i].column, 0);
    }
    xmlFreeNode(root);
}

Test(node, no_content_is_empty_content)
{
    xmlNodePtr root = new_element("Protocol");
    struct pox_protocol *protocol;

    xmlNewChild(root, NULL, text("Server"), NULL);
    xmlAddChild(root->children, xmlNewText(NULL));
    xmlNewProp(root, text("Type"), NULL);
    protocol = pox_parse_node(NULL, root, NULL, NULL, NULL);
    cr_assert_not_null(protocol);
    cr_expect_str_eq(protocol->server, "");
    cr_expect_str_eq(protocol->attr_type_text, "");
    pox_protocol_free(protocol);
    xmlFreeNode(root);
}

Test(node, the_five_entities_are_resolved_and_no_other)
{
    static const char *const five[] = {"lt", "amp", "gt", "quot", "apos"};
    xmlNodePtr root = new_element("Protocol");
    xmlNodePtr server = xmlNewChild(root, NULL, text("Server"), NULL);
    xmlAttrPtr type = xmlNewProp(root, text("Type"), text("1"));
    struct pox_protocol *protocol;
    struct pox_error error;

    for (size_t i = 0; i < COUNT(five); i++) {
        xmlAddChild(server, xmlNewReference(NULL, text(five[i])));
        xmlAddChild((xmlNodePtr)type, xmlNewReference(NULL, text(five[i])));
    }
    protocol = pox_parse_node(NULL, root, NULL, NULL, NULL);
    cr_assert_not_null(protocol);
    cr_expect_str_eq(protocol->server, "<&>\"'");
    cr_expect_str_eq(protocol->attr_type_text, "1<&>\"'");
    pox_protocol_free(protocol);
    xmlAddChild(server, xmlNewReference(NULL, text("auml")));
    error = node_refusal(root, NULL);
    cr_expect_eq(error.status, POX_ERROR_DOCTYPE);
    cr_expect_str_eq(error.path, "/Protocol/Server");
    cr_expect_not_null(strstr(error.message, "'auml'"), "%s", error.message);
    xmlAddChild((xmlNodePtr)type, xmlNewReference(NULL, text("ouml")));
    error = node_refusal(root, NULL);
    cr_expect_eq(error.status, POX_ERROR_DOCTYPE);
    cr_expect_str_eq(error.path, "/Protocol/@Type");
    cr_expect_not_null(strstr(error.message, "'ouml'"), "%s", error.message);
    xmlFreeNode(root);
}

/* What no parser would have let through */

static xmlNodePtr child(xmlNodePtr parent, const char *name)
{
    return xmlAddChild(parent, new_element(name));
}

static void name_with_colon(xmlNodePtr node)
{
    child(node, "a:b");
}

static void name_empty(xmlNodePtr node)
{
    child(node, "");
}

static void name_null(xmlNodePtr node)
{
    xmlNodePtr nameless = child(node, "x");

    xmlFree((xmlChar *)(uintptr_t)nameless->name);
    nameless->name = NULL;
}

static void name_that_ends_a_tag(xmlNodePtr node)
{
    child(node, "x><y");
}

static void name_not_utf8(xmlNodePtr node)
{
    child(node, "\xC3x");
}

static void text_not_utf8(xmlNodePtr node)
{
    xmlAddChild(child(node, "Server"), xmlNewText(text("\xE4")));
}

static void text_forbidden(xmlNodePtr node)
{
    xmlAddChild(child(node, "Server"), xmlNewText(text("a\x01")));
}

static void cdata_forbidden(xmlNodePtr node)
{
    xmlNodePtr junk = child(node, "Junk");

    xmlNewProp(junk, text("a"), text("1"));
    xmlAddChild(junk, xmlNewCDataBlock(NULL, text("\xEF\xBF\xBF"), 3));
}

static void attribute_name(xmlNodePtr node)
{
    xmlNewProp(child(node, "Server"), text("a b"), text("c"));
}

static void attribute_colon(xmlNodePtr node)
{
    xmlNewProp(child(node, "Server"), text("xmlns:a"), text("c"));
}

static void attribute_xmlns(xmlNodePtr node)
{
    xmlNewProp(child(node, "Server"), text("xmlns"), text("c"));
}

static void attribute_value(xmlNodePtr node)
{
    xmlAttrPtr attribute = xmlNewProp(child(node, "Server"), text("a"), NULL);

    xmlAddChild((xmlNodePtr)attribute, xmlNewText(text("\x1F")));
}

static void attribute_not_utf8(xmlNodePtr node)
{
    xmlAttrPtr attribute = xmlNewProp(child(node, "Server"), text("a"), NULL);

    xmlAddChild((xmlNodePtr)attribute, xmlNewText(text("\xFF")));
}

static void attribute_holding_an_element(xmlNodePtr node)
{
    xmlAttrPtr attribute = xmlNewProp(child(node, "Server"), text("a"), NULL);

    attribute->children = attribute->last = new_element("x");
    attribute->children->parent = (xmlNodePtr)attribute;
}

static void attribute_twice(xmlNodePtr node)
{
    xmlNodePtr server = child(node, "Server");

    xmlNewProp(server, text("a"), text("1"));
    xmlNewProp(server, text("a"), text("2"));
}

static void attribute_twice_in_a_namespace(xmlNodePtr node)
{
    xmlNodePtr server = child(node, "Server");

    xmlNewNsProp(server, xmlNewNs(server, text("urn:x"), text("p")), text("a"),
                 text("1"));
    xmlNewNsProp(server, xmlNewNs(server, text("urn:x"), text("q")), text("a"),
                 text("2"));
}

static void namespace_not_utf8(xmlNodePtr node)
{
    xmlNodePtr server = child(node, "Server");

    xmlSetNs(server, xmlNewNs(server, text("\xFF"), NULL));
}

static void namespace_forbidden(xmlNodePtr node)
{
    xmlNodePtr server = child(node, "Server");

    xmlNewNsProp(server, xmlNewNs(server, text("\x02"), text("p")), text("a"), text(""));
}

static void namespace_of_declarations(xmlNodePtr node)
{
    xmlNodePtr server = child(node, "Server");

    xmlSetNs(server, xmlNewNs(server, text("http://www.w3.org/2000/xmlns/"), NULL));
}

static void node_of_another_kind(xmlNodePtr node)
{
    child(node, "x")->type = XML_DOCUMENT_FRAG_NODE;
}

Test(node, what_no_document_can_say_is_refused)
{
    static const struct {
        const char *name;
        void (*spoil)(xmlNodePtr node);
        enum pox_status status;
        const char *path;
    } rows[] = {
        {"name_with_colon", name_with_colon, POX_ERROR_XML, "/Protocol"},
        {"name_empty", name_empty, POX_ERROR_XML, "/Protocol"},
        {"name_null", name_null, POX_ERROR_XML, "/Protocol"},
        {"name_that_ends_a_tag", name_that_ends_a_tag, POX_ERROR_XML, "/Protocol"},
        {"name_not_utf8", name_not_utf8, POX_ERROR_ENCODING, "/Protocol"},
        {"text_not_utf8", text_not_utf8, POX_ERROR_ENCODING, "/Protocol/Server"},
        {"text_forbidden", text_forbidden, POX_ERROR_XML, "/Protocol/Server"},
        {"cdata_forbidden", cdata_forbidden, POX_ERROR_XML, "/Protocol/Junk"},
        {"attribute_name", attribute_name, POX_ERROR_XML, "/Protocol/Server"},
        {"attribute_colon", attribute_colon, POX_ERROR_XML, "/Protocol/Server"},
        {"attribute_xmlns", attribute_xmlns, POX_ERROR_XML, "/Protocol/Server/@xmlns"},
        {"attribute_value", attribute_value, POX_ERROR_XML, "/Protocol/Server/@a"},
        {"attribute_not_utf8", attribute_not_utf8, POX_ERROR_ENCODING,
         "/Protocol/Server/@a"},
        {"attribute_holding_an_element", attribute_holding_an_element, POX_ERROR_XML,
         "/Protocol/Server/@a"},
        {"attribute_twice", attribute_twice, POX_ERROR_XML, "/Protocol/Server/@a"},
        {"attribute_twice_in_a_namespace", attribute_twice_in_a_namespace, POX_ERROR_XML,
         "/Protocol/Server/@a"},
        {"namespace_not_utf8", namespace_not_utf8, POX_ERROR_ENCODING, "/Protocol"},
        {"namespace_forbidden", namespace_forbidden, POX_ERROR_XML, "/Protocol/Server"},
        {"namespace_of_declarations", namespace_of_declarations, POX_ERROR_XML,
         "/Protocol"},
        {"node_of_another_kind", node_of_another_kind, POX_ERROR_XML, "/Protocol"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        xmlNodePtr root = new_element("Protocol");
        struct pox_error error;

        rows[i].spoil(root);
        error = node_refusal(root, NULL);
        cr_expect_eq(error.status, rows[i].status, "%s: %s", rows[i].name, error.message);
        cr_expect_str_eq(error.path, rows[i].path, "%s: %s", rows[i].name, error.path);
        cr_expect_str_not_empty(error.message, "%s", rows[i].name);
        if (root->last->type == XML_DOCUMENT_FRAG_NODE)
            root->last->type = XML_ELEMENT_NODE;
        xmlFreeNode(root);
    }
}

Test(node, attributes_of_one_name_in_different_namespaces_are_two)
{
    xmlNodePtr root = new_element("Protocol");
    struct pox_protocol *protocol;

    xmlNewProp(root, text("a"), text("1"));
    xmlNewNsProp(root, xmlNewNs(root, text("urn:x"), text("p")), text("a"), text("2"));
    xmlNewNsProp(root, xmlNewNs(root, text("urn:y"), text("q")), text("a"), text("3"));
    protocol = pox_parse_node(NULL, root, NULL, NULL, NULL);
    cr_assert_not_null(protocol);
    cr_assert_eq(protocol->n_extra, 3);
    cr_expect_null(protocol->extra[0].namespace_uri);
    cr_expect_str_eq(protocol->extra[1].namespace_uri, "urn:x");
    cr_expect_str_eq(protocol->extra[2].value, "3");
    pox_protocol_free(protocol);
    xmlFreeNode(root);
}

Test(node, an_empty_namespace_is_none)
{
    xmlNodePtr root = new_element("Protocol");
    struct pox_protocol *protocol;

    xmlSetNs(root, xmlNewNs(root, text(""), NULL));
    xmlNewNsProp(root, root->ns, text("Type"), text("1"));
    protocol = pox_parse_node(NULL, root, NULL, NULL, NULL);
    cr_assert_not_null(protocol);
    cr_expect_str_eq(protocol->attr_type_text, "1");
    pox_protocol_free(protocol);
    xmlFreeNode(root);
}

Test(node, an_ampersand_in_the_name_of_a_namespace_is_one)
{
    static const char xml[] = "<Protocol p:c='1' xmlns:p='urn:&amp;&amp;#38;'>"
                              "<Junk xmlns='urn:a&amp;b'/></Protocol>";
    struct pox_protocol *protocol = read_quietly(&pox_protocol_descriptor, xml);

    cr_assert_eq(protocol->n_extra, 2);
    cr_expect_str_eq(protocol->extra[0].namespace_uri, "urn:&&#38;");
    cr_expect_str_eq(protocol->extra[1].namespace_uri, "urn:a&b");
    for (int options = 0; options <= XML_PARSE_NODICT; options += XML_PARSE_NODICT) {
        xmlDocPtr document = tree_of(xml, options);

        expect_equal(&pox_protocol_descriptor, protocol,
                     pox_parse_node(NULL, as_node(document), NULL, NULL, NULL), "amp");
        xmlFreeDoc(document);
    }
    pox_protocol_free(protocol);
}

Test(node, links_to_parents_are_not_needed)
{
    xmlDocPtr document = tree_of(sample, 0);
    xmlNodePtr account = xmlDocGetRootElement(document)->children->children->next;
    xmlNodePtr response = account->parent;

    account->parent = account;
    cr_expect_eq(node_refusal(as_node(document), NULL).status, POX_OK);
    account->parent = NULL;
    cr_expect_eq(node_refusal(as_node(document), NULL).status, POX_OK);
    account->parent = response;
    xmlFreeDoc(document);
}

Test(node, a_ring_ends_at_a_limit)
{
    static const char *const rings[] = {
        "<Protocol><!-- --></Protocol>",
        "<Protocol><Junk/></Protocol>",
        "<Protocol>text</Protocol>",
        "<Protocol a='1'/>",
    };

    for (size_t i = 0; i < COUNT(rings); i++) {
        xmlDocPtr document = tree_of(rings[i], 0);
        xmlNodePtr root = xmlDocGetRootElement(document);
        xmlNodePtr ring = root->children ? root->children : root->properties->children;

        ring->next = ring;
        cr_expect_eq(node_refusal(root, NULL).status, POX_ERROR_LIMIT, "%s", rings[i]);
        ring->next = NULL;
        xmlFreeDoc(document);
    }
}

Test(node, an_element_inside_itself_ends_at_a_limit)
{
    xmlNodePtr root = new_element("Protocol");

    root->children = root;
    cr_expect_eq(node_refusal(root, NULL).status, POX_ERROR_LIMIT);
    root->children = NULL;
    xmlFreeNode(root);
}

/* Limits */

static const char limited[] =
    "<Protocol a='1' b='22'><Junk><x>33333</x></Junk><Port>x</Port></Protocol>";

/** Reads `limited` with a limit that just does, and with one less. */
static void expect_limit(struct pox_limits enough, struct pox_limits less,
                         const char *name)
{
    xmlDocPtr document = tree_of(limited, 0);
    struct pox_parse_options options = {.limits = enough};
    struct pox_error error = node_refusal(as_node(document), &options);

    cr_expect_eq(error.status, POX_OK, "%s: %s", name, error.message);
    options.limits = less;
    error = node_refusal(as_node(document), &options);
    cr_expect_eq(error.status, POX_ERROR_LIMIT, "%s: %s", name, error.message);
    cr_expect_not_null(strstr(error.message, name), "%s: %s", name, error.message);
    xmlFreeDoc(document);
}

Test(node, limits_hold)
{
    expect_limit((struct pox_limits){.depth = 3}, (struct pox_limits){.depth = 2},
                 "depth");
    expect_limit((struct pox_limits){.elements = 4}, (struct pox_limits){.elements = 3},
                 "elements");
    expect_limit((struct pox_limits){.attributes = 2},
                 (struct pox_limits){.attributes = 1}, "attributes");
    /* The name of the root and its two attributes with their values are a tag. */
    expect_limit((struct pox_limits){.text_bytes = 13},
                 (struct pox_limits){.text_bytes = 12}, "text_bytes");
    expect_limit((struct pox_limits){.diagnostics = 4},
                 (struct pox_limits){.diagnostics = 3}, "diagnostics");
    /* Names 8 + 4 + 1 + 4 + 1 + 1, values 3, texts 6, and eight nodes. */
    expect_limit((struct pox_limits){.document_bytes = 36},
                 (struct pox_limits){.document_bytes = 35}, "document_bytes");
    expect_limit((struct pox_limits){.extra_bytes = 1000},
                 (struct pox_limits){.extra_bytes = 10}, "extra_bytes");
}

Test(node, a_tree_is_not_larger_than_its_document)
{
    xmlDocPtr document = tree_of(sample, 0);
    struct pox_parse_options options = {
        .limits = {.document_bytes = sizeof(sample) - 1},
    };

    cr_expect_eq(node_refusal(as_node(document), &options).status, POX_OK);
    xmlFreeDoc(document);
}

Test(node, names_of_namespaces_are_limited)
{
    char uri[40] = "urn:";
    xmlNodePtr root = new_element("Protocol");
    struct pox_parse_options options = {.limits = {.text_bytes = 39}};
    xmlNodePtr junk = child(root, "Junk");

    memset(uri + 4, 'x', sizeof(uri) - 5);
    xmlSetNs(junk, xmlNewNs(junk, text(uri), NULL));
    cr_expect_eq(node_refusal(root, &options).status, POX_OK);
    options.limits.text_bytes = 38;
    cr_expect_eq(node_refusal(root, &options).status, POX_ERROR_LIMIT);
    options.limits = (struct pox_limits){.document_bytes = 8 + 4 + 2 + 39};
    cr_expect_eq(node_refusal(root, &options).status, POX_OK);
    options.limits.document_bytes--;
    cr_expect_eq(node_refusal(root, &options).status, POX_ERROR_LIMIT);
    xmlFreeNode(root);
}

Test(node, names_of_namespaces_are_as_long_in_a_tree_as_in_a_document)
{
    char uri[POX_MAX_NAMESPACE + 2] = "urn:";

    memset(uri + 4, 'x', sizeof(uri) - 5);
    for (size_t over = 0; over < 2; over++) {
        xmlNodePtr root = new_element("Protocol");
        xmlNodePtr junk = child(root, "Junk");

        uri[POX_MAX_NAMESPACE + over] = '\0';
        xmlSetNs(junk, xmlNewNs(junk, text(uri), NULL));
        cr_expect_eq(node_refusal(root, NULL).status,
                     over == 0 ? POX_OK : POX_ERROR_LIMIT);
        xmlFreeNode(root);
        uri[POX_MAX_NAMESPACE + over] = 'x';
    }
}

/* Writing */

/** Writes, and finds the same in the tree and in the document that it is saved as. */
static xmlNodePtr expect_written(const struct pox_type *type, const void *value,
                                 xmlNodePtr parent, const char *label)
{
    struct pox_error error;
    xmlNodePtr before = parent->last;
    xmlNodePtr node = pox_write_node(type, value, NULL, parent, &error);
    xmlBufferPtr saved = xmlBufferCreate();
    const char *xml;

    cr_assert_not_null(node, "%s: %s: %s", label, error.path, error.message);
    cr_expect_eq(error.status, POX_OK, "%s", label);
    cr_expect_eq(node->parent, parent, "%s", label);
    cr_expect_eq(node->doc, parent->doc, "%s", label);
    cr_expect_eq(parent->last, node, "%s", label);
    cr_expect_eq(node->prev, before, "%s", label);
    expect_equal(type, value, pox_parse_node(type, node, NULL, NULL, NULL), label);
    xmlNodeDump(saved, parent->doc, node, 0, 0);
    xml = (const char *)xmlBufferContent(saved);
    expect_equal(type, value, pox_parse(type, xml, strlen(xml), NULL, NULL), label);
    xmlBufferFree(saved);
    return node;
}

static const struct pox_extra odd[] = {
    {.kind = POX_EXTRA_ATTRIBUTE,
     .name = "lang",
     .namespace_uri = "http://www.w3.org/XML/1998/namespace",
     .value = "en"},
    {.kind = POX_EXTRA_ATTRIBUTE,
     .name = "id",
     .namespace_uri = "http://www.w3.org/XML/1998/namespace",
     .value = "one"},
    {.kind = POX_EXTRA_ATTRIBUTE,
     .name = "a",
     .namespace_uri = "urn:x?a&b",
     .value = "<&#38;>\t\"'"},
    {.kind = POX_EXTRA_ATTRIBUTE, .element = "Server", .name = "b", .value = " "},
    {.kind = POX_EXTRA_ELEMENT,
     .name = "Junk",
     .namespace_uri = "urn:y&z",
     .value =
         "<Junk xmlns=\"urn:y&amp;z\" xmlns:ns0=\"urn:n\" ns0:c=\"1\"><y/>t<z xmlns=\"\" "
         "xml:base=\"#\"> </z></Junk>"},
    {.kind = POX_EXTRA_TEXT, .value = "stray & ]]>"},
};

/** Values that are easily changed on their way through a tree. */
static struct pox_protocol odd_protocol(void)
{
    return (struct pox_protocol){
        .server = " ",
        .login_name = "\r\n\tA \xC3\xA4 \xF0\x9F\x98\x80 &amp; <B> ]]> \x7F",
        .domain_name = "",
        .attr_type = POX_PROTOCOL_TRANSPORT_OTHER,
        .attr_type_text = "\n a\tb\r",
        .has_port = true,
        .port = 993,
        .extra = (struct pox_extra *)(uintptr_t)odd,
        .n_extra = COUNT(odd),
    };
}

Test(node, a_struct_is_put_into_any_tree)
{
    static const char foreign[] = "<x:a xmlns:x='urn:a' xmlns='urn:d'>t<b/>t</x:a>";
    static const char latin[] = "<?xml version='1.0' encoding='iso-8859-1'?><a/>";
    struct pox_protocol protocol = odd_protocol();
    struct pox_autodiscover *message = read_quietly(&pox_autodiscover_descriptor, sample);
    const xmlDocPtr documents[] = {
        xmlNewDoc(NULL),
        tree_of(foreign, 0),
        tree_of(foreign, XML_PARSE_NODICT),
        tree_of(foreign, XML_PARSE_COMPACT | XML_PARSE_NOBLANKS),
        tree_of(latin, 0),
    };

    for (size_t i = 0; i < COUNT(documents); i++) {
        xmlNodePtr root = xmlDocGetRootElement(documents[i]);
        xmlNodePtr parent = root ? root : as_node(documents[i]);

        parent = expect_written(&pox_autodiscover_descriptor, message, parent, "message");
        expect_written(&pox_protocol_descriptor, &protocol, parent, "inside a message");
        parent = expect_written(&pox_protocol_descriptor, &protocol, parent, "beside it");
        expect_written(&pox_protocol_descriptor, &protocol, parent, "inside itself");
        xmlFreeDoc(documents[i]);
    }
    pox_autodiscover_free(message);
}

Test(node, a_struct_is_put_into_a_node_without_a_document)
{
    struct pox_protocol protocol = odd_protocol();
    xmlNodePtr parent = new_element("x");

    xmlSetNs(parent, xmlNewNs(parent, text("urn:x"), NULL));
    expect_written(&pox_protocol_descriptor, &protocol, parent, "first");
    expect_written(&pox_protocol_descriptor, &protocol, parent, "second");
    xmlFreeNode(parent);
}

Test(node, a_document_with_it_is_saved_in_any_encoding)
{
    static const char *const encodings[] = {NULL, "UTF-8", "ISO-8859-1", "US-ASCII"};
    struct pox_protocol protocol = odd_protocol();

    for (size_t i = 0; i < COUNT(encodings); i++) {
        xmlDocPtr document = xmlNewDoc(NULL);
        xmlDocPtr again;
        xmlChar *saved = NULL;
        int size;

        expect_written(&pox_protocol_descriptor, &protocol, as_node(document), "saved");
        xmlDocDumpMemoryEnc(document, &saved, &size, encodings[i]);
        again = xmlReadMemory((char *)saved, size, NULL, NULL, XML_PARSE_NOENT);
        cr_assert_not_null(again);
        expect_equal(&pox_protocol_descriptor, &protocol,
                     pox_parse_node(NULL, as_node(again), NULL, NULL, NULL),
                     encodings[i] ? encodings[i] : "none");
        xmlFree(saved);
        xmlFreeDoc(again);
        xmlFreeDoc(document);
    }
}

Test(node, the_new_element_is_the_callers_to_move_and_free)
{
    struct pox_protocol protocol = odd_protocol();
    xmlDocPtr document = tree_of("<a/>", 0);
    xmlDocPtr other = xmlNewDoc(NULL);
    xmlNodePtr root = xmlDocGetRootElement(document);
    xmlNodePtr node =
        pox_write_node(&pox_protocol_descriptor, &protocol, NULL, root, NULL);

    cr_assert_not_null(node);
    xmlUnlinkNode(node);
    xmlFreeNode(node);
    cr_expect_null(root->children);
    node = xmlDocCopyNode(
        pox_write_node(&pox_protocol_descriptor, &protocol, NULL, root, NULL), other, 1);
    xmlFreeDoc(document);
    xmlDocSetRootElement(other, node);
    expect_equal(&pox_protocol_descriptor, &protocol,
                 pox_parse_node(NULL, as_node(other), NULL, NULL, NULL), "moved");
    xmlFreeDoc(other);
}

Test(node, no_white_space_is_added_and_none_is_lost)
{
    struct pox_user user = {.display_name = "  "};
    struct pox_response response = {.user = &user};
    struct pox_write_options options = {.compact = false};
    xmlDocPtr document = xmlNewDoc(NULL);
    xmlNodePtr node;

    xmlKeepBlanksDefault(0); /* as a program may */
    node = pox_write_node(&pox_response_descriptor, &response, &options,
                          as_node(document), NULL);
    cr_assert_not_null(node);
    cr_assert_eq(node->children, node->last);
    cr_expect_str_eq((char *)node->children->name, "User");
    node = node->children;
    cr_assert_eq(node->children, node->last);
    cr_expect_str_eq((char *)node->children->children->content, "  ");
    xmlFreeDoc(document);
}

Test(node, white_space_before_an_element_is_not_lost)
{
    static struct pox_extra extra = {
        .kind = POX_EXTRA_ELEMENT,
        .name = "Junk",
        .value = "<Junk/>",
    };
    struct pox_owa_url url = {.value = " ", .extra = &extra, .n_extra = 1};
    xmlNodePtr parent = new_element("a");

    xmlKeepBlanksDefault(0);
    expect_written(&pox_owa_url_descriptor, &url, parent, "blank");
    xmlFreeNode(parent);
}

Test(node, the_new_nodes_have_no_lines)
{
    struct pox_protocol protocol = odd_protocol();
    xmlNodePtr parent = new_element("a");
    xmlNodePtr node =
        pox_write_node(&pox_protocol_descriptor, &protocol, NULL, parent, NULL);

    cr_assert_not_null(node);
    cr_expect_eq(xmlGetLineNo(node), 0);
    cr_expect_eq(xmlGetLineNo(node->children), 0);
    cr_expect_eq(xmlGetLineNo(node->children->children), 0);
    cr_expect_eq(xmlGetLineNo(node->last), 0);
    xmlFreeNode(parent);
}

Test(node, the_depth_of_the_options_holds)
{
    struct pox_user user = {.display_name = "A"};
    struct pox_response response = {.user = &user};
    struct pox_write_options options = {.depth = 1};
    struct pox_error error;
    xmlNodePtr parent = new_element("a");

    cr_expect_null(
        pox_write_node(&pox_response_descriptor, &response, &options, parent, &error));
    cr_expect_eq(error.status, POX_ERROR_LIMIT);
    options.depth = 2;
    cr_expect_not_null(
        pox_write_node(&pox_response_descriptor, &response, &options, parent, &error));
    xmlFreeNode(parent);
}

Test(node, what_cannot_be_written_leaves_the_tree_as_it_was)
{
    static const struct pox_protocol good;
    static const struct pox_protocol bad = {.server = "\xFF"};
    static const struct pox_allocator half = {.allocate = ledger_allocate};
    static const struct {
        const struct pox_type *type;
        const struct pox_protocol *value;
        enum pox_status status;
        struct pox_write_options options;
        int parent;
    } rows[] = {
        {NULL, &good, POX_ERROR_ARGUMENT, {.depth = 0}, 0},
        {&pox_protocol_descriptor, NULL, POX_ERROR_ARGUMENT, {.depth = 0}, 0},
        {&pox_protocol_descriptor, &bad, POX_ERROR_TEXT, {.depth = 0}, 0},
        {&pox_protocol_descriptor, &good, POX_ERROR_ARGUMENT, {.allocator = &half}, 0},
        {&pox_protocol_descriptor, &good, POX_ERROR_ARGUMENT, {.depth = 0}, 1},
        {&pox_protocol_descriptor, &good, POX_ERROR_ARGUMENT, {.depth = 0}, 2},
        {&pox_protocol_descriptor, &good, POX_ERROR_ARGUMENT, {.depth = 0}, 3},
        {&pox_protocol_descriptor, &good, POX_ERROR_ARGUMENT, {.depth = 0}, 4},
    };
    xmlDocPtr document = tree_of("<a b='1'>text</a>", 0);
    xmlNodePtr root = xmlDocGetRootElement(document);
    const xmlNodePtr parents[] = {root, NULL, as_node(document), root->children,
                                  (xmlNodePtr)root->properties};
    xmlChar *before;
    xmlChar *after;

    xmlDocDumpMemory(document, &before, NULL);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_error error;

        cr_expect_null(pox_write_node(rows[i].type, rows[i].value, &rows[i].options,
                                      parents[rows[i].parent], &error),
                       "row %zu", i);
        cr_expect_eq(error.status, rows[i].status, "row %zu: %s", i, error.message);
        cr_expect_str_not_empty(error.message, "row %zu", i);
        cr_expect_null(pox_write_node(rows[i].type, rows[i].value, &rows[i].options,
                                      parents[rows[i].parent], NULL),
                       "row %zu", i);
    }
    xmlDocDumpMemory(document, &after, NULL);
    cr_expect_str_eq((char *)before, (char *)after);
    xmlFree(before);
    xmlFree(after);
    xmlFreeDoc(document);
}

Test(node, what_is_read_otherwise_than_it_was_given_is_written_all_the_same)
{
    struct pox_extra extra[] = {
        {.kind = POX_EXTRA_TEXT, .value = " one "},
        {.kind = POX_EXTRA_ELEMENT, .name = "Server", .value = "<Server>s</Server>"},
        {.kind = POX_EXTRA_TEXT, .value = "two"},
    };
    struct pox_protocol protocol = {
        .login_name = "A",
        .extra = extra,
        .n_extra = COUNT(extra),
    };
    xmlNodePtr parent = new_element("a");
    struct pox_error error;
    xmlNodePtr node =
        pox_write_node(&pox_protocol_descriptor, &protocol, NULL, parent, &error);
    struct pox_protocol *again;

    cr_assert_not_null(node, "%s", error.message);
    again = pox_parse_node(NULL, node, NULL, NULL, NULL);
    cr_assert_not_null(again);
    cr_expect_str_eq(again->server, "s");
    cr_expect_not(pox_protocol_equal(&protocol, again));
    pox_protocol_free(again);
    xmlFreeNode(parent);
}

/** What a protocol that is too large for reading is refused with. */
static struct pox_error write_refusal(const struct pox_protocol *protocol)
{
    struct pox_error error;
    xmlNodePtr parent = new_element("a");

    pox_write_node(&pox_protocol_descriptor, protocol, NULL, parent, &error);
    cr_expect_eq(parent->children != NULL, error.status == POX_OK);
    cr_expect_eq(error.line, 0);
    cr_expect_eq(error.column, 0);
    xmlFreeNode(parent);
    return error;
}

static struct pox_protocol with_extra(struct pox_extra *extra, size_t n)
{
    return (struct pox_protocol){.extra = extra, .n_extra = n};
}

Test(node, what_could_not_be_read_is_not_put_into_a_tree)
{
    enum { TOO_MANY = 101, TOO_LARGE = (8 << 20) + 1, TOO_DEEP = 256 };
    static char names[TOO_MANY][8];
    static char large[TOO_LARGE + 1];
    static char deep[TOO_DEEP * 7 + 1];
    struct pox_extra extra[TOO_MANY];
    struct pox_protocol protocol;
    struct pox_error error;

    for (size_t i = 0; i < TOO_MANY; i++) {
        snprintf(names[i], sizeof(names[i]), "a%zu", i);
        extra[i] = (struct pox_extra){
            .kind = POX_EXTRA_ATTRIBUTE,
            .name = names[i],
            .value = "",
        };
    }
    protocol = with_extra(extra, TOO_MANY);
    error = write_refusal(&protocol);
    cr_expect_eq(error.status, POX_ERROR_LIMIT, "%s", error.message);
    protocol = with_extra(extra, TOO_MANY - 1);
    cr_expect_eq(write_refusal(&protocol).status, POX_OK);

    memset(large, 'x', TOO_LARGE);
    protocol = (struct pox_protocol){.server = large};
    error = write_refusal(&protocol);
    cr_expect_eq(error.status, POX_ERROR_LIMIT, "%s", error.message);
    cr_expect_str_eq(error.path, "/Protocol/Server");
    protocol = (struct pox_protocol){.attr_type = POX_PROTOCOL_TRANSPORT_OTHER,
                                     .attr_type_text = large};
    cr_expect_eq(write_refusal(&protocol).status, POX_ERROR_LIMIT);

    for (size_t i = 0; i < TOO_DEEP; i++) {
        memcpy(deep + i * 3, "<a>", 3);
        memcpy(deep + TOO_DEEP * 3 + i * 4, "</a>", 4);
    }
    extra[0] = (struct pox_extra){.kind = POX_EXTRA_ELEMENT, .name = "a", .value = deep};
    protocol = with_extra(extra, 1);
    error = write_refusal(&protocol);
    cr_expect_eq(error.status, POX_ERROR_LIMIT, "%s", error.message);
    memmove(deep, deep + 3, TOO_DEEP * 3 + TOO_DEEP * 4 - 3);
    deep[TOO_DEEP * 7 - 7] = '\0';
    error = write_refusal(&protocol);
    cr_expect_eq(error.status, POX_OK, "%s", error.message);
}

Test(node, a_large_document_is_put_into_a_tree)
{
    enum { SIZE = 4000000 };
    char *large = malloc(SIZE + 1);
    struct pox_protocol protocol = {
        .server = large,
        .login_name = large,
        .domain_name = large,
    };
    struct pox_error error;

    cr_assert_not_null(large);
    memset(large, 'x', SIZE);
    large[SIZE] = '\0';
    error = write_refusal(&protocol);
    cr_expect_eq(error.status, POX_OK, "%s", error.message);
    free(large);
}

/** Writes a protocol with an `extra` of so many elements of different names. */
static struct pox_error refusal_of_names(size_t n)
{
    enum { SIZE = 32 };
    char *elements = malloc(n * SIZE);
    struct pox_extra *extra = calloc(n, sizeof(*extra));
    struct pox_protocol protocol = with_extra(extra, n);
    struct pox_error error;

    cr_assert(elements && extra);
    for (size_t i = 0; i < n; i++) {
        snprintf(elements + i * SIZE, SIZE, "<a%zu/>", i);
        extra[i] = (struct pox_extra){
            .kind = POX_EXTRA_ELEMENT,
            .name = "a",
            .value = elements + i * SIZE,
        };
    }
    error = write_refusal(&protocol);
    free(extra);
    free(elements);
    return error;
}

Test(node, many_names_are_put_into_a_tree)
{
    struct pox_error error = refusal_of_names(65000);

    cr_expect_eq(error.status, POX_OK, "%s", error.message);
    error = refusal_of_names(65537);
    cr_expect_eq(error.status, POX_ERROR_LIMIT);
    cr_expect_not_null(strstr(error.message, "'names'"), "%s", error.message);
}

Test(node, a_text_is_put_into_a_tree_up_to_the_largest_limit)
{
    enum { SIZE = 8 << 20 };
    static char large[SIZE + 1];
    static char element[SIZE + sizeof("<a>x</a>")] = "<a>x";
    struct pox_extra extra = {
        .kind = POX_EXTRA_ELEMENT,
        .name = "a",
        .value = element,
    };
    struct pox_protocol protocol = {.server = large};
    struct pox_error error;

    memset(large, 'x', SIZE);
    error = write_refusal(&protocol);
    cr_expect_eq(error.status, POX_OK, "%s", error.message);
    memset(element + 3, 'x', SIZE + 1);
    memcpy(element + 3 + SIZE, "</a>", sizeof("</a>"));
    protocol = with_extra(&extra, 1);
    error = write_refusal(&protocol);
    cr_expect_eq(error.status, POX_OK, "%s", error.message);
    memcpy(element + 3 + SIZE, "x</a>", sizeof("x</a>"));
    cr_expect_eq(write_refusal(&protocol).status, POX_ERROR_LIMIT);
}

/* Memory */

Test(node, every_allocation_may_fail_in_reading)
{
    xmlDocPtr document = tree_of(sample, 0);
    bool refused = true;

    for (size_t n = 1; refused; n++) {
        for (int persistent = 0; persistent < 2; persistent++) {
            struct ledger ledger = {.refuse = n, .persistent = persistent};
            struct pox_allocator allocator = ledger_allocator(&ledger);
            struct pox_parse_options options = {.allocator = &allocator};
            struct pox_error error = node_refusal(as_node(document), &options);

            refused = ledger.refused;
            cr_expect_eq(error.status, refused ? POX_ERROR_NO_MEMORY : POX_OK,
                         "refused %zu: %s", n, error.message);
            cr_expect_eq(ledger.live, 0, "refused %zu: %zu left", n, ledger.live);
        }
    }
    xmlFreeDoc(document);
}

/** What libxml2 has, whose functions for memory take no data. */
static struct ledger libxml2;
/** What the allocator in the options has. */
static struct ledger own;

/**
 * In front of each of its blocks: a list of all, for what it leaks when an allocation fails
 * (2.9.14 does while it copies a node) is no leak of ours, and must not look like one.
 */
union link {
    struct {
        union link *previous;
        union link *next;
    } to;
    max_align_t alignment;
};

static union link *blocks;

static void *put_into_list(union link *block)
{
    if (!block)
        return NULL;
    block->to.previous = NULL;
    block->to.next = blocks;
    if (blocks)
        blocks->to.previous = block;
    blocks = block;
    return block + 1;
}

static union link *take_from_list(void *memory)
{
    union link *block = memory ? (union link *)memory - 1 : NULL;

    if (!block)
        return NULL;
    if (block->to.next)
        block->to.next->to.previous = block->to.previous;
    if (block->to.previous)
        block->to.previous->to.next = block->to.next;
    else
        blocks = block->to.next;
    return block;
}

static void *libxml2_allocate(size_t size)
{
    return put_into_list(ledger_allocate(&libxml2, sizeof(union link) + size));
}

static void *libxml2_reallocate(void *memory, size_t size)
{
    union link *block = take_from_list(memory);
    void *moved = ledger_reallocate(&libxml2, block, sizeof(union link) + size);

    if (!moved)
        put_into_list(block);
    return put_into_list(moved);
}

static void libxml2_release(void *memory)
{
    ledger_release(&libxml2, take_from_list(memory));
}

static char *libxml2_duplicate(const char *string)
{
    char *copy = libxml2_allocate(strlen(string) + 1);

    return copy ? strcpy(copy, string) : NULL;
}

/** Before 2.13 libxml2 says on standard error that there is no memory; here it is no news. */
static void say_nothing(void *data, const char *format, ...)
{
    (void)data;
    (void)format;
}

/** Writes into a tree with the n-th allocation refused; whether there was an n-th. */
static bool refuse_write(const struct pox_autodiscover *message, struct ledger *ledger,
                         size_t n, bool persistent)
{
    xmlDocPtr document = tree_of("<a xmlns='urn:a'><b/></a>", 0);
    xmlNodePtr root = xmlDocGetRootElement(document);
    xmlNodePtr last = root->last;
    struct pox_allocator allocator = ledger_allocator(&own);
    struct pox_write_options options = {.allocator = &allocator};
    struct pox_error error;
    xmlNodePtr node;

    ledger->calls = 0;
    ledger->refused = false;
    ledger->persistent = persistent;
    ledger->refuse = n;
    node = pox_write_node(&pox_autodiscover_descriptor, message, &options, root, &error);
    ledger->refuse = 0;
    cr_expect_eq(own.live, 0, "refused %zu: %zu left", n, own.live);
    if (node) {
        cr_expect_eq(root->last, node, "refused %zu", n);
        expect_equal(&pox_autodiscover_descriptor, message,
                     pox_parse_node(NULL, node, NULL, NULL, NULL), "refused");
    } else {
        cr_expect_eq(error.status, POX_ERROR_NO_MEMORY, "refused %zu: %s", n,
                     error.message);
        cr_expect_eq(root->last, last, "refused %zu: the tree was changed", n);
    }
    xmlFreeDoc(document);
    xmlResetLastError();
    return ledger->refused;
}

static struct pox_autodiscover *begin_refusing(void)
{
    struct pox_autodiscover *message = read_quietly(&pox_autodiscover_descriptor, sample);

    xmlMemSetup(libxml2_release, libxml2_allocate, libxml2_reallocate, libxml2_duplicate);
    xmlSetGenericErrorFunc(NULL, say_nothing);
    cr_expect_not(
        refuse_write(message, &own, 1000000, false)); /* all that is done once */
    return message;
}

Test(node, every_allocation_may_fail_in_writing)
{
    struct pox_autodiscover *message = begin_refusing();
    size_t live = libxml2.live;
    size_t n;

    for (int persistent = 0; persistent < 2; persistent++) {
        for (n = 1; refuse_write(message, &own, n, persistent); n++)
            cr_expect_eq(libxml2.live, live, "refused %zu: a tree is left", n);
        cr_expect_gt(n, 1);
    }
    pox_autodiscover_free(message);
}

Test(node, every_allocation_of_libxml2_may_fail_in_writing)
{
    struct pox_autodiscover *message = begin_refusing();
    size_t n;

    for (int persistent = 0; persistent < 2; persistent++) {
        for (n = 1; refuse_write(message, &libxml2, n, persistent); n++)
            ;
        cr_expect_gt(n, 1);
    }
    pox_autodiscover_free(message);
}

Test(node, what_stands_beside_the_root_counts_as_well)
{
    static const char xml[] = "<!--a--><!--b--><Protocol/>";
    struct pox_parse_options options = {.limits.document_bytes = 1};
    xmlDocPtr document = xmlReadMemory(xml, sizeof(xml) - 1, NULL, NULL, 0);
    struct pox_error error;

    cr_assert_not_null(document);
    cr_expect_null(pox_parse_node(NULL, (xmlNodePtr)document, &options, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_LIMIT, "%s", error.message);
    xmlFreeDoc(document);
}

/** Reads bytes as a tree of libxml2's, whatever their size. */
static struct pox_error refusal_of_tree(const struct pox_buffer *xml,
                                        const struct pox_parse_options *options)
{
    xmlDocPtr document =
        xmlReadMemory(xml->bytes, (int)xml->size, NULL, NULL, XML_PARSE_HUGE);
    struct pox_error error;

    cr_assert_not_null(document);
    pox_free(pox_parse_node(NULL, (xmlNodePtr)document, options, NULL, &error));
    xmlFreeDoc(document);
    return error;
}

Test(node, namespaces_that_take_turns_cost_no_more_than_as_bytes)
{
    static const char uri[] = "http://schemas.example.com/a/rather/long/name/of/2006";
    struct pox_parse_options options = {
        .limits = {.extra_bytes = 8 << 20, .diagnostics = 1 << 20},
    };
    struct pox_buffer xml = new_buffer();

    pox_buffer_append_text(&xml, "<Protocol xmlns='");
    pox_buffer_append_text(&xml, RESPONSE "' xmlns:p='");
    pox_buffer_append_text(&xml, uri);
    pox_buffer_append_text(&xml, "'>");
    for (size_t i = 0; i < 20000; i++)
        pox_buffer_append_text(&xml, "<p:a>x</p:a><b>y</b>");
    pox_buffer_append_text(&xml, "</Protocol>");
    cr_expect_eq(refusal(xml.bytes, xml.size, &options).status, POX_OK);
    cr_expect_eq(refusal_of_tree(&xml, &options).status, POX_OK, "%s",
                 refusal_of_tree(&xml, &options).message);
    pox_buffer_end(&xml);
}

Test(node, eleven_megabytes_are_written)
{
    static char text[1025];
    static struct pox_extra extra[10500];
    struct pox_protocol protocol = {.extra = extra, .n_extra = COUNT(extra)};
    struct pox_buffer xml = new_buffer();
    struct pox_error error;
    xmlDocPtr document = xmlNewDoc(NULL);

    memset(text, 'x', sizeof(text) - 1);
    pox_buffer_append_text(&xml, "<b t=\"");
    pox_buffer_append_text(&xml, text);
    pox_buffer_append_text(&xml, "\"/>");
    for (size_t i = 0; i < COUNT(extra); i++)
        extra[i] = (struct pox_extra){
            .kind = POX_EXTRA_ELEMENT,
            .name = "b",
            .value = pox_buffer_text(&xml),
        };
    cr_assert_not_null(pox_write_node(&pox_protocol_descriptor, &protocol, NULL,
                                      (xmlNodePtr)document, &error),
                       "%s", error.message);
    xmlFreeDoc(document);
    pox_buffer_end(&xml);
}
