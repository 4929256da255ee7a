"""What the reference page and the man pages say: facts with labels, as `pox explain` has them."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codegen import prose
from codegen.model import Element, Enum, Namespace, Rule, Struct, one_of


@dataclass(frozen=True)
class Item:
    """One of several things that a fact is about."""

    name: str
    doc: str


@dataclass(frozen=True)
class Fact:
    """A line of facts: a text, or things of which each has a meaning."""

    label: str
    text: str
    items: tuple[Item, ...] = ()
    is_code: bool = False  # the text is to be taken by the letter


def element_facts(element: Element) -> tuple[Fact, ...]:
    """All that is known of an element but what its description says."""
    texts = (
        ("Unit", element.unit),
        ("Only when", prose.conditions_text(element.when)),
        ("Required when", prose.conditions_text(element.required_when)),
        ("Appended to", element.base),
        ("Overrides", element.overrides),
        ("Also read", ", ".join(element.aliases)),
        ("Since", element.since),
    )
    return (
        Fact("Type", type_text(element)),
        *item_facts(element),
        *default_facts(element),
        *(Fact(label, text) for label, text in texts if text),
        *([Fact("Example", example(element), is_code=True)] if element.example else []),
        Fact("Namespace", ", ".join(namespace.name for namespace in element.namespaces)),
        *([Fact("Source", element.source)] if element.source else []),
        *c_facts(element),
    )


def type_text(element: Element) -> str:
    """As `pox explain` puts it: "number of hours, from 0 to 4294967295; always there"."""
    is_decimal = element.scalar is not None and element.scalar.is_decimal
    spread = f", from {element.min} to {element.max}" if is_decimal else ""
    times = ", any number of times" if element.repeats else ""
    always = element.required and not element.required_when
    return f"{element.type_doc}{spread}{times}{'; always there' if always else ''}"


def item_facts(element: Element) -> Iterator[Fact]:
    values = tuple(Item(str(value.value), value.doc) for value in element.values)
    placeholders = tuple(Item(f"<{p.name}>", p.doc) for p in element.placeholders)
    bits = tuple(
        Item(f"{bits.name} ({bits.low} to {bits.low + bits.width - 1})", bits.doc)
        for bits in element.bits
    )
    for label, items in (("Values", values), ("Placeholders", placeholders), ("Bits", bits)):
        if items:
            yield Fact(label, "", items)


def default_facts(element: Element) -> Iterator[Fact]:
    if element.default is not None:
        yield Fact("Default", element.default)
    if element.default_rule:
        yield Fact("Default", element.default_rule)


def example(element: Element) -> str:
    """The example as it stands in XML."""
    text = escape_xml(element.example)
    if element.is_attribute:
        return f'{element.name}="{text}"'
    return text if element.is_text else f"<{element.name}>{text}</{element.name}>"


def escape_xml(text: str) -> str:
    escapes = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    return "".join(escapes.get(character, character) for character in text)


def c_facts(element: Element) -> Iterator[Fact]:
    yield Fact("In C", f"struct {element.parent.c_name}, field {element.field}")
    if element.defaults:
        yield Fact("What holds", f"{element.effective_name}()")
    if element.base:
        base = element.parent.find(element.base)
        if base:
            yield Fact("The whole URL", f"{base.joiner}()")


def struct_facts(struct: Struct) -> tuple[Fact, ...]:
    """All that is known of a struct but its elements."""
    namespaces = tuple(Item(space.name, space.uri) for space in struct.namespaces)
    together = (
        *(f"not together: {sides(group)}" for group in struct.exclusive),
        *(f"only together: {' and '.join(members)}" for members in struct.together),
        *(f"at least one: {', '.join(members)}" for members in struct.at_least_one),
        *(f"from {first} to {last}" for first, last in struct.ranges),
    )
    return (
        Fact("Namespace", "", namespaces),
        *(Fact("Rule", text) for text in together),
        *(Fact("Rule", own.rule.name) for own in struct.rules),
        *([Fact("Source", struct.source)] if struct.source else []),
        Fact("In C", f"struct {struct.c_name}"),
    )


def sides(group: Iterable[Iterable[str]]) -> str:
    return " or ".join(" and ".join(alternative) for alternative in group)


def enum_items(enum: Enum) -> tuple[Item, ...]:
    """The values, each with its meaning."""
    return tuple(
        Item(value.name, f"{value.doc}{also_read(value.aliases)}") for value in enum.values
    )


def also_read(aliases: tuple[str, ...]) -> str:
    return f" Also read as {one_of(aliases)}." if aliases else ""


def title(element: Element) -> str:
    """As `pox explain` has it: "Protocol/@Type"."""
    return f"{element.parent.element}/{element.xml_name}"


def first_sentence(text: str) -> str:
    return re.split(r"(?<=\.) ", text, maxsplit=1)[0]


def anchor(thing: Struct | Element | Enum | Rule | Namespace) -> str:
    """What a link to its section ends with."""
    if isinstance(thing, Element):
        kind = {"attribute": "attribute-", "child": "", "text": "text"}[thing.kind]
        return f"{thing.parent.name}-{kind}{thing.name}".lower()
    kind = {Struct: "", Enum: "enum-", Rule: "rule-", Namespace: "namespace-"}[type(thing)]
    return f"{kind}{thing.name}".lower()


def markdown(text: str) -> str:
    """Plain text as Markdown shows it."""
    escaped = re.sub(r"[\\`*\[\]<|~]|(?<!\w)_|_(?!\w)", r"\\\g<0>", text)
    return re.sub(r"&(?=#|\w)", "&amp;", escaped)


def code(text: str) -> str:
    """Text as Markdown shows code."""
    marks = "``" if "`" in text else "`"
    space = " " if "`" in text else ""
    return f"{marks}{space}{text}{space}{marks}"


FILTERS = {
    "anchor": anchor,
    "code": code,
    "element_facts": element_facts,
    "enum_items": enum_items,
    "entry_title": title,
    "first_sentence": first_sentence,
    "markdown": markdown,
    "struct_facts": struct_facts,
}
