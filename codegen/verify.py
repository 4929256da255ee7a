"""Says what is wrong with a model: what contradicts, clashes, or serves nobody.

Each check is a generator of errors about one thing; the tables at the end list them. What
no element of the format needs is refused, so that nothing has to be made for it.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from codegen import names
from codegen.errors import Location, SpecError, error_at, listed, raise_if_any
from codegen.json_schema import EXTRA, spelling_key
from codegen.model import (
    SAID_KINDS,
    Bits,
    Condition,
    Default,
    Element,
    Enum,
    Namespace,
    Services,
    Spec,
    Struct,
    Value,
)
from codegen.scalars import SCALARS

Errors = Iterator[SpecError]

# Keys of an entry that only some types take, beside those in the rows of scalars.py.
ENUM_KEYS = frozenset(["comma_list", "default", "example"])
STRUCT_KEYS = frozenset(["only", "repeats", "under"])
TYPED_KEYS = ENUM_KEYS.union(STRUCT_KEYS, *(scalar.keys for scalar in SCALARS.values()))

# Constants that every enumeration has in C beside its values.
OWN_VALUES = ("ABSENT", "OTHER")

# Constants that are generated whatever the table has.
OWN_CONSTANTS = frozenset(["RULE_NONE"])

# Sets of namespaces are bits that constants have, of which the last is the sign of an int.
MOST_NAMESPACES = 31

BITS_OF_HEX32 = 32

# Room that C has for a path.
MOST_STEPS = 3


def verify(spec: Spec) -> None:
    raise_if_any(find_errors(spec))


def find_errors(spec: Spec) -> Errors:
    for check_spec in SPEC_CHECKS:
        yield from check_spec(spec)
    for enum in spec.enums:
        for check_enum in ENUM_CHECKS:
            yield from check_enum(enum)
    for struct in spec.structs:
        for check_struct in STRUCT_CHECKS:
            yield from check_struct(struct)
        for element in struct.elements:
            for check_element in ELEMENT_CHECKS:
                yield from check_element(element, struct)


# Names that clash.

# A name, what has it, and where that stands.
Claim = tuple[str, str, Location]


def clashes(what: str, claims: Iterable[Claim]) -> Errors:
    """An error for each claim to a name that another thing already has."""
    first: dict[str, tuple[str, Location]] = {}
    for name, title, location in claims:
        other, place = first.setdefault(name, (title, location))
        if (other, place) != (title, location):
            message = f"{what} '{name}' of {title} is already that of {other} at {place}"
            yield error_at(location, message)


def twice(title: str, location: Location, key: str, things: Iterable[str]) -> Errors:
    """An error for each thing that stands more than once under one key."""
    for name, times in Counter(things).items():
        if times > 1:
            yield error_at(location.at(key), f"'{key}' of {title} has '{name}' twice")


def c_names_clash(spec: Spec) -> Errors:
    """Tags and functions, which C keeps apart, but people do not."""
    tags, functions = list(tag_claims(spec)), list(function_claims(spec))
    yield from clashes("the C name", tags + functions)
    for c_name, title, location in tags:
        if c_name.removeprefix("pox_") in names.RUNTIME_TAGS | names.RUNTIME_STEMS:
            yield of_runtime("the C name", c_name, title, location)


def of_runtime(what: str, name: str, title: str, location: Location) -> SpecError:
    return error_at(location, f"{what} '{name}' of {title} belongs to the runtime")


def tag_claims(spec: Spec) -> Iterator[Claim]:
    for enum in spec.enums:
        yield enum.c_name, f"enum {enum.name}", enum.location
    for struct in spec.structs:
        yield struct.c_name, f"struct {struct.name}", struct.location
    for element in fields_of_own(spec):
        if element.shown_bits:
            yield element.version, f"the version in {element.title}", element.location
        if element.pages:
            yield f"{element.joiner}_page", f"the pages of {element.title}", element.location


def function_claims(spec: Spec) -> Iterator[Claim]:
    for enum in spec.enums:
        yield enum.table, f"enum {enum.name}", enum.location
    for struct in spec.structs:
        for tail in names.STRUCT_TAILS:
            yield f"{struct.c_name}_{tail}", f"struct {struct.name}", struct.location
    for element in fields_of_own(spec):
        if element.defaults:
            title = f"what holds for {element.title}"
            yield element.effective_name, title, element.location
        if element.pages:
            yield element.joiner, f"the pages of {element.title}", element.location
    # Two versions of one name are reported for their tags.
    versions = {e.version: e for e in reversed(fields_of_own(spec)) if e.shown_bits}
    for version, element in versions.items():
        for tail in names.VERSION_TAILS:
            title = f"the version in {element.title}"
            yield f"{version}_{tail}", title, element.location


def fields_of_own(spec: Spec) -> tuple[Element, ...]:
    """Where a struct has one field twice, that is the error to report."""
    elements = [element for struct in spec.structs for element in struct.elements]
    first = {(e.owner, e.field): e for e in reversed(elements)}
    return tuple(reversed(first.values()))


def constants_clash(spec: Spec) -> Errors:
    claims = list(constant_claims(spec))
    yield from clashes("the C constant", claims)
    for constant, title, location in claims:
        if constant.removeprefix("POX_") in names.RUNTIME_CONSTANTS | OWN_CONSTANTS:
            yield of_runtime("the C constant", constant, title, location)
        if constant.endswith(names.GUARD_SUFFIX):
            message = f"the C constant '{constant}' of {title} ends like an include guard"
            yield error_at(location, message)


def constant_claims(spec: Spec) -> Iterator[Claim]:
    for namespace in spec.namespaces:
        title = f"namespace '{namespace.name}'"
        yield namespace.constant, title, namespace.location
        yield namespace.bit, title, namespace.location
    for rule in spec.rules:
        yield rule.constant, f"rule '{rule.name}'", rule.location
    for enum in spec.enums:
        for own in OWN_VALUES:
            yield f"{enum.prefix}_{own}", f"enum {enum.name}", enum.location
        for value in enum.values:
            yield value.constant, value_title(enum, value), value.location
    for element in fields_of_own(spec):
        for page in element.pages:
            yield page.page_constant, f"the page {page.title}", page.location


def element_constants_clash(spec: Spec) -> Errors:
    """They are private, and do without POX_."""
    claims = [(e.constant, e.title, e.location) for e in fields_of_own(spec)]
    yield from clashes("the C constant", claims)
    for constant, title, location in claims:
        if names.MACRO_CONSTANT.fullmatch(constant):
            message = f"the C constant '{constant}' of {title} is a macro of C's own headers"
            yield error_at(location, message)


def fields_clash(struct: Struct) -> Errors:
    claims = [(e.field, e.title, e.location) for e in struct.elements]
    yield from clashes("the C field", claims)


def json_keys_clash(struct: Struct) -> Errors:
    """In JSON, spellings and what has no typed place stand beside the entries."""
    spelled = [element for element in struct.elements if element.has_text]
    taken = {spelling_key(e): f"the spelling of {e.title}" for e in spelled}
    taken[EXTRA] = "what has no typed place"
    for element in struct.elements:
        key = element.xml_name
        if key in taken:
            message = f"{element.title} cannot be '{key}' in JSON, which has {taken[key]} there"
            yield error_at(element.location.at("name"), message)


def siblings_clash(struct: Struct) -> Errors:
    for siblings in (struct.attributes, struct.children):
        claims = (name_claims(e.name, e.aliases, e.title, e.location) for e in siblings)
        yield from clashes("the name", chain.from_iterable(claims))


def name_claims(
    name: str, aliases: tuple[str, ...], title: str, location: Location
) -> Iterator[Claim]:
    """Names match without regard to case; a thing's own do not clash with each other."""
    yield name.lower(), title, location
    for alias in sorted({alias.lower() for alias in aliases} - {name.lower()}):
        yield alias, title, location.at("aliases")


