/* SPDX-License-Identifier: MIT */
#include "lookup.h"

#include "operations.h"
#include "support.h"

static unsigned bit_of(const char *name)
{
    size_t n;
    const struct pox_namespace *namespaces = pox_namespaces(&n);

    for (size_t i = 0; i < n; i++) {
        if (strcmp(namespaces[i].name, name) == 0)
            return 1u << i;
    }
    cr_assert_fail("there is no namespace %s", name);
    return 0;
}

Test(lookup, every_namespace_of_the_table_is_known_by_its_bit)
{
    size_t n;
    const struct pox_namespace *namespaces = pox_namespaces(&n);

    cr_expect_gt(n, 0);
    for (size_t i = 0; i < n; i++) {
        unsigned bit = 0;

        cr_expect_eq(pox_classify_namespace(namespaces[i].uri, &bit), POX_NAMESPACE_KNOWN,
                     "%s", namespaces[i].uri);
        cr_expect_eq(bit, 1u << i, "%s", namespaces[i].uri);
        cr_expect_eq(pox_namespace_of(bit), &namespaces[i], "%s", namespaces[i].uri);
    }
}

Test(lookup, namespaces_are_known_meant_or_foreign)
{
    static const struct {
        const char *uri;
        enum pox_namespace_class class;
    } rows[] = {
        {NULL, POX_NAMESPACE_MEANT},
        {"", POX_NAMESPACE_MEANT},
        {RESPONSE, POX_NAMESPACE_KNOWN},
        {RESPONSE "a", POX_NAMESPACE_MEANT},
        {RESPONSE "/", POX_NAMESPACE_MEANT},
        {"https://schemas.microsoft.com/exchange/autodiscover/responseschema/2006",
         POX_NAMESPACE_MEANT},
        {SCHEMAS "outlook/responseschema/2006", POX_NAMESPACE_MEANT},
        {SCHEMAS "outlook/responseschema/2010a", POX_NAMESPACE_MEANT},
        {SCHEMAS, POX_NAMESPACE_MEANT},
        {"http://schemas.microsoft.com/exchange/services/2006/types",
         POX_NAMESPACE_FOREIGN},
        {"http://schemas.microsoft.com/", POX_NAMESPACE_FOREIGN},
        {"http://schemas.example.com/exchange/autodiscover/responseschema/2006",
         POX_NAMESPACE_FOREIGN},
        {"http://www.w3.org/1999/xhtml", POX_NAMESPACE_FOREIGN},
        {"urn:x", POX_NAMESPACE_FOREIGN},
        {"https://", POX_NAMESPACE_FOREIGN},
        {" ", POX_NAMESPACE_FOREIGN},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        unsigned bit = 77;
        enum pox_namespace_class class = pox_classify_namespace(rows[i].uri, &bit);

        cr_expect_eq(class, rows[i].class, "row %zu: %s is %d", i,
                     rows[i].uri ? rows[i].uri : "none", class);
        cr_expect_eq(bit != 0, class == POX_NAMESPACE_KNOWN, "row %zu", i);
    }
}

Test(lookup, the_first_namespace_of_some_bits_is_taken)
{
    size_t n;
    const struct pox_namespace *namespaces = pox_namespaces(&n);

    cr_expect_eq(pox_namespace_of(~0u), &namespaces[0]);
    cr_expect_eq(pox_namespace_of(~1u), &namespaces[1]);
    cr_expect_eq(pox_namespace_of(0), &namespaces[0], "never NULL");
}

Test(lookup, a_schema_leads_to_the_request_that_is_answered_in_it)
{
    unsigned outlook = bit_of("outlook-request");
    unsigned mobile = bit_of("mobilesync-request");
    const struct {
        const char *schema;
        unsigned bits;
    } rows[] = {
        {OUTLOOK_RESPONSE, outlook},
        {MOBILE_RESPONSE, mobile},
        {"\n  " MOBILE_RESPONSE "\r\n", mobile},
        {"https://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/"
         "2006",
         mobile},
        {NULL, ~0u},
        {"", ~0u},
        {"urn:x", ~0u},
        {MOBILE_RESPONSE "a", ~0u},
        {MOBILE_REQUEST, ~0u},
        {RESPONSE, ~0u},
    };

    for (size_t i = 0; i < COUNT(rows); i++)
        cr_expect_eq(pox_namespaces_answered_by(rows[i].schema), rows[i].bits,
                     "row %zu: %x", i, pox_namespaces_answered_by(rows[i].schema));
}

Test(lookup, a_parent_is_in_the_namespace_of_its_child_where_both_can_be)
{
    const struct pox_type *message = pox_message_type();
    int request = message->operations->child("Request", 7);
    int response = message->operations->child("Response", 8);
    struct pox_request for_phone = {.acceptable_response_schema = MOBILE_RESPONSE};
    struct pox_request for_client = {.acceptable_response_schema = OUTLOOK_RESPONSE};
    struct pox_response with_account = {.account = &(struct pox_account){.n_extra = 0}};

    cr_assert(request >= 0 && response >= 0);
    cr_expect_eq(pox_parent_namespaces(&message->elements[request], &for_phone),
                 bit_of("mobilesync-request"));
    cr_expect_eq(pox_parent_namespaces(&message->elements[request], &for_client),
                 bit_of("outlook-request"));
    cr_expect_eq(pox_parent_namespaces(&message->elements[response], &with_account),
                 bit_of("response"));
}

