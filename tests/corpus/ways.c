/* SPDX-License-Identifier: MIT */
/*
 * Reads every document of some folders by both front ends, which must come to the same: the
 * struct, the error and all diagnostics. Says how many were read by the one for plain documents,
 * and fails if those are less than a share of what could be read at all.
 *
 *     ways PERCENT PATH...
 */
#include "../documents.h"
#include "outcome.h"
#include "plain.h"

struct tally {
    size_t n_read;
    size_t n_plain;
};

static struct outcome read_document(const struct document *document, bool libxml2_only,
                                    struct diagnostics *diagnostics)
{
    struct pox_parse_options options = {.libxml2_only = libxml2_only};

    return fuzz_read(document->bytes, document->size, &options, diagnostics);
}

/** Whether the front end for plain documents reads it to its end. */
static bool is_plain(const struct document *document)
{
    static struct pox_plain plain;
    static struct pox_reader reader;
    struct pox_error error;
    bool good;

    pox_reader_begin(&reader, NULL, NULL, document->size, &error);
    pox_plain_begin(&plain, reader.allocator);
    good = pox_plain_read(&plain, &reader, document->bytes, document->size);
    pox_plain_end(&plain);
    pox_free(pox_reader_end(&reader));
    return good;
}

static bool compare(void *data, const struct document *document)
{
    struct tally *tally = data;
    struct diagnostics told = {.shown = false};
    struct diagnostics libxml2_told = {.shown = false};
    struct outcome either = read_document(document, false, &told);
    struct outcome libxml2 = read_document(document, true, &libxml2_told);
    bool good = told.n == libxml2_told.n && told.hash == libxml2_told.hash;

    if (!good)
        printf("%s: other diagnostics\n", document->path);
    fuzz_check_same(&either, &libxml2, document->path);
    tally->n_read += either.value != NULL;
    tally->n_plain += either.value && is_plain(document);
    pox_free(either.value);
    pox_free(libxml2.value);
    return good;
}

int main(int argc, char **argv)
{
    struct tally tally = {.n_read = 0};
    bool good = argc > 2;
    size_t least;

    for (int i = 2; i < argc; i++)
        good = document_visit_all(argv[i], compare, &tally) && good;
    least = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) * tally.n_read : 0;
    printf("%zu of %zu documents that can be read are plain\n", tally.n_plain,
           tally.n_read);
    return good && tally.n_read > 0 && 100 * tally.n_plain >= least ? 0 : 1;
}
