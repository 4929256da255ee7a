"""Lines of tables and keys, also in TOML that makes them hard to find."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path
from unittest import mock

from codegen.load import Source, Table, find, parse

HARD = '''\
topic = "[Not.a.table]"  # [nor.this]

[Box]
doc = """
[[Box.child]]
name = "not a child"
"""

[[Box.child]]
name = "Lid"
doc = \'\'\'
[[Box.child]]
name = "no child either"
\'\'\'

[[ "Box" . child ]]
values = [
    { value = 1, doc = "]" },  # [[
    # { value = 2 },
    { value = 3, doc = "}" },
]
name = 'Size'
a.b = 1
doc = """Ends in a quote.""""

[[Box.child.bits]]
name = "major"

[[Box.child.bits]]
name = "minor"

[Box.text]
doc = "Text."

[enum.Switch]
[[enum.Switch.value]]
name = "on"
[[enum.Switch.value]]
name = "off"
[enum.Empty]
[[enum.Empty.value]]
name = "none"
'''


class LinesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.file = parse(Source("spec/hard.toml", HARD.encode()))

    def check_line(self, expected: str, table: Table, key: str = "") -> None:
        """The line that a table or a key is said to be on starts as expected."""
        location = table.location.at(key) if key else table.location
        line = HARD.splitlines()[location.line - 1]
        self.assertEqual(expected, line[: len(expected)])

    def test_files_know_their_name(self) -> None:
        self.assertEqual("spec/hard.toml:1", str(self.file.location))
        self.assertEqual("hard", self.file.topic)

    def test_keys_of_the_file(self) -> None:
        self.check_line("topic", self.file, "topic")

    def test_tables(self) -> None:
        box = self.file.table("Box")
        self.check_line("[Box]", box)
        self.check_line("[Box.text]", box.table("text"))
        self.assertEqual("Box", box.name)

    def test_tables_in_lists(self) -> None:
        lid, size = self.file.table("Box").tables("child")
        self.check_line("[[Box.child]]", lid)
        self.check_line('name = "Lid"', lid, "name")
        self.check_line('[[ "Box" . child ]]', size)
        self.check_line("name = 'Size'", size, "name")

    def test_keys_after_text_of_several_lines(self) -> None:
        size = self.file.table("Box").tables("child")[1]
        self.check_line("doc = ", size, "doc")
        self.check_line('doc = "Text."', self.file.table("Box").table("text"), "doc")

    def test_dotted_keys(self) -> None:
        self.check_line("a.b", self.file.table("Box").tables("child")[1], "a")

    def test_inline_tables(self) -> None:
        first, second = self.file.table("Box").tables("child")[1].tables("values")
        self.check_line("    { value = 1", first)
        self.check_line("    { value = 3", second)
        self.check_line("    { value = 3", second, "doc")

    def test_lists_in_lists(self) -> None:
        major, minor = self.file.table("Box").tables("child")[1].tables("bits")
        self.check_line('name = "major"', major, "name")
        self.check_line('name = "minor"', minor, "name")

    def test_lists_in_several_tables(self) -> None:
        enums = self.file.table("enum")
        on, off = enums.table("Switch").tables("value")
        self.check_line('name = "on"', on, "name")
        self.check_line('name = "off"', off, "name")
        (none,) = enums.table("Empty").tables("value")
        self.check_line('name = "none"', none, "name")

    def test_a_key_that_is_missing_is_on_the_line_of_its_table(self) -> None:
        self.check_line("[Box]", self.file.table("Box"), "sauce")

    def test_carriage_returns_change_nothing(self) -> None:
        dos = parse(Source("spec/hard.toml", HARD.replace("\n", "\r\n").encode()))
        self.assertEqual(self.file, dos)


class FindTest(unittest.TestCase):
    def test_order_of_the_directory_does_not_matter(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            directory = Path(name)
            for topic in ("b", "a", "c"):
                (directory / f"{topic}.toml").write_bytes(topic.encode())
            (directory / "README.md").touch()
            paths = sorted(directory.glob("*.toml"))
            for order in (paths, paths[::-1]):
                with mock.patch.object(Path, "glob", return_value=order):
                    found = find(directory, "spec")
                self.assertEqual(
                    [("spec/a.toml", b"a"), ("spec/b.toml", b"b"), ("spec/c.toml", b"c")],
                    [(source.path, source.content) for source in found],
                )


if __name__ == "__main__":
    unittest.main()