# Namespaces, and the spec as a whole.


def spec_has_structs(spec: Spec) -> Errors:
    if not spec.structs:
        yield SpecError(spec.topics[0].path, 1, "the spec has no structs")


def uris_clash(spec: Spec) -> Errors:
    claims = [(n.uri, f"namespace '{n.name}'", n.location) for n in spec.namespaces]
    yield from clashes("the URI", claims)


def forms_clash(spec: Spec) -> Errors:
    claims = [
        (n.form, f"namespace '{n.name}'", n.location.at("form")) for n in spec.namespaces
    ]
    yield from clashes("the form", claims)


def answers_exist(spec: Spec) -> Errors:
    for namespace in spec.namespaces:
        others = [other.name for other in spec.namespaces if other is not namespace]
        if namespace.answer and namespace.answer not in others:
            yield error_at(
                namespace.location.at("answer"),
                f"namespace '{namespace.name}' has unknown answer '{namespace.answer}'; "
                f"the other namespaces are {listed(others)}",
            )


def namespaces_fit(spec: Spec) -> Errors:
    for namespace in spec.namespaces[MOST_NAMESPACES:]:
        message = f"namespace '{namespace.name}' is one more than {MOST_NAMESPACES}"
        yield error_at(namespace.location, message)


# Enumerations.


