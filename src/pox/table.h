/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The table of all elements, as data: what `pox explain` prints, and what a program needs that
 * works on any struct. All of it is static and constant.
 */
#ifndef POX_TABLE_H
#define POX_TABLE_H

#include <pox/base.h>

POX_BEGIN_DECLS

/** What kind of value an element or attribute has. */
enum pox_kind {
    /** Any text. */
    POX_KIND_STRING = 1,
    /** An absolute URI. */
    POX_KIND_URI,
    /** A part of a URI, which is joined to a sibling. */
    POX_KIND_PARTIAL_URI,
    /** A distinguished name of X.500, as Exchange writes it: /o=Example/cn=anna. */
    POX_KIND_DN,
    /** An e-mail address. */
    POX_KIND_SMTP,
    /** The name of a host. */
    POX_KIND_HOST,
    /** A GUID. */
    POX_KIND_GUID,
    /** An IPv4 address. */
    POX_KIND_IPV4,
    /** An IPv6 address. */
    POX_KIND_IPV6,
    /** A date: YYYYMMDD. */
    POX_KIND_DATE,
    /** A time of day. */
    POX_KIND_TIME,
    /** The URI of a namespace. */
    POX_KIND_SCHEMA,
    /** A number of at most 32 bits. */
    POX_KIND_UINT,
    /** A number of at most 64 bits. */
    POX_KIND_UINT64,
    /** A TCP port. */
    POX_KIND_PORT,
    /** A number of hours. */
    POX_KIND_HOURS,
    /** A number of at most 32 bits, written with hexadecimal digits. */
    POX_KIND_HEX32,
    /** A value of an enumeration, or an on/off switch. */
    POX_KIND_ENUM,
    /** Values of an enumeration, with commas between them. */
    POX_KIND_ENUM_LIST,
    /** An element that has a struct. */
    POX_KIND_STRUCT
};

/** Where an entry of the table stands in XML. */
enum pox_place {
    /** In the start tag of its struct's element. */
    POX_PLACE_ATTRIBUTE = 1,
    /** An element inside of that. */
    POX_PLACE_CHILD,
    /** The text of the struct's element itself. */
    POX_PLACE_TEXT
};

/** One namespace of the format. */
struct pox_namespace {
    /** The name the table uses for it, such as "outlook-response". */
    const char *name;
    /** The namespace itself, as documents declare it. */
    const char *uri;
    /** Full sentences that say what it is for. */
    const char *doc;
    /** For requests, the bit (1 << index) of the namespace in which they are answered; or 0. */
    unsigned answer;
};

/** One value of an enumeration. */
struct pox_enumeration_value {
    /** The canonical spelling. */
    const char *name;
    /** Full sentences that say what it means. */
    const char *doc;
    /** Other spellings that are understood, ending with NULL; NULL: none. */
    const char *const *aliases;
    /** The constant in C. */
    int number;
    /** For JSON, in place of the name: 0 the name, 1 false, 2 true. */
    int json;
};

/** An enumeration. Spellings are compared without regard to case. */
struct pox_enumeration {
    /** The name in C, such as "pox_protocol_type". */
    const char *name;
    /** Full sentences that say what it is about. */
    const char *doc;
    /** The values, in the order of the table. */
    const struct pox_enumeration_value *values;
    /** How many there are in `values`. */
    size_t n_values;
    /** The index of the value whose name is exactly these bytes; -1: none. */
    int (*find)(const char *name, size_t size);
};

/** A number that has a meaning of its own. */
struct pox_number_value {
    /** The number. */
    uint64_t number;
    /** Full sentences that say what it means. */
    const char *doc;
};

/** A placeholder inside a partial URI. */
struct pox_placeholder {
    /** The name without the angle brackets. */
    const char *name;
    /** Full sentences that say what goes in its place. */
    const char *doc;
    /** What to fill in where nothing else is said; NULL: nothing is known. */
    const char *default_text;
};

/** An entry means something only when this holds for a sibling. */
struct pox_condition {
    /** The sibling; an attribute has a leading "@". */
    const char *name;
    /** What it is about it, in words, such as "Type is EXCH or EXPR". */
    const char *text;
    /** The values of which it must have one, ending with NULL; empty: it is about another thing. */
    const char *const *values;
};

struct pox_type;

/** About tags. */
enum {
    /** Each has so many bytes at least, NULs behind it included, for whoever copies it. */
    POX_TAG_ROOM = 32
};

