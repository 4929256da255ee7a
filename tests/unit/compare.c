/* SPDX-License-Identifier: MIT */
#include "compare.h"

#include "support.h"

/** Calls `check` for each entry of the table. */
static void for_each_element(void (*check)(const struct pox_type *type,
                                           const struct pox_element *element))
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < types[i]->n_elements; k++)
            check(types[i], &types[i]->elements[k]);
    }
}

static void *read_scalar(const struct pox_type *type, const struct pox_element *element,
                         const char *text)
{
    struct pox_buffer xml = new_buffer();
    void *value;

    one_scalar(&xml, type, element, text);
    value = read_quietly(type, xml.bytes);
    pox_buffer_end(&xml);
    return value;
}

static void *read_empty(const struct pox_type *type)
{
    char xml[100];

    snprintf(xml, sizeof(xml), "<%s/>", type->name);
    return read_quietly(type, xml);
}

static void check_scalar(const struct pox_type *type, const struct pox_element *element)
{
    char room[128];
    void *values[3];

    if (element->kind == POX_KIND_STRUCT)
        return;
    values[0] = read_empty(type);
    if (element->enumeration && element->enumeration->n_values < 2)
        values[1] = read_scalar(type, element, "outside");
    else
        values[1] =
            read_scalar(type, element, sample_text(element, 1, room, sizeof(room)));
    if (element->kind == POX_KIND_ENUM_LIST || element->enumeration == NULL ||
        element->enumeration->n_values >= 2)
        values[2] =
            read_scalar(type, element, sample_text(element, 0, room, sizeof(room)));
    else
        values[2] = read_scalar(type, element, element->enumeration->values[0].name);
    for (size_t a = 0; a < COUNT(values); a++) {
        void *copy = pox_copy(type, values[a], NULL, NULL);

        cr_assert_not_null(copy, "%s/%s", type->name, element->key);
        for (size_t b = 0; b < COUNT(values); b++) {
            cr_expect_eq(pox_equal(type, values[a], values[b]), a == b,
                         "%s/%s: %zu and %zu", type->name, element->key, a, b);
            cr_expect_eq(pox_equal(type, copy, values[b]), a == b,
                         "%s/%s: copy %zu and %zu", type->name, element->key, a, b);
        }
        pox_free(copy);
    }
    for (size_t a = 0; a < COUNT(values); a++)
        pox_free(values[a]);
}

Test(compare, every_scalar_of_the_table_is_compared_and_copied)
{
    for_each_element(check_scalar);
}

/** A document with `n` of a struct inside, all empty. */
static void *read_structs(const struct pox_type *type, const struct pox_element *element,
                          size_t n)
{
    struct pox_buffer xml = new_buffer();
    void *value;

    pox_buffer_append_text(&xml, "<");
    pox_buffer_append_text(&xml, type->name);
    pox_buffer_append_text(&xml, ">");
    for (size_t i = 0; i < n; i++) {
        pox_buffer_append_text(&xml, "<");
        pox_buffer_append_text(&xml, element->name);
        pox_buffer_append_text(&xml, "/>");
    }
    pox_buffer_append_text(&xml, "</");
    pox_buffer_append_text(&xml, type->name);
    pox_buffer_append_text(&xml, ">");
    value = read_quietly(type, pox_buffer_text(&xml));
    pox_buffer_end(&xml);
    return value;
}

static void check_struct(const struct pox_type *type, const struct pox_element *element)
{
    void *values[4];
    size_t n = element->repeats ? 4 : 2;

    if (element->kind != POX_KIND_STRUCT)
        return;
    for (size_t i = 0; i < n; i++)
        values[i] = read_structs(type, element, i);
    for (size_t a = 0; a < n; a++) {
        void *copy = pox_copy(type, values[a], NULL, NULL);

        for (size_t b = 0; b < n; b++) {
            cr_expect_eq(pox_equal(type, values[a], values[b]), a == b,
                         "%s/%s: %zu and %zu", type->name, element->key, a, b);
            cr_expect_eq(pox_equal(type, copy, values[b]), a == b,
                         "%s/%s: copy %zu and %zu", type->name, element->key, a, b);
        }
        pox_free(copy);
    }
    for (size_t i = 0; i < n; i++)
        pox_free(values[i]);
}