def value_title(enum: Enum, value: Value) -> str:
    return names.entry_title(f"{enum.name} value", value.name)


def enum_has_values(enum: Enum) -> Errors:
    if not enum.values:
        yield error_at(enum.location.at("value"), f"enum {enum.name} has no values")


def spellings_clash(enum: Enum) -> Errors:
    """Values match without regard to case."""
    claims: list[Claim] = []
    for value in enum.values:
        title = value_title(enum, value)
        spellings = [spelling.lower() for spelling in (value.name, *value.aliases)]
        yield from twice(title, value.location, "aliases", spellings)
        claims += name_claims(value.name, value.aliases, title, value.location)
    yield from clashes("the spelling", claims)


def constants_can_be(enum: Enum) -> Errors:
    for value in enum.values:
        if not names.is_c_name(value.constant):
            yield error_at(
                value.location.at("name"),
                f"the C constant of {value_title(enum, value)} cannot be "
                f"'{value.constant}': it is no name in C; name its end with 'field'",
            )


def json_for_all_or_none(enum: Enum) -> Errors:
    if len({value.json is None for value in enum.values}) > 1:
        message = f"enum {enum.name} has 'json' for some of its values only"
        yield error_at(enum.location, message)


# Rules.


def rules_clash(spec: Spec) -> Errors:
    keys = [(rule.checks, rule) for rule in spec.rules if rule.checks]
    claims = [
        (key, f"rule '{rule.name}'", rule.location)
        for key, rule in keys
        if key != "reading"
    ]
    yield from clashes("the key in 'checks'", claims)


def services_are_one(spec: Spec) -> Errors:
    """Functions for them are there once."""
    found = [enum for enum in spec.enums if enum.services]
    for enum in found[1:]:
        message = f"enum {enum.name} has 'services', and so has enum {found[0].name}"
        yield error_at(enum.location.at("services"), message)
    for enum in spec.enums:
        for value in enum.values:
            if not enum.services and (value.inside or value.outside):
                title = value_title(enum, value)
                message = f"{title} has paths, but enum {enum.name} no 'services'"
                yield error_at(value.location, message)


def services_are_somewhere(spec: Spec) -> Errors:
    enum = spec.services
    if not enum or not enum.services:
        return
    location = enum.location.at("services")
    title = f"'services' of enum {enum.name}"
    struct = spec.find_struct(enum.services.of)
    if not struct:
        structs = listed(s.name for s in spec.structs)
        message = f"{title} names unknown struct '{enum.services.of}'; structs are {structs}"
        yield error_at(location, message)
        return
    by = struct.find(enum.services.by)
    if not by or not by.enum:
        message = f"{title} names '{enum.services.by}', which is no enumeration in it"
        yield error_at(location, message)
        return
    for name in (*enum.services.inside, *enum.services.outside):
        if name not in by.enum.value_names:
            message = f"{title} has '{name}', which is not a value of {by.enum.name}"
            yield error_at(location, message)
    for value in enum.values:
        yield from paths_lead_somewhere(spec, enum, value, enum.services)


