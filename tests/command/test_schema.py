"""pox schema: what it prints, and what xmllint makes of documents by it."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import copy
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from codegen import load
from codegen.__main__ import DIRECTORIES, read
from codegen.model import Element, Namespace, Spec, Struct
from codegen.schema import is_always_there, places, types_of
from tests.command.support import VALID, CommandTest, answer

XMLLINT = shutil.which("xmllint")
SCHEMAS = DIRECTORIES["output"] / "schemas"

# What the two flavours are, by option and directory.
FLAVOURS = {"strict": ((), SCHEMAS), "lenient": (("--lenient",), SCHEMAS / "lenient")}

# Attributes of XML Schema itself mean something to a validator.
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


@cache
def spec() -> Spec:
    return read(load.find(DIRECTORIES["spec"], "spec"))


def form_of(root: ElementTree.Element) -> str | None:
    """By whose schema a document is valid; None: it is in no namespace that we know."""
    uri = root.tag[1:].partition("}")[0]
    return next((n.form for n in spec().namespaces if n.uri == uri), None)


def complaints(directory: Path, form: str, documents: list[Path]) -> dict[str, str]:
    """Files that are not valid, and the first thing that is wrong with each."""
    schema = directory / f"{form}.xsd"
    run = subprocess.run(
        [str(XMLLINT), "--nonet", "--noout", "--schema", schema, *documents],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = run.stderr.splitlines()
    found: dict[str, str] = {}
    for document in documents:
        about = [line for line in lines if line.startswith(str(document))]
        if not about:
            raise AssertionError(f"xmllint says nothing of {document}: {run.stderr}")
        if about[-1] != f"{document} validates":
            found[document.name] = about[0]
    return found


@dataclass(frozen=True)
class Spot:
    """A struct in one of its namespaces, and how to get there from a root."""

    struct: Struct
    namespace: Namespace
    above: tuple[tuple[Struct, Namespace], ...]

    def build(self, inside: list[ElementTree.Element]) -> ElementTree.Element:
        """A document with this inside of the struct, and no more than there has to be."""
        node = minimal(self.struct, self.namespace, inside)
        for struct, namespace in reversed(self.above):
            node = minimal(struct, namespace, [node])
        return node


def tag(name: str, namespace: Namespace) -> str:
    return f"{{{namespace.uri}}}{name}"


def tags(root: ElementTree.Element) -> set[str]:
    return {node.tag for node in root.iter()}


def make(element: Element, namespace: Namespace, text: str) -> ElementTree.Element:
    """A child with a text, or a struct with what it has to have."""
    if element.struct:
        return minimal(element.struct, namespace, [])
    node = ElementTree.Element(tag(element.name, namespace))
    node.text = text
    return node


def minimal(
    struct: Struct, namespace: Namespace, inside: list[ElementTree.Element]
) -> ElementTree.Element:
    node = ElementTree.Element(tag(struct.element, namespace))
    given = {child.tag for child in inside}
    for attribute in struct.attributes:
        if is_always_there(attribute):
            node.set(attribute.name, attribute.example)
    for child in struct.children:
        of = next(places(child, namespace), None)
        if of and is_always_there(child) and tag(child.name, of) not in given:
            node.append(make(child, of, child.example))
    decider = deciding_child(struct, namespace)
    if decider and tag(decider.name, namespace) not in given:
        node.append(make(decider, namespace, ""))
    node.extend(inside)
    return node


def deciding_child(struct: Struct, namespace: Namespace) -> Element | None:
    """By which a writer knows that a struct has to be in this namespace."""
    deciding = (e for e in struct.structs if e.namespaces == (namespace,) and e.narrows)
    return next(deciding, None)


def spots() -> Iterator[Spot]:
    """Each struct in each of its namespaces and places, as near to a root as it can be."""
    root = spec().root
    waiting = [Spot(root, namespace, ()) for namespace in root.namespaces]
    seen: set[tuple[str, ...]] = set()
    while waiting:
        spot = waiting.pop(0)
        around = spot.above[-1][0].name if spot.above else ""
        key = (spot.struct.name, spot.namespace.name, around)
        if key in seen:
            continue
        seen.add(key)
        yield spot
        here = (*spot.above, (spot.struct, spot.namespace))
        for child in spot.struct.children:
            if child.struct:
                for of in places(child, spot.namespace):
                    waiting.append(Spot(child.struct, of, here))


@dataclass(frozen=True)
class Case:
    """A document that has one element with one text."""

    spot: Spot
    element: Element
    namespace: Namespace  # of a child
    text: str

    @property
    def key(self) -> tuple[str, str]:
        return (self.element.owner, self.element.xml_name)

    @property
    def root(self) -> ElementTree.Element:
        if self.element.is_child:
            return self.spot.build([make(self.element, self.namespace, self.text)])
        root = self.spot.build([])
        node = next(root.iter(tag(self.spot.struct.element, self.spot.namespace)))
        if self.element.is_attribute:
            node.set(self.element.name, self.text)
        else:
            node.text = self.text
        return root


def texts(element: Element) -> list[str]:
    """Good ones: those of the table, each value, both ends of the range."""
    found = [element.example, element.second, *element.valid_texts]
    if element.enum:
        found = [*element.enum.value_names, *(found if element.comma_list else ())]
    return list(dict.fromkeys(text for text in found if is_known(element, text)))


def is_known(element: Element, text: str) -> bool:
    """Enumerations are open, and their second text may be none of their values."""
    if not element.enum:
        return True
    return all(part in element.enum.value_names for part in element.parts(text))


def cases() -> Iterator[Case]:
    for spot in spots():
        for element in spot.struct.elements:
            own = [spot.namespace]
            for namespace in places(element, *own) if element.is_child else own:
                for text in texts(element) if element.is_scalar else [""]:
                    yield Case(spot, element, namespace, text)


class PrintTest(CommandTest):
    def test_prints_the_files(self) -> None:
        for options, directory in FLAVOURS.values():
            for namespace in spec().namespaces:
                path = directory / f"{namespace.form}.xsd"
                out = self.check_done("schema", *options, namespace.form)
                self.assertEqual(path.read_text(encoding="utf-8"), out)

    def test_the_usual_one_is_the_answer_to_a_mail_client(self) -> None:
        self.assertEqual(
            self.check_done("schema", "outlook-response"), self.check_done("schema")
        )

    def test_unknown_form(self) -> None:
        message = "pox schema: there is no form 'x'; see 'pox schema --help'"
        self.check_refused(2, message, "schema", "x")

    def test_help_has_all_forms(self) -> None:
        out = self.check_done("schema", "--help")
        for namespace in spec().namespaces:
            self.assertRegex(out, rf"(?m)^  {namespace.form}$")


@unittest.skipUnless(XMLLINT, "needs xmllint (Debian: libxml2-utils)")
class ValidationTest(CommandTest):
    def validate(
        self, flavour: str, roots: dict[str, ElementTree.Element]
    ) -> dict[str, str]:
        """Writes documents and has them looked at; returns what is wrong, by name."""
        forms: dict[str, list[Path]] = {}
        for name, root in roots.items():
            form = form_of(root)
            assert form, name
            path = self.put(ElementTree.tostring(root), f"{name}.xml")
            forms.setdefault(form, []).append(path)
        found: dict[str, str] = {}
        for form, documents in forms.items():
            found.update(complaints(FLAVOURS[flavour][1], form, documents))
        return found

    def refuse_all(self, roots: dict[str, ElementTree.Element]) -> None:
        """None of these is what a correct sender writes."""
        refused = self.validate("strict", roots)
        self.assertEqual([], [name for name in roots if f"{name}.xml" not in refused])

    def test_all_that_the_library_writes_is_valid(self) -> None:
        roots: dict[str, ElementTree.Element] = {}
        told: set[tuple[str, str]] = set()
        written: set[tuple[str, str]] = set()
        for case in cases():
            out = self.check_done("format", stdin=ElementTree.tostring(case.root))
            root = ElementTree.fromstring(out)
            told.add(case.key)
            # The library chooses the namespace of a Response by what is in it.
            if tags(case.root) <= tags(root):
                roots[f"{len(roots):04}"] = root
                written.add(case.key)
        self.assertEqual(set(), told - written)
        self.assertEqual({}, self.validate("strict", roots))
        self.assertEqual({}, self.validate("lenient", roots))

    def test_a_value_that_does_not_fit_is_not_valid(self) -> None:
        roots: dict[str, ElementTree.Element] = {}
        for case in cases():
            bad = "x-unheard-of" if case.element.enum else case.element.bad
            if bad:
                bad_case = Case(case.spot, case.element, case.namespace, bad)
                roots[f"{len(roots):04}"] = bad_case.root
        self.assertGreater(len(roots), 50)
        self.refuse_all(roots)

    def test_what_comes_once_is_not_valid_twice(self) -> None:
        roots: dict[str, ElementTree.Element] = {}
        for case in cases():
            if case.element.is_child and case.element.is_scalar:
                child = make(case.element, case.namespace, case.text)
                roots[f"{len(roots):04}"] = case.spot.build([child, copy.copy(child)])
        self.refuse_all(roots)

    def test_what_must_be_there_is_missed(self) -> None:
        roots: dict[str, ElementTree.Element] = {}
        for spot in spots():
            for child in spot.struct.children:
                of = next(places(child, spot.namespace), None)
                if not of or not is_always_there(child):
                    continue
                root = spot.build([])
                parent = next(root.iter(tag(spot.struct.element, spot.namespace)))
                parent.remove(next(parent.iter(tag(child.name, of))))
                roots[f"{len(roots):04}"] = root
        self.assertNotEqual({}, roots)
        self.refuse_all(roots)

    def test_unknown_elements(self) -> None:
        roots = {
            f"{i:04}": spot.build([ElementTree.Element(tag("Unheard-Of", spot.namespace))])
            for i, spot in enumerate(spots())
            if not spot.struct.text
        }
        self.assertEqual(len(roots), len(self.validate("strict", roots)))
        self.assertEqual({}, self.validate("lenient", roots))

    def corpus(self) -> Iterator[tuple[Path, str]]:
        """The valid documents whose root is one by name, and the form of each."""
        for path in sorted(VALID.iterdir()):
            uri, _, name = ElementTree.parse(path).getroot().tag[1:].partition("}")
            for namespace in spec().namespaces:
                types = types_of(spec(), namespace)
                if namespace.uri == uri and name in {t.struct.element for t in types}:
                    yield path, namespace.form

    def test_what_the_strict_check_accepts_is_valid(self) -> None:
        n_valid = 0
        for path, form in self.corpus():
            if self.pox("check", "--strict", path).status == 0:
                # xmllint takes no white space around numbers.
                text = re.sub(rb">\s+(\d+)\s+<", rb">\1<", path.read_bytes())
                document = self.put(text, path.name)
                self.assertEqual({}, complaints(SCHEMAS, form, [document]))
                n_valid += 1
        self.assertGreater(n_valid, 20)

    def test_what_is_read_is_valid_by_the_lenient_ones(self) -> None:
        n_valid = 0
        for path, form in self.corpus():
            if INSTANCE.encode() not in path.read_bytes():
                self.assertEqual({}, complaints(SCHEMAS / "lenient", form, [path]))
                n_valid += 1
        self.assertGreater(n_valid, 40)

    def test_elements_come_in_any_order(self) -> None:
        document = answer(
            "<Account><Protocol><Server>a.example</Server><Type>IMAP</Type></Protocol>"
            "<Action>settings</Action><Protocol><Type>SMTP</Type></Protocol>"
            "<AccountType>email</AccountType></Account>"
        )
        root = ElementTree.fromstring(document)
        self.assertEqual({}, self.validate("strict", {"document": root}))


if __name__ == "__main__":
    unittest.main()
