"""The table as JSON Schema: what a document looks like as JSON."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import json

from codegen.model import Element, Enum, Spec, Struct, Value
from codegen.scalars import UINT64_MAX

# 2^53 - 1: beyond it many readers round numbers, so that they are strings; see src/json.c.
MAX_EXACT = 2**53 - 1

# What stands behind the key of an entry where its value is spelled in an unusual way.
SPELLING = "_text"

# What has no typed place.
EXTRA = "extra"


def quote(value: object) -> str:
    """A value as JSON; what is not ASCII stays as it is."""
    return json.dumps(value, ensure_ascii=False)


def roots(spec: Spec) -> dict[str, list[Struct]]:
    """By the names that roots can have: what they are."""
    found: dict[str, list[Struct]] = {}
    for struct in spec.from_the_root:
        found.setdefault(struct.element, []).append(struct)
    return found


def spelling_key(element: Element) -> str:
    return element.xml_name + SPELLING


def spelled(struct: Struct) -> list[Element]:
    """The entries that can have a spelling beside their value."""
    return [element for element in struct.elements if element.has_text]


def constant(value: Value) -> str:
    """A value of an enumeration."""
    return quote(value.name if value.json is None else value.json)


def shown(element: Element, text: str) -> str:
    """A value, given as it would stand in XML."""
    if element.is_enum_list:
        return quote(element.parts(text))
    value = element.enum.find(text) if element.enum else None
    if value:
        return constant(value)
    if element.scalar and element.scalar.is_decimal:
        number = int(text)
        return quote(number if number <= MAX_EXACT else text)
    return quote(text)


def is_decimal(element: Element) -> bool:
    return element.scalar is not None and element.scalar.is_decimal


def greatest(element: Element) -> int:
    """The greatest number that is shown as one."""
    return min(UINT64_MAX if element.max is None else element.max, MAX_EXACT)


def is_large(element: Element) -> bool:
    """Some of its numbers are strings."""
    return is_decimal(element) and greatest(element) != element.max


def open_enums(spec: Spec) -> list[Enum]:
    """Those that entries have."""
    elements = [element for struct in spec.structs for element in struct.elements]
    used = {element.enum.name for element in elements if element.enum}
    return [enum for enum in spec.enums if enum.name in used]


FILTERS = {
    "json": quote,
    "json_constant": constant,
    "json_enums": open_enums,
    "json_is_decimal": is_decimal,
    "json_is_large": is_large,
    "json_max": greatest,
    "json_roots": roots,
    "json_shown": shown,
    "json_spelled": spelled,
    "json_spelling": spelling_key,
}
