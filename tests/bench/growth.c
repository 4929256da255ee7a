/* SPDX-License-Identifier: MIT */
/*
 * Shows that time and memory grow as the document does, whatever its shape: reads documents of
 * each shape at 1x, 2x, 4x and 8x, with limits as far as they go, and then writes, copies and
 * compares what was read.
 *
 *     growth [--smallest] [--size BYTES] [--runs N] [SHAPE...]
 *
 * A SHAPE is a part of a name. --size is the size at 8x. --smallest reads all shapes once, at 1x
 * of a small size: not for the times, but to see that each is read or refused as it should be.
 * Where one is not, the exit status is 1. Times are of the processor, medians of all runs.
 */
#include "shapes.h"

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <pox/pox.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    N_SCALES = 4,
    LARGEST_SCALE = 8,
    MAX_RUNS = 99,
    SIZE = 10000000,
    SMALLEST_SIZE = 1000000,
    DEFAULT_SIZE = 1000000,
};

/* Memory, counted */

struct ledger {
    size_t live;
    size_t peak;
};

union header {
    size_t size;
    max_align_t alignment;
};

/** libxml2 has no place for a pointer to its own. */
static struct ledger libxml2_ledger;

static void *count_reallocate(void *data, void *memory, size_t size)
{
    struct ledger *ledger = data;
    union header *header = memory ? (union header *)memory - 1 : NULL;
    size_t old_size = header ? header->size : 0;

    header = realloc(header, sizeof(*header) + size);
    if (!header)
        return NULL;
    header->size = size;
    ledger->live += size - old_size;
    if (ledger->live > ledger->peak)
        ledger->peak = ledger->live;
    return header + 1;
}

static void *count_allocate(void *data, size_t size)
{
    return count_reallocate(data, NULL, size);
}

static void count_release(void *data, void *memory)
{
    struct ledger *ledger = data;
    union header *header;

    if (!memory)
        return;
    header = (union header *)memory - 1;
    ledger->live -= header->size;
    free(header);
}

static void libxml2_free(void *memory)
{
    count_release(&libxml2_ledger, memory);
}

static void *libxml2_malloc(size_t size)
{
    return count_allocate(&libxml2_ledger, size);
}

static void *libxml2_realloc(void *memory, size_t size)
{
    return count_reallocate(&libxml2_ledger, memory, size);
}

static char *libxml2_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = libxml2_malloc(size);

    return copy ? memcpy(copy, text, size) : NULL;
}

/* Measuring */

/** Each is lowered to the most that is allowed. */
static const struct pox_limits no_limits = {
    .document_bytes = SIZE_MAX,
    .depth = SIZE_MAX,
    .elements = SIZE_MAX,
    .names = SIZE_MAX,
    .attributes = SIZE_MAX,
    .text_bytes = SIZE_MAX,
    .extra_bytes = SIZE_MAX,
    .diagnostics = SIZE_MAX,
};

/** What is done with a document, one after the other. */
enum task { READ, TO_XML, COPY, EQUAL, TO_JSON, READ_BY_DEFAULT, N_TASKS };

static const char *const task_names[] = {"read", "to XML", "copy", "equal", "to JSON"};

struct options {
    size_t size;
    int n_runs;
    int n_scales;
};

struct result {
    double milliseconds[N_TASKS][N_SCALES][MAX_RUNS];
    /** Of the largest document. */
    size_t size;
    size_t own_memory;
    size_t libxml2_memory;
    struct pox_error error;
    struct pox_error error_by_default;
    size_t n_diagnostics;
    bool is_as_expected;
};

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void count_diagnostic(void *data, const struct pox_diagnostic *diagnostic)
{
    (void)diagnostic;
    ++*(size_t *)data;
}

static void *read_pushed(struct document document,
                         const struct pox_parse_options *options, struct pox_error *error)
{
    struct pox_parser *parser = pox_parser_new(NULL, options, error);
    void *value;

    if (!parser)
        return NULL;
    for (size_t i = 0; i < document.size; i++) {
        if (!pox_parser_feed(parser, document.bytes + i, 1, error))
            break;
    }
    value = pox_parser_finish(parser, NULL, error);
    pox_parser_free(parser);
    return value;
}

static void *read_document(const struct shape *shape, struct document document,
                           const struct pox_parse_options *options,
                           struct pox_error *error)
{
    const struct pox_type *type;

    return shape->is_pushed
               ? read_pushed(document, options, error)
               : pox_parse_any(document.bytes, document.size, options, &type, error);
}

