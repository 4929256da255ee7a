"""pox endpoints: which URL to use for what."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import json
import unittest

from tests.command.support import CommandTest, account, protocol

EXCHANGE = account(
    "<Action>settings</Action>"
    "<Protocol><Type>EXCH</Type><EwsUrl>https://in.example.com/</EwsUrl>"
    "<UMUrl>https://um.example.com/</UMUrl></Protocol>"
    "<Protocol><Type>EXPR</Type><EwsUrl>https://out.example.com/a\"b</EwsUrl></Protocol>"
)

MAIL = account("<Protocol><Type>IMAP</Type><Server>mail.example.com</Server></Protocol>")


class EndpointsTest(CommandTest):
    def test_lines(self) -> None:
        out = self.check_done("endpoints", stdin=EXCHANGE)
        self.assertRegex(
            out, r'(?m)^ews +https://out\.example\.com/a"b  \(Protocol 2 EXPR, EwsUrl\)$'
        )
        self.assertRegex(
            out, r"(?m)^unified-messaging +https://um\.example\.com/  \(Protocol 1 EXCH, UMUrl\)$"
        )
        self.assertNotIn("web-mail", out)

    def test_from_inside(self) -> None:
        out = self.check_done("endpoints", "--internal", stdin=EXCHANGE)
        self.assertRegex(out, r"(?m)^ews +https://in\.example\.com/  \(Protocol 1 EXCH")

    def test_json(self) -> None:
        found = json.loads(self.check_done("endpoints", "--json", stdin=EXCHANGE))
        expected = {
            "url": 'https://out.example.com/a"b',
            "protocol": 2,
            "type": "EXPR",
            "element": "EwsUrl",
        }
        self.assertEqual(expected, found["ews"])
        self.assertEqual({}, json.loads(self.check_done("endpoints", "--json", stdin=MAIL)))

    def test_none(self) -> None:
        for document in (MAIL, protocol("<Type>EXPR</Type>"), account("")):
            out = self.check_done("endpoints", stdin=document)
            self.assertTrue(out.startswith("No endpoints"), out)

    def test_of_a_part(self) -> None:
        lone = EXCHANGE[EXCHANGE.index("<Account>") : EXCHANGE.index("</Response>")]
        self.assertIn("ews ", self.check_done("endpoints", stdin=lone))

    def test_no_command_for_the_terminal(self) -> None:
        document = account(
            "<Protocol><Type>EXPR</Type><EwsUrl>https://a\u009bb</EwsUrl></Protocol>"
        )
        self.assertNotIn("\u009b", self.check_done("endpoints", stdin=document))


if __name__ == "__main__":
    unittest.main()
