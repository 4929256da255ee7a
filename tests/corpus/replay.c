/* SPDX-License-Identifier: MIT */
/*
 * Reads every document of some folders and holds the library to what it promises for any of
 * them. A program of its own rather than a Criterion test, so that valgrind can run it.
 *
 *     replay valid DIR      all must be read
 *     replay invalid DIR    all must be refused, as NAME.expect says where there is one
 *     replay corpus DIR     all must be read, but for those with a DOCTYPE
 *     replay any DIR        those with a NAME.expect must be refused as it says, others be read
 *
 * libxml2's tree of a document is another reader's word on what it says.
 */
#include <dirent.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <pox/pox.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SIZE = 1 << 20, MAX_PATH = 4096 };

struct file {
    char path[MAX_PATH];
    char *bytes;
    size_t size;
};

struct tally {
    int passed;
    int failed;
};

/** Into memory that ends with the file, so that a sanitizer sees reads past its end. */
static bool load(struct file *file)
{
    FILE *stream = fopen(file->path, "rb");
    char *all = malloc(MAX_SIZE);

    file->bytes = NULL;
    if (stream && all) {
        file->size = fread(all, 1, MAX_SIZE, stream);
        file->bytes = malloc(file->size > 0 ? file->size : 1);
    }
    if (file->bytes)
        memcpy(file->bytes, all, file->size);
    free(all);
    if (stream)
        fclose(stream);
    return file->bytes;
}

static bool complain(const struct file *file, const char *what,
                     const struct pox_error *error)
{
    printf("%s: %s", file->path, what);
    if (error)
        printf(": %zu:%zu: %s: %s [%s]", error->line, error->column, error->path,
               error->message, pox_status_name(error->status));
    printf("\n");
    return false;
}

/** Written and read again it is the same, and written once more it is the same bytes. */
static bool survives(const struct file *file, const struct pox_type *type,
                     const void *value, bool compact)
{
    struct pox_write_options options = {.compact = compact};
    struct pox_error error;
    size_t size;
    size_t second_size;
    char *xml = pox_to_xml(type, value, &options, &size, &error);
    void *again = xml ? pox_parse(type, xml, size, NULL, &error) : NULL;
    char *second = again ? pox_to_xml(type, again, &options, &second_size, &error) : NULL;
    bool good = true;

    if (!xml || !again || !second)
        good = complain(file, "does not survive being written", &error);
    else if (!pox_equal(type, value, again))
        good = complain(file, "says something else after being written", NULL);
    else if (size != second_size || memcmp(xml, second, size) != 0)
        good = complain(file, "is written differently the second time", NULL);
    free(xml);
    free(second);
    pox_free(again);
    return good;
}

static bool copies(const struct file *file, const struct pox_type *type,
                   const void *value)
{
    struct pox_error error;
    void *copy = pox_copy(type, value, NULL, &error);
    char *json = pox_to_json(type, value, NULL, NULL, &error);
    bool good = copy && json ? pox_equal(type, value, copy) ||
                                   complain(file, "is not equal to its copy", NULL)
                             : complain(file, "is not copied or not made JSON", &error);

    free(json);
    pox_free(copy);
    return good;
}

/** What was reported, without the places, which a tree knows less well. */
struct report {
    FILE *lines;
    bool has_places;
    bool good;
};

/** A diagnostic must say where and what. */
static void on_diagnostic(void *data, const struct pox_diagnostic *diagnostic)
{
    struct report *report = data;

    if (diagnostic->line == 0 || (diagnostic->column > 0) != report->has_places ||
        diagnostic->path[0] != '/' || diagnostic->message[0] == '\0')
        report->good = false;
    fprintf(report->lines, "%s: %s [%s]\n", diagnostic->path, diagnostic->message,
            pox_diagnostic_code_name(diagnostic->code));
}

/** A value that was read, and what was reported. */
struct reading {
    const struct pox_type *type;
    void *value;
    char *report;
};

/** Reads the bytes of a file, or a tree in place of them. */
static bool read_document(const struct file *file, const xmlNode *tree,
                          struct reading *reading)
{
    size_t size;
    struct report report = {.has_places = !tree, .good = true};
    struct pox_parse_options options = {
        .diagnostic = on_diagnostic,
        .diagnostic_data = &report,
    };
    struct pox_error error;

    report.lines = open_memstream(&reading->report, &size);
    reading->value =
        tree ? pox_parse_node(NULL, tree, &options, &reading->type, &error)
             : pox_parse_any(file->bytes, file->size, &options, &reading->type, &error);
    fclose(report.lines);
    if (!reading->value)
        return complain(file, tree ? "is refused as a tree" : "is refused", &error);
    return report.good ||
           complain(file, "has a diagnostic without the places it should have", NULL);
}

static void forget(struct reading *reading)
{
    pox_free(reading->value);
    free(reading->report);
}

/** A tree with the value in it says the same, and is saved as a document that does. */
static bool is_tree(const struct file *file, const struct reading *from)
{
    xmlDocPtr tree = xmlNewDoc(NULL);
    struct pox_error error;
    xmlNodePtr root =
        pox_write_node(from->type, from->value, NULL, (xmlNodePtr)tree, &error);
    void *again = root ? pox_parse_node(from->type, root, NULL, NULL, &error) : NULL;
    xmlChar *saved = NULL;
    int size = 0;
    void *last;
    bool good = true;

    if (again)
        xmlDocDumpMemory(tree, &saved, &size);
    last =
        saved ? pox_parse(from->type, (char *)saved, (size_t)size, NULL, &error) : NULL;
    if (!last)
        good = complain(file, "does not survive a tree", &error);
    else if (!pox_equal(from->type, from->value, again) ||
             !pox_equal(from->type, from->value, last))
        good = complain(file, "says something else in a tree", NULL);
    xmlFree(saved);
    xmlFreeDoc(tree);
    pox_free(again);
    pox_free(last);
    return good;
}

