"""JSON Schemas of odd specs; tests/command tries the real one."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import json
import unittest
from collections.abc import Iterator
from typing import Any

from codegen.__main__ import generate
from codegen.load import Source
from tests.generator.support import START, good_specs

PATH = "schemas/autodiscover.schema.json"

ENTRIES = """
[[enum.Switch.value]]
name = "ignored"
doc  = "Has no part in JSON."

[enum.Ink]
doc = "A colour."

[[enum.Ink.value]]
name  = "bl\\"ue"
field = "BLUE"
doc   = "Blue."

[enum.Flag]
doc = "Yes or no."

[[enum.Flag.value]]
name = "yes"
json = true
doc  = "Yes."

[[enum.Flag.value]]
name = "no"
json = false
doc  = "No."

[[Box.attribute]]
name       = "Inks"
type       = "Ink"
comma_list = true
doc        = "Its colours."

[[Box.child]]
name    = "Flag"
type    = "Flag"
default = "no"
doc     = "A flag."

[[Box.child]]
name    = "Few"
type    = "uint"
min     = 2
max     = 9
default = 3
doc     = "A number."

[[Box.child]]
name = "Many"
type = "uint64"
doc  = "A large number."

[[Box.child]]
name = "Some"
type = "uint64"
max  = 9007199254740991
doc  = "A number that is exact in JSON."

[[Box.child]]
name = "Version"
type = "hex32"
doc  = "A number in another base."

[[Box.child]]
name    = "Pen"
type    = "Pen"
repeats = true
doc     = "Any number of them."

[Pen]
namespaces = ["response"]
doc        = "A pen."

[RedPen]
namespaces = ["response"]
element    = "Pen"
doc        = "Another pen."

[[RedPen.child]]
name = "Cap"
type = "string"
doc  = "Its cap."

[[Pen.child]]
name = "Box"
type = "Box"
doc  = "Its box."
"""


def references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref":
                yield value
            yield from references(value)
    if isinstance(schema, list):
        for item in schema:
            yield from references(item)


class JsonSchemaTest(unittest.TestCase):
    def setUp(self) -> None:
        source = Source("box.toml", (START + ENTRIES).encode())
        self.schema = json.loads(generate((source,), "spec")[PATH])
        self.definitions = self.schema["$defs"]
        self.box = self.definitions["Box"]

    def described(self, key: str) -> dict[str, Any]:
        """What the schema says of an entry, but for words."""
        entry = self.box["properties"][key]
        return {k: v for k, v in entry.items() if k not in ("title", "description")}

    def test_numbers(self) -> None:
        self.assertEqual(
            {"type": "integer", "minimum": 2, "maximum": 9, "default": 3, "examples": [7]},
            self.described("Few"),
        )
        self.assertEqual("^[0-9A-F]{8}$", self.described("Version")["pattern"])

    def test_numbers_that_many_readers_round(self) -> None:
        exact, string = self.described("Many")["anyOf"]
        self.assertEqual({"type": "integer", "minimum": 0, "maximum": 2**53 - 1}, exact)
        self.assertEqual("string", string["type"])
        self.assertEqual(2**53 - 1, self.described("Some")["maximum"])

    def test_enumerations_are_open(self) -> None:
        values = self.definitions["Ink"]["anyOf"]
        self.assertEqual(['bl"ue'], [v["const"] for v in values if "const" in v])
        self.assertEqual("string", values[-1]["type"])
        flags = self.definitions["Flag"]["anyOf"]
        self.assertEqual([True, False], [v["const"] for v in flags if "const" in v])
        self.assertIs(False, self.described("Flag")["default"])

    def test_lists(self) -> None:
        self.assertEqual(
            {"type": "array", "items": {"$ref": "#/$defs/Ink"}, "examples": [['bl"ue']]},
            self.described("@Inks"),
        )
        self.assertEqual(
            {"type": "array", "items": {"$ref": "#/$defs/Pen"}}, self.described("Pen")
        )

    def test_spellings_need_their_values(self) -> None:
        spelled = ["@Inks", "Flag", "Few", "Many", "Some", "Version"]
        self.assertEqual(
            {f"{key}_text": [key] for key in spelled}, self.box["dependentRequired"]
        )
        self.assertNotIn("dependentRequired", self.definitions["Pen"])

    def test_structs_of_one_name_are_alternatives(self) -> None:
        pens = [{"$ref": "#/$defs/RedPen"}, {"$ref": "#/$defs/Pen"}]
        self.assertEqual({"anyOf": pens}, self.schema["properties"]["Pen"])
        self.assertEqual({"$ref": "#/$defs/Box"}, self.schema["properties"]["Box"])

    def test_enumerations_without_an_entry_are_left_out(self) -> None:
        self.assertNotIn("Switch", self.definitions)


class GoldenTest(unittest.TestCase):
    def test_all_references_lead_somewhere(self) -> None:
        n_references = 0
        for good in good_specs():
            with self.subTest(good.name):
                schema = json.loads((good / "out" / PATH).read_text(encoding="utf-8"))
                for reference in references(schema):
                    prefix, _, name = reference.rpartition("/")
                    self.assertEqual("#/$defs", prefix)
                    self.assertIn(name, schema["$defs"])
                    n_references += 1
        self.assertGreater(n_references, 40)


if __name__ == "__main__":
    unittest.main()
