"""The fuzzers' dictionary: pieces of documents that they put together and take apart.

libFuzzer passes over words of more than 64 bytes, AFL++ over those of more than 128. The
namespaces are longer than the first, so they are there in two halves as well.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codegen.model import Element, Enum, Namespace, Spec, Struct

SHORT = 64


@dataclass(frozen=True)
class Word:
    """A piece of a document, and what to call it: letters, digits and underscores."""

    name: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """Words that belong together."""

    title: str
    words: tuple[Word, ...]


def dictionary(spec: Spec) -> tuple[Chapter, ...]:
    """All words that the table gives, each in the first chapter that has it."""
    seen: set[str] = set()
    chapters = [Chapter("Namespaces", new(namespace_words(spec.namespaces), seen))]
    for struct in spec.from_the_root:
        chapters.append(Chapter(f"<{struct.element}>", new(struct_words(struct), seen)))
    for enum in (enum for enum in spec.enums if not enum.services):
        chapters.append(Chapter(f"Values: {enum.name}", new(enum_words(enum), seen)))
    return tuple(chapter for chapter in chapters if chapter.words)


def new(words: Iterable[Word], seen: set[str]) -> tuple[Word, ...]:
    """Those whose text was not seen yet."""
    found = []
    for word in words:
        if word.text not in seen:
            seen.add(word.text)
            found.append(word)
    return tuple(found)


def namespace_words(namespaces: tuple[Namespace, ...]) -> Iterator[Word]:
    common = os.path.commonprefix([namespace.uri for namespace in namespaces])
    common = common[: common.rfind("/") + 1]
    yield Word("namespaces", f' xmlns="{common}')
    for namespace in namespaces:
        name = identifier(namespace.name)
        yield Word(f"{name}_rest", f'{namespace.uri[len(common):]}"')
        yield Word(f"{name}_attribute", f' xmlns="{namespace.uri}"')


def struct_words(struct: Struct) -> Iterator[Word]:
    yield from tags(struct.short, struct.element)
    for namespace in struct.namespaces:
        name = f"{struct.short}_{identifier(namespace.name)}"
        yield Word(name, f'<{struct.element} xmlns="{namespace.uri}">')
    for element in struct.elements:
        yield from element_words(struct, element)


def element_words(struct: Struct, element: Element) -> Iterator[Word]:
    """An element with a good value and a bad one, its tags, and its other names."""
    name = f"{struct.short}_{element.field}"
    if element.is_scalar:
        yield Word(name, sample(struct, element))
    if element.bad is not None:
        yield Word(f"{name}_bad", in_its_place(struct, element, element.bad))
    if element.is_child:
        yield from tags(name, element.name)
    for alias in element.aliases:
        text = f" {alias}=" if element.is_attribute else f"<{alias}>"
        yield Word(f"{name}_alias", text)


def tags(name: str, element: str) -> Iterator[Word]:
    yield Word(f"{name}_start", f"<{element}>")
    yield Word(f"{name}_end", f"</{element}>")
    yield Word(f"{name}_empty", f"<{element}/>")


def sample(struct: Struct, element: Element) -> str:
    """A whole element or attribute, its value the most typical that is short enough."""
    texts = [element.example, *element.valid_texts, *(["x"] if element.is_string else [])]
    samples = [in_its_place(struct, element, text) for text in texts]
    return next((text for text in samples if len(text.encode()) <= SHORT), samples[0])


def in_its_place(struct: Struct, element: Element, text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    if element.is_attribute:
        return f' {element.name}="{text}"'
    name = struct.element if element.is_text else element.name
    return f"<{name}>{text}</{name}>"


def enum_words(enum: Enum) -> Iterator[Word]:
    for value in enum.values:
        name = identifier(value.constant.removeprefix("POX_"))
        yield Word(name, value.name)
        for alias in value.aliases:
            yield Word(f"{name}_alias", alias)


def identifier(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower())


def word_string(text: str) -> str:
    """In quotes, with the only three escapes that dictionaries have."""
    return '"' + "".join(escape(byte) for byte in text.encode()) + '"'


def escape(byte: int) -> str:
    character = chr(byte)
    if character in '"\\':
        return "\\" + character
    return character if " " <= character <= "~" else f"\\x{byte:02X}"


FILTERS = {
    "dictionary": dictionary,
    "word_string": word_string,
}
