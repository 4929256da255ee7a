"""pox check: its lines, its counts, its status, and the progress that it shows."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import unittest

from tests.command.support import VALID, CommandTest, Run, account, protocol

LINE = re.compile(
    r"(?P<file>.+?)(?::(?P<line>\d+):(?P<column>\d+))?: (?P<severity>warning|error): "
    r"(?:(?P<path>/\S*): )?(?P<message>.+) \[(?P<code>[a-z-]+)\]"
)
SUMMARY = re.compile(r"(\d+) files? checked: (\d+) errors?, (\d+) warnings?")

IMAP = "<Type>IMAP</Type><Server>mail.example.com</Server>"
FINE = protocol(IMAP)
ODD = protocol(f"{IMAP}\n<SSL>On</SSL>\n  <Flavour>new</Flavour>")
BROKEN = protocol("<Type>IMAP</Typ>")


class CheckTest(CommandTest):
    def lines(self, run: Run) -> list[dict[str, str | None]]:
        """The lines about documents; those and the summary must be all there is."""
        *lines, summary = run.out.splitlines()
        self.assertRegex(summary, rf"\A{SUMMARY.pattern}\Z")
        matches = [LINE.fullmatch(line) for line in lines]
        self.assertNotIn(None, matches, run.out)
        return [match.groupdict() for match in matches if match]

    def check_summary(self, expected: str, status: int, run: Run) -> None:
        self.assertEqual((expected, status), (run.out.splitlines()[-1], run.status))

    def test_fine_document(self) -> None:
        out = self.check_done("check", self.put(FINE))
        self.assertEqual("1 file checked: 0 errors, 0 warnings\n", out)

    def test_line_says_where_and_what(self) -> None:
        file = self.put(ODD)
        run = self.pox("check", file)
        self.assertEqual(
            [
                ("2", "1", "warning", "/Protocol/SSL", "value-spelling"),
                ("3", "3", "warning", "/Protocol/Flavour", "unknown-element"),
            ],
            [
                (
                    line["line"],
                    line["column"],
                    line["severity"],
                    line["path"],
                    line["code"],
                )
                for line in self.lines(run)
            ],
        )
        self.assertEqual({str(file)}, {line["file"] for line in self.lines(run)})
        self.assertEqual("", run.err)
        self.check_summary("1 file checked: 0 errors, 2 warnings", 0, run)

    def test_path_counts_what_repeats(self) -> None:
        kind = "<AccountType>email</AccountType><Action>settings</Action>"
        protocols = f"<Protocol>{IMAP}</Protocol><Protocol>{IMAP}<Port>x</Port></Protocol>"
        content = f"{kind}{protocols}"
        [line] = self.lines(self.pox("check", stdin=account(content)))
        self.assertEqual("/Autodiscover/Response/Account/Protocol[2]/Port", line["path"])
        self.assertEqual("<stdin>", line["file"])

    def test_error_goes_to_standard_output(self) -> None:
        run = self.pox("check", self.put(BROKEN))
        [line] = self.lines(run)
        self.assertEqual(("error", "xml"), (line["severity"], line["code"]))
        self.assertEqual("", run.err)
        self.check_summary("1 file checked: 1 error, 0 warnings", 1, run)

    def test_counts_all_files(self) -> None:
        files = [
            self.put(text, f"{number}.xml")
            for number, text in enumerate((ODD, BROKEN, FINE, BROKEN, ODD))
        ]
        run = self.pox("check", *files)
        self.assertEqual(
            [str(files[i]) for i in (0, 0, 1, 3, 4, 4)],
            [line["file"] for line in self.lines(run)],
        )
        self.check_summary("5 files checked: 2 errors, 4 warnings", 1, run)

    def test_strict_makes_errors_of_all(self) -> None:
        file = self.put(ODD)
        lenient = self.pox("check", file)
        strict = self.pox("check", "--strict", file)
        self.assertEqual({"error"}, {line["severity"] for line in self.lines(strict)})
        self.assertEqual(
            lenient.out.splitlines()[:-1],
            [
                text.replace(": error: ", ": warning: ")
                for text in strict.out.splitlines()[:-1]
            ],
        )
        self.check_summary("1 file checked: 2 errors, 0 warnings", 1, strict)
        self.check_summary(
            "1 file checked: 0 errors, 0 warnings",
            0,
            self.pox("check", "--strict", self.put(FINE)),
        )

    def test_broken_rules(self) -> None:
        """They stand after what reading found, and have no line."""
        file = self.put(protocol("<Type>EXPR</Type>\n<Flavour/><ServerDN>a</ServerDN>"))
        run = self.pox("check", file)
        self.assertEqual(
            [
                ("2", "/Protocol/Flavour", "unknown-element"),
                (None, "/Protocol/Type", "no-url"),
                (None, "/Protocol/ServerDN", "out-of-place"),
            ],
            [(line["line"], line["path"], line["code"]) for line in self.lines(run)],
        )
        self.check_summary("1 file checked: 0 errors, 3 warnings", 0, run)

    def test_what_reading_found_is_said_once(self) -> None:
        """The rules would find the same in the struct."""
        odd = protocol(f"{IMAP}<SSL>maybe</SSL><OOFUrl>here</OOFUrl><TTL>x</TTL>")
        run = self.pox("check", self.put(odd))
        self.assertEqual(
            ["unknown-value", "value-form", "bad-value"],
            [line["code"] for line in self.lines(run)],
        )

    def test_nothing_but_broken_rules_under_strict(self) -> None:
        file = self.put(protocol("<Type>IMAP</Type>"))
        self.check_summary(
            "1 file checked: 0 errors, 1 warning", 0, self.pox("check", file)
        )
        strict = self.pox("check", "--strict", file)
        [line] = self.lines(strict)
        self.assertEqual(("error", "missing"), (line["severity"], line["code"]))
        self.check_summary("1 file checked: 1 error, 0 warnings", 1, strict)

    def test_missing_file_does_not_stop_the_rest(self) -> None:
        missing = self.directory / "missing.xml"
        run = self.pox("check", missing, self.put(ODD), self.directory)
        self.assertEqual(2, len(self.lines(run)))
        self.check_summary("1 file checked: 0 errors, 2 warnings", 2, run)
        self.assertEqual(
            f"pox: {missing}: cannot open: No such file or directory\n"
            f"pox: {self.directory}: cannot read: Is a directory\n",
            run.err,
        )

    def test_missing_file_weighs_more_than_an_error(self) -> None:
        run = self.pox("check", self.put(BROKEN), self.directory / "missing.xml")
        self.check_summary("1 file checked: 1 error, 0 warnings", 2, run)

    def test_standard_input(self) -> None:
        for arguments in (["check"], ["check", "-"]):
            run = self.pox(*arguments, stdin=BROKEN)
            self.assertTrue(run.out.startswith("<stdin>:1:"), run.out)
            self.check_summary("1 file checked: 1 error, 0 warnings", 1, run)

    def test_whole_corpus(self) -> None:
        files = sorted(VALID.glob("*.xml"))
        run = self.pox("check", *files)
        lines = self.lines(run)
        self.assertGreater(len(lines), 100)
        expected = f"{len(files)} files checked: 0 errors, {len(lines)} warnings"
        self.check_summary(expected, 0, run)


class ProgressTest(CommandTest):
    """The line on a terminal that says how far a long run has come."""

    def files(self, count: int, text: str = FINE) -> list[str]:
        return [str(self.put(text, f"{number}.xml")) for number in range(count)]

    def test_shown_for_many_files(self) -> None:
        files = self.files(25)
        text = self.on_terminal("check", *files, width=200, streams=["stderr"])
        expected = "".join(
            f"{number}/25 {file}\r\033[K" for number, file in enumerate(files, start=1)
        )
        self.assertEqual(expected, text)

    def test_not_shown_for_a_few(self) -> None:
        self.assertEqual(
            "", self.on_terminal("check", *self.files(3), streams=["stderr"])
        )

    def test_not_shown_elsewhere(self) -> None:
        files = self.files(25)
        self.assertEqual("", self.pox("check", *files).err)
        dumb = self.on_terminal("check", *files, streams=["stderr"], env={"TERM": "dumb"})
        self.assertEqual("", dumb)

    def test_makes_way_for_lines(self) -> None:
        """What stands on the terminal in the end is lines, none of the progress."""
        files = self.files(25, ODD)
        text = self.on_terminal("check", *files, width=200, streams=["stdout", "stderr"])
        self.assertIn("\r\033[K", text)
        self.assertEqual(
            self.pox("check", *files).out, re.sub("[^\n]*\r\033\\[K", "", text)
        )

    def test_makes_way_for_complaints(self) -> None:
        files = [*self.files(20), str(self.directory / "missing.xml")]
        text = self.on_terminal("check", *files, width=200, streams=["stderr"])
        self.assertRegex(text, "\r\033\\[Kpox: .*: cannot open: ")

    def test_fits_in_the_line(self) -> None:
        text = self.on_terminal("check", *self.files(25), width=24, streams=["stderr"])
        shown = text.split("\r\033[K")
        self.assertEqual("", shown.pop())
        self.assertEqual({23}, {len(line) for line in shown})
        self.assertTrue(shown[9].endswith("/9.xml"), shown[9])


if __name__ == "__main__":
    unittest.main()
