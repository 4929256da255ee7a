"""The specs in good/, and what is made of them.

    empty        the least there can be
    small        one of each kind of field
    everything   every key, every type, prose full of traps
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from codegen import check, load, output
from codegen.__main__ import main
from codegen.check import Rows, Shape
from codegen.load import Table
from codegen.scalars import SCALARS
from tests.generator.support import GOOD, ROOT, good_specs

REFRESH = "if this is as it should be, run python3 -m tests.generator.refresh"


class GoldenTest(unittest.TestCase):
    def test_output_is_as_expected(self) -> None:
        for directory in good_specs():
            with self.subTest(directory.name):
                said = io.StringIO()
                arguments = ["--spec", str(directory / "spec")]
                arguments += ["--output", str(directory / "out"), "--check"]
                with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                    status = main(arguments)
                self.assertEqual(0, status, f"{said.getvalue()}\n{REFRESH}")

    def test_nothing_else_lies_about(self) -> None:
        for directory in good_specs():
            out = directory / "out"
            for path in sorted(out.rglob("*")):
                with self.subTest(path):
                    self.assertTrue(path.is_dir() or output.is_generated(path))


class EverythingTest(unittest.TestCase):
    """The spec that has everything goes on having everything."""

    def setUp(self) -> None:
        self.files = load.load(load.find(GOOD / "everything" / "spec", "spec"))
        self.structs = [t for file in self.files for t in check.struct_tables(file)]
        self.enums = [
            file.table("enum").table(name)
            for file in self.files
            for name in (file.table("enum").values if "enum" in file.values else ())
        ]

    def check_keys(self, tables: list[Table], shape: Shape) -> None:
        """Some table of each shape has each of its keys."""
        used = {key for table in tables for key in table.values}
        self.assertEqual(set(), set(shape) - used)
        for name, key in shape.items():
            if isinstance(key, Rows):
                rows = [row for table in tables for row in table.tables(name)]
                self.check_rows(rows, key, name)

    def check_rows(self, rows: list[Table], key: Rows, name: str) -> None:
        # Conditions stand under several keys.
        if key.shape is check.CONDITION:
            return
        # Keys that only some types take are there for each kind of entry alike.
        is_entry = name in ("attribute", "child")
        used = {key for row in rows for key in row.values}
        missing = set(key.shape) - used - (set(check.TEXT_ENTRY) if is_entry else set())
        self.assertEqual(set(), missing, name)

    def entries(self) -> list[Table]:
        found = [s.table("text") for s in self.structs if "text" in s.values]
        for struct in self.structs:
            found += [*struct.tables("attribute"), *struct.tables("child")]
        return found

    def test_keys_of_files(self) -> None:
        self.check_keys(list(self.files), check.FILE)

    def test_keys_of_enums(self) -> None:
        self.check_keys(self.enums, check.ENUM)

    def test_keys_of_structs(self) -> None:
        self.check_keys(self.structs, check.STRUCT)

    def test_keys_of_entries(self) -> None:
        self.check_keys(self.entries(), check.CHILD)

    def test_keys_of_conditions(self) -> None:
        entries = self.entries()
        rules = [rule for struct in self.structs for rule in struct.tables("rule")]
        holders = entries + rules + [row for e in entries for row in e.tables("defaults")]
        keys = ("required_when", "unless", "when")
        rows = [row for holder in holders for key in keys for row in holder.tables(key)]
        used = {key for row in rows for key in row.values}
        self.assertEqual(set(), set(check.CONDITION) - used)

    def test_types(self) -> None:
        types = {entry.text("type") for entry in self.entries()}
        self.assertEqual(set(), set(SCALARS) - types)


class ReproducibleTest(unittest.TestCase):
    """The same bytes whatever the hash seed, order of files, place and locale."""

    def setUp(self) -> None:
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def generate(self, name: str, **environment: str) -> dict[str, bytes]:
        """What a process of its own makes of the spec in the directory."""
        subprocess.run(
            [sys.executable, "-m", "codegen", "--spec", "spec", "--output", name],
            cwd=self.directory,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        out = self.directory / name
        files = [path for path in sorted(out.rglob("*")) if path.is_file()]
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}

    def copy_spec(self, in_reverse: bool) -> None:
        spec = self.directory / "spec"
        shutil.rmtree(spec, ignore_errors=True)
        spec.mkdir()
        for path in sorted((GOOD / "everything" / "spec").iterdir(), reverse=in_reverse):
            shutil.copy(path, spec)

    def test_hash_seeds(self) -> None:
        self.copy_spec(in_reverse=False)
        one = self.generate("one", PYTHONHASHSEED="1")
        two = self.generate("two", PYTHONHASHSEED="2")
        self.assertNotEqual({}, one)
        self.assertEqual(one, two)

    def test_order_of_files(self) -> None:
        self.copy_spec(in_reverse=False)
        one = self.generate("one")
        self.copy_spec(in_reverse=True)
        self.assertEqual(one, self.generate("two"))

    def test_locale(self) -> None:
        self.copy_spec(in_reverse=False)
        one = self.generate("one", LC_ALL="C.UTF-8")
        c_locale = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
        self.assertEqual(one, self.generate("two", **c_locale))
        self.assertIn("東京".encode(), b"".join(one.values()))

    def test_place(self) -> None:
        self.copy_spec(in_reverse=False)
        for content in self.generate("one").values():
            self.assertNotIn(str(self.directory).encode(), content)
            self.assertNotIn(str(ROOT).encode(), content)


if __name__ == "__main__":
    unittest.main()
