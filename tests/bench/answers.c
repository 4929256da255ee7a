/* SPDX-License-Identifier: MIT */
#include "answers.h"

#include <pox/elements.h>
#include <stdio.h>
#include <stdlib.h>

/* What an answer is like */

/** Which of the elements that the table allows in a Protocol stand there. */
enum family {
    /** Those with which mail is fetched or sent: no URLs, no structs. */
    MAIL,
    /** Exchange, as servers usually answer: what is for that kind of Protocol, and URLs. */
    EXCHANGE,
    /** The same with all pages of the control panel. */
    EXCHANGE_WITH_PAGES,
    /** All that may stand there. */
    EVERYTHING,
    /** Web mail: structs. */
    WEB,
    /** The attributes, and what goes with them. */
    MAPI,
    /** Inside of web mail: the type, and one URL. */
    INNER
};

struct protocol {
    enum pox_protocol_type type;
    enum family family;
};

/** How values differ from what the table calls typical. */
enum flavour { PLAIN, WITH_ENTITIES, NON_ASCII };

struct plan {
    const char *name;
    enum flavour flavour;
    /** An error, and no settings. */
    bool is_error;
    /** Optional children of the account, too. */
    bool has_all;
    /** Elements that nobody knows stand between the others. */
    bool has_unknown;
    const struct protocol *protocols;
    size_t n_protocols;
    /** The protocols come again and again until the document is this long. */
    size_t size;
};

#define PROTOCOLS(list) .protocols = list, .n_protocols = sizeof(list) / sizeof(list[0])

static const struct protocol mail_protocols[] = {
    {POX_PROTOCOL_TYPE_IMAP, MAIL},
    {POX_PROTOCOL_TYPE_SMTP, MAIL},
};

static const struct protocol typical_protocols[] = {
    {POX_PROTOCOL_TYPE_EXCH, EXCHANGE},
    {POX_PROTOCOL_TYPE_EXPR, EXCHANGE},
    {POX_PROTOCOL_TYPE_WEB, WEB},
};

static const struct protocol full_protocols[] = {
    {POX_PROTOCOL_TYPE_EXCH, EXCHANGE_WITH_PAGES},
    {POX_PROTOCOL_TYPE_EXPR, EXCHANGE_WITH_PAGES},
    {POX_PROTOCOL_TYPE_EXHTTP, EVERYTHING},
    {POX_PROTOCOL_TYPE_WEB, WEB},
    {POX_PROTOCOL_TYPE_ABSENT, MAPI},
};

static const struct protocol exchange_protocols[] = {
    {POX_PROTOCOL_TYPE_EXCH, EXCHANGE_WITH_PAGES},
    {POX_PROTOCOL_TYPE_EXPR, EXCHANGE_WITH_PAGES},
    {POX_PROTOCOL_TYPE_EXHTTP, EXCHANGE_WITH_PAGES},
};

/** All of one kind, so that a longer answer has nothing that a shorter one lacks. */
static const struct protocol growing_protocols[] = {{POX_PROTOCOL_TYPE_EXCH, EXCHANGE}};

static const struct protocol inside = {POX_PROTOCOL_TYPE_EXCH, INNER};
static const struct protocol outside = {POX_PROTOCOL_TYPE_EXPR, INNER};

static const struct plan plans[BENCH_N_ANSWERS] = {
    [BENCH_ERROR] = {.name = "error", .is_error = true},
    [BENCH_MAIL] = {.name = "IMAP", PROTOCOLS(mail_protocols)},
    [BENCH_TYPICAL] = {.name = "typical", PROTOCOLS(typical_protocols)},
    [BENCH_FULL] = {.name = "full", .has_all = true, PROTOCOLS(full_protocols)},
    [BENCH_ENTITIES] = {.name = "entities",
                        .flavour = WITH_ENTITIES,
                        PROTOCOLS(exchange_protocols)},
    [BENCH_NON_ASCII] = {.name = "non-ASCII",
                         .flavour = NON_ASCII,
                         .has_all = true,
                         PROTOCOLS(typical_protocols)},
    [BENCH_STRANGE] = {.name = "unknown",
                       .has_unknown = true,
                       PROTOCOLS(typical_protocols)},
    [BENCH_MEGABYTE] = {.name = "1 MB", PROTOCOLS(full_protocols), .size = 1 << 20},
    [BENCH_16_MEGABYTES] = {.name = "16 MB", PROTOCOLS(full_protocols), .size = 1 << 24},
};

