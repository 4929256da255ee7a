/* SPDX-License-Identifier: MIT */
/*
 * A document is the same whichever front end reads it: the struct, the error and all
 * diagnostics. Limits that are nearly reached, and strict reading, are the same as well.
 *
 * An input is a document. A hash of it says which limits are low, if any, so that the documents
 * of tests/corpus are inputs as they are.
 */
#include "outcome.h"

#include <stdio.h>

/** Options that follow from the input; for most, the default. */
static struct pox_parse_options choose_options(const uint8_t *data, size_t size)
{
    struct pox_parse_options options = {.strict = false};
    uint64_t random = fuzz_hash(FUZZ_HASH_BEGIN, data, size);
    size_t *limits[] = {
        &options.limits.document_bytes, &options.limits.depth,
        &options.limits.elements,       &options.limits.names,
        &options.limits.attributes,     &options.limits.text_bytes,
        &options.limits.extra_bytes,    &options.limits.diagnostics,
    };
    size_t choice = fuzz_random(&random, 32);

    options.strict = choice == 31;
    if (choice < sizeof(limits) / sizeof(limits[0]))
        *limits[choice] = 1 + fuzz_random(&random, choice == 3 ? 600 : 40);
    return options;
}

static void show_diagnostics(const char *bytes, size_t size,
                             const struct pox_parse_options *options)
{
    struct diagnostics shown = {.shown = true};

    fprintf(stderr, "---- %s\n", options->libxml2_only ? "libxml2:" : "either:");
    pox_free(fuzz_read(bytes, size, options, &shown).value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    struct pox_parse_options options = choose_options(data, size);
    struct diagnostics either_told = {.shown = false};
    struct diagnostics libxml2_told = {.shown = false};
    struct outcome either = fuzz_read(bytes, size, &options, &either_told);
    struct outcome libxml2;

    options.libxml2_only = true;
    libxml2 = fuzz_read(bytes, size, &options, &libxml2_told);
    fuzz_check_same(&either, &libxml2, "libxml2");
    if (either_told.n != libxml2_told.n || either_told.hash != libxml2_told.hash) {
        show_diagnostics(bytes, size, &options);
        options.libxml2_only = false;
        show_diagnostics(bytes, size, &options);
        fuzz_fail("other diagnostics");
    }
    pox_free(either.value);
    pox_free(libxml2.value);
    return 0;
}
