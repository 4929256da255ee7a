/* SPDX-License-Identifier: MIT */
/*
 * Lets each allocation fail in turn, the library's and libxml2's alike: of every operation on
 * every document, first the n-th alone and then the n-th with all that follow, for n = 1, 2,
 * ... until a run needs no more than it gets. Each time the operation must succeed in full or
 * fail for want of memory, and all memory must come back.
 *
 *     faults FILE|DIR...
 *
 * A program of its own rather than a Criterion test, for libxml2 takes another allocator only
 * before it is first used. Each document has a child process, so that a crash has a name.
 */
#include "documents.h"
#include "ledger.h"

#include <fcntl.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <pox/node.h>
#include <pox/pox.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/** What an operation works on. */
struct subject {
    const struct document *document;
    /** What it says, read before; NULL when it is refused. */
    void *value;
    const struct pox_type *type;
    /** The same as libxml2 reads it; NULL when it does not. */
    xmlDocPtr tree;
    /** For a tree to be made in. */
    xmlDocPtr empty;
};

/** What came of an operation. */
struct outcome {
    struct pox_error error;
    size_t n_diagnostics;
    /** One of these where it succeeded. */
    void *value;
    char *text;
    size_t size;
    const struct pox_type *type;
};

struct operation {
    const char *name;
    /** Of a document that is refused there is nothing to write. */
    bool needs_value;
    /** Nothing is refused any more when its outcome is made, which must be in full. */
    bool recovers;
    /** libxml2 before 2.13 loses a piece of it now and then when there is no memory. */
    bool builds_tree;
    void (*run)(const struct subject *subject, struct outcome *outcome);
};

/** In memory that the child processes share: where they are, and what they counted. */
struct progress {
    const struct operation *operation;
    size_t n;
    bool persistent;
    size_t runs;
    size_t tolerated;
    size_t leaks;
    size_t messages;
    size_t passed;
    size_t failed;
};

static struct progress *progress;

static void count_diagnostic(void *data, const struct pox_diagnostic *diagnostic)
{
    size_t *n = data;

    (void)diagnostic;
    (*n)++;
}

static struct pox_parse_options parse_options(struct outcome *outcome, bool strict)
{
    return (struct pox_parse_options){
        .strict = strict,
        .diagnostic = count_diagnostic,
        .diagnostic_data = &outcome->n_diagnostics,
        .allocator = &ledger_allocator,
    };
}

static void parse(const struct subject *subject, struct outcome *outcome, bool strict)
{
    struct pox_parse_options options = parse_options(outcome, strict);

    outcome->value = pox_parse_any(subject->document->bytes, subject->document->size,
                                   &options, &outcome->type, &outcome->error);
}

static void run_parse(const struct subject *subject, struct outcome *outcome)
{
    parse(subject, outcome, false);
}

/** Most documents would otherwise be read by the front end for plain ones. */
static void run_libxml2(const struct subject *subject, struct outcome *outcome)
{
    struct pox_parse_options options = parse_options(outcome, false);

    options.libxml2_only = true;
    outcome->value = pox_parse_any(subject->document->bytes, subject->document->size,
                                   &options, &outcome->type, &outcome->error);
}

static void run_strict(const struct subject *subject, struct outcome *outcome)
{
    parse(subject, outcome, true);
}

static void run_descriptor(const struct subject *subject, struct outcome *outcome)
{
    struct pox_parse_options options = parse_options(outcome, false);
    int descriptor = open(subject->document->path, O_RDONLY);

    outcome->value =
        pox_parse_fd(NULL, descriptor, &options, &outcome->type, &outcome->error);
    close(descriptor);
}

/** In pieces; those that come after an error change nothing. */
static void push(struct pox_parser *parser, const struct document *document,
                 struct outcome *outcome)
{
    enum { PIECE = 7 };
    size_t size;

    for (size_t at = 0; at < document->size; at += size) {
        size = document->size - at < PIECE ? document->size - at : PIECE;
        pox_parser_feed(parser, document->bytes + at, size, NULL);
    }
    outcome->value = pox_parser_finish(parser, &outcome->type, &outcome->error);
}

static void run_push(const struct subject *subject, struct outcome *outcome)
{
    struct pox_parse_options options = parse_options(outcome, false);
    struct pox_parser *parser = pox_parser_new(NULL, &options, &outcome->error);

    if (!parser)
        return;
    push(parser, subject->document, outcome);
    pox_parser_free(parser);
}