/** What is done with what was read. */
static bool use(const void *value, struct result *result, int scale, int run)
{
    const struct pox_type *type = pox_message_type();
    struct pox_write_options options = {.depth = 256};
    struct pox_error *error = &result->error;
    double begin = now();
    char *xml = pox_to_xml(type, value, &options, NULL, error);
    double written = now();
    void *copy = xml ? pox_copy(type, value, NULL, error) : NULL;
    double copied = now();
    bool equal = copy && pox_equal(type, value, copy);
    double compared = now();
    char *json = equal ? pox_to_json(type, value, &options, NULL, error) : NULL;
    bool good = json;

    result->milliseconds[TO_JSON][scale][run] = now() - compared;
    result->milliseconds[EQUAL][scale][run] = compared - copied;
    result->milliseconds[COPY][scale][run] = copied - written;
    result->milliseconds[TO_XML][scale][run] = written - begin;
    free(json);
    free(xml);
    pox_free(copy);
    return good;
}

static bool is_as_expected(const struct shape *shape, size_t size,
                           const struct pox_error *error)
{
    if (shape->status == POX_OK || size < shape->refused_from)
        return error->status == POX_OK;
    return error->status == shape->status &&
           (!shape->message || strstr(error->message, shape->message));
}

/** Reads one document, and does with it what can be done. */
static void measure(const struct shape *shape, struct document document,
                    struct result *result, int scale, int run)
{
    struct pox_parse_options options = {
        .diagnostic = count_diagnostic,
        .diagnostic_data = &result->n_diagnostics,
        .limits = no_limits,
    };
    double begin;
    void *value;

    result->n_diagnostics = 0;
    begin = now();
    value = read_document(shape, document, &options, &result->error);
    result->milliseconds[READ][scale][run] = now() - begin;
    result->is_as_expected = is_as_expected(shape, document.size, &result->error) &&
                             (!value || use(value, result, scale, run)) &&
                             result->is_as_expected;
    pox_free(value);
}

/** Reads with limits as they are, as much as they let through. */
static void measure_by_default(const struct shape *shape, struct result *result, int run)
{
    struct document document = make_document(shape, DEFAULT_SIZE, true);
    struct pox_parse_options options = {.diagnostic = count_diagnostic,
                                        .diagnostic_data = &result->n_diagnostics};
    double begin = now();

    pox_free(read_document(shape, document, &options, &result->error_by_default));
    result->milliseconds[READ_BY_DEFAULT][0][run] = now() - begin;
    free(document.bytes);
}

/** Reads with allocators that count, which would disturb the times. */
static void measure_memory(const struct shape *shape, struct document document,
                           struct result *result)
{
    struct ledger ledger = {0, 0};
    struct pox_allocator allocator = {count_allocate, count_reallocate, count_release,
                                      &ledger};
    struct pox_parse_options options = {.limits = no_limits, .allocator = &allocator};
    size_t before = libxml2_ledger.live;

    libxml2_ledger.peak = before;
    pox_free(read_document(shape, document, &options, &result->error));
    result->own_memory = ledger.peak;
    result->libxml2_memory = libxml2_ledger.peak - before;
}

/** All runs of one shape. The sizes take turns, so that a disturbance hits all of them. */
static void measure_shape(const struct shape *shape, const struct options *options,
                          struct result *result)
{
    size_t largest =
        shape->size && shape->size < options->size ? shape->size : options->size;
    struct document documents[N_SCALES];

    for (int i = 0; i < options->n_scales; i++)
        documents[i] = make_document(shape, (largest << i) / LARGEST_SCALE, false);
    result->size = documents[options->n_scales - 1].size;
    result->is_as_expected = true;
    for (int run = 0; run < options->n_runs; run++) {
        for (int i = 0; i < options->n_scales; i++)
            measure(shape, documents[i], result, i, run);
        measure_by_default(shape, result, run);
    }
    measure_memory(shape, documents[options->n_scales - 1], result);
    for (int i = 0; i < options->n_scales; i++)
        free(documents[i].bytes);
}

/* Showing */

static int compare_numbers(const void *a, const void *b)
{
    double first = *(const double *)a;
    double second = *(const double *)b;

    return (first > second) - (first < second);
}

static double median(double *numbers, int n)
{
    qsort(numbers, (size_t)n, sizeof(*numbers), compare_numbers);
    return numbers[n / 2];
}

/** "read", or what it was refused with. */
static const char *outcome(const struct pox_error *error, char *room, size_t size)
{
    const char *limit = strstr(error->message, "limit '");

    if (error->status == POX_OK)
        return "read";
    if (!limit)
        return pox_status_name(error->status);
    limit += strlen("limit '");
    snprintf(room, size, "%.*s", (int)strcspn(limit, "'"), limit);
    return room;
}

