"""Deletes one entry after the other from the table in a scratch copy of the project.

    delete.py CC [--slice K/N] [--jobs N]

What is left must still build and pass the tests that are made from it, and in all documents of
the corpus nothing but the deleted element may be read otherwise: it becomes an unknown one, and
is kept. Only what is about the meaning of a certain element may miss it.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

from tests.mutation import table
from tests.mutation.scratch import ROOT, Scratch, run

DOCUMENTS = sorted((ROOT / "tests/corpus/valid").glob("*.xml"))

# What an answer means, and how it is told to people, is about certain elements.
KNOWERS = ("src/meaning/", "src/command/")

# What use.c says of a document when the struct of its root has gone with its only entry.
NO_STRUCT = "FAILED the root is "


def used(program: Path, verb: str, *documents: Path) -> list[str]:
    """What use.c prints for each document."""
    output = run(program, verb, *documents).output
    return re.split(r"(?m)^FILE .*\n", output)[1:] if verb == "format" else [output]


def diagnostics(program: Path, *documents: Path) -> Counter[str]:
    """All that is odd about documents, without the numbers of items."""
    (output,) = used(program, "check", *documents)
    return Counter(re.sub(r"\[\d+\]", "", line) for line in output.splitlines())


def content(program: Path, names: dict[str, str]) -> list[Counter[str]]:
    """What each document has when it is written again, in any order, by an independent reader."""
    return [
        Counter() if xml.startswith(NO_STRUCT) else leaves(xml, names)
        for xml in used(program, "format", *DOCUMENTS)
    ]


def own_text(element: ElementTree.Element) -> str:
    """What is not inside of children, wherever among them it stands."""
    pieces = (element.text, *(child.tail for child in element))
    return " ".join(" ".join(piece.split()) for piece in pieces if piece and piece.strip())


def leaves(xml: str, names: dict[str, str]) -> Counter[str]:
    """All values by path. What is unknown keeps its own spelling, which does not count here."""
    found: Counter[str] = Counter()

    def visit(element: ElementTree.Element, path: str) -> None:
        name = element.tag.rpartition("}")[2].lower()
        path = f"{path}/{names.get(name, name)}"
        found[f"{path}: {own_text(element)}"] += 1
        for name, value in element.attrib.items():
            found[f"{path}/@{name.lower()}: {value}"] += 1
        for child in element:
            visit(child, path)

    visit(ElementTree.fromstring(xml), "")
    return found


class Deletion:
    """What is checked of one deleted entry, against the whole table."""

    def __init__(self, scratch: Scratch, documents: table.Documents) -> None:
        self.scratch = scratch
        self.documents = documents
        self.knowers = build(scratch)
        self.user = scratch.link_user()
        self.diagnostics = diagnostics(self.user, *DOCUMENTS)
        self.names = table.aliases(documents)
        self.content = content(self.user, self.names)

    def check(self, entry: table.Entry) -> None:
        """Raises a Problem."""
        left = table.without(self.documents, entry)
        made = self.scratch.use(left)
        if made.status != 0:
            raise Problem(f"the generator refuses it:\n{made.output}")
        self.knowers = build(self.scratch)
        self.user = self.scratch.link_user()
        self.check_content()
        gone = {e.title for e in table.entries(self.documents)}
        gone -= {e.title for e in table.entries(left)}
        self.check_diagnostics({named(title) for title in gone})
        if entry.kind != "text":
            self.check_alone(entry)

    def check_content(self) -> None:
        """Nothing is lost, in any document."""
        for path, before, after in zip(
            DOCUMENTS, self.content, content(self.user, self.names), strict=True
        ):
            if after and before != after:
                raise Problem(f"{path.name}: lost {before - after}, gained {after - before}")

    def check_diagnostics(self, names: set[str]) -> None:
        """What is odd now is what has gone, or inside of it."""
        marks = {mark for name in names for mark in (f"'{name}'", f"/{name}", f"/@{name}")}
        for line in diagnostics(self.user, *DOCUMENTS) - self.diagnostics:
            parts = re.findall(r"'[^']*'|/[^/: ]*", line.lower())
            if not line.startswith(NO_STRUCT) and not marks & set(parts):
                raise Problem(f"something else is read otherwise, too: {line}")

    def check_alone(self, entry: table.Entry) -> None:
        """In a document with nothing else, it is what is unknown."""
        struct = self.documents[entry.file][entry.struct]
        element = struct.get("element", entry.struct)
        name = entry.name.lstrip("@")
        attribute = f' {name}="1"' if entry.kind == "attribute" else ""
        child = f"<{name}>1</{name}>" if entry.kind == "child" else ""
        document = self.scratch.directory / "alone.xml"
        document.write_text(f"<{element}{attribute}>{child}</{element}>")
        told = diagnostics(self.user, document)
        expected = f"{entry.kind.replace('child', 'element')} '{name}' is not known here"
        has_no_struct = any(line.startswith(NO_STRUCT) for line in told)
        if not has_no_struct and not any(expected in line for line in told):
            raise Problem(f"it is not unknown: {told}")


def named(title: str) -> str:
    """What a diagnostic calls an entry that has gone: a text goes by the element that has it."""
    element, _, name = title.partition("/")
    return (element if name.startswith("#") else name.lstrip("@")).lower()


class Problem(Exception):
    """What is wrong without an entry."""


def build(scratch: Scratch) -> set[str]:
    """Builds all, and returns what does not compile because it is about what is not there."""
    output = scratch.build("pox_objects").output or ""
    broken = failing(output, scratch)
    if not broken:
        output = scratch.build("pox_command", "test_fields").output
        broken = failing(output, scratch)
    strange = [path for path in broken if not path.startswith(KNOWERS)]
    if strange:
        raise Problem(f"it does not build:\n{output[-3000:]}")
    if not broken:
        fields = run(scratch.program("tests/test_fields"), least=-1)
        if fields.status != 0:
            raise Problem(f"test_fields:\n{fields.output[-3000:]}")
    return broken


def failing(output: str, scratch: Scratch) -> set[str]:
    """The files in which the compiler has found errors."""
    found = re.findall(r"(?m)^(\S+?):\d+:\d+: (?:fatal )?error: ", output)
    paths = {path.removeprefix(f"{scratch.directory}/") for path in found}
    if not paths and re.search(r"(?m)^g?make.*\*\*\*", output):
        raise Problem(output[-3000:])
    return paths


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("cc")
    parser.add_argument("--slice", default="0/1", help="each N-th entry, from the K-th on")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    first, step = map(int, options.slice.split("/"))
    documents = table.load(ROOT / "spec")
    chosen = list(table.entries(documents))[first::step]
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        scratch = Scratch(Path(name), options.cc, options.jobs)
        scratch.use(documents)
        scratch.configure()
        deletion = Deletion(scratch, documents)
        for entry in chosen:
            try:
                deletion.check(entry)
                about = ", ".join(sorted(deletion.knowers))
                verdict = "kept as an unknown one" + (f"; {about} is about it" if about else "")
            except Problem as problem:
                failed += 1
                verdict = str(problem)
            print(f"{entry.title}: {verdict}", flush=True)
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
