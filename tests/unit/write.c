/* SPDX-License-Identifier: MIT */
#include "write.h"

#include "support.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"

static void expect_written(const struct pox_type *type, const void *value, bool compact,
                           const char *expected)
{
    char *xml = written(type, value, compact);

    cr_expect_str_eq(xml, expected, "expected:\n%s\nwritten:\n%s", expected, xml);
    free(xml);
}

/** What cannot be written: nothing comes out, and the error names the field. */
static void expect_refused(const struct pox_type *type, const void *value,
                           enum pox_status status, const char *path, const char *label)
{
    for (int compact = 0; compact < 2; compact++) {
        struct pox_write_options options = {.compact = compact};
        struct pox_error error;
        char *xml = pox_to_xml(type, value, &options, NULL, &error);

        cr_expect_null(xml, "%s: written as %s", label, xml);
        cr_expect_eq(error.status, status, "%s: %s", label,
                     pox_status_name(error.status));
        cr_expect_str_eq(error.path, path, "%s: path '%s'", label, error.path);
        cr_expect_eq(error.message[0] != '\0', !xml, "%s: message", label);
        free(xml);
    }
}

Test(write, indents_by_two_blanks)
{
    struct pox_owa_url url = {.value = "https://x"};
    struct pox_internal internal = {.owa_urls = &(struct pox_owa_url *){&url},
                                    .n_owa_urls = 1};
    struct pox_protocol protocol = {.server = "mail.example.com",
                                    .has_port = true,
                                    .port = 993,
                                    .ssl = POX_SWITCH_ON,
                                    .internal = &internal};
    struct pox_account account = {.protocols = &(struct pox_protocol *){&protocol},
                                  .n_protocols = 1};

    expect_written(&pox_account_descriptor, &account, false,
                   HEAD "<Account xmlns=\"" OUTLOOK_RESPONSE "\">\n"
                        "  <Protocol>\n"
                        "    <Internal>\n"
                        "      <OWAUrl>https://x</OWAUrl>\n"
                        "    </Internal>\n"
                        "    <Server>mail.example.com</Server>\n"
                        "    <Port>993</Port>\n"
                        "    <SSL>on</SSL>\n"
                        "  </Protocol>\n"
                        "</Account>\n");
    expect_written(
        &pox_account_descriptor, &account, true,
        HEAD "<Account xmlns=\"" OUTLOOK_RESPONSE "\"><Protocol><Internal>"
             "<OWAUrl>https://x</OWAUrl></Internal><Server>mail.example.com</Server>"
             "<Port>993</Port><SSL>on</SSL></Protocol></Account>\n");
}

Test(write, writes_empty_things_as_empty_tags)
{
    struct pox_internal internal = {.n_owa_urls = 0};
    struct pox_protocol protocol = {.server = "", .internal = &internal};

    expect_written(&pox_protocol_descriptor, &(struct pox_protocol){.n_extra = 0}, false,
                   HEAD "<Protocol xmlns=\"" OUTLOOK_RESPONSE "\"/>\n");
    expect_written(&pox_protocol_descriptor, &protocol, true,
                   HEAD "<Protocol xmlns=\"" OUTLOOK_RESPONSE "\"><Internal/><Server/>"
                        "</Protocol>\n");
    expect_written(&pox_owa_url_descriptor, &(struct pox_owa_url){.value = ""}, false,
                   HEAD "<OWAUrl xmlns=\"" OUTLOOK_RESPONSE "\"/>\n");
}

Test(write, escapes_text_and_attributes_so_that_they_come_back)
{
    static const char *const rows[] = {
        "&<>\"'",
        "]]>",
        "\r",
        "\r\n",
        "\t",
        " a ",
        "\n\n",
        "&amp;",
        "&#38;",
        "&amp;#38;",
        "z\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80",
        "\x7F\xC2\x85",
        "<![CDATA[x]]>",
        "<!-- -->",
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_protocol protocol = {.server = rows[i]};
        struct pox_server_error error = {.attr_time = rows[i]};
        struct pox_owa_url url = {.value = rows[i]};

        expect_round_trip(&pox_protocol_descriptor, &protocol, rows[i]);
        expect_round_trip(&pox_server_error_descriptor, &error, rows[i]);
        expect_round_trip(&pox_owa_url_descriptor, &url, rows[i]);
    }
    expect_written(&pox_server_error_descriptor,
                   &(struct pox_server_error){.attr_time = "a\"\n<&>"}, true,
                   HEAD "<Error xmlns=\"" RESPONSE
                        "\" Time=\"a&quot;&#10;&lt;&amp;&gt;\"/>\n");
}

