/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Whether a document keeps the rules of the format: what must be there, what goes with what, and
 * what makes no sense although it can be read. For those who are about to send a document, and
 * for those who want to know what is wrong with one. Each struct has the same function with its
 * own types, such as pox_autodiscover_validate().
 */
#ifndef POX_VALIDATE_H
#define POX_VALIDATE_H

#include <pox/error.h>

POX_BEGIN_DECLS

struct pox_type;

/** A rule. All of it is static and constant. */
struct pox_rule {
    /** The code of what breaks it, which stays the same from version to version: "tls-off". */
    const char *name;
    /** Full sentences: what a document has to keep to, and why. */
    const char *doc;
    /** Where it is documented, or NULL. */
    const char *source;
    /** What a reader reports where it finds the same in a document; 0: a reader cannot see it. */
    enum pox_diagnostic_code diagnostic;
};

/** That a rule is broken somewhere. Valid only during the call that receives it. */
struct pox_finding {
    /** Which rule. */
    const struct pox_rule *rule;
    /** As in struct pox_error. What is missing is named, too, as if it were there. */
    const char *path;
    /** A sentence for a person. */
    const char *message;
};

/**
 * Checks a struct of any type, with all in it, against all rules of the table. What a reader has
 * had to say about a value is said once more, as a struct made by hand never had a reader; where
 * one had, leave out the findings whose rule has a `diagnostic`.
 *
 * @param type     what `value` points to
 * @param value    borrowed and only read
 * @param finding  called for each rule that is broken, with `data`; NULL: nobody listens
 * @param error    may be NULL. POX_ERROR_RULE: the first of the findings. Otherwise why it was
 *                 not checked to the end: as for pox_visit()
 * @return whether all rules are kept
 */
POX_API bool pox_validate(const struct pox_type *type, const void *value,
                          void (*finding)(void *data, const struct pox_finding *finding),
                          void *data, struct pox_error *error);

/** All rules; their number goes to *count (not NULL). Never NULL. */
POX_API const struct pox_rule *pox_rules(size_t *count);

/** The rule of this name (not NULL), in any case; NULL: there is none. */
POX_API const struct pox_rule *pox_rule_by_name(const char *name);

POX_END_DECLS

#endif
