"""Templates: what they see, and what is said when one fails."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from codegen import load, render
from codegen.__main__ import read
from codegen.errors import SpecErrors
from tests.generator.support import GOOD


class RenderTest(unittest.TestCase):
    def setUp(self) -> None:
        self.spec = read(load.find(GOOD / "everything" / "spec", "good/spec"))
        self.templates = Path(self.enterContext(tempfile.TemporaryDirectory()))
        for product in render.PRODUCTS:
            self.put(product.template, "/* {{ banner }} */\n")

    def put(self, name: str, text: str) -> None:
        (self.templates / name).write_text(text, encoding="utf-8")

    def render(self) -> dict[str, str]:
        return render.render(self.spec, "good/spec", self.templates)

    def failure(self) -> str:
        with self.assertRaises(SpecErrors) as caught:
            self.render()
        return str(caught.exception)

    def test_files_of_topics_and_of_all(self) -> None:
        paths = set(self.render())
        self.assertLessEqual({"pox/crate.h", "pox/shared_values.h", "table.c"}, paths)
        self.assertLessEqual({"crate.c", "tests/fields_crate.c"}, paths)

    def test_banner_names_the_file_or_the_directory(self) -> None:
        files = self.render()
        self.assertIn("by codegen from good/spec/crate.toml. Do not", files["crate.c"])
        self.assertIn("by codegen from good/spec/. Do not", files["table.c"])

    def test_templates_see_the_spec_and_their_topic(self) -> None:
        self.put("topic.c.j2", "{{ banner }} {{ topic.name }} {{ spec.root.name }}")
        self.assertTrue(self.render()["crate.c"].endswith(" crate Envelope"))

    def test_files_of_all_see_no_topic(self) -> None:
        self.put("table.c.j2", "{{ banner }}\n{{ topic.name }}\n")
        expected = "codegen/templates/table.c.j2:2: error: 'topic' is undefined"
        self.assertEqual(expected, self.failure())

    def test_blocks_leave_no_lines(self) -> None:
        self.put("table.c.j2", "{{ banner }}\n  {% if spec %}\nyes\n  {% endif %}\nend\n")
        self.assertTrue(self.render()["table.c"].endswith(".\nyes\nend\n"))

    def test_text_is_not_escaped_for_html(self) -> None:
        self.put("table.c.j2", '{{ banner }}{{ "<&>" }}{{ "<" | c_string }}')
        self.assertTrue(self.render()["table.c"].endswith('<&>"<"'))

    def test_missing_template(self) -> None:
        (self.templates / "table.h.j2").unlink()
        expected = "codegen/templates/table.h.j2:1: error: this template is missing"
        self.assertEqual(expected, self.failure())

    def test_broken_template(self) -> None:
        self.put("table.c.j2", "\n{% if %}\n")
        self.assertRegex(self.failure(), r"\Acodegen/templates/table\.c\.j2:2: error: \w")

    def test_misspelt_attribute(self) -> None:
        self.put("table.c.j2", "{{ banner }}\n\n{{ spec.struts }}\n")
        said = self.failure()
        self.assertRegex(said, r"\Acodegen/templates/table\.c\.j2:3: error: .*'struts'")

    def test_only_c_is_folded(self) -> None:
        line = f"call({', '.join(['argument'] * 20)})\n"
        self.put("table.c.j2", "{{ banner }}\n" + line)
        self.put("autodiscover.dict.j2", "{{ banner }}\n" + line)
        files = self.render()
        self.assertNotIn(line, files["table.c"])
        self.assertIn(line, files["fuzz/autodiscover.dict"])

    def test_forgotten_banner(self) -> None:
        self.put("table.c.j2", "int x;\n")
        expected = "codegen/templates/table.c.j2:1: error: it does not write the banner"
        self.assertEqual(expected, self.failure())


if __name__ == "__main__":
    unittest.main()
