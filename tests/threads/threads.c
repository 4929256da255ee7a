/* SPDX-License-Identifier: MIT */
/*
 * Several threads use the library at once, from its very first use in the process on. Each
 * reads all documents and writes down what comes of them; in the end one thread does it once
 * more, and must find the same.
 *
 *     threads NUMBER FILE|DIR...
 *
 * Threads are those of POSIX, for ThreadSanitizer does not know those of C11.
 */
#include "documents.h"

#include <pox/pox.h>
#include <pthread.h>

enum { MAX_THREADS = 64, MAX_DOCUMENTS = 1000 };

static struct document documents[MAX_DOCUMENTS];
static size_t n_documents;
static size_t n_threads;
static pthread_barrier_t barrier;

struct worker {
    pthread_t thread;
    /** Of each document; for free(). */
    char *transcripts[MAX_DOCUMENTS];
};

static void on_diagnostic(void *data, const struct pox_diagnostic *diagnostic)
{
    fprintf(data, "%zu:%zu: %s: %s [%s]\n", diagnostic->line, diagnostic->column,
            diagnostic->path, diagnostic->message,
            pox_diagnostic_code_name(diagnostic->code));
}

/** Takes the text. */
static void print_text(FILE *out, const char *what, char *text)
{
    fprintf(out, "%s:\n%s\n", what, text ? text : "none");
    free(text);
}

static void use(FILE *out, const struct pox_type *type, const void *value)
{
    struct pox_write_options compact = {.compact = true};
    void *copy = pox_copy(type, value, NULL, NULL);

    print_text(out, "XML", pox_to_xml(type, value, NULL, NULL, NULL));
    print_text(out, "compact", pox_to_xml(type, value, &compact, NULL, NULL));
    print_text(out, "JSON", pox_to_json(type, copy, NULL, NULL, NULL));
    fprintf(out, "%s its copy\n", pox_equal(type, value, copy) ? "equal to" : "not like");
    pox_free(copy);
}

static void report(FILE *out, const struct pox_error *error)
{
    fprintf(out, "%s %zu:%zu: %s: %s\n", pox_status_name(error->status), error->line,
            error->column, error->path, error->message);
}

static void read_whole(FILE *out, const struct document *document, bool strict)
{
    struct pox_parse_options options = {
        .strict = strict,
        .diagnostic = on_diagnostic,
        .diagnostic_data = out,
    };
    struct pox_error error;
    const struct pox_type *type;
    void *value = pox_parse_any(document->bytes, document->size, &options, &type, &error);

    report(out, &error);
    if (value)
        use(out, type, value);
    pox_free(value);
}

/** By a parser that is in the middle of a document before. */
static void read_pieces(FILE *out, const struct document *document)
{
    enum { PIECE = 100 };
    struct pox_parse_options options = {
        .diagnostic = on_diagnostic,
        .diagnostic_data = out,
    };
    struct pox_error error;
    struct pox_parser *parser = pox_parser_new(NULL, &options, &error);
    const struct pox_type *type;
    size_t size;
    void *value;

    if (!parser)
        return;
    pox_parser_feed(parser, "<Protocol><Port>", 16, NULL);
    pox_parser_reset(parser);
    for (size_t at = 0; at < document->size; at += size) {
        size = document->size - at < PIECE ? document->size - at : PIECE;
        pox_parser_feed(parser, document->bytes + at, size, NULL);
    }
    value = pox_parser_finish(parser, &type, &error);
    report(out, &error);
    if (value)
        use(out, type, value);
    pox_free(value);
    pox_parser_free(parser);
}

/** All that comes of a document, as text; NULL: no memory. */
static char *transcript(const struct document *document)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        return NULL;
    read_whole(out, document, false);
    read_whole(out, document, true);
    read_pieces(out, document);
    fclose(out);
    return text;
}

/** Each thread begins at another document. */
static void *work(void *data)
{
    static size_t next_offset;
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    struct worker *worker = data;
    size_t offset;

    pthread_mutex_lock(&mutex);
    offset = next_offset++ % n_threads * n_documents / n_threads;
    pthread_mutex_unlock(&mutex);
    pthread_barrier_wait(&barrier);
    for (size_t i = 0; i < n_documents; i++) {
        size_t at = (i + offset) % n_documents;

        worker->transcripts[at] = transcript(&documents[at]);
    }
    return NULL;
}

/** Documents are kept, with bytes of their own. */
static bool gather(void *data, const struct document *document)
{
    struct document *kept = &documents[n_documents];

    (void)data;
    if (n_documents == MAX_DOCUMENTS)
        return false;
    *kept = *document;
    kept->bytes = malloc(document->size > 0 ? document->size : 1);
    if (!kept->bytes)
        return false;
    memcpy(kept->bytes, document->bytes, document->size);
    n_documents++;
    return true;
}

static bool run_all(struct worker *workers)
{
    if (pthread_barrier_init(&barrier, NULL, (unsigned)n_threads) != 0)
        return false;
    for (size_t i = 0; i < n_threads; i++) {
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
            return false;
    }
    for (size_t i = 0; i < n_threads; i++)
        pthread_join(workers[i].thread, NULL);
    return true;
}

/** Whether all threads found what is found now, when there is only one. */
static bool check(size_t at, struct worker *workers)
{
    char *expected = transcript(&documents[at]);
    bool good = expected != NULL;

    for (size_t i = 0; i < n_threads; i++) {
        char *found = workers[i].transcripts[at];

        good = good && found && strcmp(expected, found) == 0;
        free(found);
    }
    if (!good)
        printf("%s: not the same in all threads\n", documents[at].path);
    free(expected);
    free(documents[at].bytes);
    return good;
}

int main(int argc, char **argv)
{
    static struct worker workers[MAX_THREADS];
    size_t n_good = 0;

    n_threads = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    for (int i = 2; i < argc; i++) {
        if (!document_visit_all(argv[i], gather, NULL))
            return 2;
    }
    if (n_threads == 0 || n_threads > MAX_THREADS || n_documents == 0) {
        fprintf(stderr, "usage: threads NUMBER FILE|DIR...\n");
        return 2;
    }
    if (!run_all(workers))
        return 2;
    for (size_t i = 0; i < n_documents; i++)
        n_good += check(i, workers);
    printf("%zu passed, %zu failed\n", n_good, n_documents - n_good);
    return n_good != n_documents;
}