/* Text that grows */

struct text {
    char *bytes;
    size_t size;
    size_t capacity;
};

static void add_bytes(struct text *text, const char *bytes, size_t size)
{
    if (text->size + size + 1 > text->capacity) {
        text->capacity = 2 * (text->size + size + 1);
        text->bytes = realloc(text->bytes, text->capacity);
        if (!text->bytes) {
            fprintf(stderr, "bench_peers: out of memory\n");
            exit(2);
        }
    }
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = '\0';
}

static void add(struct text *text, const char *string)
{
    add_bytes(text, string, strlen(string));
}

/* Writing records as a server of Exchange does */

static const char *const spaces = "                                ";

struct writer {
    struct text text;
    const struct plan *plan;
    size_t depth;
    unsigned n_unknown;
    unsigned n_references;
};

static void add_indent(struct writer *writer)
{
    size_t n = 2 * writer->depth;

    add_bytes(&writer->text, spaces, n < strlen(spaces) ? n : strlen(spaces));
}

/** One character in the way that XML has for it; with entities, now and then in the other. */
static void add_reference(struct writer *writer, char character)
{
    char room[16];

    if (writer->plan->flavour == WITH_ENTITIES && ++writer->n_references % 16 == 0) {
        snprintf(room, sizeof(room), "&#%d;", character);
        add(&writer->text, room);
        return;
    }
    add(&writer->text, character == '&'   ? "&amp;"
                       : character == '<' ? "&lt;"
                       : character == '>' ? "&gt;"
                                          : "&quot;");
}

static void add_escaped(struct writer *writer, const char *value)
{
    while (*value) {
        size_t n = strcspn(value, "&<>\"");

        add_bytes(&writer->text, value, n);
        value += n;
        if (*value)
            add_reference(writer, *value++);
    }
}

static void add_attribute(struct writer *writer, const char *name, const char *value)
{
    add(&writer->text, " ");
    add(&writer->text, name);
    add(&writer->text, "=\"");
    add_escaped(writer, value);
    add(&writer->text, "\"");
}

static void add_end(struct writer *writer, const char *name)
{
    add(&writer->text, "</");
    add(&writer->text, name);
    add(&writer->text, ">\n");
}

static void add_leaf(struct writer *writer, const char *name, const char *value)
{
    add_indent(writer);
    add(&writer->text, "<");
    add(&writer->text, name);
    if (!*value) {
        add(&writer->text, " />\n");
        return;
    }
    add(&writer->text, ">");
    add_escaped(writer, value);
    add_end(writer, name);
}

/** What a vendor might put behind each leaf. */
static void add_unknown(struct writer *writer)
{
    enum { N_NAMES = 24, EVERY = 4 };
    char name[32];

    snprintf(name, sizeof(name), "VendorSetting%u", writer->n_unknown++ % N_NAMES);
    if (writer->n_unknown % EVERY > 0) {
        add_leaf(writer, name, "a value that only its vendor understands");
        return;
    }
    add_indent(writer);
    add(&writer->text, "<");
    add(&writer->text, name);
    add_attribute(writer, "since", "2.0");
    add(&writer->text, ">\n");
    writer->depth++;
    add_leaf(writer, "Enabled", "true");
    writer->depth--;
    add_indent(writer);
    add_end(writer, name);
}

static void write_record(struct writer *writer, const struct bench_record *record);

/** Attributes, then the text, then children: the order of the table. */
static void write_entry(struct writer *writer, const struct pox_element *element,
                        const struct bench_record *record, struct bench_row row)
{
    union bench_slot slot = bench_slots_of(record)[row.slot];

    if (row.use != BENCH_TEXT) {
        for (const struct bench_record *r = slot.record; r; r = r->next)
            write_record(writer, r);
    } else if (slot.text && element->place == POX_PLACE_CHILD) {
        add_leaf(writer, element->name, slot.text);
        if (writer->plan->has_unknown && writer->depth > 3)
            add_unknown(writer);
    }
}

