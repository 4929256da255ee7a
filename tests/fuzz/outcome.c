/* SPDX-License-Identifier: MIT */
#include "outcome.h"

#include <stdio.h>
#include <string.h>

size_t fuzz_unshifted(const struct diagnostics *diagnostics, size_t line)
{
    return line > diagnostics->first_lines ? line - diagnostics->shift : line;
}

void fuzz_begin_diagnostics(struct diagnostics *diagnostics)
{
    diagnostics->n = 0;
    diagnostics->hash = FUZZ_HASH_BEGIN;
}

static uint64_t hash_text(uint64_t hash, const char *text)
{
    return fuzz_hash(hash, text, strlen(text) + 1);
}

void fuzz_on_diagnostic(void *data, const struct pox_diagnostic *diagnostic)
{
    struct diagnostics *diagnostics = data;
    size_t numbers[] = {
        (size_t)diagnostic->code,
        fuzz_unshifted(diagnostics, diagnostic->line),
        diagnostic->column,
    };

    diagnostics->n++;
    diagnostics->hash = fuzz_hash(diagnostics->hash, numbers, sizeof(numbers));
    diagnostics->hash = hash_text(diagnostics->hash, diagnostic->path);
    diagnostics->hash = hash_text(diagnostics->hash, diagnostic->message);
    if (diagnostics->shown)
        fprintf(stderr, "%zu:%zu: %s: %s [%s]\n", diagnostic->line, diagnostic->column,
                diagnostic->path, diagnostic->message,
                pox_diagnostic_code_name(diagnostic->code));
}

struct outcome fuzz_read(const char *bytes, size_t size,
                         const struct pox_parse_options *options,
                         struct diagnostics *diagnostics)
{
    struct pox_parse_options own = *options;
    struct outcome outcome;

    own.diagnostic = fuzz_on_diagnostic;
    own.diagnostic_data = diagnostics;
    fuzz_begin_diagnostics(diagnostics);
    outcome.value = pox_parse_any(bytes, size, &own, &outcome.type, &outcome.error);
    return outcome;
}

bool fuzz_same_error(const struct pox_error *a, const struct pox_error *b)
{
    return a->status == b->status && a->line == b->line && a->column == b->column &&
           a->code == b->code && strcmp(a->path, b->path) == 0 &&
           strcmp(a->message, b->message) == 0;
}

static void show(const char *label, const struct outcome *outcome)
{
    const struct pox_error *error = &outcome->error;

    fprintf(stderr, "%s: %s, %s %zu:%zu: %s: %s (%d)\n", label,
            outcome->type ? outcome->type->name : "nothing",
            pox_status_name(error->status), error->line, error->column, error->path,
            error->message, (int)error->code);
}

void fuzz_check_same(const struct outcome *whole, const struct outcome *other,
                     const char *how)
{
    if (!whole->value != !other->value || whole->type != other->type ||
        !fuzz_same_error(&whole->error, &other->error)) {
        show("whole", whole);
        show(how, other);
        fuzz_fail("%s: another outcome", how);
    }
    if (!pox_equal(whole->type, whole->value, other->value))
        fuzz_fail("%s: another struct", how);
}
