"""Jinja2 filters: how the rules of the spec can be broken in a struct.

Most rules stand for a key, such as `required`: wherever an entry or a struct has the key,
the rule can be broken. Those of which no rule speaks are not checked.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, permutations, product

from codegen.model import Breach, Condition, Element, Spec, Struct, one_of
from codegen.prose import conditions_text

# What is broken, as far as a key tells: the element to blame, a message, `when` and `unless`.
Fault = tuple["Element | None", str, tuple[Condition, ...], tuple[Condition, ...]]


def breaches(struct: Struct, spec: Spec) -> tuple[Breach, ...]:
    """All ways, in the order of elements; those of the struct itself come last."""
    found = [*of_keys(struct, spec), *of_own_rules(struct)]
    last = len(struct.elements)
    return tuple(sorted(found, key=lambda b: b.element.index if b.element else last))


def of_keys(struct: Struct, spec: Spec) -> Iterator[Breach]:
    for key, find in FINDERS.items():
        rule = spec.rule_for(key)
        for element, message, when, unless in find(struct) if rule else ():
            assert rule
            yield Breach(rule, element, message, expand(struct, when), unless)


def of_own_rules(struct: Struct) -> Iterator[Breach]:
    for own in struct.rules:
        element = struct.find(own.at)
        when = expand(struct, own.when)
        yield Breach(own.rule, element, own.message, when, own.unless)


def expand(struct: Struct, conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """In place of one about a type, one about each sibling of that type."""
    return tuple(
        Condition("present", name, holds=condition.holds) if condition.type_name else condition
        for condition in conditions
        for name in names_of(struct, condition)
    )


def names_of(struct: Struct, condition: Condition) -> tuple[str | None, ...]:
    if not condition.type_name:
        return (condition.name,)
    return tuple(element.xml_name for element in struct.of_type(condition.type_name))


def present(element: Element) -> Condition:
    return Condition("present", element.xml_name)


def absent(element: Element) -> Condition:
    return Condition("present", element.xml_name, holds=False)


def called(element: Element) -> str:
    return "the text" if element.is_text else element.xml_name


def missing(struct: Struct) -> Iterator[Fault]:
    for element in struct.elements:
        message = f"{called(element)} is missing"
        if element.required_when:
            message += f", which is required where {conditions_text(element.required_when)}"
        if element.required or element.required_when:
            yield element, message, (absent(element), *element.required_when), ()


def out_of_place(struct: Struct) -> Iterator[Fault]:
    for element in struct.elements:
        if element.when:
            message = f"{called(element)} means nothing unless {conditions_text(element.when)}"
            yield element, message, (present(element),), element.when


def beside_each_other(struct: Struct) -> Iterator[Fault]:
    pairs = (pair for group in struct.exclusive for pair in combinations(group, 2))
    for one, other in (names for pair in pairs for names in product(*pair)):
        first, second = struct.find(one), struct.find(other)
        if first and second:
            message = f"{called(second)} must not stand beside {called(first)}"
            yield second, message, (present(first), present(second)), ()


def alone(struct: Struct) -> Iterator[Fault]:
    pairs = (pair for group in struct.together for pair in permutations(group, 2))
    for one, other in pairs:
        first, second = struct.find(one), struct.find(other)
        if first and second:
            message = f"{called(second)} is missing, which belongs with {called(first)}"
            yield second, message, (present(first), absent(second)), ()


def none_at_all(struct: Struct) -> Iterator[Fault]:
    for group in struct.at_least_one:
        members = [element for element in struct.elements if element.xml_name in group]
        message = f"there is no {one_of(tuple(called(element) for element in members))}"
        yield None, message, tuple(absent(element) for element in members), ()


def without_base(struct: Struct) -> Iterator[Fault]:
    for element in struct.elements:
        base = struct.find(element.base)
        if base:
            message = f"{called(element)} is appended to {called(base)}, which is missing"
            whole = Condition("uri", element.xml_name, holds=False)
            yield element, message, (present(element), absent(base), whole), ()


def beside_a_uri(struct: Struct) -> Iterator[Fault]:
    for element in struct.elements:
        if element.unless_uri:
            uri = Condition("uri", element.unless_uri)
            message = f"{called(element)} means nothing where {uri.text}"
            yield element, message, (present(element), uri), ()


def overridden(struct: Struct) -> Iterator[Fault]:
    for element in struct.elements:
        by = struct.overrider(element)
        if by and element.defaults:
            message = f"{called(element)} contradicts {called(by)}, which counts"
            yield element, message, (Condition("overridden", element.xml_name),), ()


def inverted(struct: Struct) -> Iterator[Fault]:
    for start, end in struct.ranges:
        message = f"{end} is before {start}"
        yield struct.find(end), message, (Condition("start", start, (end,)),), ()


def more_than(struct: Struct) -> Iterator[Fault]:
    for element in struct.elements:
        if element.only:
            known = " and ".join(element.only)
            message = f"nothing but {known} makes sense in it here"
            more = Condition("more", element.xml_name, element.only)
            yield element, message, (more,), ()


FINDERS = {
    "required": missing,
    "when": out_of_place,
    "exclusive": beside_each_other,
    "together": alone,
    "at_least_one": none_at_all,
    "base": without_base,
    "unless_uri": beside_a_uri,
    "overrides": overridden,
    "ranges": inverted,
    "only": more_than,
}


FILTERS = {"breaches": breaches}
