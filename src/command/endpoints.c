/* SPDX-License-Identifier: MIT */
/* pox endpoints: which URL to use for what. */
#include "command.h"
#include "input.h"
#include "text.h"

#include <pox/document.h>
#include <pox/elements.h>
#include <pox/endpoint.h>
#include <stdio.h>
#include <string.h>

enum { INTERNAL, JSON };

/** What the services of an account are looked for with. */
struct search {
    const struct pox_account *account;
    enum pox_side side;
};

/** The account that a document has, or is; NULL: it has none. */
static const struct pox_account *account_of(const struct document *document)
{
    const struct pox_response *response = NULL;

    if (document->type == &pox_account_descriptor)
        return document->value;
    if (document->type == &pox_autodiscover_descriptor)
        response = ((const struct pox_autodiscover *)document->value)->response;
    else if (document->type == &pox_response_descriptor)
        response = document->value;
    return response ? response->account : NULL;
}

/* The i-th service of the table, and its best URL */

static bool find(const struct search *search, size_t i, struct pox_endpoint *endpoint)
{
    int number = pox_service_enumeration.values[i].number;

    return pox_find_endpoint(search->account, (enum pox_service)number, search->side,
                             endpoint);
}

/** What kind of protocol it is, as the document says it. */
static const char *type_of(const struct pox_protocol *protocol)
{
    const char *name =
        pox_enumeration_name(&pox_protocol_type_enumeration, (int)protocol->type);

    if (!name)
        name = pox_enumeration_name(&pox_protocol_transport_enumeration,
                                    (int)protocol->attr_type);
    if (!name)
        name = protocol->type_text ? protocol->type_text : protocol->attr_type_text;
    return name ? name : "";
}

/** The element that has the URL. */
static const char *element_of(const struct pox_endpoint *endpoint)
{
    return endpoint->element->place == POX_PLACE_TEXT ? endpoint->type->name
                                                      : endpoint->element->name;
}

static void print_url(const struct pox_endpoint *endpoint)
{
    const char *at = endpoint->url;
    const char *end = at + endpoint->url_size;

    while (at < end) {
        size_t size;
        const char *character = text_next(&at, &size);

        fwrite(character, 1, size, stdout);
    }
}

/** False: there is nothing to print. */
static bool print_lines(const struct search *search)
{
    struct pox_endpoint endpoint;
    size_t n = 0;

    for (size_t i = 0; i < pox_service_enumeration.n_values; i++) {
        const char *name = pox_service_enumeration.values[i].name;

        if (!find(search, i, &endpoint))
            continue;
        printf("%-22s", name);
        print_url(&endpoint);
        printf("  (Protocol %zu ", endpoint.i_protocol + 1);
        text_print(stdout, type_of(endpoint.protocol));
        printf(", %s)\n", element_of(&endpoint));
        n++;
    }
    return n > 0;
}

/* JSON */

static void print_json_text(const char *bytes, size_t size)
{
    putchar('"');
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];

        if (byte < 0x20 || byte == 0x7F)
            printf("\\u%04x", byte);
        else if (byte == '"' || byte == '\\')
            printf("\\%c", byte);
        else
            putchar(byte);
    }
    putchar('"');
}

static void print_json_member(const char *name, const char *text)
{
    printf(", \"%s\": ", name);
    print_json_text(text, strlen(text));
}

static void print_json(const struct search *search)
{
    struct pox_endpoint endpoint;
    const char *separator = "";

    putchar('{');
    for (size_t i = 0; i < pox_service_enumeration.n_values; i++) {
        if (!find(search, i, &endpoint))
            continue;
        printf("%s\n  \"%s\": {\"url\": ", separator,
               pox_service_enumeration.values[i].name);
        print_json_text(endpoint.url, endpoint.url_size);
        printf(", \"protocol\": %zu", endpoint.i_protocol + 1);
        print_json_member("type", type_of(endpoint.protocol));
        print_json_member("element", element_of(&endpoint));
        putchar('}');
        separator = ",";
    }
    puts(separator[0] == '\0' ? "}" : "\n}");
}

static enum status run(const struct arguments *arguments)
{
    struct report report = {.stream = stderr};
    struct search search = {
        .side = arguments->values[INTERNAL] ? POX_SIDE_INSIDE : POX_SIDE_OUTSIDE,
    };
    struct document document;
    enum status status = input_read(input_file(arguments), &report, &document);

    if (status != STATUS_DONE)
        return status;
    search.account = account_of(&document);
    if (arguments->values[JSON])
        print_json(&search);
    else if (!print_lines(&search))
        puts("No endpoints: the document has no settings for Exchange.");
    pox_free(document.value);
    return STATUS_DONE;
}

const struct command endpoints_command = {
    .name = "endpoints",
    .operands = "[FILE]",
    .max_operands = 1,
    .summary = "list which URL to use for what",
    .doc = "Lists the services of Exchange that an answer offers, each with the URL to\n"
           "use: of all that are there, the one from the best protocol. That depends on\n"
           "whether the client is inside the network of the organisation. Without FILE,\n"
           "or with -, the document comes from standard input.",
    .options =
        {
            [INTERNAL] = {"--internal", NULL, "for a client inside the network"},
            [JSON] = {"--json", NULL, "print JSON"},
        },
    .run = run,
};
