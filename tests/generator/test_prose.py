"""What is said to people about an entry: all that the spec says, and no more."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import unittest

from codegen import load, prose
from codegen.__main__ import read
from codegen.model import Element, Spec, Struct
from tests.generator.support import GOOD


class ProseTest(unittest.TestCase):
    spec: Spec

    @classmethod
    def setUpClass(cls) -> None:
        cls.spec = read(load.find(GOOD / "everything" / "spec", "spec"))

    def struct(self, name: str) -> Struct:
        return next(struct for struct in self.spec.structs if struct.name == name)

    def describe(self, name: str) -> str:
        found = self.struct("Crate").find(name)
        assert found, name
        return prose.describe(found)

    def test_little_to_say(self) -> None:
        self.assertEqual("`<Uri>` (URI): Where it is described.", self.describe("Uri"))

    def test_attribute_and_text(self) -> None:
        self.assertTrue(self.describe("@Count").startswith("`Count=` (number): "))
        text = self.struct("Box").text
        assert text
        self.assertTrue(prose.describe(text).startswith("`text` (URI): Where it is."))

    def test_facts(self) -> None:
        facts = {
            "TTL": ["Default: 1 (hours)."],
            "Sealed": [
                "Default: On for crates that are sent: see Shape.",
                "Also read as Closed, SEALED.",
            ],
            "Seal": ["Default: off.", "Takes precedence over Sealed."],
            "Host": [
                "Default: One on the web.",
                "Only when Type is flat and @Type is OAuth or tall.",
            ],
            "Port": ["Default: 993.", "Default: Usually 993.", "From 1 to 65535."],
            "Uri-part": ["Joined to Uri."],
            "Label": ["Since Crates 2.0.", "Source: wire."],
            "Version": [],
        }
        for name, expected in facts.items():
            with self.subTest(name):
                self.assertEqual(expected, list(prose.facts(self.element(name))))

    def element(self, name: str) -> Element:
        found = self.struct("Crate").find(name)
        assert found, name
        return found

    def test_parts_of_values_have_paragraphs(self) -> None:
        self.assertIn("\n\n10: Empty.\n\n40: Full.\n\n", self.describe("Weight"))
        self.assertIn("\n\n<Id>: Which crate.\n\n", self.describe("Uri-part"))
        bits = "\n\nBits 22 to 27, major: The first number.\n\nBits 16 to 21, minor: "
        self.assertIn(bits, self.describe("Version"))

    def test_structs(self) -> None:
        said = prose.describe_struct(self.struct("Crate"))
        self.assertTrue(said.startswith("`<Crate>`: A crate."))
        self.assertIn("\n\nNot together: Host and Port or Uri.\n\n", said)
        self.assertTrue(said.endswith("\n\nSource: crate-page, wire."))

    def test_values(self) -> None:
        on, off = self.spec.enums[0].values
        self.assertEqual("`on`: On. Also read as yes, 1.", prose.describe_value(on))
        shape = self.spec.enums[1].values[0]
        self.assertEqual("`flat`: Wider than high.", prose.describe_value(shape))


if __name__ == "__main__":
    unittest.main()
