"""Jinja2 filters: conditions on the siblings of an element, as tests in C."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping

from codegen.model import Breach, Condition, Element, Release, Struct, Value


def c_tests(conditions: Iterable[Condition], struct: Struct) -> str:
    """All of them, for an `if`; "" when there are none."""
    return all_of([c_test(struct, condition) for condition in conditions])


def c_breach(breach: Breach, struct: Struct) -> str:
    """Whether a rule is broken, for an `if`: not where a struct is not in those it looks at."""
    tests = [parent.short for parent in parents([breach], struct)]
    tests += [c_test(struct, condition) for condition in breach.when]
    if breach.unless:
        tests.append(one_of([c_test(struct, opposite(c)) for c in breach.unless]))
    return all_of(tests)


def opposite(condition: Condition) -> Condition:
    return dataclasses.replace(condition, holds=not condition.holds)


def all_of(tests: list[str]) -> str:
    return joined(tests, " && ", " || ")


def one_of(tests: list[str]) -> str:
    return joined(tests, " || ", " && ")


def joined(tests: list[str], by: str, foreign: str) -> str:
    """Tests with an operator between them, in brackets where they have the other one."""
    if len(tests) == 1:
        return tests[0]
    return by.join(f"({test})" if foreign in test else test for test in tests)


def c_test(struct: Struct, condition: Condition) -> str:
    holder = struct.holder(condition)
    sibling = holder.find(condition.name) if holder else None
    assert holder and sibling, condition.name  # verify.py has seen to it
    return TESTS[condition.kind](sibling, condition)


def test_presence(element: Element, condition: Condition) -> str:
    return mark(condition) + presence(element)


def test_values(element: Element, condition: Condition) -> str:
    values = [element.enum.find(name) for name in condition.values] if element.enum else []
    return test_list(element, condition, [value.constant for value in values if value])


def test_numbers(element: Element, condition: Condition) -> str:
    """An absent number is 0 in C, and none of them."""
    test = test_list(element, condition, condition.values)
    if element.defaults:
        return test
    return (all_of if condition.holds else one_of)([test_presence(element, condition), test])


def test_list(element: Element, condition: Condition, values: Iterable[str]) -> str:
    if condition.holds:
        return one_of([f"{current(element)} == {value}" for value in values])
    return all_of([f"{current(element)} != {value}" for value in values])


def test_uri(element: Element, condition: Condition) -> str:
    return f"{mark(condition)}pox_is_url({field(element)})"


def test_overridden(element: Element, condition: Condition) -> str:
    return all_of([f"{field(element)} > 0", f"{field(element)} != {current(element)}"])


def test_start(element: Element, condition: Condition) -> str:
    end = element.parent.find(condition.values[0])
    assert end, condition.values  # verify.py has seen to it
    return f"pox_is_range_inverted({field(element)}, {field(end)})"


def test_more(element: Element, condition: Condition) -> str:
    assert element.struct  # verify.py has seen to it
    known = [element.struct.find(name) for name in condition.values]
    indexes = ", ".join(e.constant for e in known if e)
    return (
        f"pox_has_more(&{element.struct.descriptor}, {field(element)}, "
        f"(const size_t[]){{{indexes}}}, {len(known)})"
    )


TESTS: Mapping[str, Callable[[Element, Condition], str]] = {
    "present": test_presence,
    "values": test_values,
    "numbers": test_numbers,
    "uri": test_uri,
    "overridden": test_overridden,
    "start": test_start,
    "more": test_more,
}


def mark(condition: Condition) -> str:
    return "" if condition.holds else "!"


def field(element: Element) -> str:
    """Its field in C, in a function with a pointer named after the struct."""
    return f"{element.parent.short}->{element.field}"


def presence(element: Element) -> str:
    """Whether it is there, in C."""
    if element.is_string:
        return f"pox_is_said({field(element)})"
    prefix = "has_" if element.is_number else "n_" if element.is_list else ""
    return f"{element.parent.short}->{prefix}{element.field}"


def current(element: Element) -> str:
    """The value of an enumeration or a number that counts."""
    if element.defaults:
        return f"{element.effective_name}({element.parent.short})"
    return field(element)


def parents(breaches: Iterable[Breach], struct: Struct) -> Iterator[Struct]:
    """The structs around this one at which conditions look, each once."""
    conditions = [c for breach in breaches for c in (*breach.when, *breach.unless)]
    for name in sorted({c.parent for c in conditions if c.parent}):
        holder = struct.holder(next(c for c in conditions if c.parent == name))
        assert holder, name  # verify.py has seen to it
        yield holder


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
    "c_breach": c_breach,
    "c_presence": presence,
    "c_release_test": c_release_test,
    "by_stand_in": by_stand_in,
    "c_field": field,
    "c_tests": c_tests,
    "effective_signature": effective_signature,
    "parents": parents,
}
