"""What the table says about an entry, as paragraphs: for comments, reference pages."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codegen.model import Condition, Element, Struct, Value, one_of


def describe(element: Element) -> str:
    """All that is known of an element, in paragraphs."""
    lead = f"`{shown_name(element)}` ({element.type_doc}): {element.doc}"
    return "\n\n".join((lead, *lists(element), " ".join(facts(element)))).strip()


def shown_name(element: Element) -> str:
    """As it stands in XML, as far as a name can show it."""
    if element.is_text:
        return "text"
    return element.name + "=" if element.is_attribute else f"<{element.name}>"


def facts(element: Element) -> Iterator[str]:
    """Short sentences, one for each thing the table knows."""
    if element.required:
        yield "A correct sender always writes it."
    if element.required_when:
        yield f"A correct sender writes it where {conditions_text(element.required_when)}."
    if element.default is not None:
        unit = f" ({element.unit})" if element.unit else ""
        yield f"Default: {element.default}{unit}."
    if element.default_rule:
        yield f"Default: {sentence(element.default_rule)}"
    if element.when:
        yield f"Only when {conditions_text(element.when)}."
    if element.has_own_range:
        yield f"From {element.min} to {element.max}."
    if element.base:
        yield f"Joined to {element.base}."
    if element.overrides:
        yield f"Takes precedence over {element.overrides}."
    if element.aliases:
        yield f"Also read as {', '.join(element.aliases)}."
    if element.since:
        yield f"Since {sentence(element.since)}"
    if element.source:
        yield f"Source: {sentence(element.source)}"


def conditions_text(conditions: Iterable[Condition]) -> str:
    return " and ".join(condition.text for condition in conditions)


def lists(element: Element) -> Iterator[str]:
    """Paragraphs on the parts of a value."""
    for value in element.values:
        yield f"{value.value}: {value.doc}"
    for placeholder in element.placeholders:
        yield f"<{placeholder.name}>: {placeholder.doc}"
    for bits in element.bits:
        last = bits.low + bits.width - 1
        yield f"Bits {bits.low} to {last}, {bits.name}: {bits.doc}"


def describe_effective(element: Element) -> str:
    """What the C function does that gives the value that holds for an element."""
    rule = element.default_rule
    unit = f" ({element.unit})" if element.unit else ""
    paragraphs = [
        f"The value of `{element.field}` that holds, present or not. In its absence: "
        f"{sentence(rule) if rule else f'{element.default}{unit}.'}",
        *(f"{value.value}: {value.doc}" for value in element.values),
    ]
    overrider = element.parent.overrider(element)
    if overrider:
        paragraphs.append(f"{overrider.name} counts before it, where that is present.")
    if element.unless_uri:
        paragraphs.append(f"None holds where {element.unless_uri} is a URL.")
    paragraphs += [" ".join(result_facts(element))]
    return "\n\n".join(paragraphs)


def result_facts(element: Element) -> Iterator[str]:
    """What comes back, and what goes in."""
    yield f"`{element.parent.short}` is borrowed and not NULL."
    if element.enum:
        yield "A word that the table does not know says nothing."
    if element.needs_address:
        yield "`address` is whom the message is about; NULL: nobody knows."
    if element.is_composed:
        yield (
            "It goes to `room` without white space around it, as much of it as fits, with a "
            "NUL behind it. Returned are the bytes that all of it has; 0: nothing holds. "
            "`room` may be NULL where `size` is 0."
        )
    elif element.is_string:
        yield "Borrowed, and as it stands. NULL: nothing holds."
    elif not any(not default.when for default in element.defaults):
        yield f"{'..._ABSENT' if element.enum else '0'}: nothing holds."


def describe_struct(struct: Struct) -> str:
    """A struct's own description, its source, and what excludes what."""
    paragraphs = [f"`<{struct.element}>`: {struct.doc}"]
    for group in struct.exclusive:
        sides = [" and ".join(alternative) for alternative in group]
        paragraphs.append(f"Not together: {', '.join(sides[:-1])} or {sides[-1]}.")
    for members in struct.together:
        paragraphs.append(f"Only together: {' and '.join(members)}.")
    for members in struct.at_least_one:
        paragraphs.append(f"At least one is there: {one_of(members)}.")
    if struct.source:
        paragraphs.append(f"Source: {sentence(struct.source)}")
    return "\n\n".join(paragraphs)


def describe_value(value: Value) -> str:
    """One value of an enumeration."""
    lead = f"`{value.name}`: {value.doc}"
    if not value.aliases:
        return lead
    return f"{lead} Also read as {', '.join(value.aliases)}."


def sentence(text: str) -> str:
    return text if text.endswith(".") else text + "."


FILTERS = {
    "shown_name": shown_name,
    "conditions_text": conditions_text,
    "describe": describe,
    "describe_effective": describe_effective,
    "describe_struct": describe_struct,
    "describe_value": describe_value,
}
