"""The table of spec/ itself: what names promise of types, which no document could tell.

A text is read whatever its type, so nothing fails where an address is called a text; but
`pox explain`, the schemas and rules would say less.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import unittest
from collections.abc import Iterator

from codegen import load, names
from codegen.__main__ import read
from codegen.model import Element
from tests.generator.support import ROOT

# The word that ends the name of an element, and its type.
LAST_WORDS = {
    "addr": "smtp",
    "address": "smtp",
    "date": "date",
    "dn": "dn",
    "port": "port",
    "schema": "schema",
    "time": "time",
    "ttl": "hours",
    "url": "uri",
}

FIRST_WORDS = {"ipv4": "ipv4", "ipv6": "ipv6"}


class TypesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.spec = read(load.find(ROOT / "spec", "spec"))

    def scalars(self) -> Iterator[tuple[Element, list[str]]]:
        """Each with the words of its name; a text has that of its struct."""
        for struct in self.spec.structs:
            for element in struct.elements:
                if element.scalar:
                    name = element.name or struct.name
                    yield element, names.snake(name).split("_")

    def test_names_tell_types(self) -> None:
        told = set()
        for element, words in self.scalars():
            for word, types in ((words[-1], LAST_WORDS), (words[0], FIRST_WORDS)):
                if word in types:
                    told.add(word)
                    with self.subTest(element.title):
                        self.assertEqual(types[word], element.type_name)
        self.assertEqual(told, set(LAST_WORDS) | set(FIRST_WORDS))

    def test_texts_that_are_urls_are_typed_as_such(self) -> None:
        for element, _ in self.scalars():
            if element.type_name == "string":
                with self.subTest(element.title):
                    self.assertNotRegex(element.own_example or "", r"\Ahttps?://")


if __name__ == "__main__":
    unittest.main()