/** A parser that had no memory for one document reads the next. */
static void run_push_again(const struct subject *subject, struct outcome *outcome)
{
    struct pox_parse_options options = parse_options(outcome, false);
    struct pox_parser *parser = pox_parser_new(NULL, &options, NULL);

    if (parser)
        push(parser, subject->document, outcome);
    ledger_refuse(0, false);
    pox_free(outcome->value);
    outcome->n_diagnostics = 0;
    if (!parser)
        parser = pox_parser_new(NULL, &options, NULL);
    push(parser, subject->document, outcome);
    pox_parser_free(parser);
}

/** The same for whole documents, the first of which is given back. */
static void run_recycle(const struct subject *subject, struct outcome *outcome)
{
    struct pox_parse_options options = parse_options(outcome, false);
    const struct document *document = subject->document;
    struct pox_parser *parser = pox_parser_new(NULL, &options, NULL);

    if (parser)
        pox_parser_recycle(parser, pox_parser_parse(parser, document->bytes,
                                                    document->size, NULL, NULL));
    ledger_refuse(0, false);
    outcome->n_diagnostics = 0;
    if (!parser)
        parser = pox_parser_new(NULL, &options, NULL);
    outcome->value = pox_parser_parse(parser, document->bytes, document->size,
                                      &outcome->type, &outcome->error);
    pox_parser_free(parser);
}

static void run_write(const struct subject *subject, struct outcome *outcome)
{
    struct pox_write_options options = {.allocator = &ledger_allocator};

    outcome->text = pox_to_xml(subject->type, subject->value, &options, &outcome->size,
                               &outcome->error);
}

static size_t count_bytes(void *data, const char *bytes, size_t size)
{
    size_t *n_bytes = data;

    (void)bytes;
    *n_bytes += size;
    return size;
}

static void run_sink(const struct subject *subject, struct outcome *outcome)
{
    struct pox_write_options options = {.allocator = &ledger_allocator};

    pox_write(subject->type, subject->value, &options, count_bytes, &outcome->size,
              &outcome->error);
}

static void run_json(const struct subject *subject, struct outcome *outcome)
{
    struct pox_write_options options = {.allocator = &ledger_allocator};

    outcome->text = pox_to_json(subject->type, subject->value, &options, &outcome->size,
                                &outcome->error);
}

static void run_copy(const struct subject *subject, struct outcome *outcome)
{
    outcome->value =
        pox_copy(subject->type, subject->value, &ledger_allocator, &outcome->error);
    outcome->type = outcome->value ? subject->type : NULL;
}

static void run_read_node(const struct subject *subject, struct outcome *outcome)
{
    struct pox_parse_options options = parse_options(outcome, false);

    if (subject->tree)
        outcome->value = pox_parse_node(NULL, (const xmlNode *)subject->tree, &options,
                                        &outcome->type, &outcome->error);
}

static void run_write_node(const struct subject *subject, struct outcome *outcome)
{
    struct pox_write_options options = {.allocator = &ledger_allocator};
    xmlNodePtr root = pox_write_node(subject->type, subject->value, &options,
                                     (xmlNodePtr)subject->empty, &outcome->error);
    xmlChar *text = NULL;
    int size = 0;

    ledger_refuse(0, false);
    if (root || subject->empty->children)
        xmlDocDumpMemory(subject->empty, &text, &size);
    outcome->text = (char *)text;
    outcome->size = (size_t)size;
    if (root)
        xmlUnlinkNode(root);
    xmlFreeNode(root);
}

static const struct operation operations[] = {
    {"parse", .run = run_parse},
    {"parse through libxml2", .run = run_libxml2},
    {"strict", .run = run_strict},
    {"descriptor", .run = run_descriptor},
    {"push", .run = run_push},
    {"push again", .run = run_push_again, .recovers = true},
    {"recycle", .run = run_recycle, .recovers = true},
    {"write", .run = run_write, .needs_value = true},
    {"sink", .run = run_sink, .needs_value = true},
    {"json", .run = run_json, .needs_value = true},
    {"copy", .run = run_copy, .needs_value = true},
    {"read node", .run = run_read_node, .needs_value = true},
    {"write node", .run = run_write_node, .needs_value = true, .builds_tree = true},
};