static int exactly(const struct pox_type *type, const struct pox_element *element,
                   const char *name)
{
    const struct pox_operations *operations = type->operations;

    return (element->place == POX_PLACE_ATTRIBUTE
                ? operations->attribute
                : operations->child)(name, strlen(name));
}

Test(lookup, every_name_of_the_table_is_found_exactly_and_loosely)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < types[i]->n_elements; k++) {
            const struct pox_element *element = &types[i]->elements[k];
            char upper[64];

            if (element->place == POX_PLACE_TEXT)
                continue;
            snprintf(upper, sizeof(upper), "%s", element->name);
            for (char *at = upper; *at; at++)
                *at = *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at;
            cr_expect_eq(exactly(types[i], element, element->name), (int)k, "%s/%s",
                         types[i]->name, element->key);
            cr_expect_eq(pox_find_loosely(types[i], element->place, upper), (int)k,
                         "%s/%s", types[i]->name, upper);
            for (size_t a = 0; element->aliases && element->aliases[a]; a++)
                cr_expect_eq(
                    pox_find_loosely(types[i], element->place, element->aliases[a]),
                    (int)k, "%s/%s", types[i]->name, element->aliases[a]);
        }
    }
}

Test(lookup, no_name_is_found_by_a_part_of_it_or_by_more_than_it)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < types[i]->n_elements; k++) {
            const struct pox_element *element = &types[i]->elements[k];
            char longer[64];

            if (element->place == POX_PLACE_TEXT)
                continue;
            snprintf(longer, sizeof(longer), "%s_", element->name);
            cr_expect_eq(exactly(types[i], element, longer), -1, "%s", longer);
            cr_expect_eq(pox_find_loosely(types[i], element->place, longer), -1, "%s",
                         longer);
            longer[strlen(element->name) - 1] = '\0';
            cr_expect_neq(exactly(types[i], element, longer), (int)k, "%s", longer);
            cr_expect_neq(pox_find_loosely(types[i], element->place, longer), (int)k,
                          "%s", longer);
        }
    }
}

Test(lookup, attributes_and_children_of_one_name_are_two_things)
{
    const struct pox_type *protocol = &pox_protocol_descriptor;
    int attribute = pox_find_loosely(protocol, POX_PLACE_ATTRIBUTE, "TYPE");
    int child = pox_find_loosely(protocol, POX_PLACE_CHILD, "TYPE");

    cr_assert(attribute >= 0 && child >= 0);
    cr_expect_neq(attribute, child);
    cr_expect_eq(protocol->elements[attribute].place, POX_PLACE_ATTRIBUTE);
    cr_expect_eq(protocol->elements[child].place, POX_PLACE_CHILD);
    cr_expect_eq(pox_find_loosely(protocol, POX_PLACE_ATTRIBUTE, "server"), -1);
    cr_expect_eq(pox_no_name("Type", 4), -1);
}

Test(lookup, an_alias_is_exact_and_comes_before_a_name_in_another_case)
{
    const struct pox_element elements[] = {
        {.name = "OTHER", .place = POX_PLACE_CHILD},
        {.name = "Name",
         .aliases = (const char *const[]){"Label", "Other", NULL},
         .place = POX_PLACE_CHILD},
    };
    const struct pox_type type = {.elements = elements, .n_elements = 2};

    cr_expect_eq(pox_find_loosely(&type, POX_PLACE_CHILD, "Label"), 1);
    cr_expect_eq(pox_find_loosely(&type, POX_PLACE_CHILD, "Other"), 1);
    cr_expect_eq(pox_find_loosely(&type, POX_PLACE_CHILD, "other"), 0);
    cr_expect_eq(pox_find_loosely(&type, POX_PLACE_CHILD, "label"), -1);
    cr_expect_eq(pox_find_loosely(&type, POX_PLACE_ATTRIBUTE, "Label"), -1);
}

Test(lookup, every_type_is_found_by_its_name_in_any_case)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    cr_expect_gt(n, 0);
    for (size_t i = 0; i < n; i++) {
        char lower[64];

        snprintf(lower, sizeof(lower), "%s", types[i]->name);
        for (char *at = lower; *at; at++)
            *at = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
        cr_expect_eq(pox_type_by_name(types[i]->name), types[i], "%s", types[i]->name);
        cr_expect_eq(pox_type_by_name(lower), types[i], "%s", lower);
    }
    cr_expect_null(pox_type_by_name("html"));
    cr_expect_null(pox_type_by_name(""));
    cr_expect_null(pox_type_by_name("Protocols"));
}

Test(lookup, the_message_is_part_of_no_other_type)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);
    const struct pox_type *message = pox_message_type();

    cr_expect_str_eq(message->name, "Autodiscover");
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < types[i]->n_elements; k++)
            cr_expect_neq(types[i]->elements[k].type, message, "%s", types[i]->name);
    }
}
