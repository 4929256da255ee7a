"""Names of the format and what they become in C."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import unittest
from collections.abc import Iterator
from pathlib import Path

from codegen import names
from tests.generator.support import GOOD, ROOT

RUNTIME = ROOT / "src"
GENERATED = ROOT / "generated"

SNAKES = {
    "AD": "ad",
    "ASUrl": "as_url",
    "AlternativeMailbox": "alternative_mailbox",
    "AutoDiscoverSMTPAddress": "auto_discover_smtp_address",
    "DefaultABView": "default_ab_view",
    "EMailAddress": "email_address",
    "EXHTTP": "exhttp",
    "EcpUrl": "ecp_url",
    "EcpUrl-tmCreating": "ecp_url_tm_creating",
    "IPv4Start": "ipv4_start",
    "LiveIdFba": "live_id_fba",
    "MdbDN": "mdb_dn",
    "OABUrl": "oab_url",
    "OAuth2": "oauth2",
    "OOFUrl": "oof_url",
    "OWAUrl": "owa_url",
    "SMTPLast": "smtp_last",
    "SiteMailboxCreationURL": "site_mailbox_creation_url",
    "TTL": "ttl",
    "UsePOPAuth": "use_pop_auth",
    "mapiHttp": "mapi_http",
    "outlook-response": "outlook_response",
}

PLURALS = {
    "address": "addresses",
    "alternative_mailbox": "alternative_mailboxes",
    "branch": "branches",
    "dish": "dishes",
    "owa_url": "owa_urls",
    "protocol": "protocols",
}

# A C field of a child, and words from the reason why it cannot be; None where it can.
FIELDS = {
    "ad": None,
    "attr": "'attr_'",
    "errno": "macro",
    "extra": "every struct",
    "has": "'has_'",
    "has_port": "'has_'",
    "hash": None,
    "lid.size": "no name in C",
    "n": "'n_'",
    "n_protocols": "'n_'",
    "namespace": "keyword of C++",
    "register": "keyword of C",
    "text": None,
    "attr_type": "'attr_'",
    "type_text": "'_text'",
    "4ever": "no name in C",
}


class NamesTest(unittest.TestCase):
    def test_snake(self) -> None:
        for name, expected in SNAKES.items():
            with self.subTest(name):
                self.assertEqual(expected, names.snake(name))

    def test_upper(self) -> None:
        self.assertEqual("MAPI_HTTP", names.upper("mapiHttp"))
        self.assertEqual("LIVE_ID_FBA", names.upper("LiveIdFba"))
        self.assertEqual("OUTLOOK_RESPONSE", names.upper("outlook-response"))

    def test_plural(self) -> None:
        for name, expected in PLURALS.items():
            with self.subTest(name):
                self.assertEqual(expected, names.plural(name))

    def test_fields_of_children(self) -> None:
        for field, expected in FIELDS.items():
            with self.subTest(field):
                reason = names.why_not_field(field, is_attribute=False)
                if expected is None or reason is None:
                    self.assertEqual(expected, reason)
                else:
                    self.assertIn(expected, reason)

    def test_fields_of_attributes(self) -> None:
        self.assertIsNone(names.why_not_field("attr_type", is_attribute=True))
        self.assertIsNone(names.why_not_field("attr_register", is_attribute=True))
        self.assertIsNotNone(names.why_not_field("attr_type_text", is_attribute=True))
        self.assertIsNotNone(names.why_not_field("register", is_attribute=True))

    def test_variables(self) -> None:
        for word in ("pox", "pox_box", "self", "register", "errno", "extra"):
            self.assertIsNotNone(names.why_not_variable(word), word)
        for word in ("poxy", "box", "text_box"):
            self.assertIsNone(names.why_not_variable(word), word)

    def test_titles(self) -> None:
        self.assertEqual("Box child 'Lid'", names.entry_title("Box child", "Lid"))
        self.assertEqual("OWAUrl text", names.entry_title("OWAUrl text", ""))


class RuntimeTest(unittest.TestCase):
    """The generator reads no C, so a test tells it what the runtime has."""

    def test_tags_are_those_of_the_headers(self) -> None:
        tag = re.compile(r"^(?:struct|enum|union) pox_(\w+) *[{;]", re.MULTILINE)
        made = tags(tag, GENERATED.glob("**/*.h"))
        used = tags(tag, RUNTIME.glob("**/*.h")) - made
        self.assertEqual(set(), used - names.RUNTIME_TAGS, "to be added to RUNTIME_TAGS")
        self.assertEqual(set(), names.RUNTIME_TAGS - used, "gone from the runtime")

    def test_headers_and_guards_are_those_there_are(self) -> None:
        guard = re.compile(r"^#ifndef POX_(\w+)_H$", re.MULTILINE)
        there = {path.stem for path in headers()}
        table = GOOD / "small" / "out" / "table.h"
        there |= {name.lower() for name in tags(guard, iter([*headers(), table]))}
        self.assertEqual(there, set(names.RUNTIME_HEADERS))

    def test_constants_are_those_of_the_headers(self) -> None:
        """Of several words, as those of enumerations."""
        constant = re.compile(r"\bPOX_([A-Z0-9]+_[A-Z0-9_]+)\b")
        there = {name for name in tags(constant, headers()) if not name.endswith("_H")}
        self.assertEqual(there, set(names.RUNTIME_CONSTANTS))

    def test_stems_are_those_of_functions(self) -> None:
        tail = "|".join(names.STRUCT_TAILS + names.VERSION_TAILS)
        function = re.compile(rf"\bpox_(\w+)_(?:{tail})\b *[(;\[]")
        used = tags(function, headers()) - names.RUNTIME_TAGS
        self.assertEqual(used, set(names.RUNTIME_STEMS))

    def test_functions_of_structs_are_those_there_are(self) -> None:
        """All that begins with the name of a struct, in the headers made for one spec."""
        out = GOOD / "small" / "out"
        found = tags(re.compile(r"\bpox_box_(\w+)"), iter([out / "pox/box.h", out / "table.h"]))
        known = {name for name in found if not name.startswith("effective_")}
        self.assertEqual(known, set(names.STRUCT_TAILS))


def headers() -> Iterator[Path]:
    """Those of the runtime, without the command's."""
    return (path for path in sorted(RUNTIME.rglob("*.h")) if "command" not in path.parts)


def tags(tag: re.Pattern[str], paths: Iterator[Path]) -> set[str]:
    return {name for text in texts(paths) for name in tag.findall(text)}


def texts(paths: Iterator[Path]) -> Iterator[str]:
    """The text of files, without comments."""
    found = (path.read_text(encoding="utf-8") for path in sorted(paths))
    return (re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL) for text in found)


if __name__ == "__main__":
    unittest.main()