def paths_lead_somewhere(
    spec: Spec, enum: Enum, value: Value, services: Services
) -> Errors:
    for key, paths in (("inside", value.inside), ("outside", value.outside)):
        for path in paths:
            way = spec.way(path, services)
            if not way or not way.elements[-1].is_string:
                message = (
                    f"'{key}' of {value_title(enum, value)} has '{path}', which leads to "
                    f"no text in {services.of}"
                )
                yield error_at(value.location.at(key), message)
            elif len(way.elements) > MOST_STEPS:
                message = (
                    f"'{key}' of {value_title(enum, value)} has '{path}', which has more "
                    f"than {MOST_STEPS} steps"
                )
                yield error_at(value.location.at(key), message)


# Structs.


def struct_has_elements(struct: Struct) -> Errors:
    """C has no empty structs."""
    if not struct.elements:
        yield error_at(struct.location, f"struct {struct.name} has no elements")


def struct_names_variables(struct: Struct) -> Errors:
    reason = names.why_not_variable(struct.short)
    if reason:
        message = f"no variable in C can be '{struct.short}', after {struct.name}: {reason}"
        yield error_at(struct.location, message)


def no_text_beside_children(struct: Struct) -> Errors:
    if struct.text and struct.children:
        message = f"{struct.name} has both text and children, which no element needs"
        yield error_at(struct.text.location, message)


def groups_are_exclusive(struct: Struct) -> Errors:
    location = struct.location.at("exclusive")
    title = f"an exclusive group of {struct.name}"
    for group in struct.exclusive:
        members = Counter(name for alternative in group for name in alternative)
        if len(group) < 2:
            yield error_at(location, f"{title} has one alternative only")
        for name, times in members.items():
            if times > 1:
                yield error_at(location, f"{title} has '{name}' twice")
            yield from child_may_be_missing(struct, name, title)


def child_may_be_missing(struct: Struct, name: str, title: str) -> Errors:
    location = struct.location.at("exclusive")
    child = struct.find(name)
    if child and child.required:
        yield error_at(location, f"{title} has '{name}', which is required")
    yield from names_are_known(struct, "exclusive", (name,))


def names_are_known(struct: Struct, key: str, members: Iterable[str]) -> Errors:
    """For keys of a struct that name its elements."""
    for name in members:
        if not struct.find(name):
            elements = listed(element.xml_name for element in struct.elements)
            message = (
                f"'{key}' of {struct.name} names unknown element '{name}'; elements are "
                f"{elements}"
            )
            yield error_at(struct.location.at(key), message)


def sets_are_of_several(struct: Struct) -> Errors:
    named = [("together", group) for group in struct.together]
    named += [("at_least_one", group) for group in struct.at_least_one]
    for key, group in named:
        yield from names_are_known(struct, key, group)
        yield from twice(struct.name, struct.location, key, group)
        if len(group) < 2:
            message = f"a list in '{key}' of {struct.name} has one element only"
            yield error_at(struct.location.at(key), message)


def ranges_have_ends(struct: Struct) -> Errors:
    for group in struct.ranges:
        yield from names_are_known(struct, "ranges", group)
        types = [e.type_name for e in struct.elements if e.xml_name in group]
        if len(group) != 2 or types not in (["ipv4"] * 2, ["ipv6"] * 2):
            message = (
                f"a list in 'ranges' of {struct.name} is not of two addresses, ipv4 or ipv6"
            )
            yield error_at(struct.location.at("ranges"), message)


def own_rules_fit(struct: Struct) -> Errors:
    for own in struct.rules:
        title = f"rule '{own.rule.name}' of {struct.name}"
        if not struct.find(own.at):
            elements = listed(element.xml_name for element in struct.elements)
            message = f"{title} is 'at' unknown element '{own.at}'; elements are {elements}"
            yield error_at(own.rule.location.at("at"), message)
        parents = {condition.parent for condition in (*own.when, *own.unless)} - {None}
        if len(parents) > 1:
            message = f"{title} has several 'parent's, and a struct is in one at a time"
            yield error_at(own.rule.location, message)
        for key, conditions in (("when", own.when), ("unless", own.unless)):
            for condition in conditions:
                place = Place(title, key, own.rule.location.at(key), struct)
                yield from condition_can_hold(place, condition)


