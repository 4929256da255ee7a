/* SPDX-License-Identifier: MIT */
#include "json.h"

#include "support.h"

static void expect_json(const struct pox_type *type, const void *value, bool compact,
                        const char *expected)
{
    struct pox_write_options options = {.compact = compact};
    struct pox_error error;
    size_t size = 0;
    char *json = pox_to_json(type, value, &options, &size, &error);

    cr_assert_not_null(json, "%s: %s", error.path, error.message);
    cr_expect_str_eq(json, expected, "expected:\n%s\nwritten:\n%s", expected, json);
    cr_expect_eq(size, strlen(json));
    free(json);
}

Test(json, an_empty_struct_is_an_empty_object)
{
    static const struct pox_protocol nothing;

    expect_json(&pox_protocol_descriptor, &nothing, true, "{\"Protocol\":{}}\n");
    expect_json(&pox_protocol_descriptor, &nothing, false, "{\n  \"Protocol\": {}\n}\n");
}

Test(json, indents_objects_and_lists_by_two_blanks)
{
    struct pox_protocol protocols[] = {
        {.server = "a", .has_port = true, .port = 993},
        {.ssl = POX_SWITCH_ON},
    };
    struct pox_account account = {
        .protocols = (struct pox_protocol *[]){&protocols[0], &protocols[1]},
        .n_protocols = 2};

    expect_json(&pox_account_descriptor, &account, false,
                "{\n"
                "  \"Account\": {\n"
                "    \"Protocol\": [\n"
                "      {\n"
                "        \"Server\": \"a\",\n"
                "        \"Port\": 993\n"
                "      },\n"
                "      {\n"
                "        \"SSL\": true\n"
                "      }\n"
                "    ]\n"
                "  }\n"
                "}\n");
    expect_json(&pox_account_descriptor, &account, true,
                "{\"Account\":{\"Protocol\":[{\"Server\":\"a\",\"Port\":993},{\"SSL\":"
                "true}]}}\n");
}

Test(json, values_are_canonical_and_other_spellings_stand_beside_them)
{
    static const struct {
        struct pox_protocol protocol;
        const char *json;
    } rows[] = {
        {{.ssl = POX_SWITCH_ON}, "\"SSL\":true"},
        {{.ssl = POX_SWITCH_OFF}, "\"SSL\":false"},
        {{.ssl = POX_SWITCH_ON, .ssl_text = "On"}, "\"SSL\":true,\"SSL_text\":\"On\""},
        {{.ssl = POX_SWITCH_ON, .ssl_text = "off"}, "\"SSL\":true"},
        {{.ssl = POX_SWITCH_OTHER, .ssl_text = "maybe"}, "\"SSL\":\"maybe\""},
        {{.ssl = POX_SWITCH_OTHER, .ssl_text = ""}, "\"SSL\":\"\""},
        {{.type = POX_PROTOCOL_TYPE_IMAP, .type_text = "imap"},
         "\"Type\":\"IMAP\",\"Type_text\":\"imap\""},
        {{.attr_type = POX_PROTOCOL_TRANSPORT_MAPI_HTTP}, "\"@Type\":\"mapiHttp\""},
        {{.has_port = true, .port = 25, .port_text = "025"},
         "\"Port\":25,\"Port_text\":\"025\""},
        {{.has_ttl = true, .ttl = 0}, "\"TTL\":0"},
        {{.has_server_version = true,
          .server_version = 0xABC,
          .server_version_text = "00000abc"},
         "\"ServerVersion\":\"00000ABC\",\"ServerVersion_text\":\"00000abc\""},
        {{.server = ""}, "\"Server\":\"\""},
        {{.server = "a\"b\\c\n\t\r</"}, "\"Server\":\"a\\\"b\\\\c\\n\\t\\r</\""},
        {{.server = "z\xC3\xBC"}, "\"Server\":\"z\xC3\xBC\""},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        char expected[200];

        snprintf(expected, sizeof(expected), "{\"Protocol\":{%s}}\n", rows[i].json);
        expect_json(&pox_protocol_descriptor, &rows[i].protocol, true, expected);
    }
}

Test(json, numbers_that_many_readers_round_are_strings)
{
    static const struct {
        uint64_t number;
        const char *json;
    } rows[] = {
        {9007199254740991, "9007199254740991"},
        {9007199254740992, "\"9007199254740992\""},
        {UINT64_MAX, "\"18446744073709551615\""},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_server_error error = {.has_attr_id = true, .attr_id = rows[i].number};
        char expected[80];

        snprintf(expected, sizeof(expected), "{\"Error\":{\"@Id\":%s}}\n", rows[i].json);
        expect_json(&pox_server_error_descriptor, &error, true, expected);
    }
}