/** Time and growth of one task; what takes no time has no growth. */
static void show_growth(const struct options *options, struct result *result,
                        enum task task)
{
    int last = options->n_scales - 1;
    double first = median(result->milliseconds[task][0], options->n_runs);
    double most = median(result->milliseconds[task][last], options->n_runs);

    if (most >= 1 && first > 0)
        printf(" %7.1f %5.1f", most, most / first);
    else
        printf(" %7.1f     -", most);
}

static void show_read(const struct shape *shape, const struct options *options,
                      struct result *result)
{
    int last = options->n_scales - 1;
    double size = (double)result->size;
    char room[32];

    printf("%-38s %-11s", shape->name, outcome(&result->error, room, sizeof(room)));
    for (int i = 0; i < last; i++)
        printf(" %7.1f", median(result->milliseconds[READ][i], options->n_runs));
    show_growth(options, result, READ);
    printf(" %6.1f %6.1f %6.1f",
           1e6 * median(result->milliseconds[READ][last], options->n_runs) / size,
           (double)result->own_memory / size, (double)result->libxml2_memory / size);
    printf(" %7.1f %s\n",
           median(result->milliseconds[READ_BY_DEFAULT][0], options->n_runs),
           outcome(&result->error_by_default, room, sizeof(room)));
    if (!result->is_as_expected)
        printf("NOT AS EXPECTED: %s: %s\n", shape->name, result->error.message);
    fflush(stdout);
}

static void show_use(const struct shape *shape, const struct options *options,
                     struct result *result)
{
    if (result->error.status != POX_OK)
        return;
    printf("%-38s", shape->name);
    for (enum task task = TO_XML; task <= TO_JSON; task++)
        show_growth(options, result, task);
    printf("\n");
}

static void show_heading_of_reading(const struct options *options)
{
    printf(
        "Reading: ms of documents up to %zu bytes, growth from 1x to 8x, ns per byte,\n"
        "most memory at once in bytes per byte, and %d bytes with default limits\n\n",
        options->size, DEFAULT_SIZE);
    printf("%-38s %-11s", "", "outcome");
    for (int i = 0; i < options->n_scales; i++)
        printf(" %6dx", 1 << i);
    printf(" grows   ns/B    pox libxml default\n");
}

static void show_heading_of_use(void)
{
    printf("\nUsing what was read: ms of the largest, growth from 1x to 8x\n\n%-38s", "");
    for (enum task task = TO_XML; task <= TO_JSON; task++)
        printf(" %7s grows", task_names[task]);
    printf("\n");
}

/* The program */

static bool is_chosen(const struct shape *shape, char **names)
{
    bool chosen = !*names;

    for (; *names; names++)
        chosen = chosen || strstr(shape->name, *names);
    return chosen;
}

static int run(const struct options *options, char **names)
{
    size_t n_shapes;
    const struct shape *shapes = all_shapes(&n_shapes);
    struct result *results = calloc(n_shapes, sizeof(*results));
    bool good = results;

    if (!results)
        return 2;
    show_heading_of_reading(options);
    for (size_t i = 0; i < n_shapes; i++) {
        if (!is_chosen(&shapes[i], names))
            continue;
        measure_shape(&shapes[i], options, &results[i]);
        show_read(&shapes[i], options, &results[i]);
        good = good && results[i].is_as_expected;
    }
    show_heading_of_use();
    for (size_t i = 0; i < n_shapes; i++) {
        if (is_chosen(&shapes[i], names))
            show_use(&shapes[i], options, &results[i]);
    }
    free(results);
    return good ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct options options = {.size = SIZE, .n_runs = 3, .n_scales = N_SCALES};
    int i = 1;

    (void)argc;
    if (xmlMemSetup(libxml2_free, libxml2_malloc, libxml2_realloc, libxml2_strdup) != 0)
        return 2;
    for (; argv[i] && argv[i][0] == '-'; i++) {
        if (strcmp(argv[i], "--smallest") == 0) {
            options.n_runs = 1;
            options.n_scales = 1;
            options.size = SMALLEST_SIZE;
        } else if (strcmp(argv[i], "--size") == 0 && argv[i + 1]) {
            options.size = strtoul(argv[++i], NULL, 10);
        } else if (strcmp(argv[i], "--runs") == 0 && argv[i + 1]) {
            options.n_runs = atoi(argv[++i]);
        } else {
            break;
        }
    }
    if ((argv[i] && argv[i][0] == '-') || options.size < LARGEST_SCALE ||
        options.n_runs < 1 || options.n_runs > MAX_RUNS) {
        fprintf(stderr,
                "usage: growth [--smallest] [--size BYTES] [--runs N] [SHAPE...]\n");
        return 2;
    }
    return run(&options, argv + i);
}
