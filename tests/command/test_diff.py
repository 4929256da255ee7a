"""pox diff: what two documents say differently."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import unittest

from tests.command.support import VALID, CommandTest, account, answer, protocol


def mail(kind: str, inside: str) -> str:
    return f"<Protocol><Type>{kind}</Type>{inside}</Protocol>"


class DiffTest(CommandTest):
    def check_same(self, a: str, b: str) -> None:
        self.check(a, b, [])

    def check(self, a: str, b: str, lines: list[str]) -> None:
        """Also the other way round, in which the sides change."""
        run = self.pox("diff", self.put(a, "a.xml"), self.put(b, "b.xml"))
        self.assertEqual(lines, run.out.splitlines())
        self.assertEqual(1 if lines else 0, run.status)
        back = self.pox("diff", "-", self.put(a, "a.xml"), stdin=b)
        self.assertEqual(run.status, back.status)
        sides = str.maketrans("+-", "-+")
        turned = [line[0].translate(sides) + line[1:] for line in back.out.splitlines()]
        self.assertEqual(sorted(lines), sorted(turned))

    def test_values(self) -> None:
        self.check(
            account(mail("IMAP", "<Server>a.example</Server><Port>993</Port>")),
            account(mail("IMAP", "<Server>b.example</Server><Port>993</Port>")),
            [
                "- Response/Account/Protocol[IMAP]/Server: a.example",
                "+ Response/Account/Protocol[IMAP]/Server: b.example",
            ],
        )
        self.check(
            account("<ServiceHome>https://example.com/</ServiceHome>"),
            account(""),
            ["- Response/Account/ServiceHome: https://example.com/"],
        )

    def test_meaning_counts(self) -> None:
        plain = mail("IMAP", "<Server>a.example</Server>")
        for other in (
            mail("IMAP", "<SSL>on</SSL><Server>a.example</Server>"),
            mail("imap", "<Server>a.example</Server>"),
            mail("IMAP", "<SSL> ON </SSL><Server>a.example</Server>"),
        ):
            self.check_same(account(plain), account(other))
        self.check_same(account(mail("IMAP", "<SSL>on</SSL>")), account(mail("IMAP", "")))
        self.check_same(
            account(mail("IMAP", "<Port>0993</Port>")),
            account(mail("IMAP", "<Port>993</Port>")),
        )

    def test_a_default_that_holds_on_one_side(self) -> None:
        self.check(
            account(mail("IMAP", "<SSL>off</SSL>")),
            account(mail("IMAP", "")),
            [
                "- Response/Account/Protocol[IMAP]/SSL: off",
                "+ Response/Account/Protocol[IMAP]/SSL: on (default)",
            ],
        )

    def test_order_makes_no_difference(self) -> None:
        self.check_same(
            account(mail("IMAP", "") + mail("SMTP", "")),
            account(mail("SMTP", "") + mail("IMAP", "")),
        )

    def test_protocols_are_paired_by_type(self) -> None:
        one = mail("EXCH", "<Server>x.example</Server>")
        two = mail("EXPR", "<Server>y.example</Server>")
        self.check(
            account(two),
            account(one + two),
            [
                "+ Response/Account/Protocol[EXCH]/Type: EXCH",
                "+ Response/Account/Protocol[EXCH]/Server: x.example",
            ],
        )

    def test_several_of_one_type(self) -> None:
        a = mail("IMAP", "<Server>a.example</Server>")
        b = mail("IMAP", "<Server>b.example</Server>")
        self.check_same(account(a + b), account(a + b))
        self.check(
            account(a + b),
            account(a),
            [
                "- Response/Account/Protocol[IMAP]/Type: IMAP",
                "- Response/Account/Protocol[IMAP]/Server: b.example",
            ],
        )

    def test_structs_without_a_key_have_numbers(self) -> None:
        self.check(
            account("<Protocol><Server>a</Server></Protocol><Protocol/>"),
            account("<Protocol/>"),
            [
                "- Response/Account/Protocol[1]/Server: a",
                "- Response/Account/Protocol[2]:",
            ],
        )

    def test_what_is_not_understood(self) -> None:
        self.check(
            account('<Junk a="1">x</Junk><Action b="2">settings</Action>'),
            account("<Action>settings</Action>"),
            [
                '- Response/Account/Action/@b: 2 (not understood)',
                '- Response/Account: <Junk a="1">x</Junk> (not understood)',
            ],
        )
        self.check_same(account("<A/><B/>"), account("<B/><A/>"))

    def test_an_error_and_settings(self) -> None:
        run = self.pox(
            "diff",
            self.put(answer("<Error><ErrorCode>500</ErrorCode></Error>"), "a.xml"),
            self.put(account("<Action>settings</Action>"), "b.xml"),
        )
        self.assertEqual(1, run.status)
        self.assertIn("- Response/Error/ErrorCode: 500\n", run.out)
        self.assertIn("+ Response/Account/Action: settings\n", run.out)

    def test_parts(self) -> None:
        self.check(
            protocol("<Server>a</Server>"), protocol("<Server>b</Server>"),
            ["- Server: a", "+ Server: b"],
        )
        self.check(protocol(""), account(""), ["- Protocol", "+ Autodiscover"])

    def test_no_command_for_the_terminal(self) -> None:
        a = self.put(protocol("<Server>\u009b</Server><X y='\u009b'/>"), "a.xml")
        self.assertNotIn("\u009b", self.pox("diff", a, self.put(protocol(""), "b.xml")).out)

    def test_every_document_equals_itself_and_what_is_made_of_it(self) -> None:
        for path in sorted(VALID.iterdir()):
            run = self.pox("diff", path, path)
            self.assertEqual((0, ""), (run.status, run.out), path)
            written = self.check_format(path)
            run = self.pox("diff", path, "-", stdin=written)
            self.assertEqual((0, ""), (run.status, run.out), path)

    def check_format(self, path: object) -> str:
        run = self.pox("format", str(path))
        self.assertEqual(0, run.status)
        return run.out

    def test_wrong_usage(self) -> None:
        message = "pox diff: it takes two files; see 'pox diff --help'"
        self.check_refused(2, message, "diff")
        self.check_refused(2, message, "diff", "a.xml")
        message = "pox diff: standard input is only one of the two; .*"
        self.check_refused(2, message, "diff", "-", "-")

    def test_what_cannot_be_read(self) -> None:
        good = self.put(account(""), "good.xml")
        bad = self.put("<html/>", "bad.xml")
        for files in ((good, bad), (bad, good), (good, self.directory / "none.xml")):
            run = self.pox("diff", *files)
            self.assertEqual((2, ""), (run.status, run.out))
            self.assertNotEqual("", run.err)


if __name__ == "__main__":
    unittest.main()