# Elements: what goes with what.


def wrong(element: Element, key: str, message: str) -> SpecError:
    """An error about a key of an entry."""
    return error_at(element.location.at(key), message)


def keys_go_with_type(element: Element, struct: Struct) -> Errors:
    for key in element.location.keys:
        if key in TYPED_KEYS and key not in keys_of_type(element):
            yield wrong(
                element,
                key,
                f"'{key}' of {element.title} does not go with type {element.type_name}, "
                f"only with {types_with(key)}",
            )


def keys_of_type(element: Element) -> frozenset[str]:
    """Those of TYPED_KEYS that its type takes."""
    if element.scalar:
        return element.scalar.keys
    return ENUM_KEYS if element.enum else STRUCT_KEYS


def types_with(key: str) -> str:
    types = [scalar.name for scalar in SCALARS.values() if key in scalar.keys]
    types += ["enums"] if key in ENUM_KEYS else []
    types += ["structs"] if key in STRUCT_KEYS else []
    return ", ".join(types)


def text_is_string(element: Element, struct: Struct) -> Errors:
    """No element has a number or a word of an enumeration beside its attributes."""
    if element.is_text and element.is_scalar and not element.is_string:
        message = f"{element.title} must be some string, not of type {element.type_name}"
        yield wrong(element, "type", message)


def structs_are_children(element: Element, struct: Struct) -> Errors:
    if element.struct and not element.is_child:
        message = f"{element.title} must hold text, and {element.type_name} is a struct"
        yield wrong(element, "type", message)


def struct_has_its_name(element: Element, struct: Struct) -> Errors:
    """A struct is written under one name, as a root and wherever it is a child."""
    inner = element.struct
    if inner and element.is_child and element.name != inner.element:
        yield wrong(
            element,
            "name",
            f"{element.title} must be named '{inner.element}', as is its type, "
            f"the struct {inner.name} at {inner.location}",
        )


def default_can_hold(element: Element, struct: Struct) -> Errors:
    if "default" not in element.location.keys:
        return
    if element.default_rule and "defaults" not in element.location.keys:
        message = f"{element.title} has both 'default' and 'default_rule'"
        yield wrong(element, "default_rule", message)
    if element.required:
        message = f"{element.title} is required, so its default never holds"
        yield wrong(element, "default", message)
    if element.comma_list:
        message = f"{element.title} is a comma list, and those have no default"
        yield wrong(element, "default", message)


def field_can_be(element: Element, struct: Struct) -> Errors:
    reason = names.why_not_field(element.field, element.is_attribute)
    if reason:
        yield wrong(
            element,
            "field",
            f"the C field of {element.title} cannot be '{element.field}': {reason}; "
            "name another one with 'field'",
        )


# Elements: values that fit.


def default_fits(element: Element, struct: Struct) -> Errors:
    if element.default is not None:
        yield from text_fits(element, "default", element.default)


def defaults_can_hold(element: Element, struct: Struct) -> Errors:
    """Each says one thing, of the right type, and the one that always holds is the last."""
    if "defaults" not in element.location.keys:
        return
    if not element.default_rule:
        message = f"{element.title} has 'defaults' without 'default_rule', their prose"
        yield wrong(element, "defaults", message)
    if element.comma_list or not element.is_scalar:
        message = f"{element.title} is no single value, and those have no defaults"
        yield wrong(element, "defaults", message)
        return
    for default in element.defaults:
        yield from default_says_one_thing(element, default, struct)
    for default in element.defaults[:-1]:
        if not default.when:
            message = f"a default of {element.title} stands behind one that always holds"
            yield wrong(element, "defaults", message)
    always = any(not default.when for default in element.defaults)
    if element.is_number and not always and element.in_range("0"):
        message = f"0 of {element.title} must not be a value, as it says that none holds"
        yield wrong(element, "defaults", message)


