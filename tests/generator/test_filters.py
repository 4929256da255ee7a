"""Text of the spec as C: nothing in prose may end a comment or a string."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import unittest

from codegen.filters import COLUMNS, c_comment, c_string

STRINGS = {
    "": '""',
    "plain": '"plain"',
    'say "on"': r'"say \"on\""',
    "back\\slash": r'"back\\slash"',
    "end\\": r'"end\\"',
    "two\nlines": r'"two\nlines"',
    "tab\tand\rreturn": r'"tab\tand\rreturn"',
    "bell\x071": r'"bell\0071"',
    "rubout\x7f": r'"rubout\177"',
    "what??/": r'"what?\?/"',
    "???": r'"?\?\?"',
    "*/ /*": '"*/ /*"',
    "Gruß, 東京": '"Gruß, 東京"',
}

# Prose, and the lines that it becomes at the left margin.
COMMENTS = {
    "plain": " * plain",
    "  padded\n": " * padded",
    "ends */ here": " * ends * / here",
    "begins /* here": " * begins / * here",
    "both */* and /*/": " * both * / * and / * /",
    "what??/": " * what? ?/",
    "???": " * ? ? ?",
    "C:\\": " * C:\\.",
    "C:\\dir": " * `C:\\dir`",
    'say "on"': ' * say "on"',
    "Gruß, 東京": " * Gruß, 東京",
    "one\ntwo": " * one two",
    "one\n\ntwo": " * one\n *\n * two",
    "one\n \n\ntwo": " * one\n *\n * two",
    "a http://example.com/*": " * a http://example.com/ *",
}


class StringTest(unittest.TestCase):
    def test_literals(self) -> None:
        for text, expected in STRINGS.items():
            with self.subTest(text):
                self.assertEqual(expected, c_string(text))

    def test_none_is_null(self) -> None:
        self.assertEqual("NULL", c_string(None))

    def test_long_ones_are_split_where_words_end(self) -> None:
        lines = c_string("word " * 40 + "end", 4).split("\n")
        self.assertGreater(len(lines), 2)
        for line in lines[1:]:
            self.assertRegex(line, r'\A    "\S')
        joined = "".join(line.strip()[1:-1] for line in lines)
        self.assertEqual("word " * 40 + "end", joined)

    def test_lines_fill_their_width_and_no_more(self) -> None:
        lines = c_string('"x" ' * 100, 10).split("\n")
        widths = [len(line.strip()) + 10 + len(",") for line in lines[:-1]]
        self.assertLessEqual(max(widths), COLUMNS)
        self.assertGreater(min(widths), COLUMNS - len('\\"x\\" '))

    def test_short_ones_stay_whole(self) -> None:
        self.assertEqual('"two words"', c_string("two words", 4))
        self.assertEqual('""', c_string("", 4))

    def test_a_word_that_is_too_long_stays_whole(self) -> None:
        self.assertEqual(f'"{"x" * 200}"', c_string("x" * 200, 4))


class CommentTest(unittest.TestCase):
    def test_prose(self) -> None:
        for text, expected in COMMENTS.items():
            with self.subTest(text):
                self.assertEqual(expected, c_comment(text))

    def test_indent(self) -> None:
        self.assertEqual("     * one\n     *\n     * two", c_comment("one\n\ntwo", 4))

    def test_lines_are_wrapped(self) -> None:
        for line in c_comment("word " * 100, 4).split("\n"):
            self.assertLessEqual(len(line), COLUMNS)
            self.assertRegex(line, r"\A     \* (word )*word\Z")

    def test_words_are_never_broken(self) -> None:
        address = "https://example.com/" + "long-" * 30
        self.assertIn(address, c_comment(f"See {address} there"))

    def test_names_that_doxygen_would_misread_are_code(self) -> None:
        for text, expected in {
            "Only when @Type is here.": "Only when `@Type` is here.",
            "See Protocol/@Type, too.": "See `Protocol/@Type`, too.",
            "<MsgID>: a message": "`<MsgID>`: a message",
            r"DOMAIN\user": r"`DOMAIN\user`",
            "`<Type>` and `@Type`": "`<Type>` and `@Type`",
            "ann@example.com @ 2 < 3 > 1": "ann@example.com @ 2 < 3 > 1",
        }.items():
            self.assertEqual(f" * {expected}", c_comment(text))

    def test_no_line_ends_in_a_backslash(self) -> None:
        for width in range(70, 100):
            for line in c_comment("x" * width + "\\ then\\ more").split("\n"):
                self.assertFalse(line.endswith("\\"), line)


if __name__ == "__main__":
    unittest.main()
