"""The command line, in a copy of the generator with little templates of its own."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from codegen.render import PRODUCTS
from tests.generator.support import ROOT, START

CHILD = '[[Box.child]]\nname = "Lid"\ntype = "string"\ndoc  = "What closes it."\n'
TOPIC_TEMPLATE = """\
/* {{ banner }} */
{% for struct in topic.structs %}
/* {{ struct.name }}: {{ struct.doc }} */
{% endfor %}
"""
TEMPLATE = "/* {{ banner }} */\n"


class CommandTest(unittest.TestCase):
    def setUp(self) -> None:
        self.root = Path(self.enterContext(tempfile.TemporaryDirectory()))
        shutil.copytree(
            ROOT / "codegen",
            self.root / "codegen",
            ignore=shutil.ignore_patterns("templates", "__pycache__"),
        )
        for product in PRODUCTS:
            text = TOPIC_TEMPLATE if product.is_per_topic else TEMPLATE
            self.put(f"codegen/templates/{product.template}", text)
        self.put("spec/boxes.toml", START + CHILD)

    def put(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run_it(
        self, *arguments: str, cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        usual = {"PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [sys.executable, "-m", "codegen", *arguments],
            cwd=cwd or self.root,
            env={**os.environ, **usual, **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def check_run(self, status: int, *arguments: str) -> tuple[str, str]:
        """Runs it and returns what it said on both streams."""
        done = self.run_it(*arguments)
        self.assertEqual(status, done.returncode, done.stderr)
        return done.stdout, done.stderr

    def generated(self, directory: str = "generated") -> dict[str, tuple[int, bytes]]:
        """The time and content of each file."""
        files = [path for path in (self.root / directory).rglob("*") if path.is_file()]
        names = {path.relative_to(self.root).as_posix(): path for path in files}
        return {n: (p.stat().st_mtime_ns, p.read_bytes()) for n, p in names.items()}

    # Writing.

    def test_writes_and_says_what(self) -> None:
        said, errors = self.check_run(0)
        self.assertEqual("", errors)
        self.assertIn("wrote generated/pox/boxes.h\n", said)
        self.assertEqual(len(PRODUCTS), len(said.splitlines()))
        self.assertIn("generated/pox/boxes.h", self.generated())

    def test_writes_only_what_changed(self) -> None:
        self.check_run(0)
        before = self.generated()
        self.assertEqual(("", ""), self.check_run(0))
        self.assertEqual(before, self.generated())
        self.put("codegen/templates/table.c.j2", TEMPLATE + "/* more */\n")
        self.assertEqual(("wrote generated/table.c\n", ""), self.check_run(0))
        after = self.generated()
        changed = {name for name in after if after[name] != before[name]}
        self.assertEqual({"generated/table.c"}, changed)

    def test_removes_what_is_stale(self) -> None:
        crates = self.put("spec/crates.toml", 'topic = "Crates"\n')
        self.check_run(0)
        self.assertIn("generated/crates.c", self.generated())
        crates.unlink()
        said, _ = self.check_run(0)
        self.assertIn("removed generated/crates.c\n", said)
        self.assertNotIn("generated/crates.c", self.generated())

    def test_runs_from_anywhere(self) -> None:
        with tempfile.TemporaryDirectory() as elsewhere:
            done = self.run_it(cwd=Path(elsewhere))
            self.assertEqual([], list(Path(elsewhere).iterdir()))
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn("wrote generated/table.c\n", done.stdout)

    def test_other_directories(self) -> None:
        self.put("other/spec/cans.toml", START + CHILD)
        said, _ = self.check_run(0, "--spec", "other/spec", "--output", "other/out")
        self.assertIn("wrote other/out/cans.c\n", said)
        (_, content) = self.generated("other/out")["other/out/cans.c"]
        self.assertIn(b"from other/spec/cans.toml.", content)
        self.assertEqual({}, self.generated())

    # Checking.

    def test_check_of_what_is_right(self) -> None:
        self.check_run(0)
        before = self.generated()
        self.assertEqual(("", ""), self.check_run(0, "--check"))
        self.assertEqual(before, self.generated())

    def test_check_shows_the_difference_and_the_command(self) -> None:
        self.check_run(0)
        before = self.generated()
        self.put("spec/boxes.toml", (START + CHILD).replace("A box.", "A big box."))
        said, errors = self.check_run(1, "--check")
        self.assertIn("generated/boxes.c is out of date\n--- generated/boxes.c\n", said)
        self.assertIn("\n-/* Box: A box. */\n+/* Box: A big box. */\n", said)
        expected = "codegen: generated is out of date; run: python3 -m codegen\n"
        self.assertEqual(expected, errors)
        self.assertEqual(before, self.generated())

    def test_check_of_what_is_missing(self) -> None:
        said, _ = self.check_run(1, "--check")
        self.assertIn("generated/table.c is missing\n", said)
        self.assertEqual({}, self.generated())

    def test_check_of_what_is_stale(self) -> None:
        self.check_run(0)
        self.put("generated/old.c", "/* Generated by codegen from spec/old.toml. */\n")
        said, _ = self.check_run(1, "--check")
        self.assertEqual("generated/old.c is stale\n", said)
        self.assertIn("generated/old.c", self.generated())

    def test_check_of_other_directories_gives_their_command(self) -> None:
        _, errors = self.check_run(1, "--check", "--output", "my out")
        self.assertIn("run: python3 -m codegen --output 'my out'\n", errors)

    def test_check_speaks_utf8_whatever_the_locale(self) -> None:
        self.check_run(0)
        self.put("spec/boxes.toml", (START + CHILD).replace("A box.", "東京."))
        done = self.run_it(
            "--check", LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0"
        )
        self.assertEqual(1, done.returncode)
        self.assertIn("+/* Box: 東京. */\n", done.stdout)

    # Failing.

    def test_errors_of_the_spec(self) -> None:
        self.check_run(0)
        before = self.generated()
        self.put("spec/boxes.toml", START)
        expected = "spec/boxes.toml:19: error: struct Box has no elements\n"
        self.assertEqual(("", expected), self.check_run(1))
        self.assertEqual(("", expected), self.check_run(1, "--check"))
        self.assertEqual(before, self.generated())

    def test_without_jinja2(self) -> None:
        stub = self.put("stub/jinja2.py", 'raise ImportError("not here")\n')
        path = os.pathsep.join([str(stub.parent), str(self.root)])
        done = self.run_it(PYTHONPATH=path)
        self.assertEqual(2, done.returncode)
        self.assertEqual("codegen: needs Jinja2 (Debian: python3-jinja2)\n", done.stderr)
        self.assertEqual("", done.stdout)
        self.assertEqual({}, self.generated())

    def test_old_python(self) -> None:
        """One without tomllib says so, where it would end in a trace."""
        program = (
            "import runpy, sys; sys.version_info = (3, 10, 13, 'final', 0); "
            "runpy.run_module('codegen', run_name='__main__')"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=self.root,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.assertEqual(2, done.returncode)
        self.assertEqual("codegen: needs Python 3.11 or newer\n", done.stderr)
        self.assertEqual({}, self.generated())

    def test_unknown_option(self) -> None:
        _, errors = self.check_run(2, "--chekc")
        self.assertIn("--chekc", errors)

    def test_directory_without_spec(self) -> None:
        _, errors = self.check_run(2, "--spec", "codegen")
        self.assertIn("codegen has no *.toml files\n", errors)

    def test_directory_that_is_missing(self) -> None:
        _, errors = self.check_run(2, "--spec", "nowhere")
        self.assertIn("nowhere has no *.toml files\n", errors)

    def test_output_that_is_no_directory(self) -> None:
        self.put("generated", "in the way\n")
        _, errors = self.check_run(2)
        self.assertRegex(errors, r"\Acodegen: .*generated.*\n\Z")


if __name__ == "__main__":
    unittest.main()