/* Namespaces */

Test(write, chooses_the_namespace_by_what_is_in_it)
{
    struct pox_server_error error = {.has_error_code = true, .error_code = 600};
    struct pox_account account = {.action = POX_ACCOUNT_ACTION_SETTINGS};
    struct pox_mobilesync_action action = {.redirect = "a@b"};
    struct pox_response responses[] = {{.account = &account},
                                       {.error = &error},
                                       {.action = &action},
                                       {.culture = "en:us"}};
    struct pox_request requests[] = {
        {.email_address = "a@b", .acceptable_response_schema = OUTLOOK_RESPONSE},
        {.email_address = "a@b", .acceptable_response_schema = MOBILE_RESPONSE},
        {.email_address = "a@b"},
        {.legacy_dn = "/o=x"},
    };
    const struct {
        struct pox_autodiscover message;
        const char *root;
        const char *inner; /* NULL: the same */
    } rows[] = {
        {{.response = &responses[0]}, RESPONSE, OUTLOOK_RESPONSE},
        {{.response = &responses[1]}, RESPONSE, NULL},
        {{.response = &responses[2]}, RESPONSE, MOBILE_RESPONSE},
        {{.response = &responses[3]}, RESPONSE, MOBILE_RESPONSE},
        {{.request = &requests[0]}, OUTLOOK_REQUEST, NULL},
        {{.request = &requests[1]}, MOBILE_REQUEST, NULL},
        {{.request = &requests[2]}, OUTLOOK_REQUEST, NULL},
        {{.request = &requests[3]}, OUTLOOK_REQUEST, NULL},
        {{.n_extra = 0}, RESPONSE, NULL},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        char *xml = written(&pox_autodiscover_descriptor, &rows[i].message, true);
        char root[200];
        const char *inner;
        struct notes notes;

        snprintf(root, sizeof(root), HEAD "<Autodiscover xmlns=\"%s\"", rows[i].root);
        cr_expect_eq(strncmp(xml, root, strlen(root)), 0, "row %zu: %s", i, xml);
        inner = strstr(xml + strlen(root), "xmlns=\"");
        cr_expect_eq(inner != NULL, rows[i].inner != NULL, "row %zu: %s", i, xml);
        if (inner && rows[i].inner)
            cr_expect_eq(strncmp(inner + 7, rows[i].inner, strlen(rows[i].inner)), 0,
                         "row %zu: %s", i, xml);
        pox_free(read_noting(&pox_autodiscover_descriptor, xml, &notes));
        cr_expect_eq(notes.n, 0, "row %zu: %s: %s", i, xml, notes.items[0].message);
        free(xml);
    }
}

Test(write, a_namespace_ends_with_its_element)
{
    struct pox_server_error error = {.message = "m"};
    struct pox_request request = {.email_address = "a@b"};
    struct pox_response response = {.error = &error};
    struct pox_autodiscover both = {.request = &request, .response = &response};

    expect_written(&pox_autodiscover_descriptor, &both, true,
                   HEAD "<Autodiscover xmlns=\"" RESPONSE
                        "\"><Request xmlns=\"" OUTLOOK_REQUEST
                        "\"><EMailAddress>a@b</EMailAddress></Request><Response><Error>"
                        "<Message>m</Message></Error></Response></Autodiscover>\n");
}

Test(write, every_struct_alone_is_written_in_a_namespace_of_its_own)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    for (size_t i = 0; i < n; i++) {
        char document[100];
        struct notes notes;
        void *value;
        char *xml;

        snprintf(document, sizeof(document), "<%s/>", types[i]->name);
        value = read_quietly(types[i], document);
        xml = written(types[i], value, true);
        pox_free(read_noting(types[i], xml, &notes));
        cr_expect_eq(notes.n, 0, "%s: %s", xml, notes.items[0].message);
        free(xml);
        pox_free(value);
    }
}

/* What cannot be said */