Test(json, comma_lists_are_lists)
{
    static const struct {
        const char *xml;
        const char *json;
    } rows[] = {
        {"Basic", "[\"Basic\"]"},
        {"Basic, Fba", "[\"Basic\",\"Fba\"]"},
        {"basic,Fba", "[\"Basic\",\"Fba\"],\"@AuthenticationMethod_text\":\"basic,Fba\""},
        {"Basic,, N&quot;w,,Fba",
         "[\"Basic\",\"N\\\"w\",\"Fba\"],\"@AuthenticationMethod_"
         "text\":\"Basic,, N\\\"w,,Fba\""},
        {"", "[],\"@AuthenticationMethod_text\":\"\""},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        char xml[200];
        char expected[300];
        struct pox_owa_url *url;

        snprintf(xml, sizeof(xml), "<OWAUrl AuthenticationMethod=\"%s\">u</OWAUrl>",
                 rows[i].xml);
        snprintf(expected, sizeof(expected),
                 "{\"OWAUrl\":{\"@AuthenticationMethod\":%s,\"#text\":\"u\"}}\n",
                 rows[i].json);
        url = read_quietly(&pox_owa_url_descriptor, xml);
        expect_json(&pox_owa_url_descriptor, url, true, expected);
        pox_owa_url_free(url);
    }
}

Test(json, has_all_kinds_of_extra)
{
    struct pox_extra extra[] = {
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "1"},
        {.kind = POX_EXTRA_ATTRIBUTE,
         .name = "b",
         .namespace_uri = "urn:x",
         .value = "2"},
        {.kind = POX_EXTRA_ATTRIBUTE, .element = "Server", .name = "c", .value = "3"},
        {.kind = POX_EXTRA_ELEMENT, .name = "d", .value = "<d e=\"4\"/>"},
        {.kind = POX_EXTRA_TEXT, .value = "5\n6"},
    };
    struct pox_protocol protocol = {
        .server = "s", .extra = extra, .n_extra = COUNT(extra)};

    expect_json(&pox_protocol_descriptor, &protocol, true,
                "{\"Protocol\":{\"Server\":\"s\",\"extra\":["
                "{\"attribute\":\"a\",\"value\":\"1\"},"
                "{\"attribute\":\"b\",\"namespace\":\"urn:x\",\"value\":\"2\"},"
                "{\"attribute\":\"c\",\"of\":\"Server\",\"value\":\"3\"},"
                "{\"element\":\"<d e=\\\"4\\\"/>\"},"
                "{\"text\":\"5\\n6\"}]}}\n");
}

/** A scanner of JSON, strict but for numbers: behind a value; NULL: there is none. */
static const char *scan_json(const char *at);

static const char *scan_space(const char *at)
{
    return at + strspn(at, " \n");
}

static const char *scan_string(const char *at)
{
    if (*at++ != '"')
        return NULL;
    while (*at != '"') {
        if ((unsigned char)*at < 0x20)
            return NULL;
        if (*at == '\\' && !strchr("\"\\/bfnrt", *++at))
            return NULL;
        at++;
    }
    return at + 1;
}

static const char *scan_items(const char *at, bool keys, char end)
{
    at = scan_space(at + 1);
    if (*at == end)
        return at + 1;
    for (;;) {
        if (keys) {
            at = scan_string(at);
            if (!at || *at++ != ':')
                return NULL;
            at = scan_space(at);
        }
        at = scan_json(at);
        if (!at)
            return NULL;
        at = scan_space(at);
        if (*at == end)
            return at + 1;
        if (*at != ',')
            return NULL;
        at = scan_space(at + 1);
    }
}

static const char *scan_json(const char *at)
{
    size_t digits = strspn(at, "0123456789");

    if (*at == '{')
        return scan_items(at, true, '}');
    if (*at == '[')
        return scan_items(at, false, ']');
    if (*at == '"')
        return scan_string(at);
    if (strncmp(at, "true", 4) == 0)
        return at + 4;
    if (strncmp(at, "false", 5) == 0)
        return at + 5;
    return digits > 0 ? at + digits : NULL;
}

