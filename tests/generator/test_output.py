"""Files on disk: only what changed is written, and what nobody makes any more goes."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path
from unittest import mock

from codegen import output
from codegen.output import MARK, Change

BANNER = f"/* {MARK}spec/box.toml. */\n"


class OutputTest(unittest.TestCase):
    def setUp(self) -> None:
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def put(self, name: str, text: str) -> Path:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def update(self, files: dict[str, str]) -> list[str]:
        """What the names of the files are that were written or removed."""
        changes = output.find_changes(files, self.directory)
        output.apply(changes, self.directory)
        return [change.name for change in changes]

    def names(self) -> list[str]:
        return sorted(
            path.relative_to(self.directory).as_posix()
            for path in self.directory.rglob("*")
        )

    def test_writes_what_is_missing(self) -> None:
        self.assertEqual(["b.h", "pox/a.h"], self.update({"pox/a.h": BANNER, "b.h": ""}))
        self.assertEqual(BANNER.encode(), (self.directory / "pox/a.h").read_bytes())
        self.assertEqual(["b.h", "pox", "pox/a.h"], self.names())

    def test_leaves_alone_what_is_right(self) -> None:
        path = self.put("a.h", BANNER)
        before = path.stat()
        self.assertEqual([], self.update({"a.h": BANNER}))
        after = path.stat()
        self.assertEqual(before.st_mtime_ns, after.st_mtime_ns)
        self.assertEqual(before.st_ino, after.st_ino)

    def test_writes_what_differs(self) -> None:
        self.put("a.h", BANNER)
        self.put("b.h", BANNER)
        self.assertEqual(["b.h"], self.update({"a.h": BANNER, "b.h": "new"}))
        self.assertEqual(b"new", (self.directory / "b.h").read_bytes())

    def test_writes_utf8_and_plain_newlines(self) -> None:
        self.update({"a.h": "Grüße\n東京\n"})
        content = (self.directory / "a.h").read_bytes()
        self.assertEqual("Grüße\n東京\n".encode(), content)

    def test_carriage_returns_differ(self) -> None:
        self.put("a.h", BANNER.replace("\n", "\r\n"))
        self.assertEqual(["a.h"], self.update({"a.h": BANNER}))

    def test_replaces_as_a_whole(self) -> None:
        """When the last step fails, the old file is there, and nothing beside it."""
        path = self.put("a.h", "old")
        with mock.patch("os.replace", side_effect=OSError("no")):
            with self.assertRaises(OSError):
                self.update({"a.h": "new"})
        self.assertEqual(b"old", path.read_bytes())
        self.assertEqual(["a.h"], self.names())

    def test_removes_what_is_stale_with_its_directory(self) -> None:
        self.put("a.h", BANNER)
        self.put("old/deep/b.h", BANNER)
        self.put("kept/c.h", BANNER)
        self.put("kept/d.h", BANNER)
        removed = self.update({"a.h": BANNER, "kept/d.h": BANNER})
        self.assertEqual(["kept/c.h", "old/deep/b.h"], removed)
        self.assertEqual(["a.h", "kept", "kept/d.h"], self.names())

    def test_leaves_alone_what_is_not_its_own(self) -> None:
        self.put("notes.txt", "mine")
        self.put("late.txt", "\n" * 1000 + BANNER)
        self.assertEqual([], self.update({}))
        self.assertEqual(["late.txt", "notes.txt"], self.names())

    def test_finding_changes_makes_none(self) -> None:
        self.put("stale.h", BANNER)
        output.find_changes({"new/a.h": BANNER}, self.directory)
        self.assertEqual(["stale.h"], self.names())


class DescribeTest(unittest.TestCase):
    def describe(self, old: bytes | None, new: bytes | None) -> list[str]:
        return list(output.describe((Change("a.h", old, new),), "out"))

    def test_missing(self) -> None:
        self.assertEqual(["out/a.h is missing"], self.describe(None, b"new\n"))

    def test_stale(self) -> None:
        self.assertEqual(["out/a.h is stale"], self.describe(b"old\n", None))

    def test_out_of_date(self) -> None:
        self.assertEqual(
            [
                "out/a.h is out of date",
                "--- out/a.h",
                "+++ out/a.h (as generated now)",
                "@@ -1,2 +1,2 @@",
                " same",
                "-old",
                "+new",
            ],
            self.describe(b"same\nold\n", b"same\nnew\n"),
        )

    def test_what_nobody_sees_shows(self) -> None:
        self.assertIn("-line\\r", self.describe(b"line\r\n", b"line\n"))
        self.assertIn("-line\\", self.describe(b"line", b"line\n"))
        self.assertIn("-\\xdf", self.describe(b"\xdf\n", b"line\n"))


if __name__ == "__main__":
    unittest.main()