Test(write, refuses_text_that_xml_cannot_carry)
{
    static const char *const faults[] = {
        "\x01",  "a\x1F",    "\xEF\xBF\xBE", "\xFF",
        "a\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80"};

    for (size_t i = 0; i < COUNT(faults); i++) {
        struct pox_protocol protocol = {.server = faults[i]};
        struct pox_server_error error = {.attr_time = faults[i]};
        struct pox_owa_url urls[] = {{.value = "fine"}, {.value = faults[i]}};
        struct pox_internal internal = {
            .owa_urls = (struct pox_owa_url *[]){&urls[0], &urls[1]}, .n_owa_urls = 2};
        struct pox_protocol other = {.ssl = POX_SWITCH_OTHER, .ssl_text = faults[i]};

        expect_refused(&pox_protocol_descriptor, &protocol, POX_ERROR_TEXT,
                       "/Protocol/Server", "child");
        expect_refused(&pox_server_error_descriptor, &error, POX_ERROR_TEXT,
                       "/Error/@Time", "attribute");
        expect_refused(&pox_internal_descriptor, &internal, POX_ERROR_TEXT,
                       "/Internal/OWAUrl[2]", "own text");
        expect_refused(&pox_protocol_descriptor, &other, POX_ERROR_TEXT, "/Protocol/SSL",
                       "text of a value outside the table");
    }
}

Test(write, refuses_values_that_no_document_can_say)
{
    struct pox_protocol rows[] = {
        {.ssl = (enum pox_switch)7},
        {.ssl = POX_SWITCH_OTHER},
        {.ssl = POX_SWITCH_OTHER, .ssl_text = "on"},
        {.has_port = true, .port = 0},
    };
    static const char *const paths[] = {"/Protocol/SSL", "/Protocol/SSL", "/Protocol/SSL",
                                        "/Protocol/Port"};
    struct pox_protocol attribute = {.attr_type = POX_PROTOCOL_TRANSPORT_OTHER};
    struct pox_protocol *protocols[] = {&rows[0], &rows[1]};
    struct pox_account account = {.protocols = protocols, .n_protocols = 2};

    for (size_t i = 0; i < COUNT(rows); i++)
        expect_refused(&pox_protocol_descriptor, &rows[i], POX_ERROR_VALUE, paths[i],
                       paths[i]);
    expect_refused(&pox_protocol_descriptor, &attribute, POX_ERROR_VALUE,
                   "/Protocol/@Type", "attribute");
    expect_refused(&pox_account_descriptor, &account, POX_ERROR_VALUE,
                   "/Account/Protocol[1]/SSL", "in a list");
}

Test(write, refuses_null_in_a_list_and_names_the_item)
{
    struct pox_protocol protocol = {.server = "x"};
    struct pox_account account = {.protocols = (struct pox_protocol *[]){&protocol, NULL},
                                  .n_protocols = 2};

    expect_refused(&pox_account_descriptor, &account, POX_ERROR_VALUE,
                   "/Account/Protocol[2]", "NULL in a list");
}

Test(write, refuses_a_list_of_structs_that_is_null_with_a_count)
{
    struct pox_account account = {.n_protocols = 2};

    expect_refused(&pox_account_descriptor, &account, POX_ERROR_VALUE,
                   "/Account/Protocol[1]", "no list");
}

Test(write, refuses_a_list_of_values_that_is_null_with_a_count)
{
    struct pox_owa_url url = {.n_attr_authentication_method = 1};

    expect_refused(&pox_owa_url_descriptor, &url, POX_ERROR_VALUE,
                   "/OWAUrl/@AuthenticationMethod", "no list");
}