Test(json, everything_in_the_table_is_one_value_of_json)
{
    struct pox_buffer xml = new_buffer();
    void *message;

    append_everything(&xml, pox_message_type(), 6);
    message = read_quietly(pox_message_type(), pox_buffer_text(&xml));
    for (int compact = 0; compact < 2; compact++) {
        struct pox_write_options options = {.compact = compact};
        char *json = pox_to_json(pox_message_type(), message, &options, NULL, NULL);
        const char *end;

        cr_assert_not_null(json);
        end = scan_json(json);
        cr_assert_not_null(end, "compact %d", compact);
        cr_expect_str_eq(end, "\n", "compact %d", compact);
        cr_expect_eq(strchr(json, '\n') == end, compact, "lines");
        free(json);
    }
    pox_free(message);
    pox_buffer_end(&xml);
}

static void expect_refused(const struct pox_type *type, const void *value,
                           enum pox_status status, const char *path, const char *label)
{
    struct pox_error error;
    char *json = pox_to_json(type, value, NULL, NULL, &error);

    cr_expect_null(json, "%s: %s", label, json);
    cr_expect_eq(error.status, status, "%s: %s", label, pox_status_name(error.status));
    cr_expect_str_eq(error.path, path, "%s: path '%s'", label, error.path);
    free(json);
}

Test(json, refuses_text_that_is_none_and_names_the_field)
{
    static const char *const faults[] = {"\x01", "\xFF", "a\xC3", "\xED\xA0\x80"};

    for (size_t i = 0; i < COUNT(faults); i++) {
        struct pox_protocol child = {.server = faults[i]};
        struct pox_server_error attribute = {.attr_time = faults[i]};

        expect_refused(&pox_protocol_descriptor, &child, POX_ERROR_TEXT,
                       "/Protocol/Server", "child");
        expect_refused(&pox_server_error_descriptor, &attribute, POX_ERROR_TEXT,
                       "/Error/@Time", "attribute");
    }
}

Test(json, refuses_text_that_is_none_in_extra)
{
    static const char *const faults[] = {"\x01", "\xFF", "a\xC3"};

    for (size_t i = 0; i < COUNT(faults); i++) {
        struct pox_extra rows[] = {
            {.kind = POX_EXTRA_TEXT, .value = faults[i]},
            {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = faults[i]},
            {.kind = POX_EXTRA_ATTRIBUTE,
             .name = "a",
             .namespace_uri = faults[i],
             .value = ""},
            {.kind = POX_EXTRA_ATTRIBUTE, .name = faults[i], .value = ""},
            {.kind = POX_EXTRA_ELEMENT, .name = "a", .value = faults[i]},
        };

        for (size_t k = 0; k < COUNT(rows); k++) {
            struct pox_protocol protocol = {.extra = &rows[k], .n_extra = 1};
            struct pox_error error;
            char *json = pox_protocol_to_json(&protocol, NULL, NULL, &error);

            cr_expect_null(json, "fault %zu, row %zu: %s", i, k, json);
            cr_expect_neq(error.status, POX_OK, "fault %zu, row %zu", i, k);
            free(json);
        }
    }
}

Test(json, refuses_values_that_no_document_can_say)
{
    struct pox_protocol other = {.ssl = POX_SWITCH_OTHER};
    struct pox_protocol number = {.has_port = true};

    expect_refused(&pox_protocol_descriptor, &other, POX_ERROR_VALUE, "/Protocol/SSL",
                   "other");
    expect_refused(&pox_protocol_descriptor, &number, POX_ERROR_VALUE, "/Protocol/Port",
                   "number");
}

Test(json, goes_as_deep_as_it_is_told)
{
    struct pox_protocol inner = {.server = "s"};
    struct pox_internal internal = {.protocol = &inner};
    struct pox_protocol outer = {.internal = &internal};
    struct pox_error error;

    for (size_t depth = 0; depth < 6; depth++) {
        struct pox_write_options options = {.depth = depth};
        char *json = pox_protocol_to_json(&outer, &options, NULL, &error);

        if (depth == 0 || depth > 3)
            cr_expect_not_null(json, "depth %zu: %s", depth, error.message);
        if (depth == 1 || depth == 2)
            cr_expect_null(json, "depth %zu", depth);
        if (!json)
            cr_expect_eq(error.status, POX_ERROR_LIMIT, "depth %zu", depth);
        free(json);
    }
    inner.internal = &internal;
    cr_expect_null(pox_protocol_to_json(&outer, NULL, NULL, &error), "a cycle");
    cr_expect_eq(error.status, POX_ERROR_LIMIT);
}