/** Runs an operation with the n-th allocation refused, or all from the n-th on. */
static struct outcome run(const struct subject *subject, size_t n, bool persistent)
{
    struct outcome outcome = {.size = 0};

    /* A call sets all of it. */
    memset(&outcome.error, 0x5A, sizeof(outcome.error));
    progress->n = n;
    progress->persistent = persistent;
    progress->runs++;
    ledger_refuse(n, persistent);
    progress->operation->run(subject, &outcome);
    ledger_refuse(0, false);
    return outcome;
}

static void drop(struct outcome *outcome)
{
    pox_free(outcome->value);
    ledger_allocator.release(NULL, outcome->text);
    xmlResetLastError();
}

static bool same_error(const struct pox_error *a, const struct pox_error *b)
{
    return a->status == b->status && a->code == b->code && a->line == b->line &&
           a->column == b->column && strcmp(a->path, b->path) == 0 &&
           strcmp(a->message, b->message) == 0;
}

static bool same(const struct outcome *a, const struct outcome *b)
{
    if (!same_error(&a->error, &b->error) || a->n_diagnostics != b->n_diagnostics)
        return false;
    if (!a->value != !b->value || (a->value && a->type != b->type) ||
        !a->text != !b->text || a->size != b->size)
        return false;
    return (!a->value || pox_equal(a->type, a->value, b->value)) &&
           (!a->text || memcmp(a->text, b->text, a->size) == 0);
}

/** Before 2.13 libxml2 does not always say so when it has no memory. */
static bool is_tolerated(const struct outcome *outcome)
{
    if (LIBXML_VERSION >= 21300 || ledger.refused != LEDGER_LIBXML2 ||
        outcome->error.status != POX_ERROR_XML)
        return false;
    progress->tolerated++;
    return true;
}

/** What is wrong with an outcome, given that of a run with all the memory it wants; or NULL. */
static const char *judge(const struct outcome *outcome, const struct outcome *reference)
{
    if (same(outcome, reference))
        return NULL;
    if (progress->operation->recovers)
        return "did not recover";
    if (outcome->error.status == POX_OK)
        return "succeeded, with another result";
    if (outcome->value || outcome->text || outcome->type)
        return "failed, with a result";
    if (outcome->error.message[0] == '\0')
        return "failed without a message";
    if (outcome->error.status == POX_ERROR_NO_MEMORY && ledger.refused != LEDGER_NOBODY)
        return NULL;
    return is_tolerated(outcome) ? NULL : "failed with another error";
}

/** Says where and what; `detail` may be "". */
static void complain(const struct document *document, const char *what,
                     const char *detail)
{
    printf("%s: %s, allocation %zu%s: %s%s%s\n", document->path,
           progress->operation->name, progress->n,
           progress->persistent ? " and all after it" : "", what, *detail ? ": " : "",
           detail);
}

/** Whether all memory is back, or lost in libxml2. */
static bool is_balanced(size_t *live)
{
    if (ledger.live > *live && LIBXML_VERSION < 21300 &&
        progress->operation->builds_tree && ledger.refused == LEDGER_LIBXML2) {
        progress->leaks++;
        *live = ledger.live;
    }
    return ledger.live == *live;
}

/** All runs of the operation at hand in one of the two ways, up to the first bad one. */
static bool sweep(const struct subject *subject, bool persistent)
{
    struct outcome reference = run(subject, 0, false);
    size_t live;
    const char *fault = NULL;

    xmlResetLastError(); /* of which libxml2 before 2.13 keeps a copy */
    live = ledger.live;
    for (size_t n = 1; !fault; n++) {
        struct outcome outcome = run(subject, n, persistent);

        fault = judge(&outcome, &reference);
        drop(&outcome);
        if (!fault && !is_balanced(&live))
            fault = ledger.live > live ? "memory leaked" : "memory was freed twice";
        if (fault)
            complain(subject->document, fault, outcome.error.message);
        if (ledger.refused == LEDGER_NOBODY)
            break;
    }
    drop(&reference);
    return !fault;
}

/** How a child process ended; numbers that nobody else exits with, such as a sanitizer. */
enum verdict { BAD = 100, GOOD, GOOD_AND_LAST };

/**
 * The very first use of the library in a process, with one refusal; libxml2 sets itself up in
 * it. A second use must find nothing broken.
 */
