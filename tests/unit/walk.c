/* SPDX-License-Identifier: MIT */
#include "walk.h"

#include "support.h"

/** What a visitor saw, as one line a call. */
struct log {
    struct pox_buffer text;
    size_t n_absent;
};

static void note(struct log *log, const char *what, const char *name, const char *detail)
{
    pox_buffer_append_text(&log->text, what);
    pox_buffer_append_text(&log->text, name);
    pox_buffer_append_text(&log->text, detail);
    pox_buffer_append_text(&log->text, "\n");
}

static void on_value(void *data, const struct pox_element *element,
                     const struct pox_value *value)
{
    struct log *log = data;
    char detail[200];

    if (!value->present) {
        log->n_absent++;
        return;
    }
    snprintf(detail, sizeof(detail), " '%s' %s %zu %s %zu", value->text,
             value->canonical ? value->canonical : "-", (size_t)value->number,
             value->value ? value->value->name : "-", value->n_values);
    note(log, "", element->key, detail);
}

static void on_enter(void *data, const struct pox_element *element,
                     const struct pox_type *type, const void *value, size_t index,
                     size_t count)
{
    char detail[60];

    (void)value;
    snprintf(detail, sizeof(detail), " %s %zu/%zu", element ? element->name : "-", index,
             count);
    note(data, "> ", type->name, detail);
}

static void on_leave(void *data, const struct pox_element *element,
                     const struct pox_type *type, size_t index, size_t count)
{
    char detail[60];

    snprintf(detail, sizeof(detail), " %s %zu/%zu", element ? element->name : "-", index,
             count);
    note(data, "< ", type->name, detail);
}

static void on_extra(void *data, const struct pox_type *type,
                     const struct pox_extra *extra, size_t n_extra)
{
    char detail[60];

    snprintf(detail, sizeof(detail), " %zu %s", n_extra, extra[0].value);
    note(data, "+ ", type->name, detail);
}

static struct pox_visitor visitor_of(struct log *log)
{
    return (struct pox_visitor){on_value, on_enter, on_leave, on_extra, log};
}

static void expect_log(const struct pox_type *type, const void *value,
                       const char *expected)
{
    struct log log = {.text = new_buffer()};
    struct pox_visitor visitor = visitor_of(&log);
    struct pox_error error;

    memset(&error, 0x5A, sizeof(error));
    cr_assert(pox_visit(type, value, &visitor, &error), "%s", error.message);
    cr_expect_eq(error.status, POX_OK);
    cr_expect_str_eq(pox_buffer_text(&log.text), expected, "saw:\n%s", log.text.bytes);
    pox_buffer_end(&log.text);
}

Test(walk, goes_through_a_struct_in_the_order_of_the_table)
{
    struct pox_extra extra = {.kind = POX_EXTRA_TEXT, .value = "t"};
    struct pox_owa_url urls[] = {
        {.value = "u", .attr_authentication_method_text = ""},
        {.attr_authentication_method =
             (enum pox_authentication_method[]){POX_AUTHENTICATION_METHOD_BASIC,
                                                POX_AUTHENTICATION_METHOD_OTHER},
         .n_attr_authentication_method = 2,
         .attr_authentication_method_text = "Basic,New"}};
    struct pox_internal internal = {
        .owa_urls = (struct pox_owa_url *[]){&urls[0], &urls[1]}, .n_owa_urls = 2};
    struct pox_protocol protocol = {.internal = &internal,
                                    .server = "s",
                                    .has_port = true,
                                    .port = 25,
                                    .port_text = "025",
                                    .ssl = POX_SWITCH_ON,
                                    .ssl_text = "On",
                                    .auth_required = POX_SWITCH_OTHER,
                                    .auth_required_text = "maybe",
                                    .extra = &extra,
                                    .n_extra = 1};

    expect_log(&pox_protocol_descriptor, &protocol,
               "> Protocol - 0/1\n"
               "> Internal Internal 0/1\n"
               "> OWAUrl OWAUrl 0/2\n"
               "@AuthenticationMethod '' - 0 - 0\n"
               "#text 'u' u 0 - 0\n"
               "< OWAUrl OWAUrl 0/2\n"
               "> OWAUrl OWAUrl 1/2\n"
               "@AuthenticationMethod 'Basic,New' - 0 - 2\n"
               "< OWAUrl OWAUrl 1/2\n"
               "< Internal Internal 0/1\n"
               "Server 's' s 0 - 0\n"
               "Port '025' 25 25 - 0\n"
               "SSL 'On' on 0 on 0\n"
               "AuthRequired 'maybe' - 0 - 0\n"
               "+ Protocol 1 t\n"
               "< Protocol - 0/1\n");
}

