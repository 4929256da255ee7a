"""pox request: the document that asks for settings."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import unittest
import xml.etree.ElementTree as ElementTree

from tests.command.support import MOBILESYNC, OUTLOOK, CommandTest

OUTLOOK_REQUEST = (
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"
)
MOBILESYNC_REQUEST = (
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/requestschema/2006"
)


class RequestTest(CommandTest):
    def check_request(
        self, namespace: str, children: dict[str, str], *arguments: str
    ) -> None:
        """The document has these children in this order, all in one namespace."""
        root = ElementTree.fromstring(self.check_done("request", *arguments))
        self.assertEqual(f"{{{namespace}}}Autodiscover", root.tag)
        self.assertEqual([f"{{{namespace}}}Request"], [child.tag for child in root])
        self.assertEqual(
            [(f"{{{namespace}}}{name}", text) for name, text in children.items()],
            [(child.tag, child.text) for child in root[0]],
        )

    def test_of_a_mail_client(self) -> None:
        children = {
            "EMailAddress": "alice@example.com",
            "AcceptableResponseSchema": OUTLOOK,
        }
        self.check_request(OUTLOOK_REQUEST, children, "alice@example.com")

    def test_of_an_activesync_device(self) -> None:
        children = {
            "EMailAddress": "alice@example.com",
            "AcceptableResponseSchema": MOBILESYNC,
        }
        self.check_request(
            MOBILESYNC_REQUEST, children, "alice@example.com", "--mobilesync"
        )

    def test_by_legacy_dn(self) -> None:
        children = {"LegacyDN": "/o=Works/cn=a", "AcceptableResponseSchema": OUTLOOK}
        self.check_request(OUTLOOK_REQUEST, children, "--legacy-dn", "/o=Works/cn=a")

    def test_by_both(self) -> None:
        children = {
            "EMailAddress": "alice@example.com",
            "LegacyDN": "/o=Works/cn=a",
            "AcceptableResponseSchema": OUTLOOK,
        }
        arguments = ("--legacy-dn=/o=Works/cn=a", "alice@example.com")
        self.check_request(OUTLOOK_REQUEST, children, *arguments)

    def test_escapes(self) -> None:
        address = "a&<>\"' ]]>é木😀@example.com"
        children = {"EMailAddress": address, "AcceptableResponseSchema": OUTLOOK}
        self.check_request(OUTLOOK_REQUEST, children, address)
        children = {"LegacyDN": address, "AcceptableResponseSchema": OUTLOOK}
        self.check_request(OUTLOOK_REQUEST, children, "--legacy-dn", address)

    def test_is_fine_for_check(self) -> None:
        for argument in ("alice@example.com", "--legacy-dn=/o=Works"):
            document = self.check_done("request", argument)
            self.check_done("check", "--strict", stdin=document)

    def test_address_that_may_look_like_an_option(self) -> None:
        children = {"EMailAddress": "-a@example.com", "AcceptableResponseSchema": OUTLOOK}
        self.check_request(OUTLOOK_REQUEST, children, "--", "-a@example.com")

    def test_wrong_usage(self) -> None:
        for message, *arguments in (
            ("EMAIL is missing",),
            ("EMAIL is missing", "--mobilesync"),
            ("'' is not an e-mail address", ""),
            ("'alice' is not an e-mail address", "alice"),
            ("'' is not an e-mail address", "", "--legacy-dn=/o=Works"),
            ("the DN is empty", "--legacy-dn="),
            (".* ActiveSync .*", "a@example.com", "--mobilesync", "--legacy-dn=/o=Works"),
        ):
            expected = f"pox request: {message}; see 'pox request --help'"
            self.check_refused(2, expected, "request", *arguments)

    def test_what_xml_cannot_carry(self) -> None:
        for address in ("a\x01@example.com", "a\udcff@example.com"):
            message = "pox request: /Autodiscover/Request/EMailAddress: .*"
            self.check_refused(2, message, "request", address)


if __name__ == "__main__":
    unittest.main()