def default_says_one_thing(element: Element, default: Default, struct: Struct) -> Errors:
    said = (default.value, default.source, default.address)
    if sum(thing is not None for thing in said) != 1:
        message = (
            f"a default of {element.title} must have one of 'value', 'from' and 'address'"
        )
        yield wrong(element, "defaults", message)
    if default.value is not None:
        yield from text_fits(element, "defaults", default.value)
        return
    if not element.is_string:
        message = f"{element.title} is no text, which 'from' and 'address' would give"
        yield wrong(element, "defaults", message)
    source = struct.find(default.source)
    if source and not source.is_string:
        message = f"'defaults' of {element.title} names {source.title}, which is no text"
        yield wrong(element, "defaults", message)


def overrides_stand_for_something(element: Element, struct: Struct) -> Errors:
    """What overrides an enumeration says for each of its values what holds instead."""
    other = struct.find(element.overrides)
    if not other:
        return
    if not element.enum or not other.enum:
        message = f"{element.title} and {other.title}, which it overrides, must be enums"
        yield wrong(element, "overrides", message)
        return
    for value in element.enum.values:
        if value.stands_for not in other.enum.value_names:
            yield wrong(
                element,
                "overrides",
                f"{value_title(element.enum, value)} must have in 'stands_for' a value of "
                f"{other.enum.name}: {', '.join(other.enum.value_names)}",
            )


def releases_have_parts(element: Element, struct: Struct) -> Errors:
    parts = [str(release.parts) for release in element.releases]
    yield from twice(element.title, element.location, "releases", parts)
    if element.shown_bits and not element.releases:
        message = f"{element.title} has bits that are 'shown', but no 'releases' to name them"
        yield wrong(element, "bits", message)
    for release in element.releases:
        if len(release.parts) > len(element.shown_bits):
            title = names.entry_title(f"{element.title} release", release.name)
            message = f"{title} has more parts than there are bits that are 'shown'"
            yield wrong(element, "releases", message)


def uri_is_text(element: Element, struct: Struct) -> Errors:
    sibling = struct.find(element.unless_uri)
    if sibling and not sibling.is_string:
        message = f"'unless_uri' of {element.title} names {sibling.title}, which is no text"
        yield wrong(element, "unless_uri", message)


def example_fits(element: Element, struct: Struct) -> Errors:
    if element.own_example is not None:
        for part in element.parts(element.own_example):
            yield from text_fits(element, "example", part)


def text_fits(element: Element, key: str, text: str) -> Errors:
    wanted = what_fits(element, text)
    if wanted:
        message = f"the {key} '{text}' of {element.title} is not {wanted}"
        yield wrong(element, key, message)


def what_fits(element: Element, text: str) -> str | None:
    """What a text is not but would have to be; None when it fits."""
    if element.enum:
        values = ", ".join(element.enum.value_names)
        is_value = text in element.enum.value_names
        return None if is_value else f"a value of {element.enum.name}: {values}"
    if element.scalar and not element.scalar.fits(text):
        return f"of type {element.scalar.name}"
    return None if element.in_range(text) else f"from {element.min} to {element.max}"


def range_fits(element: Element, struct: Struct) -> Errors:
    """Its own range lies in that of its type."""
    scalar, low, high = element.scalar, element.min, element.max
    if not scalar or low is None or high is None:
        return
    for key, limit in (("min", low), ("max", high)):
        if not scalar.contains(limit):
            yield wrong(
                element,
                key,
                f"'{key}' of {element.title} is not from {scalar.minimum} to "
                f"{scalar.maximum}, the range of type {scalar.name}",
            )
    if low >= high:
        message = f"'min' of {element.title} is not less than its 'max'"
        yield wrong(element, "min", message)


def number_values_fit(element: Element, struct: Struct) -> Errors:
    numbers = [str(row.value) for row in element.values]
    yield from twice(element.title, element.location, "values", numbers)
    for number in numbers:
        if not element.in_range(number):
            yield wrong(
                element,
                "values",
                f"the value {number} of {element.title} is not from {element.min} to "
                f"{element.max}",
            )


