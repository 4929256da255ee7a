/* SPDX-License-Identifier: MIT */
/*
 *     use check|format FILE...
 *
 * Reads documents with nothing but what every struct can do, and says what is odd about them or
 * writes them again, each behind a line with its name.
 */
#include <pox/document.h>
#include <pox/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void on_diagnostic(void *data, const struct pox_diagnostic *diagnostic)
{
    (void)data;
    printf("%s: %s\n", diagnostic->path, diagnostic->message);
}

static char *read_file(const char *name, size_t *size)
{
    enum { MOST = 1 << 22 };
    FILE *file = fopen(name, "rb");
    char *bytes = malloc(MOST);

    *size = file && bytes ? fread(bytes, 1, MOST, file) : 0;
    if (file)
        fclose(file);
    return bytes;
}

static void use(bool writes, const char *name)
{
    struct pox_parse_options options = {.diagnostic = writes ? NULL : on_diagnostic};
    const struct pox_type *type;
    struct pox_error error;
    size_t size;
    char *bytes = read_file(name, &size);
    void *value = pox_parse_any(bytes, size, &options, &type, &error);
    char *xml = value && writes ? pox_to_xml(type, value, NULL, NULL, &error) : NULL;

    printf("FILE %s\n", name);
    if (!value || (writes && !xml))
        printf("FAILED %s\n", error.message);
    else if (xml)
        fputs(xml, stdout);
    free(bytes);
    free(xml);
    pox_free(value);
}

int main(int argc, char **argv)
{
    for (int i = 2; i < argc; i++)
        use(strcmp(argv[1], "format") == 0, argv[i]);
    return argc > 2 ? 0 : 1;
}
