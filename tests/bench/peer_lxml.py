"""Reads documents with lxml for bench_peers, which talks to it over its standard streams.

    peer_lxml.py tree|dict

It is told `document SIZE`, and then the bytes; `read`, whereupon it tells what it has read,
in tokens such as `(4:User`; `run N`, whereupon it reads the document so often and tells how
many nanoseconds that took.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree  # type: ignore[import]

HUGE = 9_000_000


def read_tree(document: bytes) -> Any:
    parser = etree.XMLParser(huge_tree=True) if len(document) > HUGE else None
    return etree.fromstring(document, parser)


def read_dict(document: bytes) -> dict[str, Any]:
    root = read_tree(document)
    return {local(root.tag): value_of(root)}


def local(tag: str) -> str:
    return tag[tag.rfind("}") + 1 :]


def value_of(element: Any) -> Any:
    """A text; or a dictionary, with attributes below "@" and the text below "#"."""
    if not len(element) and not element.attrib:
        return element.text or ""
    made: dict[str, Any] = {}
    for child in element:
        name = local(child.tag)
        if name not in made:
            made[name] = value_of(child)
        elif isinstance(made[name], list):
            made[name].append(value_of(child))
        else:
            made[name] = [made[name], value_of(child)]
    if element.attrib:
        made["@"] = dict(element.attrib)
    if not len(element):
        made["#"] = element.text or ""
    return made


def events(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """A value in the way of a parser: ( name, @ name and = value, " text, ) at the end."""
    if isinstance(value, list):
        for item in value:
            yield from events(name, item)
        return
    yield "(", name
    if isinstance(value, str):
        yield '"', value
    else:
        for attribute, text in value.get("@", {}).items():
            yield "@", attribute
            yield "=", text
        yield '"', value.get("#", "")
        for child, inner in value.items():
            if child not in ("@", "#"):
                yield from events(child, inner)
    yield ")", ""


def tell(kind: str, text: str) -> None:
    content = text.encode()
    sys.stdout.buffer.write(b"%s%d:%s" % (kind.encode(), len(content), content))


def tell_what_was_read(document: bytes) -> None:
    for name, value in read_dict(document).items():
        for kind, text in events(name, value):
            tell(kind, text)
    tell(".", "")


def run(read: Callable[[bytes], Any], document: bytes, n_times: int) -> int:
    begin = time.process_time_ns()
    for _ in range(n_times):
        read(document)
    return time.process_time_ns() - begin


def main(mode: str) -> None:
    read = read_dict if mode == "dict" else read_tree
    document = b""
    for line in iter(sys.stdin.buffer.readline, b""):
        command, *arguments = line.split()
        if command == b"document":
            document = sys.stdin.buffer.read(int(arguments[0]))
        elif command == b"read":
            tell_what_was_read(document)
        else:
            print(run(read, document, int(arguments[0])))
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
