"""The fuzzers' dictionary: whole, without repetition, and in a form that fuzzers read."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from codegen import load
from codegen.__main__ import generate, read
from codegen.dictionary import SHORT, dictionary, word_string
from tests.generator.support import GOOD, ROOT, START, read_text

# What libFuzzer and AFL read: a name, an equals sign, and a text with three escapes.
LINE = re.compile(r'(#.*|\w+="([ !#-\[\]-~]|\\\\|\\"|\\x[0-9A-F]{2})+")?', re.ASCII)

CHILD = '[[Box.child]]\nname = "Url"\ntype = "uri"\ndoc = "Where."\n'

STRINGS = {
    "plain": '"plain"',
    ' a="b"': r'" a=\"b\""',
    "back\\slash": r'"back\\slash"',
    "tab\t": r'"tab\x09"',
    "\x7f": r'"\x7F"',
    "ü": r'"\xC3\xBC"',
}


def words(text: str) -> set[str]:
    """The words that a spec of one file gives."""
    return {word.text for part in dictionary(read_text(text)) for word in part.words}


def lines(spec: Path) -> list[str]:
    files = generate(load.find(spec, "spec"), "spec")
    return files["fuzz/autodiscover.dict"].split("\n")


def texts(spec: Path) -> list[str]:
    found = [line.partition("=")[2] for line in lines(spec) if not line.startswith("#")]
    return [text for text in found if text]


class DictionaryTest(unittest.TestCase):
    def test_strings(self) -> None:
        for text, expected in STRINGS.items():
            with self.subTest(text):
                self.assertEqual(expected, word_string(text))

    def test_every_line_is_one_that_fuzzers_read(self) -> None:
        for directory in (ROOT, GOOD / "everything", GOOD / "empty"):
            for line in lines(directory / "spec"):
                with self.subTest(line):
                    self.assertIsNotNone(LINE.fullmatch(line))

    def test_no_word_is_there_twice(self) -> None:
        for spec in (ROOT / "spec", GOOD / "everything" / "spec"):
            found = texts(spec)
            self.assertEqual(sorted(set(found)), sorted(found))

    def test_words_of_the_table(self) -> None:
        found = texts(GOOD / "everything" / "spec")
        expected = [
            "<Envelope>",
            "</Envelope>",
            "<Weight>",
            "</Weight>",
            "<Weight/>",
            "<Weight>10</Weight>",
            "<Weight>4294967296</Weight>",
            "<Version>73C1819X</Version>",
            "<Box>https://example.com/box</Box>",
            "<Uri-part>?id=&lt;Id>&amp;board=&lt;Board></Uri-part>",
            "<Closed>",
            ' Signs=',
            ' Marks="flat, OAuth"',
            ' Count="18446744073709551616"',
            ' xmlns="http://example.com/',
            'delivery"',
            '<Crate xmlns="http://example.com/delivery">',
            "tall",
            "yes",
        ]
        for text in expected:
            with self.subTest(text):
                self.assertIn(word_string(text), found)

    def test_whole_elements_are_well_formed(self) -> None:
        for chapter in dictionary(read(load.find(ROOT / "spec", "spec"))):
            for word in chapter.words:
                if word.text.startswith("<") and "</" in word.text[1:]:
                    with self.subTest(word.name):
                        ElementTree.fromstring(word.text)

    def test_samples_are_short_where_they_can_be(self) -> None:
        long = f'example = "https://example.com/{"x" * SHORT}"\n'
        self.assertIn("<Url>https://mail.example.com/</Url>", words(START + CHILD + long))

    def test_namespaces_without_a_common_beginning(self) -> None:
        other = '[[namespace]]\nname = "other"\nuri = "urn:other"\ndoc = "Other."\n\n'
        start = START.replace("[enum", f"{other}[enum", 1)
        self.assertIn(' xmlns="urn:other"', words(start + CHILD))


if __name__ == "__main__":
    unittest.main()