static enum verdict use_first(const struct document *document, size_t n, bool persistent)
{
    struct subject subject = {.document = document};
    struct outcome first;
    struct outcome second;
    const char *fault;

    progress->operation = &operations[0];
    first = run(&subject, n, persistent);
    second = run(&subject, 0, false);
    progress->n = n;
    progress->persistent = persistent;
    fault = second.value ? judge(&first, &second) : "ruined what came after it";
    if (fault)
        complain(document, fault, first.error.message);
    drop(&first);
    drop(&second);
    if (fault)
        return BAD;
    return ledger.refused == LEDGER_NOBODY ? GOOD_AND_LAST : GOOD;
}

static enum verdict sweep_operations(const struct document *document, size_t n,
                                     bool persistent)
{
    struct subject subject = {
        .document = document,
        .tree = xmlReadMemory(document->bytes, (int)document->size, NULL, NULL,
                              XML_PARSE_NONET | XML_PARSE_NOERROR),
        .empty = xmlNewDoc(NULL),
    };
    bool good = true;

    (void)n;
    (void)persistent;
    subject.value =
        pox_parse_any(document->bytes, document->size, NULL, &subject.type, NULL);
    for (size_t i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
        if (operations[i].needs_value && !subject.value)
            continue;
        progress->operation = &operations[i];
        good = sweep(&subject, false) && good;
        good = sweep(&subject, true) && good;
    }
    pox_free(subject.value);
    xmlFreeDoc(subject.tree);
    xmlFreeDoc(subject.empty);
    return good ? GOOD_AND_LAST : BAD;
}

static enum verdict in_child(enum verdict (*task)(const struct document *, size_t, bool),
                             const struct document *document, size_t n, bool persistent)
{
    int status = -1;
    pid_t child;

    fflush(NULL);
    child = fork();
    if (child == 0)
        exit((int)task(document, n, persistent));
    if (child < 0 || waitpid(child, &status, 0) != child)
        return BAD;
    if (WIFSIGNALED(status))
        complain(document, "crashed", strsignal(WTERMSIG(status)));
    return WIFEXITED(status) ? (enum verdict)WEXITSTATUS(status) : BAD;
}

static bool tally(enum verdict verdict)
{
    bool good = verdict == GOOD_AND_LAST;

    progress->passed += good;
    progress->failed += !good;
    return good;
}

static bool visit(void *data, const struct document *document)
{
    (void)data;
    return tally(in_child(sweep_operations, document, 0, false));
}

static bool sweep_first_use(bool persistent)
{
    static char xml[] = "<Protocol><Port>443</Port></Protocol>";
    const struct document document = {"first use", xml, sizeof(xml) - 1};
    enum verdict verdict = GOOD;

    for (size_t n = 1; verdict == GOOD; n++)
        verdict = in_child(use_first, &document, n, persistent);
    return tally(verdict);
}

/** What would be printed: libxml2 before 2.13 says thousands of times that it has no memory. */
static void count_message(void *data, const char *format, ...)
{
    (void)data;
    (void)format;
    progress->messages++;
}

/** What libxml2 allocates once and keeps. */
static void warm_up(void)
{
    static const char xml[] = "<Autodiscover";
    const struct pox_type *type;

    pox_free(pox_parse_any(xml, sizeof(xml) - 1, NULL, &type, NULL));
    xmlResetLastError();
}

int main(int argc, char **argv)
{
    bool good;

    progress = mmap(NULL, sizeof(*progress), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (!ledger_begin() || progress == MAP_FAILED || argc < 2) {
        fprintf(stderr, "usage: faults FILE|DIR...\n");
        return 2;
    }
    xmlSetGenericErrorFunc(NULL, count_message);
    good = sweep_first_use(false);
    good = sweep_first_use(true) && good;
    warm_up();
    for (int i = 1; i < argc; i++)
        good = document_visit_all(argv[i], visit, NULL) && good;
    printf(
        "%zu runs; for want of memory libxml2 saw bad XML %zu times, leaked %zu times, "
        "and would have printed %zu messages\n",
        progress->runs, progress->tolerated, progress->leaks, progress->messages);
    printf("%zu passed, %zu failed\n", progress->passed, progress->failed);
    return !good || (LIBXML_VERSION >= 21300 && progress->messages > 0);
}