def bits_fit(element: Element, struct: Struct) -> Errors:
    found = [bits.name for bits in element.bits]
    yield from twice(element.title, element.location, "bits", found)
    taken = 0
    for bits in element.bits:
        title = names.entry_title(f"{element.title} bits", bits.name)
        reason = names.why_not_word(bits.name)
        if reason:
            message = f"the C field of {title} cannot be '{bits.name}': {reason}"
            yield wrong(element, "bits", message)
        if not lie_in_number(bits):
            yield wrong(element, "bits", f"{title} are not within {BITS_OF_HEX32} bits")
            continue
        if taken & bits.mask:
            yield wrong(element, "bits", f"{title} overlap with others")
        taken |= bits.mask


def lie_in_number(bits: Bits) -> bool:
    return bits.low >= 0 and bits.width >= 1 and bits.low + bits.width <= BITS_OF_HEX32


def placeholders_differ(element: Element, struct: Struct) -> Errors:
    found = [placeholder.name.lower() for placeholder in element.placeholders]
    yield from twice(element.title, element.location, "placeholders", found)


def aliases_differ(element: Element, struct: Struct) -> Errors:
    found = (element.name, *element.aliases)
    yield from twice(element.title, element.location, "aliases", found)


# Elements: what they say about siblings and namespaces.


def siblings_exist(element: Element, struct: Struct) -> Errors:
    named = [("base", element.base), ("overrides", element.overrides)]
    named += [("unless_uri", element.unless_uri)]
    named += [("defaults", default.source) for default in element.defaults]
    for key, name in named:
        if name:
            yield from sibling_exists(place_in(element, key, struct), name)


def base_is_text(element: Element, struct: Struct) -> Errors:
    base = struct.find(element.base)
    if base and not base.is_string:
        message = f"'base' of {element.title} names {base.title}, which is no URI"
        yield wrong(element, "base", message)


def required_once(element: Element, struct: Struct) -> Errors:
    if element.required and element.required_when:
        message = f"{element.title} has both 'required' and 'required_when'"
        yield wrong(element, "required_when", message)


def only_names_elements(element: Element, struct: Struct) -> Errors:
    inner = element.struct
    for name in element.only:
        if inner and not inner.find(name):
            elements = listed(e.xml_name for e in inner.elements)
            message = (
                f"'only' of {element.title} names '{name}', which {inner.name} does not have; "
                f"its elements are {elements}"
            )
            yield wrong(element, "only", message)
    if element.only and element.repeats:
        message = f"{element.title} repeats, and 'only' is for single structs"
        yield wrong(element, "only", message)


# Conditions.


@dataclass(frozen=True)
class Place:
    """Where a condition, or the name of a sibling, stands."""

    title: str
    key: str
    location: Location
    struct: Struct
    element: Element | None = None  # the entry that says it

    @property
    def subject(self) -> str:
        return f"'{self.key}' of {self.title}"


def place_in(element: Element, key: str, struct: Struct) -> Place:
    return Place(element.title, key, element.location.at(key), struct, element)


def sibling_exists(place: Place, name: str | None, parent: str | None = None) -> Errors:
    holder = place.struct.holder(Condition("present", name, parent=parent))
    others = [e.xml_name for e in holder.elements if e is not place.element] if holder else []
    if not holder or name not in others:
        kind, kinds = ("element", f"elements of {parent}") if parent else ("sibling", "siblings")
        message = f"{place.subject} names unknown {kind} '{name}'; {kinds} are {listed(others)}"
        yield error_at(place.location, message)


def conditions_can_hold(element: Element, struct: Struct) -> Errors:
    """Functions for what holds see one struct only, and types are for rules."""
    said = [("when", condition) for condition in element.when]
    said += [("defaults", c) for default in element.defaults for c in default.when]
    for key, condition in said:
        if condition.parent:
            message = f"'{key}' of {element.title} has 'parent', which is for rules"
            yield wrong(element, key, message)
    said += [("required_when", condition) for condition in element.required_when]
    for key, condition in said:
        if condition.type_name:
            message = f"'{key}' of {element.title} has 'type', which is for rules"
            yield wrong(element, key, message)
        yield from condition_can_hold(place_in(element, key, struct), condition)


