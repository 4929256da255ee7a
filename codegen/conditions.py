"""Jinja2 filters: conditions on the siblings of an element, as tests in C."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

from collections.abc import Iterable

from codegen.model import Condition, Element, Release, Struct, Value


def c_tests(conditions: Iterable[Condition], struct: Struct) -> str:
    """All of them, for an `if`; "" when there are none."""
    tests = [c_test(struct, condition) for condition in conditions]
    return tests[0] if len(tests) == 1 else " && ".join(map(bracketed, tests))


def bracketed(test: str) -> str:
    return f"({test})" if " || " in test else test


def c_test(struct: Struct, condition: Condition) -> str:
    sibling = struct.find(condition.name)
    assert sibling, condition.name  # verify.py has seen to it
    if not condition.values:
        return presence(sibling) if condition.present else f"!{presence(sibling)}"
    values = [sibling.enum.find(name) for name in condition.values] if sibling.enum else []
    constants = [value.constant for value in values if value]
    return " || ".join(f"{current(sibling)} == {constant}" for constant in constants)


def field(element: Element) -> str:
    """Its field in C, in a function with a pointer named after the struct."""
    return f"{element.parent.short}->{element.field}"


def presence(element: Element) -> str:
    """Whether it is there, in C."""
    if element.is_string:
        return f"pox_is_said({field(element)})"
    prefix = "has_" if element.is_number else ""
    return f"{element.parent.short}->{prefix}{element.field}"


def current(element: Element) -> str:
    """The value of an enumeration that counts."""
    if element.defaults:
        return f"{element.effective_name}({element.parent.short})"
    return field(element)


def by_stand_in(element: Element) -> list[tuple[str, list[Value]]]:
    """What values of an enumeration stand for in the element it overrides, each with them."""
    groups: dict[str, list[Value]] = {}
    for value in element.enum.values if element.enum else ():
        groups.setdefault(value.stands_for or "", []).append(value)
    return list(groups.items())


def effective_signature(element: Element) -> str:
    """The head of the C function that gives what holds for an element."""
    struct = element.parent
    parameters = [f"const struct {struct.c_name} *{struct.short}"]
    if element.needs_address:
        parameters.append("const char *address")
    if element.is_composed:
        parameters += ["char *room", "size_t size"]
    return f"{effective_type(element)}{element.effective_name}({', '.join(parameters)})"


def effective_type(element: Element) -> str:
    if element.is_composed:
        return "size_t "
    if element.enum:
        return f"enum {element.enum.c_name} "
    return element.scalar.c_type + ("" if element.is_string else " ") if element.scalar else ""


def c_release_test(release: Release, element: Element) -> str:
    """Whether a version is one of a release."""
    parts = zip(element.shown_bits, release.parts, strict=False)
    return " && ".join(f"version->{bits.name} == {part}" for bits, part in parts)


FILTERS = {
    "c_release_test": c_release_test,
    "by_stand_in": by_stand_in,
    "c_field": field,
    "c_tests": c_tests,
    "effective_signature": effective_signature,
}
