"""Names of the format and what they become in C."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import unittest
from collections.abc import Iterator
from pathlib import Path

from codegen import names
from tests.generator.support import ROOT

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
    "errno": "macro",
    "extra": "every struct",
    "has_port": "'has_'",
    "hash": None,
    "lid.size": "no name in C",
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

    def test_headers_are_those_there_are(self) -> None:
        there = {path.stem for path in (RUNTIME / "pox").glob("*.h")}
        self.assertEqual(there, set(names.RUNTIME_HEADERS))


def tags(tag: re.Pattern[str], paths: Iterator[Path]) -> set[str]:
    return {name for text in texts(paths) for name in tag.findall(text)}


def texts(paths: Iterator[Path]) -> Iterator[str]:
    return (path.read_text(encoding="utf-8") for path in sorted(paths))


if __name__ == "__main__":
    unittest.main()