Test(compare, every_struct_of_the_table_is_compared_and_copied)
{
    for_each_element(check_struct);
}

Test(compare, spellings_count)
{
    static const char *const rows[] = {
        "<SSL>on</SSL>",
        "<SSL>On</SSL>",
        "<SSL>yes</SSL>",
        "<SSL>off</SSL>",
        "<SSL>maybe</SSL>",
        "<SSL>Maybe</SSL>",
        "<Port>25</Port>",
        "<Port>025</Port>",
        "<Port>26</Port>",
        "<Server/>",
        "<Server>s</Server>",
        "<Server>S</Server>",
        "<ServerVersion>0000000A</ServerVersion>",
        "<ServerVersion>0000000a</ServerVersion>",
        "",
    };
    struct pox_protocol *values[COUNT(rows)];

    for (size_t i = 0; i < COUNT(rows); i++) {
        char xml[100];

        snprintf(xml, sizeof(xml), "<Protocol>%s</Protocol>", rows[i]);
        values[i] = read_quietly(&pox_protocol_descriptor, xml);
    }
    for (size_t a = 0; a < COUNT(rows); a++) {
        for (size_t b = 0; b < COUNT(rows); b++)
            cr_expect_eq(pox_protocol_equal(values[a], values[b]), a == b, "%s and %s",
                         rows[a], rows[b]);
    }
    for (size_t i = 0; i < COUNT(rows); i++)
        pox_protocol_free(values[i]);
}

Test(compare, extra_counts_in_all_its_parts)
{
    static const struct pox_extra rows[] = {
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "1"},
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .value = "2"},
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "b", .value = "1"},
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .namespace_uri = "u", .value = "1"},
        {.kind = POX_EXTRA_ATTRIBUTE, .name = "a", .namespace_uri = "v", .value = "1"},
        {.kind = POX_EXTRA_ATTRIBUTE, .element = "Port", .name = "a", .value = "1"},
        {.kind = POX_EXTRA_ATTRIBUTE, .element = "Server", .name = "a", .value = "1"},
        {.kind = POX_EXTRA_ELEMENT, .name = "a", .value = "1"},
        {.kind = POX_EXTRA_TEXT, .value = "1"},
    };

    for (size_t a = 0; a < COUNT(rows); a++) {
        struct pox_extra one = rows[a];
        struct pox_protocol left = {.extra = &one, .n_extra = 1};
        struct pox_protocol none = {.n_extra = 0};
        struct pox_protocol *copy = pox_protocol_copy(&left, NULL, NULL);

        cr_expect_not(pox_protocol_equal(&left, &none), "row %zu", a);
        for (size_t b = 0; b < COUNT(rows); b++) {
            struct pox_extra other = rows[b];
            struct pox_protocol right = {.extra = &other, .n_extra = 1};

            cr_expect_eq(pox_protocol_equal(&left, &right), a == b, "%zu and %zu", a, b);
            cr_expect_eq(pox_protocol_equal(copy, &right), a == b, "copy %zu and %zu", a,
                         b);
        }
        pox_protocol_free(copy);
    }
}

Test(compare, the_order_of_lists_counts)
{
    struct pox_account *ab = read_quietly(
        &pox_account_descriptor,
        "<Account><Protocol><Port>1</Port></Protocol><Protocol><Port>2</Port></Protocol>"
        "</Account>");
    struct pox_account *ba = read_quietly(
        &pox_account_descriptor,
        "<Account><Protocol><Port>2</Port></Protocol><Protocol><Port>1</Port></Protocol>"
        "</Account>");

    cr_expect_not(pox_account_equal(ab, ba));
    cr_expect(pox_account_equal(ab, ab));
    pox_account_free(ab);
    pox_account_free(ba);
}

