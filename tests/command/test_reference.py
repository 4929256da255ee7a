"""generated/reference.md: says what pox explain says, and its links lead somewhere."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import html
import re
import unittest
from pathlib import Path

from tests.command.support import CommandTest

REFERENCE = Path(__file__).resolve().parents[2] / "generated" / "reference.md"


def plain(markdown: str) -> str:
    """Text as a reader of Markdown sees it, on one line."""
    text = re.sub(r"\\([\\`*\[\]<|~_])", r"\1", markdown.replace("`", ""))
    return " ".join(html.unescape(text).split())


def sections(text: str) -> dict[str, str]:
    """What stands below each heading, by the heading's text."""
    parts = re.split(r'(?m)^##+ (?:<a id="[^"]*"></a>)?(.*)$', text)
    return {plain(title): below for title, below in zip(parts[1::2], parts[2::2])}


def labelled(section: str) -> dict[str, str]:
    """The facts of a section by their labels, such as "Default"."""
    facts = re.findall(r"(?m)^- ([^:\n]+): (.+)$", section)
    return {label: plain(text) for label, text in facts}


def meanings(section: str) -> str:
    """The things that are explained in a section, each with its meaning, on one line."""
    return " ".join(map(plain, re.findall(r"(?m)^ *- (`.*)$", section)))


def in_xml(name: str, text: str) -> str:
    """An example of what has this name, as the reference writes it."""
    own = name.partition("/")[2]
    if own.startswith("@"):
        return f'{own[1:]}="{text}"'
    return f"<{own}>{text}</{own}>" if own[0].isupper() else text


class ReferenceTest(CommandTest):
    def setUp(self) -> None:
        super().setUp()
        self.text = REFERENCE.read_text(encoding="utf-8")
        self.sections = sections(self.text)

    def explained(self, name: str) -> tuple[str, dict[str, str]]:
        """The prose of what is explained under exactly this name, and its facts by label."""
        out = self.check_done("explain", name)
        start = f"\n{out}".index(f"\n{name}\n") + len(name) + 1
        block = re.split(r"(?m)^(?=\S)", out[start:])[0]
        prose, _, facts = block.strip("\n").partition("\n\n")
        found: dict[str, str] = {}
        for line in facts.partition("\n\n")[0].splitlines():
            label = line[2:16].strip()
            if label or not found:
                found[label] = line[16:]
            else:
                found[list(found)[-1]] += f" {line[16:]}"
        return " ".join(prose.split()), {k: " ".join(v.split()) for k, v in found.items()}

    def entries(self) -> list[str]:
        names = []
        for line in self.check_done("explain").splitlines():
            if line and not line.startswith(" "):
                struct = line
            elif (match := re.match(r"  (\S+)  +[A-Z]", line)) and struct != "Rules":
                names.append(f"{struct}/{match[1]}")
        return names

    def test_each_entry_has_what_explain_says(self) -> None:
        entries = self.entries()
        self.assertGreater(len(entries), 100)
        for name in entries:
            with self.subTest(name):
                self.check_entry(name)

    def check_entry(self, name: str) -> None:
        prose, facts = self.explained(name)
        section = self.sections[name]
        words = re.search(r"\(#enum-(\w+)\)", section)
        items = meanings(self.section_of(f"enum-{words[1]}") if words else section)
        entry = labelled(section)
        self.assertIn(prose, plain(section))
        self.assertIn("Type", facts)
        for label, text in facts.items():
            if label in ("Values", "Placeholders"):
                self.assertEqual(text, items, label)
            elif label == "Example":
                self.assertEqual(in_xml(name, text), entry.get(label), label)
            elif label == "Namespace":  # in an order of its own
                self.assertEqual(set(text.split(", ")), set(entry[label].split(", ")))
            else:
                self.assertEqual(text, entry.get(label), label)

    def section_of(self, anchor: str) -> str:
        start = self.text.index(f'<a id="{anchor}"></a>')
        return re.split(r"(?m)^#", self.text[start:])[0]

    def test_nothing_is_in_it_that_explain_does_not_know(self) -> None:
        titles = [title for title in self.sections if "/" in title]
        self.assertEqual(sorted(self.entries()), sorted(titles))

    def test_links_lead_to_one_place(self) -> None:
        targets = re.findall(r'<a id="([^"]*)">', self.text)
        headings = [title.lower() for title in self.sections]
        links = set(re.findall(r"\]\(#([^)]*)\)", self.text))
        self.assertGreater(len(links), 100)
        self.assertEqual(sorted(set(targets)), sorted(targets))
        self.assertEqual(set(), links - set(targets) - set(headings))

    def test_each_rule_is_in_it(self) -> None:
        out = self.check_done("explain")
        rules = re.findall(r"(?m)^  (\S+)  +[A-Z]", out[out.index("\nRules\n") :])
        self.assertGreater(len(rules), 20)
        for rule in rules:
            self.assertIn(self.explained(rule)[0], plain(self.section_of(f"rule-{rule}")))


if __name__ == "__main__":
    unittest.main()
