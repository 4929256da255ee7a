"""The schemas of other libraries: well-formed, and with all that the table has."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from codegen import load
from codegen.__main__ import generate, read
from codegen.peers import gsoap_name, schema_types
from tests.generator.support import ROOT, START, good_specs, read_text

XS = "{http://www.w3.org/2001/XMLSchema}"

INSIDE = """
[[namespace]]
name = "inside"
uri  = "http://example.com/inside"
doc  = "Of what is inside."

[[Box.attribute]]
name = "Lid"
type = "string"
doc  = "An attribute."

[[Box.child]]
name = "Lid"
type = "string"
doc  = "A child with the name of an attribute."

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
name = "Pen-Case"
type = "string"
doc  = "A leaf."
"""


def schemas(folder: Path) -> dict[str, ElementTree.Element]:
    """Those that are made of the spec in a folder."""
    files = generate(load.find(folder, "spec"), "spec")
    return {
        path: ElementTree.fromstring(text)
        for path, text in files.items()
        if path.endswith(".xsd")
    }


class SchemaTest(unittest.TestCase):
    def test_all_are_well_formed_and_about_their_namespace(self) -> None:
        for folder in (ROOT, *good_specs()):
            for path, schema in schemas(folder / "spec").items():
                with self.subTest(folder.name, path=path):
                    self.assertEqual(f"{XS}schema", schema.tag)
                    self.assertIn("targetNamespace", schema.attrib)

    def test_each_struct_is_a_type_in_each_of_its_namespaces(self) -> None:
        spec = read(load.find(ROOT / "spec", "spec"))
        types = {(t.namespace.name, t.struct.name) for t in schema_types(spec)}
        expected = {(n.name, s.name) for s in spec.structs for n in s.namespaces}
        self.assertEqual(expected, types)

    def test_children_in_other_namespaces_and_names_that_are_taken(self) -> None:
        spec = read_text(START + INSIDE)
        box, drawer = schema_types(spec, spec.namespaces[0])
        shown = [(e.name + e.suffix, e.type_name, e.is_foreign) for e in box.entries]
        expected = [
            ("Lid", "text", False),
            ("Drawer", "response_drawer", False),
            ("Drawer1", "inside_drawer", True),
            ("Lid1", "text", False),
        ]
        self.assertEqual(expected, shown)
        self.assertEqual(["Pen_Case"], [e.name for e in drawer.entries])
        self.assertEqual(1, len(schema_types(spec, spec.namespaces[1])))

    def test_names_in_gsoap(self) -> None:
        self.assertEqual("EcpUrl_x002dum", gsoap_name("EcpUrl-um"))
        self.assertEqual("a_x005fb_x002ec", gsoap_name("a_b.c"))


if __name__ == "__main__":
    unittest.main()
