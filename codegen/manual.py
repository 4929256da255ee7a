"""Text and declarations as manual pages have them, in the macros of mdoc(7)."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from codegen import conditions
from codegen.model import Element

COLUMNS = 90


def roff(text: str) -> str:
    """Prose as lines of a manual page, with a new one for each sentence."""
    sentences = re.split(r"(?<=[.!?]) +(?=[A-Z0-9\"])", " ".join(text.split()))
    return "\n".join(line for sentence in sentences for line in lines(sentence))


def lines(sentence: str) -> Iterator[str]:
    for line in textwrap.wrap(
        sentence, COLUMNS, break_long_words=False, break_on_hyphens=False
    ):
        yield guard(" ".join(map(word, line.split(" "))))


def word(text: str) -> str:
    """A word; one to be copied, such as a name or a URL, is not hyphenated, and keeps its "-"."""
    if re.search(r"[a-z][A-Z]|[/<@_]|\w-[A-Z]", text):
        return rf"\%{by_the_letter(text)}"
    return escape(text)


def escape(text: str) -> str:
    """A backslash is roff's own."""
    return text.replace("\\", "\\e")


def by_the_letter(text: str) -> str:
    """Text to be copied: roff may make a typographic hyphen of a "-" as it stands."""
    return escape(text).replace("-", "\\-")


def guard(line: str) -> str:
    """A line of text that begins like a macro is none."""
    return rf"\&{line}" if line.startswith((".", "'")) else line


def argument(text: str) -> str:
    """Text as one argument of a macro, where words may be macros themselves."""
    return '"' + by_the_letter(text).replace('"', '""') + '"'


def function(signature: str) -> str:
    """A C function as the lines of a synopsis: its type, its name and its arguments."""
    head, _, rest = signature.partition("(")
    name = re.findall(r"\w+", head)[-1]
    kind = head[: len(head) - len(name)].strip()
    parts = re.split(r", (?![^(]*\))", rest.removesuffix(")"))
    arguments = (argument(part) for part in parts)
    return f".Ft {argument(kind)}\n.Fn {' '.join([name, *arguments])}"


def effective_function(element: Element) -> str:
    return function(conditions.effective_signature(element))


def declarations(element: Element) -> tuple[str, ...]:
    """The fields of a struct that hold an element, as C declares them."""
    field = element.field
    beside = [f"const char *{field}_text"] if element.has_text else []
    if element.is_list:
        beside.insert(0, f"size_t n_{field}")
    if element.is_number:
        beside.insert(0, f"bool has_{field}")
    return (f"{field_type(element)}{field}", *beside)


def field_type(element: Element) -> str:
    if element.scalar:
        return element.scalar.c_type + ("" if element.is_string else " ")
    if element.enum:
        name = f"enum {element.enum.c_name} "
        return f"const {name}*" if element.comma_list else name
    stars = "**" if element.repeats else "*"
    return f"struct {element.struct.c_name} {stars}" if element.struct else ""


def name_list(names: Iterable[str]) -> str:
    """Lines of a NAME section: all names but the last with a comma behind them."""
    *others, last = names
    return "\n".join([*(f".Nm {name} ," for name in others), f".Nm {last}"])


FILTERS = {
    "declarations": declarations,
    "effective_function": effective_function,
    "function": function,
    "name_list": name_list,
    "roff": roff,
    "roff_argument": argument,
}
