"""pox json --schema: what it prints, and what a validator makes of JSON by it."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import copy
import importlib
import importlib.util
import json
import unittest
from collections.abc import Iterator
from typing import Any

from codegen.__main__ import DIRECTORIES
from codegen.json_schema import EXTRA, spelling_key
from codegen.model import Element, Struct
from tests.command.support import VALID, CommandTest
from tests.command.test_from_json import FromJsonTest, full, spec

SCHEMA = DIRECTORIES["output"] / "schemas" / "autodiscover.schema.json"
HAS_VALIDATOR = importlib.util.find_spec("jsonschema") is not None


class PrintTest(CommandTest):
    def test_prints_the_file(self) -> None:
        expected = SCHEMA.read_text(encoding="utf-8")
        self.assertEqual(expected, self.check_done("json", "--schema"))

    def test_takes_no_file(self) -> None:
        message = "pox json: with --schema there is no FILE to read; see 'pox json --help'"
        self.check_refused(2, message, "json", "--schema", VALID / "lone-user.xml")


def bad_values(element: Element) -> list[Any]:
    """What JSON never shows of an entry."""
    if element.is_list:
        return [{}, "x", None, [None], [1]]
    if element.struct:
        return [[], "x", None]
    if element.enum:
        return [1, None, [], {}] + ([] if element.enum.is_boolean else [True])
    if element.scalar and element.scalar.is_decimal:
        low, high = element.min or 0, element.max or 0
        return [low - 1, high + 1, low + 0.5, True, None, [], "x", str(low)]
    if element.is_number:
        return [1, None, "", "73C1819", "73C1819X", "73c18193", "73C181930"]
    return [1, True, None, [], {}]


def bad_members(struct: Struct) -> Iterator[tuple[str, dict[str, Any]]]:
    """Members that make a struct wrong, with what is wrong about them."""
    for element in struct.elements:
        for value in bad_values(element):
            yield f"{element.xml_name}: {value!r}", {element.xml_name: value}
        key = spelling_key(element)
        if element.has_text:
            yield f"{key} alone", {key: "x"}
            yield f"{key}: 1", {element.xml_name: full(struct, 0)[element.xml_name], key: 1}
        else:
            yield key, {key: "x"}
    for extra in (
        {}, "x", [], [1], [{}], [{"text": ""}], [{"text": 1}], [{"element": "x"}],
        [{"text": "x", "element": "<a/>"}], [{"attribute": "a"}], [{"value": "a"}],
        [{"attribute": "a", "value": 1}], [{"attribute": "a", "value": "1", "x": "y"}],
    ):
        yield f"extra: {extra!r}", {EXTRA: extra}
    yield "no such member", {"NoSuchMember": "x"}


class ReaderTest(FromJsonTest):
    def test_what_is_not_valid_is_refused(self) -> None:
        """But for some that is read though it is never printed."""
        read = {"[]", "'73c18193'", "'0'"}
        for struct in spec().structs:
            for name, members in bad_members(struct):
                with self.subTest(f"{struct.name}/{name}"):
                    text = json.dumps({struct.element: members})
                    run = self.pox("from-json", stdin=text)
                    if name.rpartition(": ")[2] in read and run.status == 0:
                        continue
                    self.assertEqual((1, ""), (run.status, run.out))
                    self.assertRegex(run.err, rf"\A<stdin>(:1:\d+)?: error: .*\n\Z")


@unittest.skipUnless(HAS_VALIDATOR, "needs jsonschema (Debian: python3-jsonschema)")
class ValidationTest(CommandTest):
    def setUp(self) -> None:
        super().setUp()
        validator = importlib.import_module("jsonschema").Draft202012Validator
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        validator.check_schema(schema)
        self.validator = validator(schema)

    def complaints(self, value: Any) -> list[str]:
        return [f"{e.json_path}: {e.message}" for e in self.validator.iter_errors(value)]

    def test_json_of_each_document_is_valid(self) -> None:
        documents = sorted(VALID.glob("*.xml"))
        self.assertGreater(len(documents), 100)
        for document in documents:
            with self.subTest(document.name):
                value = json.loads(self.pox("json", document).out)
                self.assertEqual([], self.complaints(value))

    def test_all_that_the_table_has_is_valid(self) -> None:
        for struct in spec().structs:
            with self.subTest(struct.name):
                value = {struct.element: full(struct, 3)}
                self.assertEqual([], self.complaints(value))

    def test_wrong_members_are_not_valid(self) -> None:
        n_cases = 0
        for struct in spec().structs:
            self.assertEqual([], self.complaints({struct.element: {}}))
            for name, members in bad_members(struct):
                with self.subTest(f"{struct.name}/{name}"):
                    self.assertNotEqual([], self.complaints({struct.element: members}))
                    n_cases += 1
        self.assertGreater(n_cases, 300)

    def test_documents_that_were_changed_are_not_valid(self) -> None:
        document = VALID / "exchange-online-full-answer.xml"
        value = json.loads(self.pox("json", document).out)
        self.assertEqual([], self.complaints(value))
        protocols = ("Autodiscover", "Response", "Account", "Protocol")
        changes: tuple[tuple[tuple[str | int, ...], Any], ...] = (
            (("Autodiscover",), []),
            (("User",), {}),
            (protocols, {}),
            ((*protocols, 0), None),
            ((*protocols, 0, "TTL"), "1"),
            ((*protocols, 0, "Nothing"), 1),
            ((*protocols, 0, "SSL"), 1),
        )
        for path, new in changes:
            with self.subTest(path):
                changed = copy.deepcopy(value)
                inner = changed
                for step in path[:-1]:
                    inner = inner[step]
                inner[path[-1]] = new
                self.assertNotEqual([], self.complaints(changed))

    def test_one_root(self) -> None:
        for value in ([], {}, {"User": {}, "Account": {}}, {"user": {}}, {"Port": 1}, 1):
            self.assertNotEqual([], self.complaints(value), value)

    def test_large_numbers(self) -> None:
        for number in (2**53, 2**64 - 1):
            self.assertEqual([], self.complaints({"Error": {"@Id": str(number)}}))
            self.assertNotEqual([], self.complaints({"Error": {"@Id": number}}))


if __name__ == "__main__":
    unittest.main()
