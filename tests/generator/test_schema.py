"""Schemas of odd specs; tests/command tries the real ones."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import shutil
import subprocess
import unittest
from pathlib import Path

from codegen.__main__ import read
from codegen.load import Source
from codegen.model import Spec
from codegen.schema import COLUMNS, escape_pattern, list_pattern, schema, xml_prose
from tests.generator.support import ROOT, START, good_specs

XMLLINT = shutil.which("xmllint")

# What xmllint says of a schema that it can make nothing of.
BAD_SCHEMA = 5

CABINET = """
[[namespace]]
name = "inside"
uri  = "http://example.com/inside"
doc  = "Of what is inside."

[[Box.attribute]]
name     = "Lid"
type     = "Switch"
required = true
doc      = "An attribute."

[[Box.child]]
name       = "Drawer"
type       = "Drawer"
namespaces = ["response", "inside"]
under      = ["response"]
doc        = "Is right in another namespace, too."

[Drawer]
namespaces = ["response", "inside"]
doc        = "A drawer."

[[Drawer.child]]
name    = "Pen"
type    = "Pen"
repeats = true
doc     = "Any number of them."

[[Drawer.child]]
name    = "Key"
type    = "uint"
max     = 9
aliases = ["Lock"]
doc     = "A leaf."

[Pen]
namespaces = ["response", "inside"]
doc        = "A pen."

[Pen.text]
type = "string"
doc  = "What it does."

[[Pen.attribute]]
name       = "Ink"
type       = "Switch"
comma_list = true
doc        = "Its colours."
"""


def cabinet() -> Spec:
    return read((Source("box.toml", (START + CABINET).encode()),))


class SchemaTest(unittest.TestCase):
    def test_types_of_a_namespace(self) -> None:
        spec = cabinet()
        response, inside = (schema(spec, namespace) for namespace in spec.namespaces)
        self.assertEqual(["Box", "Drawer", "Pen"], [t.struct.name for t in response.types])
        self.assertEqual(["Drawer", "Pen"], [t.struct.name for t in inside.types])
        self.assertEqual(["inside"], [n.name for n in response.imports])
        self.assertEqual(["response"], [n.name for n in inside.imports])
        self.assertEqual(["Switch"], [enum.name for enum in inside.listed_enums])
        self.assertEqual(["uint", "string"], [scalar.name for scalar in inside.scalars])

    def test_how_often_children_come(self) -> None:
        spec = cabinet()
        box, drawer, pen = schema(spec, spec.namespaces[0]).types
        self.assertFalse(box.is_set or box.is_choice)  # two places of one child
        self.assertTrue(drawer.is_choice)
        self.assertEqual(["Key"], [element.name for element in drawer.once])
        self.assertTrue(pen.is_set)

    def test_names_of_what_is_read(self) -> None:
        spec = cabinet()
        names = [name.name for name in schema(spec, spec.namespaces[1]).names]
        self.assertEqual(["Drawer", "Key", "Lock", "Pen"], names)

    def test_patterns(self) -> None:
        self.assertEqual(r"a\-b\.c_1", escape_pattern("a-b.c_1"))
        enum = cabinet().enums[0]
        self.assertEqual(r"\s*(on|off)\s*(,\s*(on|off)\s*)*", list_pattern(enum))

    def test_prose(self) -> None:
        text = xml_prose("a < b & c. " * 20 + "\n\nEnd.", 4)
        self.assertIn("a &lt; b &amp; c.", text)
        self.assertTrue(text.endswith("\n\n    End."))
        self.assertTrue(all(len(line) <= COLUMNS for line in text.splitlines()))


@unittest.skipUnless(XMLLINT, "needs xmllint (Debian: libxml2-utils)")
class GoldenTest(unittest.TestCase):
    def test_is_indented(self) -> None:
        outer = ("<xs:schema", "</xs:schema", "<!--")
        schemas = sorted((ROOT / "generated/schemas").rglob("*.xsd"))
        self.assertTrue(schemas)
        for path in schemas:
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if line and not line.startswith((" ", *outer)):
                    self.fail(f"{path}:{number}: {line}")

    def test_all_can_be_used(self) -> None:
        schemas = [p for good in good_specs() for p in good.glob("out/schemas/**/*.xsd")]
        self.assertGreater(len(schemas), 4)
        for path in schemas:
            with self.subTest(path=path):
                self.check(path)

    def check(self, path: Path) -> None:
        run = subprocess.run(
            [str(XMLLINT), "--nonet", "--noout", "--schema", path, "-"],
            input="<nothing/>",
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertNotEqual(BAD_SCHEMA, run.returncode, run.stderr)


if __name__ == "__main__":
    unittest.main()
