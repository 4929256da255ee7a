"""Completion: what the program offers, and what becomes of it in bash, zsh and fish."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import unittest
from pathlib import Path

from tests.command.support import COMMANDS, VALID, command_path, environment
from tests.command.test_explain import ExplainTest

SCRIPTS = Path(__file__).resolve().parents[2] / "src" / "completions"
FILE = "<FILE>"
COLORS = ["always", "never", "auto"]


class CompletionTest(ExplainTest):
    def offered(self, *words: str) -> list[str]:
        """What may stand in place of the last word, without the meanings."""
        lines = self.check_done("--complete", *words).splitlines()
        return [line.partition("\t")[0] for line in lines]

    def options(self, command: str) -> dict[str, str]:
        """The options of a command and their meanings, as its help has them."""
        found = re.findall(r"(?m)^  (--\S+)  +(.+)$", self.check_done(command, "--help"))
        return {re.sub("=.*", "=", option): meaning for option, meaning in found}

    def forms(self) -> list[str]:
        return re.findall(r"(?m)^  ([a-z-]+)$", self.check_done("schema", "--help"))


class OfferTest(CompletionTest):
    """What the program itself says."""

    def test_commands(self) -> None:
        listed = re.findall(r"(?m)^  ([a-z]\S*) +(\S.*)$", self.check_done("--help"))
        lines = [f"{name}\t{summary}" for name, summary in listed]
        self.assertEqual(len(COMMANDS), len(lines))
        for word in ("", "sh", "show"):
            out = self.check_done("--complete", word).splitlines()
            self.assertEqual(lines, out[: len(lines)])
            self.assertEqual(
                ["help", "--help", "--version"],
                [line.partition("\t")[0] for line in out[len(lines) :]],
            )
        self.assertEqual(lines, self.check_done("--complete", "help", "").splitlines())

    def test_each_option_with_its_meaning(self) -> None:
        for command in COMMANDS:
            options = self.options(command)
            self.assertIn("--help", options)
            expected = [f"{option}\t{meaning}" for option, meaning in options.items()]
            for word in ("-", "--"):
                out = self.check_done("--complete", command, word)
                self.assertEqual(expected, out.splitlines())

    def test_values_of_each_option(self) -> None:
        n_files = n_words = 0
        for command in COMMANDS:
            usage = self.check_done(command, "--help").partition("\n\n")[0]
            for option, value in re.findall(r"\[(--\S+)=(\S+)\]", usage):
                expected = {"FILE": [FILE], "WHEN": COLORS}.get(value, [])
                self.assertEqual(expected, self.offered(command, option, ""))
                glued = [word if word == FILE else f"{option}={word}" for word in expected]
                self.assertEqual(glued, self.offered(command, f"{option}=x"))
                n_files += value == "FILE"
                n_words += value == "WHEN"
        self.assertGreaterEqual(n_files, 2)
        self.assertGreaterEqual(n_words, 3)

    def test_words_for_colours_are_those_that_are_taken(self) -> None:
        for word in self.offered("explain", "--color", ""):
            self.check_done("explain", "--color", word, "TTL")
        run = self.pox("explain", "--color=blue")
        self.assertIn("always, never or auto", run.err)

    def test_operands(self) -> None:
        for command in COMMANDS:
            usage = self.check_done(command, "--help").partition("\n\n")[0]
            takes_files = "FILE" in re.sub(r"\[--[^\]]*\]", "", usage)
            self.assertEqual(takes_files, FILE in self.offered(command, ""), command)
        self.assertEqual(self.forms(), self.offered("schema", ""))
        self.assertEqual([], self.offered("request", ""))

    def test_no_more_operands_than_are_taken(self) -> None:
        self.assertEqual([], self.offered("show", "a", ""))
        self.assertEqual([], self.offered("schema", "error", ""))
        self.assertEqual([FILE], self.offered("diff", "a", ""))
        self.assertEqual([], self.offered("diff", "a", "b", ""))
        self.assertEqual([FILE], self.offered("check", *["a"] * 20, ""))
        self.assertIn("--color=", self.offered("show", "a", "-"))

    def test_options_and_their_values_are_no_operands(self) -> None:
        self.assertEqual([FILE], self.offered("show", "--color", "never", ""))
        self.assertEqual([FILE], self.offered("show", "--color=never", "--help", ""))
        self.assertEqual([FILE], self.offered("show", "--nothing", ""))
        self.assertEqual(self.forms(), self.offered("schema", "--lenient", ""))

    def test_two_dashes_end_the_options(self) -> None:
        self.assertEqual([FILE], self.offered("show", "--", "-"))
        self.assertEqual([FILE], self.offered("show", "--", "--color="))
        self.assertEqual([], self.offered("show", "--", "--color", ""))

    def test_elements_and_rules(self) -> None:
        names = self.listed_with_rules()
        rules = names.pop("Rules")
        keys = {key for keys in names.values() for key in keys}
        offered = self.offered("explain", "")
        self.assertEqual(len(set(offered)), len(offered))
        self.assertEqual({*names, *keys, *rules}, set(offered))
        places = {f"{struct}/{key}" for struct in names for key in names[struct]}
        offered = self.offered("explain", "Protocol/")
        self.assertEqual(len(places) + len(rules), len(offered))
        self.assertEqual({*places, *rules}, set(offered))

    def test_a_name_of_several_entries_has_no_meaning(self) -> None:
        lines = self.check_done("--complete", "explain", "").splitlines()
        self.assertIn(
            "TTL\tHours after which a client should ask Autodiscover again.", lines
        )
        self.assertIn("Type", lines)
        self.assertIn("Protocol", self.offered("explain", ""))
        for line in lines:
            self.assertRegex(line, r"\A[^\t]+(\t[^\t]+)?\Z")

    def test_what_is_wrong_is_passed_over(self) -> None:
        for line in ("shwo ", "shwo -", "help show ", "--version "):
            self.assertEqual([], self.offered(*line.split(" ")))
        self.assertEqual([], self.offered())


class ShellTest(CompletionTest):
    """A directory with the program in it, and a document or two."""

    def setUp(self) -> None:
        super().setUp()
        (self.directory / "bin").mkdir()
        (self.directory / "bin" / "pox").symlink_to(command_path())
        shutil.copy(VALID / "lone-user.xml", self.directory)

    def environment(self) -> dict[str, str]:
        path = f"{self.directory / 'bin'}:{os.environ['PATH']}"
        more = {"PATH": path, "HOME": str(self.directory), "LC_ALL": "C.UTF-8"}
        return environment(more)

    def break_program(self) -> None:
        """Has in its place one that fails, and says so."""
        program = self.directory / "bin" / "pox"
        program.unlink()
        program.write_text("#!/bin/sh\necho it fails >&2\nexit 1\n")
        program.chmod(0o755)

    def run_shell(self, *arguments: str | Path) -> str:
        done = subprocess.run(
            [*map(str, arguments)],
            capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
            cwd=self.directory, env=self.environment(), timeout=60,
        )
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        return done.stdout

    def type_into(self, shell: tuple[str, ...], *lines: str) -> str:
        """What a shell shows at a terminal on which somebody types these lines."""
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(self.directory)
            os.execvpe(shell[0], shell, self.environment())
        text = b""
        os.write(terminal, "".join(f"{line}\r" for line in (*lines, "exit")).encode())
        try:
            while select.select([terminal], [], [], 60)[0]:
                text += os.read(terminal, 65536)
        except OSError:  # so Linux tells that nobody has the terminal open any more
            pass
        os.close(terminal)
        os.waitpid(process, 0)
        return text.decode()

    def check_typing(self, *shell: str) -> None:
        """Commands and options, names, values and files; what was typed is then run."""
        shown = self.type_into(
            shell,
            "pox fo\t--comp\tlone-u\t> first",
            "pox expl\tProtocol/@V\t--colo\talw\t> second",
            "pox sche\tmobilesync-res\t--len\t> third",
            "pox requ\ta@example.com --mob\t> fourth",
        )
        runs: dict[str, tuple[str | Path, ...]] = {
            "first": ("format", "--compact", VALID / "lone-user.xml"),
            "second": ("explain", "Protocol/@Version", "--color=always"),
            "third": ("schema", "mobilesync-response", "--lenient"),
            "fourth": ("request", "a@example.com", "--mobilesync"),
        }
        for name, arguments in runs.items():
            file = self.directory / name
            self.assertTrue(file.exists(), shown)
            self.assertEqual(self.check_done(*arguments), file.read_text(), shown)


class BashTest(ShellTest):
    """The function with a line as Bash hands it over; and at a terminal."""

    SCRIPT = """
        source "$1"
        compopt() { asked+=" $2"; }
        line=$2 last=$3
        COMP_LINE=$line COMP_POINT=${#line} COMP_WORDS=("${@:4}")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _pox pox "$last" ""
        printf '%s\\n' "$asked" "${COMPREPLY[@]}"
    """

    def replies(self, line: str) -> tuple[list[str], str]:
        """The replies for a line, and what is asked for with compopt."""
        words = re.findall(r"[=:]+|@|[^\s=:@]+", line)
        if line.endswith(" "):
            words.append("")
        last = line[max(map(line.rfind, " =:")) + 1 :]
        out = self.run_shell(
            "bash", "--norc", "-c", self.SCRIPT, "bash", SCRIPTS / "pox.bash", line, last, *words
        )
        asked, *replies = out.removesuffix("\n").split("\n")
        return [reply for reply in replies if reply], asked.strip()

    def test_each_command(self) -> None:
        replies, asked = self.replies("pox ")
        self.assertEqual({*COMMANDS, "help", "--help", "--version"}, set(replies))
        self.assertEqual("", asked)
        self.assertEqual((["explain"], ""), self.replies("pox ex"))
        self.assertEqual((["from-json", "format"], ""), self.replies("pox help f"))

    def test_each_option(self) -> None:
        for command in COMMANDS:
            options = list(self.options(command))
            replies, asked = self.replies(f"pox {command} --")
            self.assertEqual(options, replies)
            self.assertEqual("=" in "".join(options), "nospace" in asked)
        self.assertEqual((["--help"], ""), self.replies("pox show --h"))
        self.assertEqual((["--color="], "nospace"), self.replies("pox show --c"))

    def test_words(self) -> None:
        for line in ("pox show --color=", "pox show --color ", "pox show a --color="):
            self.assertEqual((COLORS, ""), self.replies(line))
        self.assertEqual((["always"], ""), self.replies("pox show --color=al"))
        self.assertEqual((["always"], ""), self.replies("pox show --color al"))
        self.assertEqual((self.forms(), ""), self.replies("pox schema "))
        self.assertEqual((["error"], ""), self.replies("pox schema --lenient e"))

    def test_names(self) -> None:
        self.assertEqual((["Encryption"], ""), self.replies("pox explain Encry"))
        self.assertEqual((["tls-off"], ""), self.replies("pox explain tls-o"))
        self.assertEqual((["Protocol/TTL"], ""), self.replies("pox explain Protocol/TT"))
        # Bash breaks the line at "@", but not what it replaces.
        self.assertEqual((["@Version"], ""), self.replies("pox explain @V"))
        self.assertEqual(
            (["Protocol/@Version"], ""), self.replies("pox explain Protocol/@V")
        )

    def test_files(self) -> None:
        for line in (
            "pox show ", "pox show lone", "pox diff a ", "pox discover --ca-file ",
            "pox discover --ca-file=lo", "pox discover --dns a:53 --ca-file=lo",
            "pox show  --color=never  lo",
        ):
            self.assertEqual(([], "default"), self.replies(line), line)
        for line in ("pox show a ", "pox discover ", "pox request --legacy-dn ", "pox shwo "):
            self.assertEqual(([], ""), self.replies(line), line)

    def test_only_up_to_the_cursor(self) -> None:
        script = self.SCRIPT.replace("${#line}", "6")
        out = self.run_shell(
            "bash", "--norc", "-c", script, "bash", SCRIPTS / "pox.bash", "pox exit", "ex",
            "pox", "exit",
        )
        self.assertEqual("\nexplain\n", out)

    def test_quiet_when_the_program_fails(self) -> None:
        self.break_program()
        self.assertEqual(([], ""), self.replies("pox "))
        (self.directory / "bin" / "pox").unlink()
        self.assertEqual(([], ""), self.replies("pox "))

    def test_at_a_terminal(self) -> None:
        start = self.put(f"source '{SCRIPTS}/pox.bash'\n", "start")
        self.check_typing("bash", "--noprofile", "--rcfile", str(start), "-i")


@unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
class ZshTest(ShellTest):
    SHELL = ("zsh", "-d", "-i")

    def setUp(self) -> None:
        super().setUp()
        start = (
            f"fpath=('{SCRIPTS}' $fpath)\nPS1=\nLISTMAX=0\n"
            "autoload -Uz compinit\ncompinit -u -D\n"
        )
        self.put(start, ".zshrc")

    def environment(self) -> dict[str, str]:
        return {**super().environment(), "ZDOTDIR": str(self.directory)}

    def test_syntax(self) -> None:
        self.assertEqual("", self.run_shell("zsh", "-n", SCRIPTS / "_pox"))

    def test_at_a_terminal(self) -> None:
        self.check_typing(*self.SHELL)

    def test_file_behind_an_option(self) -> None:
        shown = self.type_into(
            self.SHELL, 'pox() { print -l -- "$@" >said }', "pox discover --ca-f\tlone-u\tx"
        )
        said = (self.directory / "said").read_text()
        self.assertEqual("discover\n--ca-file=lone-user.xml\nx\n", said, shown)

    def test_lists_with_meanings(self) -> None:
        shown = self.type_into(self.SHELL, "pox help f\t")
        for name in ("format", "from-json"):
            self.assertRegex(shown, rf"{name} +-- write a document|{name} +-- write the")

    def test_quiet_when_the_program_fails(self) -> None:
        self.break_program()
        shown = self.type_into(self.SHELL, "pox sh\tow 2>/dev/null")
        self.assertNotIn("it fails", shown)


@unittest.skipUnless(shutil.which("fish"), "fish is not installed")
class FishTest(ShellTest):
    SOURCE = f"source '{SCRIPTS}/pox.fish'"

    def replies(self, line: str) -> list[str]:
        command = f"{self.SOURCE}; complete -C '{line}'"
        return self.run_shell("fish", "--no-config", "-c", command).splitlines()

    def test_what_the_program_offers(self) -> None:
        for words in (
            ["ex"], ["show", "--"], ["explain", "Encry"], ["explain", "Protocol/@"],
            ["schema", "mobile"], ["show", "--color=a"], ["show", "--color", "a"],
        ):
            lines = self.check_done("--complete", *words).splitlines()
            expected = [line for line in lines if line.startswith(words[-1])]
            self.assertTrue(expected)
            self.assertEqual(sorted(expected), sorted(self.replies(f"pox {' '.join(words)}")))

    def test_files(self) -> None:
        for line in ("show lone-u", "diff a lone-u", "discover --ca-file lone-u"):
            self.assertEqual(["lone-user.xml"], self.replies(f"pox {line}"))
        self.assertEqual(
            ["--ca-file=lone-user.xml"], self.replies("pox discover --ca-file=lone-u")
        )
        for line in ("show a lone", "discover lone-", "explain lone-", "lone-"):
            self.assertEqual([], self.replies(f"pox {line}"))

    def test_quiet_when_the_program_fails(self) -> None:
        self.break_program()
        self.assertEqual([], self.replies("pox sh"))
        (self.directory / "bin" / "pox").unlink()
        self.assertEqual([], self.replies("pox sh"))

    def test_at_a_terminal(self) -> None:
        self.check_typing("fish", "--no-config", "-i", "-C", self.SOURCE)


if __name__ == "__main__":
    unittest.main()
