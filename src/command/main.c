/* SPDX-License-Identifier: MIT */
#include <pox/pox.h>
#include <stdio.h>
#include <stdlib.h>

static void on_diagnostic(void *data, const struct pox_diagnostic *d)
{
    (void)data;
    fprintf(stderr, "%zu:%zu: warning: %s: %s [%s]\n", d->line, d->column, d->path, d->message,
            pox_diagnostic_code_name(d->code));
}

int main(int argc, char **argv)
{
    static char text[1 << 21];
    struct pox_error error;
    const struct pox_type *type;
    FILE *f = argc > 2 ? fopen(argv[2], "rb") : stdin;
    size_t n = fread(text, 1, sizeof(text), f);
    char *copy = malloc(n ? n : 1);
    for (size_t i = 0; i < n; i++) copy[i] = text[i];
    struct pox_parse_options o = {.diagnostic = on_diagnostic};
    void *v = pox_parse_any(copy, n, &o, &type, &error);
    free(copy);
    if (!v) {
        fprintf(stderr, "%zu:%zu: error: %s: %s [%s]\n", error.line, error.column, error.path, error.message, pox_status_name(error.status));
        return 1;
    }
    char *out = argv[1][0] == 'j' ? pox_to_json(type, v, NULL, NULL, &error)
                                  : pox_to_xml(type, v, NULL, NULL, &error);
    if (!out) {
        fprintf(stderr, "error: %s: %s\n", error.path, error.message);
        return 1;
    }
    fputs(out, stdout);
    free(out);
    pox_free(v);
    return 0;
}
