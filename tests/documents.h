/* SPDX-License-Identifier: MIT */
/** @file For programs that go through documents named on their command line. */
#ifndef POX_TESTS_DOCUMENTS_H
#define POX_TESTS_DOCUMENTS_H

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct document {
    char path[4096];
    char *bytes;
    size_t size;
};

/** Into memory that ends with the file, so that a sanitizer sees reads past its end. */
static inline bool document_load(struct document *document)
{
    enum { MAX_SIZE = 1 << 20 };
    FILE *stream = fopen(document->path, "rb");
    char *all = malloc(MAX_SIZE);

    document->bytes = NULL;
    if (stream && all) {
        document->size = fread(all, 1, MAX_SIZE, stream);
        document->bytes = malloc(document->size > 0 ? document->size : 1);
    }
    if (document->bytes)
        memcpy(document->bytes, all, document->size);
    free(all);
    if (stream)
        fclose(stream);
    return document->bytes;
}

/** Takes a loaded document, its bytes included. */
typedef bool document_visit(void *data, const struct document *document);

static inline bool document_visit_file(struct document *document, document_visit *visit,
                                       void *data)
{
    bool good;

    if (!document_load(document)) {
        fprintf(stderr, "%s: cannot be loaded\n", document->path);
        return false;
    }
    good = visit(data, document);
    free(document->bytes);
    return good;
}

/** One file, or all of a folder that are called *.xml; false when a visit said so. */
static inline bool document_visit_all(const char *path, document_visit *visit, void *data)
{
    struct document document;
    DIR *folder = opendir(path);
    bool good = true;

    if (!folder) {
        snprintf(document.path, sizeof(document.path), "%s", path);
        return document_visit_file(&document, visit, data);
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
        size_t size = strlen(entry->d_name);

        if (size <= 4 || strcmp(entry->d_name + size - 4, ".xml") != 0)
            continue;
        snprintf(document.path, sizeof(document.path), "%s/%s", path, entry->d_name);
        good = document_visit_file(&document, visit, data) && good;
    }
    closedir(folder);
    return good;
}

#endif
