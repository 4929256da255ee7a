"""pox json and pox format, judged by Python's own readers."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import json
import unittest
import xml.etree.ElementTree as ElementTree
from typing import Any

from tests.command.support import OUTLOOK, ROOT, VALID, CommandTest, local_name, protocol

# Documents without anything that the table has no place for.
PLAIN = (
    "exchange-online-full-answer",
    "exchange-on-premises-full-answer",
    "every-child-of-protocol-in-reverse-order",
    "mobilesync-settings-with-cert-enroll",
    "redirect-to-another-url",
    "outlook-request-by-address",
    "lone-owa-url",
    "error-inside-account",
)

# Documents with whatever there is no place for, and with values spelled in other ways.
ODD = (
    "white-space-around-every-value",
    "unknown-elements-at-every-level",
    "stray-text-of-every-sort",
    "elements-under-the-wrong-parent",
    "every-element-prefixed",
    "values-of-many-thousand-characters",
    "whole-answer-in-lower-case",
)

SPELLINGS = {True: {"on", "true", "yes", "1"}, False: {"off", "false", "no", "0"}}


class JsonTest(CommandTest):
    def check_scalar(self, expected: str, value: Any, text: str | None) -> None:
        """A value in JSON, and beside it the text if that is another, as it stood."""
        if text is not None:
            self.assertEqual(expected, text)
        elif isinstance(value, bool):
            self.assertIn(expected.lower(), SPELLINGS[value])
        elif isinstance(value, list):
            self.assertEqual([item.strip() for item in expected.split(",")], value)
        else:
            self.assertEqual(expected, str(value))

    def check_struct(self, element: ElementTree.Element, value: dict[str, Any]) -> None:
        rest = {key: item for key, item in value.items() if not key.endswith("_text")}
        for name, text in element.attrib.items():
            self.check_scalar(text, rest.pop(f"@{name}"), value.get(f"@{name}_text"))
        if "#text" in rest:
            self.check_scalar(element.text or "", rest.pop("#text"), None)
        for child in element:
            name = local_name(child)
            item = rest[name]
            if isinstance(item, list):
                item = item.pop(0)
            if isinstance(item, dict):
                self.check_struct(child, item)
            else:
                self.check_scalar(child.text or "", item, value.get(f"{name}_text"))
            if not isinstance(rest[name], list) or not rest[name]:
                del rest[name]
        self.assertEqual({}, rest, "keys that are not in the document")

    def test_says_what_the_document_says(self) -> None:
        for name in PLAIN:
            with self.subTest(name):
                file = VALID / f"{name}.xml"
                root = ElementTree.parse(file).getroot()
                value = json.loads(self.pox("json", file).out)
                self.assertEqual([local_name(root)], list(value))
                self.check_struct(root, value[local_name(root)])

    def test_is_json_whatever_the_document(self) -> None:
        for name in ODD:
            with self.subTest(name):
                run = self.pox("json", VALID / f"{name}.xml")
                self.assertEqual(0, run.status)
                self.assertEqual(1, len(json.loads(run.out)))

    def test_values_have_types(self) -> None:
        document = protocol("<Type>IMAP</Type><Port>993</Port><SSL>On</SSL>")
        run = self.pox("json", stdin=document)
        expected = {"Type": "IMAP", "Port": 993, "SSL": True, "SSL_text": "On"}
        self.assertEqual({"Protocol": expected}, json.loads(run.out))


class FormatTest(CommandTest):
    def texts(self, document: str) -> list[tuple[str, str]]:
        """Each element and attribute with its text, in no order."""
        found: list[tuple[str, str]] = []
        for element in ElementTree.fromstring(document).iter():
            if len(element) == 0:
                found.append((element.tag, element.text or ""))
            found += [(f"@{name}", text) for name, text in element.attrib.items()]
        return sorted(found)

    def test_says_what_the_document_says(self) -> None:
        for name in PLAIN:
            with self.subTest(name):
                file = VALID / f"{name}.xml"
                out = self.pox("format", file).out
                self.assertEqual(self.texts(file.read_text("utf-8")), self.texts(out))

    def test_is_well_formed_and_stable_whatever_the_document(self) -> None:
        for name in ODD:
            with self.subTest(name):
                run = self.pox("format", VALID / f"{name}.xml")
                self.assertEqual(0, run.status)
                ElementTree.fromstring(run.out)
                self.assertEqual(run.out, self.pox("format", stdin=run.out).out)

    def test_indents(self) -> None:
        out = self.check_done(
            "format", stdin=protocol("<Port>25</Port><Type>SMTP</Type>")
        )
        self.assertEqual(
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<Protocol xmlns="{OUTLOOK}">\n'
            "  <Type>SMTP</Type>\n"
            "  <Port>25</Port>\n"
            "</Protocol>\n",
            out,
        )

    def test_compact(self) -> None:
        file = VALID / "redirect-to-another-address.xml"
        out = self.check_done("format", "--compact", file)
        lines = out.splitlines()
        self.assertEqual(2, len(lines))
        self.assertTrue(lines[1].startswith(f'<Autodiscover xmlns="{ROOT}"><Response '))
        self.assertNotIn("> <", out)
        self.assertEqual(self.texts(file.read_text("utf-8")), self.texts(out))


if __name__ == "__main__":
    unittest.main()