Test(compare, null_equals_null_only)
{
    static const struct pox_protocol protocol;

    cr_expect(pox_equal(&pox_protocol_descriptor, NULL, NULL));
    cr_expect_not(pox_equal(&pox_protocol_descriptor, &protocol, NULL));
    cr_expect_not(pox_equal(&pox_protocol_descriptor, NULL, &protocol));
    cr_expect(pox_equal_string(NULL, NULL));
    cr_expect_not(pox_equal_string(NULL, ""));
    cr_expect(pox_equal_text(NULL, ""), "an element's own text is written alike");
}

Test(compare, an_own_text_that_is_null_equals_an_empty_one)
{
    struct pox_owa_url none = {.value = NULL};
    struct pox_owa_url empty = {.value = ""};
    struct pox_owa_url some = {.value = "x"};

    cr_expect(pox_owa_url_equal(&none, &empty));
    cr_expect_not(pox_owa_url_equal(&none, &some));
}

Test(compare, a_copy_owns_all_that_it_points_to)
{
    struct ledger ledger = {.calls = 0};
    struct pox_allocator allocator = ledger_allocator(&ledger);
    struct pox_parse_options options = {.allocator = &allocator};
    struct pox_buffer xml = new_buffer();
    void *message;
    void *copy;
    void *again;

    append_everything(&xml, pox_message_type(), 6);
    xml.size -= strlen("</Autodiscover>");
    pox_buffer_append_text(&xml, "<Junk a=\"1\">x</Junk>stray</Autodiscover>");
    message =
        pox_parse(pox_message_type(), pox_buffer_text(&xml), xml.size, &options, NULL);
    cr_assert_not_null(message);
    copy = pox_copy(pox_message_type(), message, NULL, NULL);
    cr_assert_not_null(copy);
    cr_expect(pox_equal(pox_message_type(), message, copy));
    pox_free(message); /* the ledger overwrites it: what is only borrowed is gone */
    again = read_quietly(pox_message_type(), pox_buffer_text(&xml));
    cr_expect(pox_equal(pox_message_type(), again, copy));
    expect_round_trip(pox_message_type(), copy, "copy");
    pox_free(copy);
    pox_free(again);
    pox_buffer_end(&xml);
}

Test(compare, a_struct_of_the_caller_is_copied_and_left_alone)
{
    char server[] = "mail";
    struct pox_protocol protocol = {.server = server, .has_port = true, .port = 25};
    struct pox_protocol before = protocol;
    struct pox_protocol *copy = pox_protocol_copy(&protocol, NULL, NULL);

    cr_assert_not_null(copy);
    cr_expect_eq(memcmp(&protocol, &before, sizeof(before)), 0);
    server[0] = 'x';
    cr_expect_str_eq(copy->server, "mail");
    cr_expect_eq(copy->port, 25);
    pox_protocol_free(copy);
}

