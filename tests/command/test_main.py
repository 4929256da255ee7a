"""The program as a whole: its help, its version, wrong usage, output that fails."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import os
import signal
import subprocess
import unittest

from tests.command.support import COMMANDS, VALID, CommandTest, command_path


class HelpTest(CommandTest):
    def test_help_lists_all_commands(self) -> None:
        for arguments in (["--help"], ["-h"], ["help"]):
            out = self.check_done(*arguments)
            self.assertTrue(out.startswith("Usage: pox COMMAND"), out)
            for command in COMMANDS:
                self.assertRegex(out, rf"(?m)^  {command} +\w")

    def test_each_command_has_help(self) -> None:
        for command in COMMANDS:
            out = self.check_done(command, "--help")
            self.assertTrue(out.startswith(f"Usage: pox {command} "), out)
            self.assertRegex(out, r"\nOptions:\n(  --.+\n)*  --help +print this\n\Z")
            self.assertEqual(out, self.check_done("help", command))
            self.assertEqual(out, self.check_done(command, "some", "operand", "-h"))

    def test_help_fits_on_a_terminal(self) -> None:
        for command in COMMANDS:
            for line in self.check_done(command, "--help").splitlines():
                self.assertLessEqual(len(line), 79, line)

    def test_help_names_each_option(self) -> None:
        options: dict[str, list[str]] = {
            "show": ["--color=WHEN"],
            "json": ["--schema"],
            "format": ["--compact"],
            "check": ["--strict"],
            "request": ["--mobilesync", "--legacy-dn=DN"],
            "endpoints": ["--internal", "--json"],
            "explain": ["--color=WHEN"],
            "schema": ["--lenient"],
            "diff": [],
            "discover": [
                "--xml", "--user=NAME", "--password-file=FILE", "--trust=DOMAIN",
                "--connect-to=LIST", "--ca-file=FILE", "--dns=HOST:PORT", "--color=WHEN",
            ],
            "from-json": [],
        }
        for command in COMMANDS:
            usage, _, rest = self.check_done(command, "--help").partition("\n\n")
            for option in options[command]:
                self.assertIn(f" [{option}]", usage)
                self.assertRegex(rest, rf"(?m)^  {option} +\w")
            self.assertEqual(len(options[command]) + 1, rest.count("\n  --"))

    def test_version(self) -> None:
        self.assertRegex(self.check_done("--version"), r"\Apox \d+\.\d+\.\d+\n\Z")


class UsageTest(CommandTest):
    def test_no_arguments(self) -> None:
        run = self.pox()
        self.assertEqual((2, ""), (run.status, run.out))
        self.assertEqual(self.check_done("--help"), run.err)

    def test_unknown_command(self) -> None:
        message = "pox: there is no command 'shwo'; see 'pox --help'"
        self.check_refused(2, message, "shwo")
        self.check_refused(2, message, "help", "shwo")

    def test_unknown_option(self) -> None:
        for command in COMMANDS:
            message = f"pox {command}: there is no option '--nothing'; see .*--help'"
            self.check_refused(2, message, command, "--nothing")

    def test_value_for_an_option_that_has_none(self) -> None:
        message = "pox format: option '--compact' takes no value; .*"
        self.check_refused(2, message, "format", "--compact=yes")

    def test_option_without_its_value(self) -> None:
        message = "pox request: option '--legacy-dn' needs a value; .*"
        self.check_refused(2, message, "request", "--legacy-dn")

    def test_one_argument_too_many(self) -> None:
        for command in (
            "show", "json", "from-json", "format", "request", "endpoints", "explain"
        ):
            message = f"pox {command}: 'b' is one argument too many; .*"
            self.check_refused(2, message, command, "a", "b", "c")

    def test_options_stand_anywhere(self) -> None:
        file = VALID / "lone-user.xml"
        compact = self.check_done("format", "--compact", file)
        self.assertNotEqual(compact, self.check_done("format", file))
        self.assertEqual(compact, self.check_done("format", file, "--compact"))

    def test_two_dashes_end_the_options(self) -> None:
        message = "pox: --compact: cannot open: No such file or directory"
        self.check_refused(2, message, "format", "--", "--compact")

    def test_value_behind_equals_or_alone(self) -> None:
        out = self.check_done("request", "--legacy-dn=/o=Works")
        self.assertIn("<LegacyDN>/o=Works</LegacyDN>", out)
        self.assertEqual(out, self.check_done("request", "--legacy-dn", "/o=Works"))


class OutputTest(CommandTest):
    """Output that does not arrive."""

    RUNS = (
        ("--help",),
        ("show", VALID / "lone-user.xml"),
        ("json", VALID / "lone-user.xml"),
        ("format", VALID / "lone-user.xml"),
        ("check", VALID / "lone-user.xml"),
        ("request", "alice@example.com"),
        ("endpoints", VALID / "lone-user.xml"),
        ("explain", "TTL"),
        ("explain",),
    )

    def run_into(self, stdout: int, *arguments: object) -> tuple[int, str]:
        done = subprocess.run(
            [command_path(), *map(str, arguments)],
            stdout=stdout,
            stderr=subprocess.PIPE,
            restore_signals=False,  # SIGPIPE stays ignored, as Python has it
            check=False,
            timeout=60,
        )
        err = done.stderr.decode()
        self.check_sanity(done.returncode, err)
        return done.returncode, err

    @unittest.skipUnless(os.path.exists("/dev/full"), "there is no /dev/full")
    def test_full_disk(self) -> None:
        with open("/dev/full", "wb") as full:
            for arguments in self.RUNS:
                status, err = self.run_into(full.fileno(), *arguments)
                self.assertEqual(1, status, arguments)
                self.assertRegex(err, r"\Apox: cannot write to standard output.*\n\Z")

    def test_closed_pipe(self) -> None:
        reader, writer = os.pipe()
        os.close(reader)
        self.assertEqual(signal.SIG_IGN, signal.getsignal(signal.SIGPIPE))
        for arguments in self.RUNS:
            status, err = self.run_into(writer, *arguments)
            self.assertEqual(1, status, arguments)
            self.assertRegex(
                err, r"\Apox: cannot write to standard output: Broken pipe\n\Z"
            )
        os.close(writer)


if __name__ == "__main__":
    unittest.main()
