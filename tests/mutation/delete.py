"""Deletes one entry after the other from the table in a scratch copy of the project.

    delete.py CC [--slice K/N] [--jobs N]

What is left must still build and pass the tests that are made from it, and in real documents
nothing but the deleted element may be read otherwise: it becomes an unknown one, which is kept.
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
TARGETS = ("pox_command", "test_fields")


def diagnostics(pox: Path) -> Counter[str]:
    """All that is odd about all documents, without places and numbers."""
    lines = run(pox, "check", *DOCUMENTS, least=1).output.splitlines()
    return Counter(re.sub(r":\d+:\d+: |\[\d+\]", ": ", line) for line in lines[:-1])


def content(pox: Path, names: dict[str, str]) -> list[Counter[str]]:
    """What each document has when it is written again, in any order, by an independent reader."""
    return [leaves(run(pox, "format", path).output, names) for path in DOCUMENTS]


def leaves(xml: str, names: dict[str, str]) -> Counter[str]:
    """All values by path. What is unknown keeps its own spelling, which does not count here."""
    found: Counter[str] = Counter()

    def visit(element: ElementTree.Element, path: str) -> None:
        name = element.tag.rpartition("}")[2].lower()
        path = f"{path}/{names.get(name, name)}"
        found[f"{path}: {(element.text or '').strip()}"] += 1
        for name, value in element.attrib.items():
            found[f"{path}/@{name.lower()}: {value}"] += 1
        for child in element:
            visit(child, path)

    visit(ElementTree.fromstring(xml[xml.index("<?xml") :]), "")
    return found


class Deletion:
    """What is checked of one deleted entry, against the whole table."""

    def __init__(self, scratch: Scratch, documents: table.Documents) -> None:
        self.scratch = scratch
        self.documents = documents
        self.pox = scratch.program("pox")
        self.build()
        self.diagnostics = diagnostics(self.pox)
        self.names = table.aliases(documents)
        self.content = content(self.pox, self.names)

    def build(self) -> str:
        """What is wrong with what was made; "": nothing."""
        built = self.scratch.build(*TARGETS)
        if built.status != 0:
            return f"it does not build:\n{built.output[-3000:]}"
        fields = run(self.scratch.program("tests/test_fields"), least=-1)
        return "" if fields.status == 0 else f"test_fields:\n{fields.output[-3000:]}"

    def problem(self, entry: table.Entry) -> str:
        """What is wrong without an entry; "": nothing."""
        made = self.scratch.use(table.without(self.documents, entry))
        if made.status != 0:
            return f"the generator refuses it:\n{made.output}"
        return self.build() or self.kept() or self.unknown(entry)

    def kept(self) -> str:
        """Nothing is lost, in any document."""
        for path, before, after in zip(
            DOCUMENTS, self.content, content(self.pox, self.names), strict=True
        ):
            if before != after:
                return f"{path.name}: lost {before - after}, gained {after - before}"
        return ""

    def unknown(self, entry: table.Entry) -> str:
        """New diagnostics are about the entry, or about what is inside of it."""
        name = entry.name.lstrip("@#")
        for line in diagnostics(self.pox) - self.diagnostics:
            if f"'{name.lower()}'" not in line.lower() and f"/{name.lower()}" not in line.lower():
                return f"something else is read otherwise, too: {line}"
        return self.alone(entry)

    def alone(self, entry: table.Entry) -> str:
        """In a document with nothing else, it is what is unknown."""
        if entry.kind == "text":
            return ""
        struct = self.documents[entry.file][entry.struct]
        element = struct.get("element", entry.struct)
        name = entry.name.lstrip("@")
        inside = f' {name}="1"/>' if entry.kind == "attribute" else f"><{name}>1</{name}></{element}>"
        document = self.scratch.directory / "alone.xml"
        document.write_text(f"<{element}{inside}")
        report = run(self.pox, "json", document, least=-1)
        expected = f"{'attribute' if entry.kind == 'attribute' else 'element'} '{name}' is not known"
        if report.status != 0 and "root" in report.output:
            return ""  # its struct has gone with it
        return "" if expected in report.output else f"not unknown when alone:\n{report.output}"


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
            problem = deletion.problem(entry)
            failed += bool(problem)
            print(f"{entry.title}: {problem or 'kept as an unknown one'}", flush=True)
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
