"""Text as manual pages have it."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import unittest

from codegen import manual


class RoffTest(unittest.TestCase):
    def test_each_sentence_has_a_line(self) -> None:
        self.assertEqual("One.\nTwo, e.g. this.", manual.roff("One. Two, e.g. this."))

    def test_long_sentences_are_wrapped(self) -> None:
        lines = manual.roff("word " * 50).splitlines()
        self.assertEqual(3, len(lines))
        self.assertLessEqual(max(map(len, lines)), manual.COLUMNS)

    def test_a_line_does_not_begin_like_a_macro(self) -> None:
        self.assertEqual(r"\&.Sh and so on", manual.roff(".Sh and so on"))
        self.assertEqual(r"\&'on' is a word", manual.roff("'on' is a word"))

    def test_a_backslash_is_shown(self) -> None:
        self.assertEqual(r"DOMAIN\euser", manual.roff(r"DOMAIN\user"))

    def test_what_may_be_copied_is_kept_as_it_is(self) -> None:
        self.assertEqual(r"The header \%X\-AnchorMailbox.", manual.roff("The header X-AnchorMailbox."))
        self.assertEqual(r"\%https://a\-b/", manual.roff("https://a-b/"))
        self.assertEqual("A well-known word.", manual.roff("A well-known word."))
        self.assertEqual(r'"outlook\-response"', manual.argument("outlook-response"))

    def test_an_argument_is_one(self) -> None:
        self.assertEqual('"In C"', manual.argument("In C"))
        self.assertEqual('"a ""b"""', manual.argument('a "b"'))
        self.assertEqual(r'"a\eb"', manual.argument(r"a\b"))


class FunctionTest(unittest.TestCase):
    def test_type_name_and_arguments(self) -> None:
        self.assertEqual(
            '.Ft "char *"\n.Fn f "const struct a *b" "int c"',
            manual.function("char *f(const struct a *b, int c)"),
        )

    def test_a_function_as_argument(self) -> None:
        self.assertEqual(
            '.Ft "bool"\n.Fn f "void (*g)(void *h)" "int i"',
            manual.function("bool f(void (*g)(void *h), int i)"),
        )

    def test_commas_in_a_function_as_argument_do_not_split(self) -> None:
        self.assertEqual(
            '.Ft "bool"\n.Fn f "void (*g)(void *h, int i)" "int k"',
            manual.function("bool f(void (*g)(void *h, int i), int k)"),
        )


if __name__ == "__main__":
    unittest.main()