Test(write, refuses_extra_that_is_null_with_a_count)
{
    struct pox_protocol protocol = {.n_extra = 1};
    struct pox_error error;

    cr_expect_null(pox_protocol_to_xml(&protocol, NULL, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_VALUE);
}

Test(write, stops_at_a_cycle)
{
    struct pox_internal internal = {.n_extra = 0};
    struct pox_protocol protocol = {.internal = &internal};
    struct pox_error error;

    internal.protocol = &protocol;
    cr_expect_null(pox_protocol_to_xml(&protocol, NULL, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_LIMIT);
    cr_expect_eq(strncmp(error.path, ".../", 4), 0, "%s", error.path);
}

enum { MAX_NESTED = 40 };

struct nest {
    struct pox_protocol protocols[MAX_NESTED];
    struct pox_internal internals[MAX_NESTED];
};

/** `depth` structs inside one another; an innermost Protocol has a leaf. */
static const struct pox_protocol *build_nest(struct nest *nest, size_t depth)
{
    *nest = (struct nest){.protocols = {{.server = NULL}}};
    for (size_t i = 1; i < depth; i++) {
        if (i % 2 == 1)
            nest->protocols[i / 2].internal = &nest->internals[i / 2];
        else
            nest->internals[i / 2 - 1].protocol = &nest->protocols[i / 2];
    }
    if (depth % 2 == 1)
        nest->protocols[depth / 2].server = "innermost";
    return &nest->protocols[0];
}

Test(write, goes_as_deep_as_it_is_told)
{
    static struct nest nest;

    for (size_t limit = 1; limit < 12; limit++) {
        for (size_t depth = 1; depth < 14; depth++) {
            struct pox_write_options options = {.depth = limit};
            struct pox_error error;
            const struct pox_protocol *protocol = build_nest(&nest, depth);
            char *xml = pox_protocol_to_xml(protocol, &options, NULL, &error);

            if (depth < limit)
                cr_expect_not_null(xml, "%zu in %zu", depth, limit);
            if (depth > limit)
                cr_expect_null(xml, "%zu in %zu", depth, limit);
            if (!xml)
                cr_expect_eq(error.status, POX_ERROR_LIMIT, "%zu in %zu", depth, limit);
            free(xml);
        }
    }
}

Test(write, whatever_it_writes_by_default_can_be_read_by_default)
{
    static struct nest nest;

    for (size_t depth = 55; depth < 75; depth++) {
        const struct pox_protocol *protocol = build_nest(&nest, depth);
        char *xml = pox_protocol_to_xml(protocol, NULL, NULL, NULL);

        if (xml)
            cr_expect_eq(refusal_of(xml).status, POX_OK, "%zu structs deep", depth);
        cr_expect(xml || depth > 60, "%zu structs deep", depth);
        free(xml);
    }
}

/* Extra */

Test(write, writes_extra_where_it_belongs)
{
    struct pox_extra extra[] = {
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "1\""},
        {.kind = POX_EXTRA_ATTRIBUTE,
         .name = "b",
         .namespace_uri = "urn:x",
         .value = "2"},
        {.kind = POX_EXTRA_ATTRIBUTE, .element = "Server", .name = "c", .value = "3"},
        {.kind = POX_EXTRA_ELEMENT, .name = "d", .value = "<d>4</d>"},
        {.kind = POX_EXTRA_TEXT, .value = "5<"},
    };
    struct pox_protocol protocol = {
        .server = "s", .extra = extra, .n_extra = COUNT(extra)};

    expect_written(&pox_protocol_descriptor, &protocol, true,
                   HEAD "<Protocol xmlns=\"" OUTLOOK_RESPONSE "\" a=\"1&quot;\""
                        " xmlns:ns1=\"urn:x\" ns1:b=\"2\"><Server c=\"3\">s</Server>"
                        "<d>4</d>5&lt;</Protocol>\n");
    expect_round_trip(&pox_protocol_descriptor, &protocol, "all kinds");
}

Test(write, adds_no_white_space_to_a_text_that_is_not_there)
{
    struct pox_extra extra[] = {
        {.kind = POX_EXTRA_ELEMENT, .name = "a", .value = "<a/>"},
        {.kind = POX_EXTRA_ELEMENT, .name = "b", .value = "<b/>"},
    };
    struct pox_owa_url url = {.extra = extra, .n_extra = 2};
    struct pox_owa_url plain = {.value = "https://x"};
    struct pox_internal internal = {.owa_urls = (struct pox_owa_url *[]){&url, &plain},
                                    .n_owa_urls = 2};

    expect_written(&pox_internal_descriptor, &internal, false,
                   HEAD "<Internal xmlns=\"" OUTLOOK_RESPONSE "\">\n"
                        "  <OWAUrl><a/><b/></OWAUrl>\n"
                        "  <OWAUrl>https://x</OWAUrl>\n"
                        "</Internal>\n");
}

Test(write, refuses_extra_that_is_not_what_it_says)
{
    static const struct {
        struct pox_extra extra;
        enum pox_status status;
    } rows[] = {
        {{.kind = POX_EXTRA_ATTRIBUTE, .value = "1"}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ATTRIBUTE, .name = "a"}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ATTRIBUTE, .name = "", .value = "1"}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ATTRIBUTE, .name = "a b", .value = "1"}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ATTRIBUTE, .name = "p:a", .value = "1"}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ATTRIBUTE, .name = "a=\"\"", .value = "1"}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ATTRIBUTE, .name = "xmlns", .value = "u"}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "\x01"}, POX_ERROR_TEXT},
        {{.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "\xFF"}, POX_ERROR_TEXT},
        {{.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .namespace_uri = "\xFF", .value = ""},
         POX_ERROR_TEXT},
        {{.kind = POX_EXTRA_ATTRIBUTE, .name = "Type", .value = "1"}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ATTRIBUTE, .element = "Server", .name = "1", .value = "1"},
         POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ELEMENT, .name = "a"}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ELEMENT, .name = "a", .value = ""}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ELEMENT, .name = "a", .value = "a"}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ELEMENT, .name = "a", .value = "<a>"}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ELEMENT, .name = "a", .value = "<a/><b/>"}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ELEMENT, .name = "a", .value = "</Protocol><a/>"},
         POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_ELEMENT, .name = "a", .value = "<a>\x01</a>"},
         POX_ERROR_TEXT},
        {{.kind = POX_EXTRA_ELEMENT, .name = "a", .value = "<a>\xFF</a>"},
         POX_ERROR_TEXT},
        {{.kind = POX_EXTRA_ATTRIBUTE, .element = "Internal", .name = "a", .value = "1"},
         POX_ERROR_VALUE},
        {{.kind = (enum pox_extra_kind)9, .value = "1"}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_TEXT}, POX_ERROR_VALUE},
        {{.kind = POX_EXTRA_TEXT, .value = "\x01"}, POX_ERROR_TEXT},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_extra extra = rows[i].extra;
        struct pox_protocol protocol = {.attr_type = POX_PROTOCOL_TRANSPORT_MAPI_HTTP,
                                        .server = "s",
                                        .extra = &extra,
                                        .n_extra = 1};
        struct pox_error error;
        char *xml = pox_protocol_to_xml(&protocol, NULL, NULL, &error);

        cr_expect_null(xml, "row %zu: %s", i, xml);
        cr_expect_eq(error.status, rows[i].status, "row %zu: %s: %s", i,
                     pox_status_name(error.status), error.message);
        cr_expect_eq(strncmp(error.path, "/Protocol", 9), 0, "row %zu: %s", i,
                     error.path);
        free(xml);
    }
}

