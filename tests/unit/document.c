/* SPDX-License-Identifier: MIT */
#include "spell.h"
#include "support.h"

static const char sample[] =
    "<Autodiscover xmlns=\"" RESPONSE "\"><Response xmlns=\"" OUTLOOK_RESPONSE "\">"
    "<User a=\"1\"><DisplayName>A &amp; B</DisplayName>stray</User>"
    "<Account><Action>Settings</Action><AlternativeMailbox/>"
    "<Protocol Type=\"mapiHttp\" Version=\"01\"><Junk xmlns:p=\"urn:x\" p:b=\"&lt;\">"
    "<x/>text</Junk><Port c=\"2\">undefined</Port><TTL>x<y/></TTL><SSL>maybe</SSL>"
    "<Internal><OWAUrl AuthenticationMethod=\"Basic, New\">https://x</OWAUrl><OWAUrl/>"
    "<Protocol><Type>EXCH</Type></Protocol></Internal>more</Protocol>"
    "<Protocol/><Protocol/><Protocol/><Protocol/></Account><Account/></Response>"
    "</Autodiscover>";

/* Arguments */

Test(document, reading_nothing_is_an_empty_document)
{
    const struct pox_type *type = &pox_protocol_descriptor;
    struct pox_error error;

    cr_expect_null(pox_parse_any(NULL, 0, NULL, &type, &error));
    cr_expect_eq(error.status, POX_ERROR_EMPTY);
    cr_expect_null(type);
    cr_expect_null(pox_parse(&pox_protocol_descriptor, NULL, 0, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_EMPTY);
    cr_expect_null(pox_parse(&pox_protocol_descriptor, "", 0, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_EMPTY);
}

Test(document, arguments_that_make_no_sense_are_refused)
{
    static const struct pox_protocol protocol;
    const struct pox_type *type = &pox_protocol_descriptor;
    struct pox_error error;

    for (int row = 0; row < 9; row++) {
        void *made = &error;

        memset(&error, 0, sizeof(error));
        switch (row) {
        case 0:
            made = pox_parse_any(NULL, 5, NULL, &type, &error);
            cr_expect_null(type);
            break;
        case 1:
            made = pox_parse(&pox_protocol_descriptor, NULL, 5, NULL, &error);
            break;
        case 2:
            made = pox_parse(NULL, "<a/>", 4, NULL, &error);
            break;
        case 3:
            made = pox_to_xml(NULL, &protocol, NULL, NULL, &error);
            break;
        case 4:
            made = pox_to_xml(&pox_protocol_descriptor, NULL, NULL, NULL, &error);
            break;
        case 5:
            made = pox_to_json(NULL, &protocol, NULL, NULL, &error);
            break;
        case 6:
            made = pox_to_json(&pox_protocol_descriptor, NULL, NULL, NULL, &error);
            break;
        case 7:
            made = pox_copy(NULL, &protocol, NULL, &error);
            break;
        default:
            made = pox_copy(&pox_protocol_descriptor, NULL, NULL, &error);
        }
        cr_expect_null(made, "row %d", row);
        cr_expect_eq(error.status, POX_ERROR_ARGUMENT, "row %d: %s", row, error.message);
        cr_expect_str_not_empty(error.message, "row %d", row);
    }
}

Test(document, nobody_has_to_ask_for_the_error_the_type_or_the_size)
{
    static const struct pox_protocol protocol = {.server = "s"};
    static const struct pox_protocol bad = {.server = "\xFF"};
    void *value = pox_parse_any("<Protocol/>", 11, NULL, NULL, NULL);
    char *xml = pox_to_xml(&pox_protocol_descriptor, &protocol, NULL, NULL, NULL);
    char *json = pox_to_json(&pox_protocol_descriptor, &protocol, NULL, NULL, NULL);
    void *copy = pox_copy(&pox_protocol_descriptor, &protocol, NULL, NULL);

    cr_expect_not_null(value);
    cr_expect_not_null(xml);
    cr_expect_not_null(json);
    cr_expect_not_null(copy);
    cr_expect_null(pox_parse_any("<", 1, NULL, NULL, NULL));
    cr_expect_null(pox_parse(NULL, "<", 1, NULL, NULL));
    cr_expect_null(pox_to_xml(&pox_protocol_descriptor, &bad, NULL, NULL, NULL));
    cr_expect_null(pox_to_json(&pox_protocol_descriptor, &bad, NULL, NULL, NULL));
    cr_expect_null(pox_copy(NULL, NULL, NULL, NULL));
    pox_free(value);
    pox_free(copy);
    free(xml);
    free(json);
}

Test(document, freeing_null_does_nothing)
{
    pox_free(NULL);
    pox_protocol_free(NULL);
    pox_autodiscover_free(NULL);
}

Test(document, reads_as_many_bytes_as_it_is_told)
{
    static const char xml[] = "<Protocol/><Protocol/>";

    cr_expect_eq(refusal(xml, 11, NULL).status, POX_OK);
    cr_expect_eq(refusal(xml, 10, NULL).status, POX_ERROR_TRUNCATED);
    cr_expect_eq(refusal(xml, 12, NULL).status, POX_ERROR_TRUNCATED);
    cr_expect_eq(refusal(xml, 22, NULL).status, POX_ERROR_XML);
}

Test(document, needs_the_bytes_no_longer_once_they_are_read)
{
    char *xml = strdup(sample);
    struct pox_autodiscover *message =
        pox_autodiscover_parse(xml, sizeof(sample) - 1, NULL, NULL);
    struct pox_autodiscover *other;

    memset(xml, 'x', sizeof(sample) - 1);
    free(xml);
    cr_assert_not_null(message);
    cr_expect_str_eq(message->response->user->display_name, "A & B");
    other = read_quietly(&pox_autodiscover_descriptor, sample);
    cr_expect(pox_autodiscover_equal(message, other));
    pox_autodiscover_free(message);
    pox_autodiscover_free(other);
}

Test(document, a_failed_write_leaves_no_size)
{
    static const struct pox_protocol bad = {.server = "\xFF"};
    size_t size = 77;

    cr_expect_null(pox_protocol_to_xml(&bad, NULL, &size, NULL));
    cr_expect(size == 77 || size == 0, "%zu", size);
}

/* Memory */

/** What a verb makes with an allocator; how it is given back is up to `release`. */
typedef void *verb(const struct pox_allocator *allocator, struct pox_error *error);

static struct pox_autodiscover *subject;

static void *do_parse(const struct pox_allocator *allocator, struct pox_error *error)
{
    struct pox_parse_options options = {.allocator = allocator};

    return pox_autodiscover_parse(sample, sizeof(sample) - 1, &options, error);
}

static void *do_parse_any(const struct pox_allocator *allocator, struct pox_error *error)
{
    struct pox_parse_options options = {.allocator = allocator};
    const struct pox_type *type;

    return pox_parse_any(sample, sizeof(sample) - 1, &options, &type, error);
}

static void *do_copy(const struct pox_allocator *allocator, struct pox_error *error)
{
    return pox_autodiscover_copy(subject, allocator, error);
}

static void *do_xml(const struct pox_allocator *allocator, struct pox_error *error)
{
    struct pox_write_options options = {.allocator = allocator};

    return pox_autodiscover_to_xml(subject, &options, NULL, error);
}

static void *do_json(const struct pox_allocator *allocator, struct pox_error *error)
{
    struct pox_write_options options = {.allocator = allocator};

    return pox_autodiscover_to_json(subject, &options, NULL, error);
}

static const struct {
    const char *name;
    verb *act;
    bool is_text;
} verbs[] = {
    {"parse", do_parse, false}, {"parse_any", do_parse_any, false},
    {"copy", do_copy, false},   {"to_xml", do_xml, true},
    {"to_json", do_json, true},
};

static void give_back(const struct pox_allocator *allocator, void *made, bool is_text)
{
    if (is_text)
        allocator->release(allocator->data, made);
    else
        pox_free(made);
}

Test(document, an_allocator_gets_back_all_that_it_gave)
{
    subject = read_quietly(&pox_autodiscover_descriptor, sample);
    for (size_t i = 0; i < COUNT(verbs); i++) {
        struct ledger ledger = {.calls = 0};
        struct pox_allocator allocator = ledger_allocator(&ledger);
        struct pox_error error;
        void *made = verbs[i].act(&allocator, &error);

        cr_assert_not_null(made, "%s: %s", verbs[i].name, error.message);
        cr_expect_gt(ledger.calls, 0, "%s did not ask it", verbs[i].name);
        if (verbs[i].is_text)
            cr_expect_eq(ledger.live, 1, "%s: %zu", verbs[i].name, ledger.live);
        give_back(&allocator, made, verbs[i].is_text);
        cr_expect_eq(ledger.live, 0, "%s: %zu", verbs[i].name, ledger.live);
    }
    pox_autodiscover_free(subject);
}

/** How often the allocator is asked when a long text is written; it refuses the n-th time. */
static size_t count_calls(size_t size_hint, size_t refuse, size_t *size)
{
    static char name[20000];
    struct pox_user user = {.display_name = memset(name, 'x', sizeof(name) - 1)};
    struct ledger ledger = {.refuse = refuse};
    struct pox_allocator allocator = ledger_allocator(&ledger);
    struct pox_write_options options = {.allocator = &allocator, .size_hint = size_hint};
    char *xml = pox_to_xml(&pox_user_descriptor, &user, &options, size, NULL);

    cr_assert_not_null(xml);
    cr_expect_eq(strlen(xml), *size);
    allocator.release(allocator.data, xml);
    cr_expect_eq(ledger.live, 0);
    return ledger.calls;
}

Test(document, a_size_hint_saves_allocations_and_is_no_more_than_a_hint)
{
    size_t usual_size;
    size_t size;

    cr_expect_eq(count_calls(0, 0, &usual_size), 2);
    cr_expect_eq(count_calls(usual_size, 0, &size), 1);
    cr_expect_eq(size, usual_size);
    cr_expect_geq(count_calls(1, 0, &size), 2);
    cr_expect_eq(size, usual_size);
    cr_expect_geq(count_calls(SIZE_MAX, 0, &size), 1);
    cr_expect_eq(size, usual_size);
    cr_expect_geq(count_calls(usual_size, 1, &size), 2);
    cr_expect_eq(size, usual_size);
}

/** One round with the n-th allocation refused; whether there was an n-th. */
static bool refuse(size_t i, size_t n, bool persistent)
{
    struct ledger ledger = {.refuse = n, .persistent = persistent};
    struct pox_allocator allocator = ledger_allocator(&ledger);
    struct pox_error error;
    void *made = verbs[i].act(&allocator, &error);

    cr_expect_eq(made == NULL, ledger.refused, "%s, refused %zu: a result", verbs[i].name,
                 n);
    cr_expect_eq(error.status, ledger.refused ? POX_ERROR_NO_MEMORY : POX_OK,
                 "%s, refused %zu: %s: %s", verbs[i].name, n,
                 pox_status_name(error.status), error.message);
    if (made)
        give_back(&allocator, made, verbs[i].is_text);
    cr_expect_eq(ledger.live, 0, "%s, refused %zu: %zu left", verbs[i].name, n,
                 ledger.live);
    return ledger.refused;
}

static void refuse_each(const char *xml)
{
    subject = read_quietly(&pox_autodiscover_descriptor, xml);
    for (size_t i = 0; i < COUNT(verbs); i++) {
        for (int persistent = 0; persistent < 2; persistent++) {
            size_t n = 1;

            while (refuse(i, n, persistent))
                n++;
            cr_expect_gt(n, 1, "%s allocates", verbs[i].name);
            cr_expect_lt(n, 10000, "%s", verbs[i].name);
        }
    }
    pox_autodiscover_free(subject);
}

Test(document, every_allocation_may_fail_and_the_call_fails_cleanly)
{
    refuse_each(sample);
}

/** Deeper than paths are without memory of their own, with a list that is longer than usual. */
Test(document, every_allocation_may_fail_deep_in_a_document)
{
    enum { DEPTH = 10 };
    char xml[4000] = "<Autodiscover xmlns=\"" RESPONSE
                     "\"><Response xmlns=\"" OUTLOOK_RESPONSE "\"><Account>";

    for (int i = 0; i < DEPTH; i++)
        strcat(xml, "<Protocol><Internal>");
    strcat(xml, "<OWAUrl AuthenticationMethod=\"");
    for (int i = 0; i <= POX_SHORT_LIST; i++)
        strcat(xml, "Basic, ");
    strcat(xml, "Fba\" a=\"1\">https://x</OWAUrl><Junk><a/>text</Junk>");
    for (int i = 0; i < DEPTH; i++)
        strcat(xml, "</Internal><Port>undefined</Port><TTL a=\"1\">7</TTL></Protocol>");
    strcat(xml, "</Account></Response></Autodiscover>");
    refuse_each(xml);
}

Test(document, every_allocation_may_fail_for_a_large_document)
{
    static const char *const shapes[][2] = {
        {"<Protocol/>", "Account"},
        {"<Junk>text</Junk>", "Account"},
        {"<AlternativeMailbox><Server a=\"1\">s</Server></AlternativeMailbox>",
         "Account"},
        {"<OWAUrl>https://mail.example.com/owa</OWAUrl>", "Internal"},
        {"&amp;", "User"},
    };

    for (size_t i = 0; i < COUNT(shapes); i++) {
        struct pox_buffer xml = new_buffer();
        bool refused = true;

        pox_buffer_append_text(&xml, "<");
        pox_buffer_append_text(&xml, shapes[i][1]);
        pox_buffer_append_text(&xml, ">");
        for (int n = 0; n < 300; n++)
            pox_buffer_append_text(&xml, shapes[i][0]);
        pox_buffer_append_text(&xml, "</");
        pox_buffer_append_text(&xml, shapes[i][1]);
        pox_buffer_append_text(&xml, ">");
        for (size_t n = 1; refused; n++) {
            struct ledger ledger = {.refuse = n};
            struct pox_allocator allocator = ledger_allocator(&ledger);
            struct pox_parse_options options = {.allocator = &allocator};
            struct pox_error error = refusal(pox_buffer_text(&xml), xml.size, &options);

            refused = ledger.refused;
            cr_expect_eq(error.status, refused ? POX_ERROR_NO_MEMORY : POX_OK,
                         "shape %zu, refused %zu: %s", i, n, error.message);
            cr_expect_eq(ledger.live, 0, "shape %zu, refused %zu", i, n);
        }
        pox_buffer_end(&xml);
    }
}

Test(document, what_is_refused_leaves_nothing_behind)
{
    static const char *const rows[] = {
        "",
        "<",
        "<Protocol>",
        "<Protocol><Junk><a><b>",
        "<Protocol><Port>x<a>",
        "<Protocol></Account>",
        "<Protocol a=\"1\"><Server b=\"2\">\xFF",
        "<!DOCTYPE a><a/>",
        "<html/>",
        "<Protocol/><Protocol/>",
        "<?xml version='1.0' encoding='x'?><Protocol/>",
        "<Account><Protocol/><Protocol/>stray<Junk/>&x;",
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct ledger ledger = {.calls = 0};
        struct pox_allocator allocator = ledger_allocator(&ledger);
        struct pox_parse_options options = {.allocator = &allocator};

        cr_expect_neq(refusal(rows[i], strlen(rows[i]), &options).status, POX_OK, "%s",
                      rows[i]);
        cr_expect_eq(ledger.live, 0, "%s", rows[i]);
    }
}

Test(document, the_allocator_itself_may_be_gone_when_the_document_is_freed)
{
    struct ledger ledger = {.calls = 0};
    struct pox_allocator *allocator = malloc(sizeof(*allocator));
    struct pox_parse_options options = {.allocator = allocator};
    struct pox_protocol *protocol;

    *allocator = ledger_allocator(&ledger);
    protocol = pox_protocol_parse("<Protocol/>", 11, &options, NULL);
    free(allocator);
    cr_assert_not_null(protocol);
    pox_protocol_free(protocol);
    cr_expect_eq(ledger.live, 0);
}

Test(document, each_type_has_verbs_that_do_what_the_general_ones_do)
{
    struct pox_protocol *protocol =
        read_quietly(&pox_protocol_descriptor,
                     "<Protocol><Server>s</Server><Port>25</Port></Protocol>");
    struct pox_protocol *copy = pox_protocol_copy(protocol, NULL, NULL);
    char *xml[] = {pox_protocol_to_xml(protocol, NULL, NULL, NULL),
                   pox_to_xml(&pox_protocol_descriptor, protocol, NULL, NULL, NULL)};
    char *json[] = {pox_protocol_to_json(protocol, NULL, NULL, NULL),
                    pox_to_json(&pox_protocol_descriptor, protocol, NULL, NULL, NULL)};

    cr_expect(pox_protocol_equal(protocol, copy));
    cr_expect_str_eq(xml[0], xml[1]);
    cr_expect_str_eq(json[0], json[1]);
    for (int i = 0; i < 2; i++) {
        free(xml[i]);
        free(json[i]);
    }
    pox_protocol_free(copy);
    pox_protocol_free(protocol);
}

Test(document, needs_an_allocator_that_is_whole)
{
    struct pox_allocator half = {.allocate = pox_allocator_or_default(NULL).allocate};
    struct pox_parse_options reading = {.allocator = &half};
    struct pox_write_options writing = {.allocator = &half};
    struct pox_protocol protocol = {.server = "a"};
    struct pox_error error;

    cr_expect_eq(refusal("<Protocol/>", 11, &reading).status, POX_ERROR_ARGUMENT);
    cr_expect_null(pox_protocol_to_xml(&protocol, &writing, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
    cr_expect_null(pox_protocol_to_json(&protocol, &writing, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
}
