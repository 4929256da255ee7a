"""pox(1) says what the program's own help says; the other pages are well-formed, too."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import shutil
import subprocess
import unittest
from pathlib import Path

from tests.command.support import COMMANDS, CommandTest

TOP = Path(__file__).resolve().parents[2]
PAGES = sorted([*(TOP / "src/man").glob("*.[13]"), *(TOP / "generated/man").glob("*.3")])


def prose(mdoc: str) -> str:
    """The text of a page on one line, without macros that stand alone."""
    lines = [line for line in mdoc.splitlines() if not line.startswith(".")]
    text = " ".join(lines).replace(r"\&", "").replace(r"\-", "-").replace(r"\e", "\\")
    return " ".join(text.split())


def written(option: str) -> str:
    """An option of the help, such as "--color=WHEN", as a page writes it."""
    name, _, value = option.partition("=")
    return f"Fl {name[1:]}" + (f" Ns = Ns Ar {value}" if value else "")


class ManualTest(CommandTest):
    def setUp(self) -> None:
        super().setUp()
        text = (TOP / "src/man/pox.1").read_text(encoding="utf-8")
        commands = text.partition(".Sh COMMANDS\n")[2].partition("\n.Sh ")[0]
        parts = re.split(r"(?m)^\.Ss (\S+)$", commands)
        self.sections = dict(zip(parts[1::2], parts[2::2]))

    def test_has_all_commands_in_their_order(self) -> None:
        listed = re.findall(r"(?m)^  ([a-z]\S*) +\S", self.check_done("--help"))
        self.assertEqual(sorted(COMMANDS), sorted(listed))
        self.assertEqual(listed, list(self.sections))

    def test_says_what_the_help_says(self) -> None:
        for name, section in self.sections.items():
            usage, _, rest = self.check_done("help", name).partition("\n\n")
            doc, _, options = rest.partition("\n\nOptions:\n")
            with self.subTest(name):
                for paragraph in doc.split("\n\n"):
                    self.assertIn(" ".join(paragraph.split()), prose(section))
                self.check_usage(usage, section)
                self.check_options(options, section)

    def check_usage(self, usage: str, section: str) -> None:
        line = " ".join(section.partition("\n.Pp\n")[0].split())
        options = re.findall(r"\[(--[^\]]+)\]", usage)
        operands = re.findall(r"[A-Z]{2,}(?![^\[]*=)", re.sub(r"\[--[^\]]*\]", "", usage))
        self.assertEqual(len(options) + len(operands), len(re.findall("Fl|(?<!= Ns )Ar", line)))
        for option in options:
            self.assertIn(f".Op {written(option)}", line)
        for operand in operands:
            self.assertIn(f"Ar {operand}", line)

    def check_options(self, options: str, section: str) -> None:
        docs = dict(re.findall(r"(?m)^  (--\S+)  +(.*)$", options))
        docs.pop("--help")
        listed = re.findall(r"(?m)^\.It (.*)\n(.*)$", section)
        self.assertEqual([(written(option), doc) for option, doc in docs.items()], listed)


def words(text: str) -> str:
    """C without its white space, but for one blank between words."""
    return re.sub(r" ?([^\w ]) ?", r"\1", " ".join(text.split()))


def arguments(line: str) -> list[str]:
    """Those of a macro, in quotes or not."""
    found = re.findall(r'"([^"]*)"|(?<= )([^\s"]+)', line)
    return [quoted or bare for quoted, bare in found]


class PagesTest(unittest.TestCase):
    def test_there_is_one_for_each_struct(self) -> None:
        headers = (TOP / "generated/pox").glob("*.h")
        text = "".join(header.read_text(encoding="utf-8") for header in headers)
        structs = set(re.findall(r"struct (pox_\w+) \*\n\1_parse\(", text))
        self.assertGreater(len(structs), 10)
        self.assertEqual(structs | {"libpox"}, {p.stem for p in PAGES if p.suffix == ".3"})

    def test_say_of_fields_and_functions_what_the_headers_say(self) -> None:
        headers = (TOP / "generated/pox").glob("*.h")
        code = words("".join(header.read_text(encoding="utf-8") for header in headers))
        pages = [page for page in PAGES if page.stem != "libpox" and page.suffix == ".3"]
        n_functions = n_fields = 0
        for page in pages:
            text = page.read_text(encoding="utf-8").replace(r"\-", "-").replace(r"\%", "")
            synopsis, _, fields = text.partition("\n.Sh FIELDS\n")
            for kind, function in re.findall(r"(?m)^\.Ft (.*)\n\.Fn (.*)$", synopsis):
                name, *parameters = arguments(f" {function}")
                (result,) = arguments(f" {kind}")
                self.assertIn(words(f"{result} {name}({', '.join(parameters)});"), code)
                n_functions += 1
            for field in re.findall(r'(?m)^\.Vt "(.*)" ;$', fields):
                self.assertIn(words(f"{field};"), code, page.name)
                n_fields += 1
        self.assertGreater(n_functions, 7 * len(pages))
        self.assertGreater(n_fields, 150)

    @unittest.skipUnless(shutil.which("mandoc"), "mandoc is not installed")
    def test_have_no_mistake(self) -> None:
        run = subprocess.run(
            ["mandoc", "-T", "lint", "-W", "warning", *PAGES],
            capture_output=True, text=True, check=False, timeout=60,
        )
        self.assertEqual(("", ""), (run.stdout, run.stderr))


if __name__ == "__main__":
    unittest.main()