Test(write, refuses_a_text_in_extra_beside_the_own_one)
{
    struct pox_extra extra = {.kind = POX_EXTRA_TEXT, .value = "more"};
    struct pox_owa_url url = {.value = "https://x", .extra = &extra, .n_extra = 1};
    struct pox_error error;

    cr_expect_null(pox_owa_url_to_xml(&url, NULL, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_VALUE, "%s", error.message);
    cr_expect_str_eq(error.path, "/OWAUrl");
}

Test(write, writes_no_extra_attributes_that_no_parser_takes)
{
    static const char xmlns_uri[] = "http://www.w3.org/2000/xmlns/";
    static const struct pox_extra rows[][2] = {
        {{.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .namespace_uri = "", .value = "1"},
         {.kind = POX_EXTRA_ATTRIBUTE, .name = "b", .value = "2"}},
        {{.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .namespace_uri = "", .value = "1"},
         {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "2"}},
        {{.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "1"},
         {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "2"}},
        {{.kind = POX_EXTRA_ATTRIBUTE,
          .name = "a",
          .namespace_uri = "urn:x",
          .value = "1"},
         {.kind = POX_EXTRA_ATTRIBUTE,
          .name = "a",
          .namespace_uri = "urn:x",
          .value = "2"}},
        {{.kind = POX_EXTRA_ATTRIBUTE,
          .name = "a",
          .namespace_uri = xmlns_uri,
          .value = ""},
         {.kind = POX_EXTRA_ATTRIBUTE, .name = "b", .value = "2"}},
        {{.kind = POX_EXTRA_ATTRIBUTE,
          .name = "lang",
          .namespace_uri = "http://www.w3.org/XML/1998/namespace",
          .value = "de"},
         {.kind = POX_EXTRA_ATTRIBUTE,
          .name = "lang",
          .namespace_uri = "http://www.w3.org/XML/1998/namespace",
          .value = "fr"}},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_extra extra[2] = {rows[i][0], rows[i][1]};
        struct pox_protocol protocol = {.extra = extra, .n_extra = 2};
        char *xml = pox_protocol_to_xml(&protocol, NULL, NULL, NULL);

        if (xml)
            cr_expect_eq(refusal_of(xml).status, POX_OK, "row %zu:\n%s", i, xml);
        free(xml);
    }
}

Test(write, an_attribute_may_have_one_name_in_two_namespaces)
{
    struct pox_extra extra[] = {
        {.kind = POX_EXTRA_ATTRIBUTE,
         .name = "Type",
         .namespace_uri = "urn:x",
         .value = "1"},
        {.kind = POX_EXTRA_ATTRIBUTE,
         .name = "Type",
         .namespace_uri = "urn:y",
         .value = "2"},
    };
    struct pox_protocol protocol = {
        .attr_type = POX_PROTOCOL_TRANSPORT_MAPI_HTTP, .extra = extra, .n_extra = 2};

    expect_round_trip(&pox_protocol_descriptor, &protocol, "namespaces");
}

/* All of it */

Test(write, everything_in_the_table_survives_at_once)
{
    struct pox_buffer xml = new_buffer();
    struct pox_autodiscover *message;

    append_everything(&xml, pox_message_type(), 8);
    message = read_quietly(pox_message_type(), pox_buffer_text(&xml));
    cr_expect_eq(message->n_extra, 0);
    expect_round_trip(pox_message_type(), message, "everything");
    pox_free(message);
    pox_buffer_end(&xml);
}

Test(write, what_was_written_once_is_written_to_the_byte_again)
{
    for (int compact = 0; compact < 2; compact++) {
        struct pox_protocol *protocol = read_quietly(
            &pox_protocol_descriptor, "<Protocol a=\"1\">t<Junk> <x/> </Junk><Port "
                                      "b=\"2\">y</Port><SSL>On</SSL></Protocol>");
        char *first = written(&pox_protocol_descriptor, protocol, compact);
        struct pox_protocol *again = read_quietly(&pox_protocol_descriptor, first);
        char *second = written(&pox_protocol_descriptor, again, compact);

        cr_expect_str_eq(first, second);
        free(first);
        free(second);
        pox_protocol_free(protocol);
        pox_protocol_free(again);
    }
}

Test(write, an_attribute_is_found_twice_wherever_it_stands)
{
    static const struct {
        struct pox_extra extra[4];
        bool good;
    } rows[] = {
        {{{.kind = POX_EXTRA_ATTRIBUTE, .element = "Server", .name = "a", .value = "1"},
          {.kind = POX_EXTRA_ELEMENT, .name = "x", .value = "<x/>"},
          {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "2"},
          {.kind = POX_EXTRA_ATTRIBUTE, .element = "Server", .name = "b", .value = "3"}},
         true},
        {{{.kind = POX_EXTRA_ATTRIBUTE, .element = "Server", .name = "a", .value = "1"},
          {.kind = POX_EXTRA_ELEMENT, .name = "x", .value = "<x/>"},
          {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "2"},
          {.kind = POX_EXTRA_ATTRIBUTE, .element = "Server", .name = "a", .value = "3"}},
         false},
        {{{.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "1"},
          {.kind = POX_EXTRA_ATTRIBUTE, .element = "Server", .name = "a", .value = "2"},
          {.kind = POX_EXTRA_ELEMENT, .name = "x", .value = "<x/>"},
          {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "3"}},
         false},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_extra extra[4];
        struct pox_protocol protocol = {.server = "s", .extra = extra, .n_extra = 4};
        struct pox_error error;
        char *xml;

        memcpy(extra, rows[i].extra, sizeof(extra));
        xml = pox_protocol_to_xml(&protocol, NULL, NULL, &error);
        cr_expect_eq(xml != NULL, rows[i].good, "row %zu: %s", i, error.message);
        free(xml);
    }
}

Test(write, the_value_of_an_attribute_is_no_attribute)
{
    static const struct {
        const char *name;
        bool good;
    } rows[] = {{"a", true}, {"b", true}, {"tim", true}, {"Id", false}, {"Time", false}};

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_extra extra = {
            .kind = POX_EXTRA_ATTRIBUTE, .name = rows[i].name, .value = ""};
        struct pox_server_error self = {
            .attr_time = "x a= b=\"\" Tim=",
            .has_attr_id = true,
            .attr_id = 1,
            .extra = &extra,
            .n_extra = 1,
        };
        struct pox_error error;
        char *xml = pox_server_error_to_xml(&self, NULL, NULL, &error);

        cr_expect_eq(xml != NULL, rows[i].good, "%s: %s", rows[i].name, error.message);
        free(xml);
    }
}