Test(walk, shows_absent_fields_too_and_each_once)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    for (size_t i = 0; i < n; i++) {
        struct log log = {.text = new_buffer()};
        struct pox_visitor visitor = visitor_of(&log);
        size_t n_scalars = 0;
        char document[100];
        void *value;

        snprintf(document, sizeof(document), "<%s/>", types[i]->name);
        value = read_quietly(types[i], document);
        for (size_t k = 0; k < types[i]->n_elements; k++)
            n_scalars += types[i]->elements[k].kind != POX_KIND_STRUCT &&
                         types[i]->elements[k].place != POX_PLACE_TEXT;
        cr_expect(pox_visit(types[i], value, &visitor, NULL));
        cr_expect_eq(log.n_absent, n_scalars, "%s: %zu of %zu", types[i]->name,
                     log.n_absent, n_scalars);
        pox_buffer_end(&log.text);
        pox_free(value);
    }
}

static void count_value(void *data, const struct pox_element *element,
                        const struct pox_value *value)
{
    size_t *counts = data;

    (void)element;
    counts[0] += value->present;
}

Test(walk, functions_may_be_missing)
{
    struct pox_internal internal = {.n_extra = 0};
    struct pox_extra extra = {.kind = POX_EXTRA_TEXT, .value = "t"};
    struct pox_protocol protocol = {
        .internal = &internal, .server = "s", .extra = &extra, .n_extra = 1};
    size_t n_values = 0;
    struct pox_visitor none = {.data = NULL};
    struct pox_visitor one = {.value = count_value, .data = &n_values};

    cr_expect(pox_visit(&pox_protocol_descriptor, &protocol, &none, NULL));
    cr_expect(pox_visit(&pox_protocol_descriptor, &protocol, &one, NULL));
    cr_expect_eq(n_values, 1);
}

Test(walk, sees_every_scalar_of_the_table_as_it_was_written)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < types[i]->n_elements; k++) {
            const struct pox_element *element = &types[i]->elements[k];
            struct pox_buffer xml = new_buffer();
            struct log log = {.text = new_buffer()};
            struct pox_visitor visitor = visitor_of(&log);
            char room[128];
            char expected[400];
            void *value;

            visitor.enter = NULL;
            visitor.leave = NULL;
            if (element->kind != POX_KIND_STRUCT) {
                const char *text = sample_text(element, 0, room, sizeof(room));

                one_scalar(&xml, types[i], element, text);
                value = read_quietly(types[i], xml.bytes);
                cr_expect(pox_visit(types[i], value, &visitor, NULL));
                snprintf(expected, sizeof(expected), "%s '%s' %s ", element->key, text,
                         text);
                cr_expect_eq(
                    strncmp(pox_buffer_text(&log.text), expected, strlen(expected)), 0,
                    "%s: %s", expected, log.text.bytes);
                pox_free(value);
            }
            pox_buffer_end(&log.text);
            pox_buffer_end(&xml);
        }
    }
}

static void expect_failure(const struct pox_type *type, const void *value,
                           enum pox_status status, const char *path, const char *label)
{
    struct log log = {.text = new_buffer()};
    struct pox_visitor visitor = visitor_of(&log);
    struct pox_error error;

    cr_expect_not(pox_visit(type, value, &visitor, &error), "%s", label);
    cr_expect_eq(error.status, status, "%s: %s", label, pox_status_name(error.status));
    cr_expect_str_eq(error.path, path, "%s: '%s'", label, error.path);
    cr_expect_str_not_empty(error.message, "%s", label);
    cr_expect_not(pox_visit(type, value, &visitor, NULL), "%s, without an error", label);
    pox_buffer_end(&log.text);
}

Test(walk, fails_at_values_that_no_document_can_say)
{
    struct pox_protocol child = {.ssl = POX_SWITCH_OTHER};
    struct pox_protocol attribute = {.attr_type = (enum pox_protocol_transport)9};
    struct pox_protocol number = {.has_port = true};

    expect_failure(&pox_protocol_descriptor, &child, POX_ERROR_VALUE, "/Protocol/SSL",
                   "child");
    expect_failure(&pox_protocol_descriptor, &attribute, POX_ERROR_VALUE,
                   "/Protocol/@Type", "attribute");
    expect_failure(&pox_protocol_descriptor, &number, POX_ERROR_VALUE, "/Protocol/Port",
                   "number");
}

Test(walk, names_the_item_of_a_list_in_which_it_fails)
{
    struct pox_protocol bad = {.ssl = POX_SWITCH_OTHER};
    struct pox_protocol fine = {.server = "x"};
    struct pox_account list = {.protocols = (struct pox_protocol *[]){&fine, &bad},
                               .n_protocols = 2};

    expect_failure(&pox_account_descriptor, &list, POX_ERROR_VALUE,
                   "/Account/Protocol[2]/SSL", "list");
}

