"""Jinja2 filters: how text of the spec stands in C."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from codegen import (
    conditions,
    dictionary,
    json_schema,
    manual,
    peers,
    prose,
    reference,
    rules,
    schema,
)
from codegen.model import Element, Namespace

COLUMNS = 90

ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t", "\r": r"\r"}


def c_string(text: str | None, indent: int | None = None) -> str:
    """A C string literal; NULL for None. What is not ASCII stays as it is, in UTF-8.

    With an indent, in columns, a long one is split into several, one below the other.
    """
    if text is None:
        return "NULL"
    if indent is None:
        return quote(text)
    parts = split(text, COLUMNS - indent - len('"",'))
    return f"\n{' ' * indent}".join(quote(part) for part in parts)


def quote(text: str) -> str:
    escaped = "".join(escape(character) for character in text)
    return '"' + re.sub(r"(?<=\?)(?=\?)", r"\\", escaped) + '"'


def escape(character: str) -> str:
    """Control characters become three octal digits, which no digit can join."""
    is_control = character < " " or character == "\x7f"
    return ESCAPES.get(character, f"\\{ord(character):03o}" if is_control else character)


def split(text: str, width: int) -> list[str]:
    """Parts that end after white space and fit the width in quotes, if words do."""
    parts = [""]
    for word in re.findall(r"\S*\s+|\S+", text):
        if parts[-1] and len(quote(parts[-1] + word)) - len('""') > width:
            parts.append("")
        parts[-1] += word
    return parts


def c_comment(text: str, indent: int = 0) -> str:
    """Prose as the lines between `/**` and ` */`; no newline at the end.

    The indent is that of the `/**`, in columns.
    """
    margin = " " * indent + " *"
    width = COLUMNS - len(f"{margin} ")
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", marked(harmless(text.strip()))):
        if lines:
            lines.append(margin)
        lines += [f"{margin} {closed(line)}" for line in wrap(paragraph, width)]
    return "\n".join(lines)


def harmless(text: str) -> str:
    """Parts `*/`, `/*` and `??`, which mean something to C even in a comment."""
    return re.sub(r"(?<=\*)(?=/)|(?<=/)(?=\*)|(?<=\?)(?=\?)", " ", text)


def marked(text: str) -> str:
    """Names such as @Type, and <Type>, as code: they are commands and tags to Doxygen."""
    code = r"`[^`]*`"
    name = r"(?<![\w@])(?:\w+/)*@\w+|<\w+>|[\w:]*(?:\\+\w+)+"
    return re.sub(rf"{code}|({name})", lambda m: f"`{m[1]}`" if m[1] else m[0], text)


def wrap(paragraph: str, width: int) -> list[str]:
    """Lines that leave room for what closed() may add."""
    return textwrap.wrap(
        paragraph, width - 1, break_long_words=False, break_on_hyphens=False
    )


def closed(line: str) -> str:
    """A backslash at the end of a line would join the next one to it."""
    return line + "." if line.endswith("\\") else line


def by_length(elements: Iterable[Element]) -> list[tuple[int, list[Element]]]:
    """Elements in groups whose names are equally long, the short ones first."""
    groups: dict[int, list[Element]] = {}
    for element in elements:
        groups.setdefault(len(element.name), []).append(element)
    return sorted(groups.items())


def bits(namespaces: Iterable[Namespace]) -> str:
    """Namespaces as the C constants of their bits."""
    return " | ".join(namespace.bit for namespace in namespaces) or "0"


FILTERS = {
    "bits": bits,
    "by_length": by_length,
    "c_comment": c_comment,
    "c_string": c_string,
    **conditions.FILTERS,
    **dictionary.FILTERS,
    **json_schema.FILTERS,
    **manual.FILTERS,
    **peers.FILTERS,
    **prose.FILTERS,
    **reference.FILTERS,
    **rules.FILTERS,
    **schema.FILTERS,
}