static void write_start(struct writer *writer, const struct bench_record *record)
{
    const struct pox_type *type = record->layout->type;

    add_indent(writer);
    add(&writer->text, "<");
    add(&writer->text, type->name);
    if (record->namespace_uri)
        add_attribute(writer, "xmlns", record->namespace_uri);
    for (size_t i = 0; i < type->n_elements; i++) {
        const char *text = bench_slots_of(record)[record->layout->elements[i].slot].text;

        if (type->elements[i].place == POX_PLACE_ATTRIBUTE && text)
            add_attribute(writer, type->elements[i].name, text);
    }
    add(&writer->text, ">");
}

static void write_record(struct writer *writer, const struct bench_record *record)
{
    const struct bench_layout *layout = record->layout;

    write_start(writer, record);
    if (layout->text.use == BENCH_TEXT) {
        add_escaped(writer, bench_slots_of(record)[layout->text.slot].text);
        add_end(writer, layout->type->name);
        return;
    }
    add(&writer->text, "\n");
    writer->depth++;
    for (size_t i = 0; i < layout->type->n_elements; i++)
        write_entry(writer, &layout->type->elements[i], record, layout->elements[i]);
    writer->depth--;
    add_indent(writer);
    add_end(writer, layout->type->name);
}

static struct text write_document(const struct plan *plan,
                                  const struct bench_record *document)
{
    struct writer writer = {.plan = plan};

    add(&writer.text, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    write_record(&writer, bench_slots_of(document)->record);
    return writer.text;
}

static size_t written_size(const struct plan *plan, const struct bench_record *record)
{
    struct writer writer = {.plan = plan, .depth = 3};

    write_record(&writer, record);
    free(writer.text.bytes);
    return writer.text.size;
}

/* Values */

struct maker {
    const struct plan *plan;
    struct bench_arena arena;
    const struct protocol *protocol;
    /** Of the Protocol at hand: a URL, and a page of the control panel. */
    bool has_url;
    bool has_page;
    unsigned n_values;
    /** The bit of the namespace in which all of it is. */
    unsigned namespace_bit;
};

static const char *non_ascii_value(struct maker *maker, const struct pox_element *element)
{
    static const char organisation[] =
        "コントソ株式会社/ou=管理グループ (FYDIBOHF23SPDLT)/cn=構成/cn=Jörg Müller";
    char room[512];
    int n = snprintf(room, sizeof(room), "%.200s/%s/%u", element->example, organisation,
                     maker->n_values);

    return bench_arena_copy(&maker->arena, room, (size_t)n);
}

/** A name as long as Exchange makes them. */
static const char *dn_value(struct maker *maker, const char *typical)
{
    char room[512];
    int n =
        snprintf(room, sizeof(room),
                 "/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)%.200s", typical);

    return bench_arena_copy(&maker->arena, room, (size_t)n);
}

/** A page, with the parameters that Exchange gives all of them. */
static const char *page_value(struct maker *maker, const char *typical)
{
    char room[512];
    int n = snprintf(room, sizeof(room), "%.200s&exsvurl=1&realm=example.com", typical);

    return bench_arena_copy(&maker->arena, room, (size_t)n);
}

/** A URL, or a part of one, with many parameters. */
static const char *value_with_entities(struct maker *maker, const char *typical)
{
    static const char *const names[] = {"id", "realm", "mbx", "rfr", "exsvurl"};
    char room[512];
    size_t size = (size_t)snprintf(room, sizeof(room), "%.200s?x=1", typical);

    for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        unsigned number = (maker->n_values * 2654435761u + i * 40503u) & 0xfffffu;

        size += (size_t)snprintf(room + size, sizeof(room) - size, "&%s=%x", names[i],
                                 number);
    }
    return bench_arena_copy(&maker->arena, room, size);
}

static bool is_url(const struct pox_element *element)
{
    return element->kind == POX_KIND_URI || element->kind == POX_KIND_PARTIAL_URI;
}

static bool is_for_people(const struct pox_element *element)
{
    return element->kind == POX_KIND_STRING || element->kind == POX_KIND_DN ||
           element->kind == POX_KIND_HOST || element->kind == POX_KIND_URI;
}

static bool is_protocol_type(const struct pox_element *element)
{
    return element->enumeration == &pox_protocol_type_enumeration;
}

