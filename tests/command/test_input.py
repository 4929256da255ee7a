"""Where documents come from, and which cannot be read."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import os
import re
import unittest

from tests.command.support import VALID, CommandTest, account, protocol

READERS = ("show", "json", "format")
LIMIT = 1 << 20


class InputTest(CommandTest):
    def test_standard_input(self) -> None:
        file = VALID / "redirect-to-another-address.xml"
        for command in READERS:
            expected = self.check_done(command, file)
            self.assertNotEqual("", expected)
            self.assertEqual(expected, self.check_done(command, stdin=file.read_bytes()))
            self.assertEqual(
                expected, self.check_done(command, "-", stdin=file.read_bytes())
            )

    def test_any_element_is_a_document(self) -> None:
        files = sorted(VALID.glob("lone-*.xml"))
        self.assertGreater(len(files), 10)
        for file in files:
            self.assertEqual(0, self.pox("json", file).status, file)

    def test_missing_file(self) -> None:
        file = self.directory / "missing.xml"
        for command in READERS:
            message = (
                f"pox: {re.escape(str(file))}: cannot open: No such file or directory"
            )
            self.check_refused(2, message, command, file)

    def test_directory(self) -> None:
        for command in READERS:
            message = f"pox: {self.directory}: cannot read: Is a directory"
            self.check_refused(2, message, command, self.directory)

    @unittest.skipIf(os.geteuid() == 0, "root may read anything")
    def test_file_without_permission(self) -> None:
        file = self.put("")
        file.chmod(0)
        for command in READERS:
            self.check_refused(
                2, f"pox: {file}: cannot open: Permission denied", command, file
            )

    def test_unreadable_document(self) -> None:
        file = self.put("<Protocol>\n  <Port>143</Prt>\n</Protocol>")
        for command in READERS:
            message = rf"{file}:2:\d+: error: /Protocol/Port: .* \[xml\]"
            self.check_refused(1, message, command, file)

    def test_error_in_standard_input(self) -> None:
        for command in READERS:
            message = r"<stdin>:1:1: error: .* \[doctype\]"
            self.check_refused(1, message, command, stdin="<!DOCTYPE x><User/>")

    def test_error_without_a_place(self) -> None:
        for command in READERS:
            run = self.pox(command, stdin="")
            self.assertEqual((1, ""), (run.status, run.out))
            self.assertRegex(run.err, r"\A<stdin>(:1:1)?: error: .* \[empty\]\n\Z")

    def test_diagnostics_do_not_stop_the_reading(self) -> None:
        file = self.put(protocol("<Type>IMAP</Type>\n<Prot>143</Prot>"))
        for command in READERS:
            run = self.pox(command, file)
            self.assertEqual(0, run.status)
            self.assertIn("IMAP", run.out)
            self.assertRegex(
                run.err,
                rf"\A{file}:2:1: warning: /Protocol/Prot: .* \[unknown-element\]\n\Z",
            )

    def test_document_as_large_as_may_be(self) -> None:
        document = account("<AccountType>email</AccountType>")
        document += " " * (LIMIT - len(document))
        self.assertIn("email", self.check_done("show", stdin=document))
        message = (
            r"<stdin>:\d+:\d+: error: the limit 'document_bytes' of 1048576 .* \[limit\]"
        )
        self.check_refused(1, message, "show", stdin=document + " ")

    @unittest.skipUnless(os.path.exists("/dev/zero"), "there is no /dev/zero")
    def test_endless_stream(self) -> None:
        for command in READERS:
            message = r"/dev/zero:\d+:\d+: error: .* \[(limit|xml)\]"
            self.check_refused(1, message, command, "/dev/zero")

    def test_messages_do_not_command_the_terminal(self) -> None:
        """Neither by a value that a message quotes, nor by the name of a file."""
        file = self.put(
            protocol("<Type>a\u009b31mb&#x85;</Type>"), "nasty\033]0;\u009b.xml"
        )
        for command, suffix in (("show", ""), ("check", ""), ("show", "-not")):
            run = self.pox(command, f"{file}{suffix}")
            self.assertNotRegex(run.out + run.err, "[\x00-\x09\x0b-\x1f\x7f-\x9f]")
            self.assertIn("nasty\ufffd]0;\ufffd.xml", run.out + run.err)


if __name__ == "__main__":
    unittest.main()
