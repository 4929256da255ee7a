/* SPDX-License-Identifier: MIT */
#include "hostile.h"

#include "unicode.h"

/** The same numbers in every run. */
static unsigned next_number(unsigned *state)
{
    *state = *state * 1103515245u + 12345u;
    return *state >> 16;
}

/** What is written of a struct, read every way, is the struct. For free(). */
static char *expect_comes_back(const struct pox_type *type, const void *value,
                               const char *label)
{
    char *xml = written(type, value, true);
    struct outcome outcome;

    read_every_way(xml, strlen(xml), NULL, &outcome);
    cr_assert_not_null(outcome.value, "%s: %s", label, outcome.error.message);
    cr_expect(pox_equal(type, value, outcome.value), "%s: comes back as other:\n%s",
              label, xml);
    pox_free(outcome.value);
    return xml;
}

/* Row 61. */
Test(writing, random_texts_of_difficult_characters_come_back)
{
    static const char *const alphabet[] = {"&",        "<",
                                           ">",        "\"",
                                           "'",        "]",
                                           "]]>",      "\r",
                                           "\n",       "\t",
                                           " ",        "#38;",
                                           "amp;",     "x",
                                           "\xC3\xBC", "\xF0\x9F\x98\x80",
                                           "\xC2\x85", "\xE2\x80\xA8",
                                           "&#13;",    "<!--"};
    unsigned state = 20060601;

    for (size_t i = 0; i < 300; i++) {
        char text[200] = "";
        struct pox_extra extra[] = {
            {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = text},
            {.kind = POX_EXTRA_ATTRIBUTE,
             .element = "Server",
             .name = "b",
             .namespace_uri = "urn:b",
             .value = text},
        };
        struct pox_protocol protocol = {
            .server = text, .login_name = text, .extra = extra, .n_extra = 2};

        for (unsigned n = next_number(&state) % 12; n > 0; n--)
            strcat(text, alphabet[next_number(&state) % COUNT(alphabet)]);
        free(expect_comes_back(&pox_protocol_descriptor, &protocol, text));
    }
}

/** Nothing comes out of what XML cannot carry, and the error names the field. */
static void expect_text_refused(const char *fault, size_t size)
{
    char text[32];
    struct pox_protocol protocol = {.server = text};
    struct pox_server_error error = {.attr_time = text};
    struct pox_extra extra = {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = text};
    struct pox_protocol other = {.extra = &extra, .n_extra = 1};
    struct pox_error refusal;

    snprintf(text, sizeof(text), "a\xC3\xBC%.*s b", (int)size, fault);
    cr_expect_null(pox_protocol_to_xml(&protocol, NULL, NULL, &refusal));
    cr_expect_eq(refusal.status, POX_ERROR_TEXT, "%s", refusal.message);
    cr_expect_str_eq(refusal.path, "/Protocol/Server");
    cr_expect_null(pox_server_error_to_xml(&error, NULL, NULL, &refusal));
    cr_expect_eq(refusal.status, POX_ERROR_TEXT, "%s", refusal.message);
    cr_expect_str_eq(refusal.path, "/Error/@Time");
    cr_expect_null(pox_protocol_to_xml(&other, NULL, NULL, &refusal));
    cr_expect_eq(refusal.status, POX_ERROR_TEXT, "%s", refusal.message);
}

/* Row 60. */
Test(writing, text_that_xml_cannot_carry_is_refused_and_named)
{
    static const char *const faults[] = {"\xC0\x80",
                                         "\xE0\x80\xAF",
                                         "\xED\xA0\x80",
                                         "\xED\xB8\x80",
                                         "\xF4\x90\x80\x80",
                                         "\xF5\x80\x80\x80",
                                         "\x80",
                                         "\xC3",
                                         "\xE2\x82",
                                         "\xFF",
                                         "\xEF\xBF\xBE",
                                         "\xEF\xBF\xBF"};

    for (char control = 1; control < 0x20; control++) {
        if (!pox_is_space(control))
            expect_text_refused(&control, 1);
    }
    for (size_t i = 0; i < COUNT(faults); i++)
        expect_text_refused(faults[i], strlen(faults[i]));
}

/* Row 62: what is not there is not missed. */
Test(writing, no_element_is_required)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    for (size_t i = 0; i < n; i++) {
        struct pox_buffer xml = repeated("<", types[i]->name, 1, "/>");
        void *empty = read_quietly(types[i], xml.bytes);

        free(expect_comes_back(types[i], empty, types[i]->name));
        pox_free(empty);
        pox_buffer_end(&xml);
    }
}

/* Row 63: what a caller filled in by hand may be read as something plainer, but only once. */
Test(writing, what_was_read_of_anything_written_comes_back)
{
    static struct pox_extra extra[] = {
        {.kind = POX_EXTRA_ELEMENT, .name = "Server", .value = "<Server>a</Server>"},
        {.kind = POX_EXTRA_ELEMENT, .name = "server", .value = "<server>a</server>"},
        {.kind = POX_EXTRA_ELEMENT, .name = "Port", .value = "<Port>x</Port>"},
        {.kind = POX_EXTRA_ELEMENT, .name = "a", .value = "<b/>"},
        {.kind = POX_EXTRA_ELEMENT,
         .name = "Server",
         .namespace_uri = "urn:x",
         .value = "<Server>a</Server>"},
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "Type", .value = "mapiHttp"},
        {.kind = POX_EXTRA_ATTRIBUTE, .element = "Server", .name = "a", .value = "1"},
        {.kind = POX_EXTRA_TEXT, .value = " a "},
    };
    static const struct pox_protocol rows[] = {
        {.extra = &extra[0], .n_extra = 1},
        {.extra = &extra[1], .n_extra = 1},
        {.extra = &extra[2], .n_extra = 1},
        {.has_port = true, .port = 1, .extra = &extra[2], .n_extra = 1},
        {.extra = &extra[3], .n_extra = 1},
        {.extra = &extra[4], .n_extra = 1},
        {.extra = &extra[5], .n_extra = 1},
        {.extra = &extra[6], .n_extra = 1},
        {.server = "s", .extra = &extra[7], .n_extra = 1},
        {.port = 5},
        {.ssl_text = "on"},
        {.ssl = POX_SWITCH_ON, .ssl_text = "off"},
        {.has_port = true, .port = 5, .port_text = "6"},
        {.has_port = true, .port = 5, .port_text = "05"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        char *first = written(&pox_protocol_descriptor, &rows[i], true);
        struct pox_protocol *read = read_quietly(&pox_protocol_descriptor, first);
        char *second = expect_comes_back(&pox_protocol_descriptor, read, first);
        struct pox_protocol *again = read_quietly(&pox_protocol_descriptor, second);
        char *third = expect_comes_back(&pox_protocol_descriptor, again, second);

        cr_expect_str_eq(second, third, "row %zu", i);
        free(first);
        free(second);
        free(third);
        pox_free(again);
        pox_free(read);
    }
}