/** What the table calls typical, varied as the plan wants it. */
static const char *make_value(struct maker *maker, const struct pox_element *element)
{
    maker->n_values++;
    if (is_protocol_type(element))
        return pox_enumeration_name(element->enumeration, (int)maker->protocol->type);
    if (maker->plan->flavour == NON_ASCII && is_for_people(element))
        return non_ascii_value(maker, element);
    if (maker->plan->flavour == WITH_ENTITIES && is_url(element))
        return value_with_entities(maker, element->example);
    if (element->kind == POX_KIND_PARTIAL_URI)
        return page_value(maker, element->example);
    if (element->kind == POX_KIND_DN)
        return dn_value(maker, element->example);
    return element->example ? element->example : "";
}

/* Which elements there are */

/** The text of a sibling that comes earlier; NULL: it is absent. */
static const char *sibling_text(const struct bench_record *record, const char *key)
{
    const struct pox_type *type = record->layout->type;

    for (size_t i = 0; i < type->n_elements; i++) {
        struct bench_row row = record->layout->elements[i];

        if (row.use == BENCH_TEXT && strcmp(type->elements[i].key, key) == 0)
            return bench_slots_of(record)[row.slot].text;
    }
    return NULL;
}

static bool holds(const struct pox_condition *condition,
                  const struct bench_record *record)
{
    const char *text = sibling_text(record, condition->name);
    const char *const *value = condition->values;

    while (*value && text && strcmp(*value, text) != 0)
        value++;
    return !condition->values[0] || (*value && text);
}

/** Whether the table lets an element stand in a record as far as it is filled. */
static bool is_allowed(const struct maker *maker, const struct bench_record *record,
                       const struct pox_element *element)
{
    for (size_t i = 0; i < element->n_conditions; i++) {
        if (!holds(&element->conditions[i], record))
            return false;
    }
    return element->namespaces & maker->namespace_bit;
}

/** Only with pages, ports and more than the first page. */
static bool is_for_exchange(struct maker *maker, const struct pox_element *element)
{
    bool had_page = maker->has_page;
    bool has_all = maker->protocol->family == EXCHANGE_WITH_PAGES;

    maker->has_page = had_page || element->kind == POX_KIND_PARTIAL_URI;
    if (element->kind == POX_KIND_PARTIAL_URI)
        return has_all || !had_page;
    if (element->kind == POX_KIND_PORT && !has_all)
        return false;
    return element->kind == POX_KIND_URI || element->required_when ||
           element->n_conditions > 0;
}

static bool is_first_url(struct maker *maker, const struct pox_element *element)
{
    bool had_url = maker->has_url;

    maker->has_url = had_url || is_url(element);
    return is_url(element) && !had_url;
}

static bool is_in_protocol(struct maker *maker, const struct pox_element *element)
{
    enum family family = maker->protocol->family;

    if (family == MAPI)
        return element->place == POX_PLACE_ATTRIBUTE || element->n_conditions > 0;
    if (element->place == POX_PLACE_ATTRIBUTE)
        return false;
    if (is_protocol_type(element) || family == EVERYTHING)
        return true;
    if (family == WEB)
        return element->type && element->n_conditions > 0;
    if (family == INNER)
        return is_first_url(maker, element);
    if (family == MAIL)
        return !is_url(element) && element->kind != POX_KIND_DATE && !element->type;
    return is_for_exchange(maker, element);
}

static bool is_in_account(const struct maker *maker, const struct pox_element *element)
{
    return maker->plan->has_all || element->required_when ||
           element->kind == POX_KIND_ENUM;
}

static bool is_chosen(struct maker *maker, const struct bench_record *record,
                      const struct pox_element *element)
{
    const struct pox_type *parent = record->layout->type;

    if (!is_allowed(maker, record, element))
        return false;
    if (element->type == &pox_server_error_descriptor)
        return maker->plan->is_error;
    if (parent == &pox_response_descriptor)
        return !maker->plan->is_error;
    if (parent == &pox_account_descriptor)
        return is_in_account(maker, element);
    return parent != &pox_protocol_descriptor || is_in_protocol(maker, element);
}

/* Filling records */

static void fill(struct maker *maker, struct bench_record *record);

static void add_protocol(struct maker *maker, struct bench_record *parent,
                         struct bench_row row, const struct protocol *protocol)
{
    const struct protocol *outer = maker->protocol;

    maker->protocol = protocol;
    maker->has_url = maker->has_page = false;
    fill(maker, bench_enter(&maker->arena, parent, row));
    maker->protocol = outer;
}

static void add_protocols(struct maker *maker, struct bench_record *account,
                          struct bench_row row)
{
    const struct plan *plan = maker->plan;
    const union bench_slot *slot = bench_slots_of(account) + row.slot;
    size_t size = 0;