/** A struct with one attribute, or element, of a namespace of `size` times one byte. */
static struct pox_error write_namespace(char byte, size_t size, bool in_element,
                                        char **xml)
{
    static char uri[2000];
    static char element[6000] = "<a xmlns=\"";
    struct pox_extra extra = {.name = "a", .value = "1", .namespace_uri = uri};
    struct pox_protocol protocol = {.extra = &extra, .n_extra = 1};
    struct pox_error error;
    size_t end = strlen("<a xmlns=\"");

    memset(uri, byte, size);
    uri[size] = '\0';
    for (size_t i = 0; i < size; i++)
        end += (size_t)sprintf(element + end, byte == '&' ? "&amp;" : "%c", byte);
    strcpy(element + end, "\"/>");
    extra.kind = in_element ? POX_EXTRA_ELEMENT : POX_EXTRA_ATTRIBUTE;
    extra.value = in_element ? element : "1";
    *xml = pox_protocol_to_xml(&protocol, NULL, NULL, &error);
    return error;
}

Test(write, namespaces_are_as_long_as_they_are_read)
{
    for (int i = 0; i < 8; i++) {
        bool fits = i & 1;
        char *xml;
        struct pox_error error =
            write_namespace(i & 2 ? '&' : 'x', fits ? 1024 : 1025, i & 4, &xml);

        cr_expect_eq(error.status, fits ? POX_OK : POX_ERROR_VALUE, "row %d: %s", i,
                     error.message);
        cr_expect_eq(xml != NULL, fits, "row %d", i);
        if (xml)
            cr_expect_eq(refusal_of(xml).status, POX_OK, "row %d", i);
        free(xml);
    }
}