Test(walk, fails_at_holes_in_lists_and_at_lists_that_are_null_with_a_count)
{
    struct pox_protocol fine = {.server = "x"};
    struct pox_account hole = {.protocols = (struct pox_protocol *[]){&fine, NULL},
                               .n_protocols = 2};
    struct pox_account no_list = {.n_protocols = 1};

    expect_failure(&pox_account_descriptor, &hole, POX_ERROR_VALUE,
                   "/Account/Protocol[2]", "hole");
    expect_failure(&pox_account_descriptor, &no_list, POX_ERROR_VALUE,
                   "/Account/Protocol[1]", "no list");
}

Test(walk, fails_at_extra_that_is_null_with_a_count)
{
    struct pox_protocol protocol = {.n_extra = 1};

    expect_failure(&pox_protocol_descriptor, &protocol, POX_ERROR_VALUE, "/Protocol",
                   "extra");
}

Test(walk, fails_at_an_own_text_that_xml_does_not_allow)
{
    struct pox_owa_url url = {.value = "\x01"};

    expect_failure(&pox_owa_url_descriptor, &url, POX_ERROR_TEXT, "/OWAUrl", "own text");
}

Test(walk, fails_at_extra_that_is_not_whole)
{
    struct pox_extra rows[] = {
        {.kind = (enum pox_extra_kind)0, .value = "1"},
        {.kind = (enum pox_extra_kind)9, .value = "1"},
        {.kind = POX_EXTRA_ATTRIBUTE, .value = "1"},
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "a"},
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "\xFF"},
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "\xFF", .value = "1"},
        {.kind = POX_EXTRA_ATTRIBUTE, .element = "\xFF", .name = "a", .value = "1"},
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .namespace_uri = "\xFF", .value = ""},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct pox_protocol protocol = {.extra = &rows[i], .n_extra = 1};

        expect_failure(&pox_protocol_descriptor, &protocol, POX_ERROR_VALUE, "/Protocol",
                       "extra");
    }
}

Test(walk, stops_at_a_cycle)
{
    struct pox_internal internal = {.n_extra = 0};
    struct pox_protocol protocol = {.internal = &internal};
    struct pox_visitor none = {.data = NULL};
    struct pox_error error;

    internal.protocol = &protocol;
    cr_expect_not(pox_visit(&pox_protocol_descriptor, &protocol, &none, &error));
    cr_expect_eq(error.status, POX_ERROR_LIMIT);
}

Test(walk, refuses_what_makes_no_sense)
{
    static const struct pox_protocol protocol;
    struct pox_visitor none = {.data = NULL};
    struct pox_error error;

    cr_expect_not(pox_visit(NULL, &protocol, &none, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
    cr_expect_not(pox_visit(&pox_protocol_descriptor, NULL, &none, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
    cr_expect_not(pox_visit(&pox_protocol_descriptor, &protocol, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
    cr_expect_not(pox_visit(NULL, NULL, NULL, NULL));
}

/** Gives what is at `data` to each Protocol. */
static void on_enter_with_extra(void *data, const struct pox_element *element,
                                const struct pox_type *type, const void *value,
                                size_t index, size_t count)
{
    (void)element;
    (void)index;
    (void)count;
    if (type == &pox_protocol_descriptor)
        pox_set_extra(type, (void *)(uintptr_t)value, data, 1);
}

Test(walk, extra_can_be_set_in_any_struct)
{
    struct pox_extra extra = {.kind = POX_EXTRA_TEXT, .value = "more"};
    struct pox_protocol protocols[2] = {{.server = "a"}, {.server = "b"}};
    struct pox_account account = {
        .protocols = (struct pox_protocol *[]){&protocols[0], &protocols[1]},
        .n_protocols = 2};
    struct pox_visitor visitor = {.enter = on_enter_with_extra, .data = &extra};

    cr_assert(pox_visit(&pox_account_descriptor, &account, &visitor, NULL));
    cr_expect_null(account.extra);
    cr_expect_eq(account.n_extra, 0);
    for (size_t i = 0; i < 2; i++) {
        cr_expect_eq(protocols[i].extra, &extra, "protocol %zu", i);
        cr_expect_eq(protocols[i].n_extra, 1, "protocol %zu", i);
    }
    pox_set_extra(&pox_protocol_descriptor, &protocols[0], NULL, 0);
    cr_expect_null(protocols[0].extra);
    cr_expect_eq(protocols[0].n_extra, 0);
    pox_set_extra(NULL, &protocols[1], NULL, 0);
    pox_set_extra(&pox_protocol_descriptor, NULL, NULL, 0);
    cr_expect_eq(protocols[1].n_extra, 1);
}