/** libxml2's own tree of the document reads the same. */
static bool reads_as_tree(const struct file *file, const struct reading *bytes)
{
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    xmlDocPtr tree = xmlReadMemory(file->bytes, (int)file->size, NULL, NULL, options);
    struct reading reading = {.value = NULL};
    bool good = tree ? read_document(file, (xmlNodePtr)tree, &reading)
                     : complain(file, "is refused by libxml2", NULL);

    if (good && (bytes->type != reading.type ||
                 !pox_equal(bytes->type, bytes->value, reading.value)))
        good = complain(file, "says something else as a tree", NULL);
    if (good && strcmp(bytes->report, reading.report) != 0)
        good = complain(file, "is reported otherwise as a tree", NULL);
    forget(&reading);
    xmlFreeDoc(tree);
    return good;
}

static bool check_valid(const struct file *file)
{
    struct reading bytes = {.value = NULL};
    bool good = read_document(file, NULL, &bytes);

    if (bytes.value) {
        good = survives(file, bytes.type, bytes.value, false) && good;
        good = survives(file, bytes.type, bytes.value, true) && good;
        good = copies(file, bytes.type, bytes.value) && good;
        good = reads_as_tree(file, &bytes) && good;
        good = is_tree(file, &bytes) && good;
    }
    forget(&bytes);
    return good;
}

/** NAME.expect beside NAME.xml; NULL: there is none. */
static FILE *open_expectation(const struct file *file)
{
    char path[MAX_PATH];

    snprintf(path, sizeof(path), "%.*s.expect", (int)strlen(file->path) - 4, file->path);
    return fopen(path, "r");
}

/** NAME.expect says which error is right, and on which line (0: wherever). */
static bool is_expected(const struct file *file, const struct pox_error *error)
{
    char status[32];
    size_t line;
    FILE *stream = open_expectation(file);
    int n;

    if (!stream)
        return complain(file, "has no .expect", NULL);
    n = fscanf(stream, "%31s %zu", status, &line);
    fclose(stream);
    if (n != 2)
        return complain(file, "has no proper .expect", NULL);
    if (strcmp(status, pox_status_name(error->status)) != 0 ||
        (line != 0 && line != error->line)) {
        printf("%s: expected %s at line %zu\n", file->path, status, line);
        return complain(file, "has another error", error);
    }
    return true;
}

/** Refused, with an error. */
static bool is_refused(const struct file *file, struct pox_error *error)
{
    const struct pox_type *type;
    void *value = pox_parse_any(file->bytes, file->size, NULL, &type, error);

    if (value) {
        pox_free(value);
        return complain(file, "is read, though it should be refused", NULL);
    }
    return (!type && error->status != POX_OK && error->message[0] != '\0') ||
           complain(file, "is refused without an error", NULL);
}

static bool check_refused(const struct file *file)
{
    struct pox_error error;

    return is_refused(file, &error);
}

static bool check_invalid(const struct file *file)
{
    struct pox_error error;

    return is_refused(file, &error) && is_expected(file, &error);
}

static bool contains(const struct file *file, const char *text)
{
    size_t size = strlen(text);

    for (size_t i = 0; i + size <= file->size; i++) {
        if (memcmp(file->bytes + i, text, size) == 0)
            return true;
    }
    return false;
}

static bool check_corpus(const struct file *file)
{
    return contains(file, "<!DOCTYPE") ? check_refused(file) : check_valid(file);
}

static bool check_any(const struct file *file)
{
    FILE *expectation = open_expectation(file);

    if (!expectation)
        return check_valid(file);
    fclose(expectation);
    return check_invalid(file);
}

static bool is_xml(const char *name)
{
    size_t size = strlen(name);

    return size > 4 && strcmp(name + size - 4, ".xml") == 0;
}

static void check_file(const char *directory, const char *name,
                       bool (*check)(const struct file *file), struct tally *tally)
{
    struct file file;
    bool good;

    snprintf(file.path, sizeof(file.path), "%s/%s", directory, name);
    good = load(&file) ? check(&file) : complain(&file, "cannot be loaded", NULL);
    free(file.bytes);
    tally->passed += good;
    tally->failed += !good;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        bool (*check)(const struct file *file);
    } modes[] = {
        {"valid", check_valid},   {"invalid", check_invalid}, {"refused", check_refused},
        {"corpus", check_corpus}, {"any", check_any},
    };
    struct tally tally = {0, 0};
    bool (*check)(const struct file *file) = NULL;
    DIR *directory = argc == 3 ? opendir(argv[2]) : NULL;

    for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        if (argc == 3 && strcmp(argv[1], modes[i].name) == 0)
            check = modes[i].check;
    }
    if (!check || !directory) {
        fprintf(stderr, "usage: replay valid|invalid|refused|corpus|any DIR\n");
        return 2;
    }
    for (struct dirent *entry; (entry = readdir(directory));) {
        if (is_xml(entry->d_name))
            check_file(argv[2], entry->d_name, check, &tally);
    }
    closedir(directory);
    printf("%d passed, %d failed\n", tally.passed, tally.failed);
    return tally.failed > 0 || tally.passed == 0;
}