    for (size_t i = 0; plan->size > 0 ? size < plan->size : i < plan->n_protocols; i++) {
        add_protocol(maker, account, row, &plan->protocols[i % plan->n_protocols]);
        if (plan->size > 0)
            size += written_size(plan, slot[1].record);
    }
}

static void add_records(struct maker *maker, struct bench_record *parent,
                        const struct pox_element *element, struct bench_row row)
{
    const struct pox_type *type = parent->layout->type;
    size_t n = element->repeats ? 2 : 1;

    if (type == &pox_account_descriptor && element->type == &pox_protocol_descriptor)
        add_protocols(maker, parent, row);
    else if (element->type == &pox_protocol_descriptor)
        add_protocol(maker, parent, row,
                     type == &pox_internal_descriptor ? &inside : &outside);
    else
        for (size_t i = 0; i < n; i++)
            fill(maker, bench_enter(&maker->arena, parent, row));
}

static void fill(struct maker *maker, struct bench_record *record)
{
    const struct pox_type *type = record->layout->type;

    for (size_t i = 0; i < type->n_elements; i++) {
        const struct pox_element *element = &type->elements[i];
        struct bench_row row = record->layout->elements[i];

        if (!is_chosen(maker, record, element))
            continue;
        if (row.use == BENCH_TEXT)
            bench_slots(record)[row.slot].text = make_value(maker, element);
        else
            add_records(maker, record, element, row);
    }
}

/* Documents */

static unsigned bit_of_namespace(const char *uri)
{
    size_t n;
    const struct pox_namespace *namespaces = pox_namespaces(&n);

    for (size_t i = 0; i < n; i++) {
        if (strcmp(namespaces[i].uri, uri) == 0)
            return 1u << i;
    }
    return 0;
}

/** The message, and in it the response, have namespaces of their own. */
static void declare_namespaces(struct bench_record *document, const char *response_uri)
{
    struct bench_record *message = bench_slots(document)->record;
    const struct pox_type *type = message->layout->type;

    message->namespace_uri = POX_NAMESPACE_RESPONSE;
    for (size_t i = 0; i < type->n_elements; i++) {
        struct bench_record *response =
            bench_slots(message)[message->layout->elements[i].slot].record;

        if (response)
            response->namespace_uri = response_uri;
    }
}

static struct bench_result *make_records(const struct plan *plan)
{
    const char *uri =
        plan->is_error ? POX_NAMESPACE_RESPONSE : POX_NAMESPACE_OUTLOOK_RESPONSE;
    struct bench_result *result = bench_result_new(plan->size);
    struct maker maker = {
        .plan = plan,
        .arena = result->arena,
        .namespace_bit = bit_of_namespace(uri),
    };
    struct bench_row root = {.use = BENCH_ONE, .layout = 1};
    struct bench_record *message = bench_enter(&maker.arena, result->document, root);
    const struct bench_row *rows = message->layout->elements;

    for (size_t i = 0; i < message->layout->type->n_elements; i++) {
        if (message->layout->type->elements[i].type == &pox_response_descriptor)
            fill(&maker, bench_enter(&maker.arena, message, rows[i]));
    }
    declare_namespaces(result->document, uri);
    result->arena = maker.arena;
    return result;
}

static struct bench_answer make_answer(const struct plan *plan)
{
    struct bench_result *records = make_records(plan);
    struct text text = write_document(plan, records->document);

    return (struct bench_answer){
        .name = plan->name,
        .bytes = text.bytes,
        .size = text.size,
        .made_from = records,
        .has_unknown = plan->has_unknown,
    };
}

void bench_make_answers(struct bench_answer answers[BENCH_N_ANSWERS], bool small)
{
    enum { SMALLER = 64 };

    for (size_t i = 0; i < BENCH_N_ANSWERS; i++) {
        struct plan plan = plans[i];

        if (small)
            plan.size /= SMALLER;
        answers[i] = make_answer(&plan);
    }
}

struct bench_answer bench_make_answer_of_size(const char *name, size_t size)
{
    struct plan plan = {.name = name, PROTOCOLS(growing_protocols), .size = size};

    return make_answer(&plan);
}

void bench_free_answer(struct bench_answer *answer)
{
    free((void *)(uintptr_t)answer->bytes);
    bench_result_free(answer->made_from);
}