Test(compare, a_cycle_is_not_copied)
{
    struct pox_internal internal = {.n_extra = 0};
    struct pox_protocol protocol = {.internal = &internal};
    struct pox_error error;

    internal.protocol = &protocol;
    cr_expect_null(pox_protocol_copy(&protocol, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_LIMIT);
    cr_expect_str_not_empty(error.message);
}

Test(compare, two_hundred_and_fifty_six_structs_inside_one_another_are_copied)
{
    struct pox_protocol protocols[129] = {{.server = NULL}};
    struct pox_internal internals[129] = {{.n_extra = 0}};

    for (size_t depth = 1; depth <= 258; depth++) {
        struct pox_error error;
        struct pox_protocol *copy;

        if (depth % 2 == 0)
            protocols[depth / 2 - 1].internal = &internals[depth / 2 - 1];
        else if (depth > 1)
            internals[depth / 2 - 1].protocol = &protocols[depth / 2];
        copy = pox_protocol_copy(&protocols[0], NULL, &error);
        cr_expect_eq(copy != NULL, depth <= 256, "%zu deep", depth);
        if (copy)
            cr_expect(pox_protocol_equal(copy, &protocols[0]), "%zu deep", depth);
        else
            cr_expect_eq(error.status, POX_ERROR_LIMIT, "%zu deep", depth);
        pox_protocol_free(copy);
    }
}

Test(compare, holes_in_lists_are_copied_and_compared)
{
    struct pox_protocol protocol = {.server = "x"};
    struct pox_account hole = {.protocols = (struct pox_protocol *[]){&protocol, NULL},
                               .n_protocols = 2};
    struct pox_account full = {
        .protocols = (struct pox_protocol *[]){&protocol, &protocol}, .n_protocols = 2};
    struct pox_account *copy = pox_account_copy(&hole, NULL, NULL);

    cr_assert_not_null(copy);
    cr_expect(pox_account_equal(&hole, copy));
    cr_expect_not(pox_account_equal(&hole, &full));
    pox_account_free(copy);
}

/* What no document can say is no reason to crash; which answer is given matters less. */

Test(compare, a_list_that_is_null_with_a_count_is_copied_or_refused)
{
    struct pox_account account = {.n_protocols = 1};
    struct pox_protocol extra = {.n_extra = 1};
    struct pox_error error;
    struct pox_account *copy = pox_account_copy(&account, NULL, &error);
    struct pox_protocol *extra_copy;

    cr_expect_eq(copy != NULL, error.status == POX_OK, "%s", error.message);
    pox_account_free(copy);
    extra_copy = pox_protocol_copy(&extra, NULL, &error);
    cr_expect_eq(extra_copy != NULL, error.status == POX_OK, "%s", error.message);
    pox_protocol_free(extra_copy);
}

Test(compare, lists_that_are_null_with_a_count_are_compared)
{
    struct pox_protocol protocol = {.server = "x"};
    struct pox_account no_list = {.n_protocols = 1};
    struct pox_account other = {.n_protocols = 1};
    struct pox_account list = {.protocols = (struct pox_protocol *[]){&protocol},
                               .n_protocols = 1};

    cr_expect_not(pox_account_equal(&no_list, &list));
    cr_expect_not(pox_account_equal(&list, &no_list));
    (void)pox_account_equal(&no_list, &other);
}

Test(compare, two_cycles_are_compared_and_an_end_is_found)
{
    struct pox_internal internals[2] = {{.n_extra = 0}};
    struct pox_protocol protocols[] = {{.internal = &internals[0]},
                                       {.internal = &internals[1]}};

    internals[0].protocol = &protocols[0];
    internals[1].protocol = &protocols[1];
    (void)pox_protocol_equal(&protocols[0], &protocols[1]);
}

Test(compare, an_allocator_that_lacks_functions_is_refused)
{
    static const struct pox_protocol protocol;
    struct pox_allocator allocator = {.allocate = ledger_allocate};
    struct pox_error error;

    cr_expect_null(pox_protocol_copy(&protocol, &allocator, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
}

Test(compare, an_empty_list_is_one_whatever_it_points_to)
{
    enum pox_authentication_method none[1] = {POX_AUTHENTICATION_METHOD_BASIC};
    struct pox_owa_url url = {
        .attr_authentication_method = none,
        .attr_authentication_method_text = "",
    };
    struct pox_owa_url *copy = pox_owa_url_copy(&url, NULL, NULL);

    cr_assert_not_null(copy);
    cr_expect(pox_owa_url_equal(&url, copy));
    url.n_attr_authentication_method = 1;
    cr_expect_not(pox_owa_url_equal(&url, copy));
    pox_owa_url_free(copy);
}
