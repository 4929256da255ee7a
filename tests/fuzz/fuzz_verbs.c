/* SPDX-License-Identifier: MIT */
/*
 * The other verbs on any struct: a copy equals its original until one thing in either changes,
 * JSON is read by a reader that is not ours, and a type's own verbs do as those for any type.
 */
#include "fill.h"
#include "property.h"

#include <pox/document.h>
#include <pox/validate.h>
#include <pox/visit.h>
#include <stdlib.h>
#include <string.h>

#ifdef FUZZ_JANSSON
#include <jansson.h>
#endif

enum { COMPACT = 1, OWN_VERBS = 6 };

/** So many bytes decide on the change, so that some are left for it however large the struct. */
enum { CHANGE_SIZE = 16 };

/** What a visitor met. */
struct tally {
    size_t structs;
    size_t open;
    size_t extra;
};

static void on_enter(void *data, const struct pox_element *element,
                     const struct pox_type *type, const void *value, size_t index,
                     size_t count)
{
    struct tally *tally = data;

    fuzz_hold(value != NULL, "a struct that begins is there", NULL);
    fuzz_hold(index < count, "an item of a list is one of them", NULL);
    fuzz_hold(!element || element->type == type, "an entry has the type of its struct",
              NULL);
    tally->structs++;
    tally->open++;
}

static void on_leave(void *data, const struct pox_element *element,
                     const struct pox_type *type, size_t index, size_t count)
{
    struct tally *tally = data;

    (void)element;
    (void)type;
    (void)index;
    (void)count;
    fuzz_hold(tally->open > 0, "a struct that ends has begun", NULL);
    tally->open--;
}

static void on_value(void *data, const struct pox_element *element,
                     const struct pox_value *value)
{
    (void)data;
    fuzz_hold(element->kind != POX_KIND_STRUCT, "a value is of a scalar field", NULL);
    fuzz_hold(value->present == (value->text != NULL), "what is present has a text",
              NULL);
}

static void on_extra(void *data, const struct pox_type *type,
                     const struct pox_extra *extra, size_t n_extra)
{
    struct tally *tally = data;

    (void)type;
    fuzz_hold(extra && n_extra > 0, "'extra' is shown when there is some", NULL);
    tally->extra += n_extra;
}

static void on_finding(void *data, const struct pox_finding *finding)
{
    size_t *n_findings = data;

    fuzz_hold(finding->rule->name && finding->path[0] == '/' && finding->message[0],
              "a finding has a rule, a path and a message", NULL);
    (*n_findings)++;
}

static void check_rules(const struct fuzz_type *type, const void *value)
{
    size_t n_findings = 0;
    struct pox_error error;
    bool good = pox_validate(type->type, value, on_finding, &n_findings, &error);

    fuzz_hold(good || error.status == POX_ERROR_RULE,
              "a struct that is fit to write can be judged", &error);
    fuzz_hold(good == (n_findings == 0), "a struct keeps the rules or has findings",
              NULL);
}

static void check_visit(const struct fuzz_type *type, const void *value)
{
    struct tally tally = {.structs = 0};
    struct pox_visitor visitor = {
        .value = on_value,
        .enter = on_enter,
        .leave = on_leave,
        .extra = on_extra,
        .data = &tally,
    };
    struct pox_error error;

    fuzz_hold(pox_visit(type->type, value, &visitor, &error),
              "a struct that is fit to write is visited", &error);
    fuzz_hold(tally.structs > 0 && tally.open == 0, "each struct that begins ends", NULL);
}

/** Reads JSON with another library, where there is one. */
static void check_json_text(const struct fuzz_type *type, const char *json, size_t size)
{
#ifdef FUZZ_JANSSON
    json_error_t error;
    json_t *root =
        json_loadb(json, size, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &error);

    fuzz_hold(root, "JSON is read by a reader of JSON", NULL);
    fuzz_hold(json_object_size(root) == 1 &&
                  json_is_object(json_object_get(root, type->type->name)),
              "JSON is one object by the name of the element", NULL);
    json_decref(root);
#else
    (void)type;
    fuzz_hold(json[0] == '{' && strlen(json) == size, "JSON is an object", NULL);
#endif
}

static char *make_json(const struct fuzz_type *type, const void *value,
                       const struct pox_write_options *how)
{
    struct pox_error error;
    size_t size = 0;
    char *json = pox_to_json(type->type, value, how, &size, &error);

    fuzz_hold(json, "a struct that is fit to write is made JSON", &error);
    check_json_text(type, json, size);
    return json;
}

/** A copy equals its original, and no longer does when one thing is changed. */
static void *check_copy(struct fuzz_maker *maker, const struct fuzz_type *type,
                        void *value)
{
    struct pox_error error;
    void *copy = pox_copy(type->type, value, NULL, &error);

    fuzz_hold(copy, "a struct is copied", &error);
    fuzz_hold(pox_equal(type->type, value, copy), "a copy equals its original", NULL);
    fuzz_hold(pox_equal(type->type, copy, value), "an original equals its copy", NULL);
    type->change(maker, value);
    fuzz_hold(!pox_equal(type->type, value, copy), "a change is noticed", NULL);
    fuzz_hold(!pox_equal(type->type, copy, value), "a change of the other is noticed",
              NULL);
    return copy;
}

/** A copy says the same when nothing is left of its original. Takes over both. */
static void check_survivor(const struct fuzz_type *type, void *copy,
                           const struct pox_write_options *how, char *json)
{
    char *survivor = make_json(type, copy, how);

    fuzz_hold(strcmp(json, survivor) == 0, "a copy needs nothing of its original", NULL);
    free(survivor);
    free(json);
    pox_free(copy);
}

/** Takes the decisions about the change off the source. */
static struct fuzz_source take_change(struct fuzz_source *source)
{
    size_t size = source->size < CHANGE_SIZE ? source->size : CHANGE_SIZE;
    struct fuzz_source change = {source->bytes, size};

    if (size > 0)
        source->bytes += size;
    source->size -= size;
    return change;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct pox_write_options how = {.compact = false};
    struct fuzz_maker maker;
    struct fuzz_source change;
    const struct fuzz_type *type;
    uint8_t mode;
    void *value;
    void *copy;
    char *json;

    fuzz_begin(&maker, bytes, size);
    change = take_change(&maker.source);
    mode = fuzz_byte(&maker.source);
    how.compact = mode & COMPACT;
    type =
        fuzz_types[fuzz_below(&maker.source, sizeof(fuzz_types) / sizeof(fuzz_types[0]))];
    value = fuzz_make(&maker, type);
    if ((mode & OWN_VERBS) == OWN_VERBS) /* one time in four: it takes long */
        fuzz_hold(type->survives(value), "a struct survives the verbs of its type", NULL);
    check_visit(type, value);
    check_rules(type, value);
    json = make_json(type, value, &how);
    maker.source = change;
    copy = check_copy(&maker, type, value);
    fuzz_end(&maker);
    check_survivor(type, copy, &how, json);
    return 0;
}
