"""Text as the reference page has it."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import unittest

from codegen import reference


class MarkdownTest(unittest.TestCase):
    def test_what_means_something_is_escaped(self) -> None:
        self.assertEqual(r"\<MsgID> \*a\* \[b\] \`c\` \|", reference.markdown("<MsgID> *a* [b] `c` |"))

    def test_underscores_count_at_the_ends_of_words(self) -> None:
        self.assertEqual(r"pox_text \_a\_", reference.markdown("pox_text _a_"))

    def test_an_ampersand_counts_before_a_name(self) -> None:
        self.assertEqual("a & b &amp;lt; &amp;#38;", reference.markdown("a & b &lt; &#38;"))

    def test_code_with_backticks(self) -> None:
        self.assertEqual("`a`", reference.code("a"))
        self.assertEqual("`` a`b ``", reference.code("a`b"))

    def test_the_first_sentence(self) -> None:
        self.assertEqual("One.", reference.first_sentence("One. Two."))
        self.assertEqual("As 15.20 it is one", reference.first_sentence("As 15.20 it is one"))

    def test_xml_is_escaped(self) -> None:
        self.assertEqual("&lt;a&gt; &amp; &quot;", reference.escape_xml('<a> & "'))


if __name__ == "__main__":
    unittest.main()