/** A document with `n` attributes in as many namespaces, all of them declared further out. */
static struct pox_buffer attributes_in_namespaces(size_t n)
{
    struct pox_buffer xml = new_buffer();
    char text[64];

    pox_buffer_append_text(&xml, "<Protocol");
    for (size_t i = 0; i < n / 2; i++) {
        snprintf(text, sizeof(text), " xmlns:p%zu='urn:%zu'", i, i);
        pox_buffer_append_text(&xml, text);
    }
    pox_buffer_append_text(&xml, "><a xmlns='urn:a'");
    for (size_t i = n / 2; i < n; i++) {
        snprintf(text, sizeof(text), " xmlns:p%zu='urn:%zu'", i, i);
        pox_buffer_append_text(&xml, text);
    }
    pox_buffer_append_text(&xml, "><b xmlns='urn:b'");
    for (size_t i = 0; i < n; i++) {
        snprintf(text, sizeof(text), " p%zu:c='%zu'", i, i);
        pox_buffer_append_text(&xml, text);
    }
    pox_buffer_append_text(&xml, "/></a></Protocol>");
    return xml;
}

Test(write, as_many_attributes_as_are_read_are_written_and_read_again)
{
    static const size_t numbers[] = {64, 100};

    for (size_t i = 0; i < COUNT(numbers); i++) {
        struct pox_parse_options options = {.limits.attributes = numbers[i]};
        struct pox_buffer xml = attributes_in_namespaces(numbers[i]);
        struct pox_error error;
        void *value =
            pox_parse(&pox_protocol_descriptor, xml.bytes, xml.size, &options, &error);
        char *again;

        cr_assert_not_null(value, "%zu: %s", numbers[i], error.message);
        again = pox_to_xml(&pox_protocol_descriptor, value, NULL, NULL, &error);
        cr_assert_not_null(again, "%zu: %s", numbers[i], error.message);
        cr_expect_eq(refusal(again, strlen(again), &options).status, POX_OK, "%zu: %s",
                     numbers[i], refusal(again, strlen(again), &options).message);
        free(again);
        pox_free(value);
        pox_buffer_end(&xml);
    }
}