/** One entry of the table: an attribute, a child element, or an element's own text. */
struct pox_element {
    /** The XML name; "#text" for text. */
    const char *name;
    /** The same with a leading "@" for an attribute: the key in JSON. */
    const char *key;
    /** "<Name>", for the writer; NULL for what is no child. */
    const char *tag;
    /** The bytes of `tag`; 0 without one. */
    size_t tag_size;
    /** The field in C. */
    const char *field;
    /** Full sentences that say what it is for. */
    const char *doc;
    /** The type in words: "on/off", "number", "URI". */
    const char *type_doc;
    /** Where it is documented, or NULL. */
    const char *source;
    /** What holds when it is absent, as it would be written; NULL: nothing is documented. */
    const char *default_text;
    /** How the default follows from other things, or NULL. */
    const char *default_rule;
    /** The unit of a number, or NULL. */
    const char *unit;
    /** The version in which it appeared, or NULL. */
    const char *since;
    /** A typical value, or NULL. */
    const char *example;
    /** The sibling that a partial URI is joined to, or NULL. */
    const char *base;
    /** When a correct sender writes it, such as "Type is IMAP"; NULL: see `required`. */
    const char *required_when;
    /** The sibling that it takes precedence over, or NULL. */
    const char *overrides;
    /** Other names that are understood, ending with NULL; NULL: none. */
    const char *const *aliases;
    /** What must hold for siblings, so that it means something: all of it. NULL: nothing. */
    const struct pox_condition *conditions;
    /** Numbers that have a meaning of their own; NULL: none. */
    const struct pox_number_value *values;
    /** What stands in its text for something else; NULL: nothing. */
    const struct pox_placeholder *placeholders;
    /** How many there are in `conditions`. */
    size_t n_conditions;
    /** How many there are in `values`. */
    size_t n_values;
    /** How many there are in `placeholders`. */
    size_t n_placeholders;
    /** For numbers: the smallest; otherwise 0. */
    uint64_t minimum;
    /** For numbers: the largest; otherwise 0. */
    uint64_t maximum;
    /** For POX_KIND_ENUM and POX_KIND_ENUM_LIST; otherwise NULL. */
    const struct pox_enumeration *enumeration;
    /** For POX_KIND_STRUCT; otherwise NULL. */
    const struct pox_type *type;
    /** Bits (1 << index into pox_namespaces()) in which it is right. */
    unsigned namespaces;
    /** The same for its parent; 0: any. */
    unsigned under;
    /** Where it stands in XML. */
    enum pox_place place;
    /** What kind of value it has. */
    enum pox_kind kind;
    /** May occur any number of times. */
    bool repeats;
    /** A correct sender always writes it. */
    bool required;
};

/** What the library does with a type; private. */
struct pox_operations;

/** One element that has a struct. */
struct pox_type {
    /** The XML name, such as "Protocol". */
    const char *name;
    /** The name in C without "struct ", such as "pox_protocol". */
    const char *c_name;
    /** Full sentences that say what it is for. */
    const char *doc;
    /** Where it is documented, or NULL. */
    const char *source;
    /** In the order in which they are written: attributes, text, children. */
    const struct pox_element *elements;
    /** How many there are in `elements`. */
    size_t n_elements;
    /** The entry for the text of the element itself; NULL: it has none. */
    const struct pox_element *text;
    /** Bits of the namespaces in which it is right. */
    unsigned namespaces;
    /** The same as indexes into pox_namespaces(), the preferred one first. */
    const unsigned char *preferred_namespaces;
    /** How many there are in `preferred_namespaces`. */
    size_t n_preferred_namespaces;
    /** Private. */
    const struct pox_operations *operations;
};

/**
 * The canonical spelling of a value such as POX_PROTOCOL_TYPE_IMAP. NULL: it has none, being
 * absent, `_OTHER` or no value at all.
 */
POX_API const char *pox_enumeration_name(const struct pox_enumeration *enumeration,
                                         int number);

/** All namespaces; their number goes to *count (not NULL). Never NULL. */
POX_API const struct pox_namespace *pox_namespaces(size_t *count);

/** The type of a whole message: the one that is part of no other. Never NULL. */
POX_API const struct pox_type *pox_message_type(void);

/** All types, a whole message first; their number goes to *count (not NULL). Never NULL. */
POX_API const struct pox_type *const *pox_types(size_t *count);

/** The type whose element has this XML name (not NULL), in any case; NULL: none. */
POX_API const struct pox_type *pox_type_by_name(const char *name);

POX_END_DECLS

#endif
