"""Compares what the command says of documents with what Python's own XML reader says.

    compare.py POX SPEC DIR...

Nothing of a document may be missing from `pox format` and `pox json`: its elements,
attributes and texts. `pox show` and `pox check` must get through it. The reader here is
expat, which has nothing in common with libpox or libxml2; the table is read for aliases and
for which elements have children.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import concurrent.futures
import json
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

Tree = tuple[str, tuple[tuple[str, str], ...], str, tuple[Any, ...]]

OURS = "schemas.microsoft.com/exchange/autodiscover/"


class Table:
    """What may be spelled differently: names in any case, and aliases."""

    def __init__(self, spec: Path) -> None:
        self.canonical: dict[str, str] = {}
        self.structs: set[str] = set()
        for path in spec.glob("*.toml"):
            for name, table in tomllib.loads(path.read_text()).items():
                if isinstance(table, dict) and name != "enum":
                    self.structs.add(table.get("element", name).lower())
                    self.read_struct(table)

    def read_struct(self, table: dict[str, Any]) -> None:
        for entry in table.get("child", []) + table.get("attribute", []):
            for alias in entry.get("aliases", []):
                self.canonical[alias.lower()] = entry["name"].lower()

    def name(self, tag: str, root_uri: str) -> str:
        """A name with its namespace, if that is none of Autodiscover."""
        uri, _, local = tag.rpartition("}")
        uri = uri.removeprefix("{")
        lower = self.canonical.get(local.lower(), local.lower())
        return lower if OURS in uri or uri in ("", root_uri) else f"{uri} {local}"


def uri_of(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[0].removeprefix("{")


def pieces(element: ElementTree.Element) -> str:
    """All text directly inside an element."""
    return "".join([element.text or "", *(child.tail or "" for child in element)])


def own_text(element: ElementTree.Element, is_struct: bool) -> str:
    """A leaf's text to the letter; of others what is not white space between elements."""
    text = pieces(element)
    if len(element) > 0:
        return "".join(text.split())
    return "" if is_struct and not text.strip(" \t\r\n") else text


def tree(element: ElementTree.Element, table: Table, root_uri: str) -> Tree:
    """What must not change: all but order of children, prefixes, spelling of names."""
    name = table.name(element.tag, root_uri)
    text = own_text(element, name in table.structs)
    attributes = sorted((table.name(k, root_uri), v) for k, v in element.attrib.items())
    children = sorted(tree(child, table, root_uri) for child in element)
    return name, tuple(attributes), text, tuple(children)


def spelled(value: Any, text: str | None) -> set[str]:
    """The texts that a JSON value may stand for."""
    if text is not None:
        return {text}
    if isinstance(value, bool):
        return {"on", "True"} if value else {"off", "False"}
    if isinstance(value, list):
        return {", ".join(value)}
    return {str(value)}


class JsonCheck:
    """Goes through a document and its JSON side by side."""

    def __init__(self, table: Table, root_uri: str) -> None:
        self.table = table
        self.root_uri = root_uri
        self.missing: list[str] = []

    def keys(self, value: dict[str, Any]) -> dict[str, str]:
        return {key.lower(): key for key in value if key != "extra"}

    def kept(self, value: dict[str, Any], kind: str) -> list[dict[str, str]]:
        return [extra for extra in value.get("extra", []) if kind in extra]

    def element(
        self, element: ElementTree.Element, value: dict[str, Any], path: str
    ) -> None:
        keys = self.keys(value)
        for name, text in element.attrib.items():
            self.attribute(name, text, value, None, path)
        if "#text" in value:
            self.expect(value["#text"] == pieces(element), f"{path}: text")
        elif pieces(element).strip(" \t\r\n"):
            texts = "".join(extra["text"] for extra in self.kept(value, "text"))
            self.expect(
                "".join(texts.split()) == "".join(pieces(element).split()),
                f"{path}: stray text",
            )
        used: dict[str, int] = {}
        for child in element:
            name = self.table.name(child.tag, self.root_uri)
            key = keys.get(name)
            index = used.get(name, 0)
            used[name] = index + 1
            place = f"{path}/{name}[{index + 1}]"
            if key is None or not self.typed(child, value, key, index, place):
                self.in_extra(child, value, place)

    def typed(
        self,
        child: ElementTree.Element,
        value: dict[str, Any],
        key: str,
        index: int,
        path: str,
    ) -> bool:
        """Whether the child is the one that the key is about; looks into it if so."""
        found = value[key]
        if isinstance(found, list) and found and isinstance(found[0], dict):
            self.element(child, found[index], path)
            return True
        if isinstance(found, dict):
            if index == 0:
                self.element(child, found, path)
            return index == 0
        if len(child) > 0 or (child.text or "") not in spelled(
            found, value.get(key + "_text")
        ):
            return False
        for name, text in child.attrib.items():
            self.attribute(name, text, value, key, path)
        return True

    def attribute(
        self, name: str, text: str, value: dict[str, Any], leaf: str | None, path: str
    ) -> None:
        key = self.keys(value).get("@" + name.lower()) if leaf is None else None
        if key and text in spelled(value[key], value.get(key + "_text")):
            return
        local = name.rpartition("}")[2]
        found = any(
            extra["attribute"] == local
            and extra["value"] == text
            and extra.get("of") == leaf
            for extra in self.kept(value, "attribute")
        )
        self.expect(found, f"{path}/@{name}")

    def in_extra(
        self, child: ElementTree.Element, value: dict[str, Any], path: str
    ) -> None:
        wanted = tree(child, self.table, self.root_uri)
        found = any(
            tree(ElementTree.fromstring(extra["element"]), self.table, self.root_uri)
            == wanted
            for extra in self.kept(value, "element")
        )
        self.expect(found, path)

    def expect(self, good: bool, what: str) -> None:
        if not good:
            self.missing.append(what)


def run(*command: str | Path) -> bytes:
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True
    ).stdout


def check_file(pox: str, table: Table, path: Path) -> list[str]:
    original = ElementTree.parse(path).getroot()
    root_uri = uri_of(original)
    wanted = tree(original, table, root_uri)
    problems = []
    layouts: tuple[list[str], ...] = ([], ["--compact"])
    for options in layouts:
        try:
            written = ElementTree.fromstring(run(pox, "format", *options, path))
        except (subprocess.CalledProcessError, ElementTree.ParseError) as failure:
            return [f"{path}: format {' '.join(options)}: {failure}"]
        if tree(written, table, root_uri) != wanted:
            problems.append(f"{path}: 'format {' '.join(options)}' says something else")
    for command in ("show", "check"):
        if not run(pox, command, path):
            problems.append(f"{path}: '{command}' prints nothing")
    value = json.loads(run(pox, "json", path))
    check = JsonCheck(table, root_uri)
    (inner,) = value.values()
    check.element(original, inner, "")
    problems += [f"{path}: JSON lacks {what}" for what in check.missing]
    return problems


def is_readable(path: Path) -> bool:
    return b"<!DOCTYPE" not in path.read_bytes()


def main() -> int:
    pox, spec, *directories = sys.argv[1:]
    table = Table(Path(spec))
    paths = [
        p for d in directories for p in sorted(Path(d).glob("*.xml")) if is_readable(p)
    ]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda path: check_file(pox, table, path), paths))
    for problem in (problem for result in results for problem in result):
        print(problem)
    failed = sum(1 for result in results if result)
    print(f"{len(paths) - failed} passed, {failed} failed")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
