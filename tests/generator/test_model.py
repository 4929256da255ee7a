"""What templates see of a spec: names, types, examples, namespaces, references."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import unittest

from codegen import load
from codegen.__main__ import read
from codegen.model import Element, Spec, Struct
from codegen.scalars import SCALARS
from tests.generator.support import GOOD, ROOT, START, read_text


class ModelTest(unittest.TestCase):
    spec: Spec

    @classmethod
    def setUpClass(cls) -> None:
        cls.spec = read(load.find(GOOD / "everything" / "spec", "spec"))

    def struct(self, name: str) -> Struct:
        return next(struct for struct in self.spec.structs if struct.name == name)

    def element(self, struct: str, name: str) -> Element:
        found = self.struct(struct).find(name)
        assert found, name
        return found

    def test_topics(self) -> None:
        crate, values = self.spec.topics
        self.assertEqual(("crate", "spec/crate.toml"), (crate.name, crate.path))
        self.assertEqual("Crates: whatever a spec can say", crate.title)
        self.assertEqual(("shared_values",), crate.uses_enums)
        self.assertEqual((), crate.uses_structs)
        self.assertEqual((), values.uses_enums)
        self.assertEqual([], [struct.name for struct in values.structs])
        self.assertEqual(["Switch", "Shape", "Route"], [enum.name for enum in values.enums])

    def test_spec(self) -> None:
        self.assertEqual("Envelope", self.spec.root.name)
        names = [struct.name for struct in self.spec.structs]
        self.assertEqual(["Envelope", "Crate", "Box", "Branch", "PackingFault"], names)
        met = [struct.name for struct in self.spec.from_the_root]
        self.assertEqual("Envelope", met[0])
        self.assertEqual(sorted(names), sorted(met))

    def test_namespaces(self) -> None:
        order, delivery, envelope = self.spec.namespaces
        self.assertEqual("POX_NAMESPACE_ORDER", order.constant)
        self.assertEqual(("delivery", None), (order.answer, delivery.answer))
        self.assertEqual([0, 1, 2], [order.index, delivery.index, envelope.index])

    def test_enums(self) -> None:
        switch, shape, _ = self.spec.enums
        self.assertEqual(("pox_switch", "POX_SWITCH"), (switch.c_name, switch.prefix))
        self.assertEqual("pox_switch_enumeration", switch.table)
        self.assertTrue(switch.is_boolean)
        self.assertFalse(shape.is_boolean)
        self.assertEqual("on", switch.example)
        constants = [(value.number, value.constant) for value in shape.values]
        expected = [(1, "POX_SHAPE_FLAT"), (2, "POX_SHAPE_TALL"), (3, "POX_SHAPE_O_AUTH")]
        self.assertEqual(expected, constants)

    def test_structs(self) -> None:
        fault = self.struct("PackingFault")
        self.assertEqual("Fault", fault.element)
        self.assertEqual("pox_packing_fault", fault.c_name)
        self.assertEqual("pox_packing_fault_descriptor", fault.descriptor)
        self.assertEqual("packing_fault", fault.short)

    def test_elements_are_in_the_order_of_writing(self) -> None:
        box = self.struct("Box")
        self.assertEqual(["@Sealed", "#text"], [e.xml_name for e in box.elements])
        for struct in self.spec.structs:
            indexes = [element.index for element in struct.elements]
            self.assertEqual(list(range(len(indexes))), indexes)

    def test_kinds_of_elements(self) -> None:
        kinds = {
            "@Type": "is_enum",
            "@Marks": "is_enum_list",
            "@Count": "is_number",
            "Label": "is_string",
            "Box": "is_struct_list",
            "Fault": "is_struct",
        }
        for name, kind in kinds.items():
            with self.subTest(name):
                element = self.element("Crate", name)
                others = set(kinds.values()) - {kind}
                self.assertTrue(getattr(element, kind))
                self.assertFalse(any(getattr(element, other) for other in others))

    def test_fields(self) -> None:
        fields = {
            ("Crate", "@Type"): ("attr_type", "CRATE_ATTR_TYPE"),
            ("Crate", "Type"): ("type", "CRATE_TYPE"),
            ("Crate", "Uri-part"): ("uri_part", "CRATE_URI_PART"),
            ("Crate", "Namespace"): ("name_space", "CRATE_NAME_SPACE"),
            ("Crate", "Box"): ("boxes", "CRATE_BOX"),
            ("Crate", "Branch"): ("branches", "CRATE_BRANCH"),
            ("Box", "#text"): ("place", "BOX_PLACE"),
        }
        for (struct, name), expected in fields.items():
            with self.subTest(name):
                element = self.element(struct, name)
                self.assertEqual(expected, (element.field, element.constant))

    def test_own_fields_of_lists_are_plural_already(self) -> None:
        child = '[[Box.child]]\nname = "Box"\ntype = "Box"\ndoc = "Inner boxes."\n'
        keys = 'repeats = true\nfield = "inner"\n'
        (element,) = read_text(START + child + keys).root.children
        self.assertEqual(("inner", "BOX_INNER"), (element.field, element.constant))

    def test_types_in_words(self) -> None:
        words = {
            "@Marks": "some of flat, tall, OAuth, separated by commas",
            "Type": "one of flat, tall, OAuth",
            "Sealed": "on/off",
            "TTL": "number of hours",
            "Weight": "number of grams",
            "Uri": "URI",
            "Box": "elements Box",
            "Fault": "element Fault",
        }
        for name, expected in words.items():
            with self.subTest(name):
                self.assertEqual(expected, self.element("Crate", name).type_doc)

    def test_structs_of_elements(self) -> None:
        self.assertIs(self.struct("Box"), self.element("Crate", "Box").struct)
        self.assertIs(self.struct("Crate"), self.element("PackingFault", "Crate").struct)
        self.assertIsNone(self.element("Crate", "Label").struct)

    def test_fields_with_spellings(self) -> None:
        having = [e.xml_name for e in self.struct("Crate").elements if e.has_text]
        expected = ["@Type", "@Marks", "@Count", "Type", "Sealed", "Seal", "Port"]
        self.assertEqual([*expected, "Layers", "Weight", "TTL", "Version"], having)

    def test_ranges(self) -> None:
        ranges = {
            "Weight": (10, 40),
            "Port": (1, 65535),
            "TTL": (0, 2**32 - 1),
            "@Count": (0, 2**64 - 1),
            "Version": (0, 2**32 - 1),
            "Label": (None, None),
        }
        for name, expected in ranges.items():
            with self.subTest(name):
                element = self.element("Crate", name)
                self.assertEqual(expected, (element.min, element.max))

    def test_defaults_and_units(self) -> None:
        self.assertEqual("1", self.element("Crate", "TTL").default)
        self.assertEqual("flat", self.element("Crate", "Type").default)
        self.assertIsNone(self.element("Crate", "Label").default)
        self.assertEqual("hours", self.element("Crate", "TTL").unit)
        self.assertEqual("grams", self.element("Crate", "Weight").unit)
        self.assertIsNone(self.element("Crate", "Port").unit)

    def test_conditions(self) -> None:
        flat, attribute = self.element("Crate", "Host").when
        self.assertEqual("Type is flat", flat.text)
        self.assertEqual("@Type is OAuth or tall", attribute.text)

    def test_locations_are_those_of_keys(self) -> None:
        element = self.element("Crate", "TTL")
        lines = (GOOD / "everything" / "spec" / "crate.toml").read_text().splitlines()
        self.assertEqual("[[Crate.child]]", lines[element.location.line - 1])
        self.assertEqual("default = 1", lines[element.location.at("default").line - 1])

    def test_effective_namespaces(self) -> None:
        expected = {
            ("Crate", "Label"): ["delivery", "order"],
            ("Crate", "@Type"): ["delivery", "order"],
            ("Crate", "Owner"): ["delivery"],
            ("Crate", "Branch"): ["delivery"],
            ("Crate", "Fault"): ["delivery"],
            ("Envelope", "Fault"): ["envelope"],
            ("Envelope", "Crate"): ["delivery", "order"],
        }
        for (struct, name), namespaces in expected.items():
            with self.subTest(name):
                element = self.element(struct, name)
                self.assertEqual(namespaces, [n.name for n in element.namespaces])
        under = self.element("Envelope", "Crate").under
        self.assertEqual(["envelope", "order"], [n.name for n in under])
        self.assertEqual((), self.element("Envelope", "Fault").under)

    def test_namespaces_of_a_struct_that_shares_none(self) -> None:
        inner = START + (
            '[[Box.child]]\nname = "Lid"\ntype = "Lid"\ndoc = "What closes it."\n'
            '[[namespace]]\nname = "lid"\nuri = "urn:lid"\ndoc = "Of lids."\n'
            '[Lid]\nnamespaces = ["lid"]\ndoc = "A lid."\n'
            '[[Lid.child]]\nname = "Rim"\ntype = "string"\ndoc = "Its rim."\n'
        )
        (lid,) = read_text(inner).root.children
        self.assertEqual(["lid"], [n.name for n in lid.namespaces])


class ExampleTest(unittest.TestCase):
    """Every text has an example, another one, and both fit."""

    def test_scalars(self) -> None:
        for scalar in SCALARS.values():
            with self.subTest(scalar.name):
                self.assertTrue(scalar.fits(scalar.example))
                self.assertTrue(scalar.fits(scalar.second))
                self.assertNotEqual(scalar.example, scalar.second)
                self.assertEqual(scalar.is_number, scalar.bad is not None)

    def test_bad_numbers_do_not_fit(self) -> None:
        for scalar in SCALARS.values():
            with self.subTest(scalar.name):
                bad = scalar.bad
                fits = bad is not None and scalar.fits(bad)
                self.assertFalse(fits and scalar.contains(scalar.number(bad or "") or 0))

    def test_elements(self) -> None:
        for path in (GOOD / "everything" / "spec", ROOT / "spec"):
            for struct in read(load.find(path, "spec")).structs:
                for element in struct.scalars:
                    with self.subTest(element.title):
                        self.check_element(element)

    def check_element(self, element: Element) -> None:
        self.assertNotEqual("", element.example)
        self.assertNotIn(element.second, ("", element.example))
        for text in (element.example, element.second):
            self.assertTrue(element.in_range(text))

    def test_range_leaves_out_the_usual_example(self) -> None:
        weight = self.number("min = 10\nmax = 40\n")
        self.assertEqual(("10", "40"), (weight.example, weight.second))

    def test_own_example_comes_first(self) -> None:
        size = self.number('example = "12"')
        self.assertEqual(("12", 12), (size.example, size.example_number))

    def test_examples_of_comma_lists_in_c(self) -> None:
        child = '[[Box.child]]\nname = "Open"\ntype = "Switch"\ndoc = "How open."\n'
        keys = 'comma_list = true\nexample = "on,off"\n'
        (element,) = read_text(START + child + keys).root.children
        self.assertEqual(("POX_SWITCH_ON", "POX_SWITCH_OFF"), element.example_constants)

    def number(self, keys: str) -> Element:
        child = f'[[Box.child]]\nname = "Size"\ntype = "uint"\ndoc = "Its size."\n{keys}'
        (element,) = read_text(START + child).root.children
        return element


class RootTest(unittest.TestCase):
    def roots(self, *children: tuple[str, str]) -> str:
        """The root among structs, given who has whom as a child."""
        return spec_of(children).root.name

    def test_the_one_that_is_part_of_no_other(self) -> None:
        self.assertEqual("B", self.roots(("A", "A"), ("B", "A")))
        self.assertEqual("C", self.roots(("A", "A"), ("B", "A"), ("C", "B")))

    def test_part_of_itself_is_part_of_no_other(self) -> None:
        self.assertEqual("C", self.roots(("A", "B"), ("B", "A"), ("C", "C")))

    def test_the_first_where_each_is_part_of_another(self) -> None:
        self.assertEqual("A", self.roots(("A", "B"), ("B", "A")))


def spec_of(children: tuple[tuple[str, str], ...]) -> Spec:
    """A spec of structs that each have one child, another of them."""
    start = START.partition("[Box]")[0]
    return read_text(
        start
        + "".join(
            f'[{struct}]\nnamespaces = ["response"]\ndoc = "A struct."\n'
            f'[[{struct}.child]]\nname = "{child}"\ntype = "{child}"\ndoc = "A child."\n'
            for struct, child in children
        )
    )


if __name__ == "__main__":
    unittest.main()