def condition_can_hold(place: Place, condition: Condition) -> Errors:
    """It says one thing, about one thing that is there."""
    if len(condition.said) != 1:
        said = "has more than one of" if condition.said else "has none of"
        yield error_at(place.location, f"{place.subject} {said} {listed(SAID_KINDS)}")
    if condition.type_name:
        yield from type_can_be_absent(place, condition)
    elif not condition.name:
        message = f"{place.subject} has a condition without 'name' or 'type'"
        yield error_at(place.location, message)
    elif condition.parent == place.struct.name:
        message = f"{place.subject} has itself as 'parent'"
        yield error_at(place.location, message)
    else:
        yield from sibling_exists(place, condition.name, condition.parent)
        yield from sibling_has_kind(place, condition)


def type_can_be_absent(place: Place, condition: Condition) -> Errors:
    if condition.name or condition.parent or condition.kind != "present" or condition.holds:
        message = f"{place.subject} has 'type', with which only 'present = false' goes"
        yield error_at(place.location, message)
    if not place.struct.of_type(condition.type_name or ""):
        message = f"{place.subject} has type '{condition.type_name}', of which no sibling is"
        yield error_at(place.location, message)


def sibling_has_kind(place: Place, condition: Condition) -> Errors:
    holder = place.struct.holder(condition)
    sibling = holder.find(condition.name) if holder else None
    if not sibling:
        return
    fits = {
        "values": (sibling.is_enum, "no enum"),
        "numbers": (sibling.is_number, "no number"),
        "uri": (sibling.is_string, "no text"),
    }
    good, what = fits.get(condition.kind, (True, ""))
    if not good:
        message = f"{place.subject} names {sibling.title}, which is {what}"
        yield error_at(place.location, message)
    elif sibling.enum and condition.kind == "values":
        yield from condition_has_values(place, condition, sibling.enum)


def condition_has_values(place: Place, condition: Condition, enum: Enum) -> Errors:
    for name in condition.values:
        if name not in enum.value_names:
            message = (
                f"{place.subject} has '{name}', which is not a value of {enum.name}: "
                f"{', '.join(enum.value_names)}"
            )
            yield error_at(place.location, message)


def namespaces_are_right(element: Element, struct: Struct) -> Errors:
    """`under` is about the parent, and frees `namespaces` from it."""
    own = element.namespaces if "namespaces" in element.location.keys else ()
    yield from subset(element, "under", element.under, struct)
    if not element.under:
        yield from subset(element, "namespaces", own, struct)
    if element.struct:
        yield from subset(element, "namespaces", own, element.struct)


def subset(
    element: Element, key: str, part: tuple[Namespace, ...], whole: Struct
) -> Errors:
    for namespace in part:
        if namespace not in whole.namespaces:
            known = ", ".join(other.name for other in whole.namespaces)
            yield wrong(
                element,
                key,
                f"'{key}' of {element.title} has '{namespace.name}', and {whole.name} is "
                f"right only in {known}",
            )


SPEC_CHECKS = (
    spec_has_structs,
    c_names_clash,
    constants_clash,
    element_constants_clash,
    uris_clash,
    answers_exist,
    forms_clash,
    namespaces_fit,
    rules_clash,
    services_are_one,
    services_are_somewhere,
)

ENUM_CHECKS = (
    enum_has_values,
    spellings_clash,
    constants_can_be,
    json_for_all_or_none,
)

STRUCT_CHECKS = (
    struct_has_elements,
    struct_names_variables,
    no_text_beside_children,
    groups_are_exclusive,
    sets_are_of_several,
    ranges_have_ends,
    own_rules_fit,
    fields_clash,
    json_keys_clash,
    siblings_clash,
)

ELEMENT_CHECKS = (
    keys_go_with_type,
    text_is_string,
    structs_are_children,
    struct_has_its_name,
    default_can_hold,
    field_can_be,
    default_fits,
    defaults_can_hold,
    overrides_stand_for_something,
    releases_have_parts,
    uri_is_text,
    example_fits,
    range_fits,
    number_values_fit,
    bits_fit,
    placeholders_differ,
    aliases_differ,
    siblings_exist,
    base_is_text,
    required_once,
    only_names_elements,
    conditions_can_hold,
    namespaces_are_right,
)
