"""Documents of every sort, and the URL that one would choose for each service."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import json
import tomllib
import unittest
from pathlib import Path

from tests.command.support import CommandTest

HERE = Path(__file__).resolve().parent
SPECIFICATION = HERE.parent.parent / "spec" / "protocol.toml"
OPTIONS = {"outside": (), "inside": ("--internal",)}
MIN_DOCUMENTS = 25

# By service: the URL, and where it stands.
Endpoints = dict[str, list[str]]


def read_table() -> dict[str, dict[str, Endpoints]]:
    """By document and side: all that is to be offered, and nothing else."""
    table: dict[str, dict[str, Endpoints]] = json.loads(
        (HERE / "expected.json").read_text(encoding="utf-8")
    )
    return table


def read_services() -> set[str]:
    """The names of all services."""
    specification = tomllib.loads(SPECIFICATION.read_text(encoding="utf-8"))
    return {value["name"] for value in specification["enum"]["Service"]["value"]}


def place(found: dict[str, str | int]) -> str:
    """Where a URL stands, as the table says it."""
    words = ("Protocol", found["protocol"], found["type"], found["element"])
    return " ".join(str(word) for word in words if word != "")


class ExpectedEndpointsTest(CommandTest):
    def find(self, document: str, side: str) -> Endpoints:
        """All that the program offers. It may warn of what is wrong in the document."""
        run = self.pox("endpoints", *OPTIONS[side], "--json", HERE / document)
        self.assertEqual(0, run.status, run.err)
        return {
            service: [found["url"], place(found)]
            for service, found in json.loads(run.out).items()
        }

    def test_every_document(self) -> None:
        for document, sides in read_table().items():
            for side, expected in sides.items():
                with self.subTest(document=document, side=side):
                    self.assertEqual(expected, self.find(document, side))


class TableTest(unittest.TestCase):
    def test_has_every_document(self) -> None:
        table = read_table()
        self.assertLessEqual({path.name for path in HERE.glob("*.xml")}, table.keys())
        for document in table:
            self.assertTrue((HERE / document).is_file(), document)

    def test_has_both_sides(self) -> None:
        for document, sides in read_table().items():
            self.assertEqual(OPTIONS.keys(), sides.keys(), document)

    def test_has_enough_documents(self) -> None:
        self.assertGreaterEqual(len(list(HERE.glob("*.xml"))), MIN_DOCUMENTS)

    def test_has_every_service(self) -> None:
        listed = {
            service
            for sides in read_table().values()
            for endpoints in sides.values()
            for service in endpoints
        }
        self.assertEqual(read_services(), listed)


if __name__ == "__main__":
    unittest.main()
