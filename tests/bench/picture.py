"""Makes tables and a picture of what bench_peers measured.

    picture.py DIR

reads DIR/bench_peers.csv and writes DIR/bench_peers.md and DIR/bench_peers.svg.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

# The document in the picture.
SHOWN = "typical"


@dataclass(frozen=True)
class Figures:
    """All that the file says, by section, row, column and measure, in its order."""

    values: dict[tuple[str, str, str, str], str]

    def get(self, section: str, row: str, column: str = "", measure: str = "") -> str:
        """A figure; "" where nothing was measured."""
        return self.values.get((section, row, column, measure), "")

    def rows(self, section: str, measure: str = "") -> list[str]:
        keys = (key for key in self.values if key[0] == section)
        return unique(row for _, row, _, of in keys if measure in ("", of))

    def columns(self, section: str) -> list[str]:
        return unique(column for of, _, column, _ in self.values if of == section)

    @property
    def documents(self) -> list[str]:
        return self.rows("document")

    @property
    def machine(self) -> str:
        """In one line, without what was not found."""
        told = [row for row in self.rows("machine") if row != "not found"]
        texts = {"build": "{} build", "libxml2": "libxml2 {}", "slices": "slices: {}"}
        return ", ".join(texts.get(r, "{}").format(self.get("machine", r)) for r in told)


def unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def load(path: Path) -> Figures:
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    return Figures(
        {(r["section"], r["row"], r["column"], r["measure"]): r["value"] for r in rows}
    )


# Tables


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    rule = ["---", *["---:"] * (len(heading) - 1)]
    return [f"| {' | '.join(cells)} |" for cells in (heading, rule, *rows)]


def number(value: str, digits: int = 2) -> str:
    return f"{float(value):.{digits}f}" if value else ""


def by_document(figures: Figures, section: str, measure: str, digits: int) -> list[str]:
    """What was measured of each contestant, a column for each document."""
    documents = figures.documents
    rows = [
        [row, *(number(figures.get(section, row, d, measure), digits) for d in documents)]
        for row in figures.rows(section, measure)
    ]
    return table(["", *documents], rows)


def sizes(figures: Figures) -> list[str]:
    rows = [
        [what, *(number(figures.get("document", d, "", what), 0) for d in figures.documents)]
        for what in ("bytes", "elements")
    ]
    return table(["", *figures.documents], rows)


def growth(figures: Figures) -> list[str]:
    columns = figures.columns("growth")
    rows = [
        [row, *(number(figures.get("growth", row, c, "ratio")) for c in columns)]
        for row in figures.rows("growth")
    ]
    return table(["bytes, about", *columns], rows)


def targets(figures: Figures) -> list[str]:
    columns = ("wanted", "is", "reached")
    rows = [
        [row, *(figures.get("target", row, column) for column in columns)]
        for row in figures.rows("target")
    ]
    return table(["", *columns], rows)


def describe(figures: Figures) -> str:
    """All tables, as Markdown."""
    chapters = {
        "Documents": sizes(figures),
        "Reading: time divided by that of libxml2 with nothing done": by_document(
            figures, "read", "ratio", 2
        ),
        "Reading: microseconds": by_document(figures, "read", "microseconds", 1),
        "Writing: time divided by copying the same pieces": by_document(
            figures, "write", "ratio", 2
        ),
        "Writing: microseconds": by_document(figures, "write", "microseconds", 1),
        "Reading: calls that allocate": by_document(figures, "read", "allocations", 0),
        "Writing: calls that allocate": by_document(figures, "write", "allocations", 0),
        "Reading: memory held at most, in bytes per byte": by_document(
            figures, "read", "peak", 2
        ),
        "Writing: memory held at most, in bytes per byte": by_document(
            figures, "write", "peak", 2
        ),
        "libpox: time per byte, divided by that of the smallest": growth(figures),
        "Targets": targets(figures),
    }
    lines = ["# libpox and its peers", "", figures.machine]
    for title, rows in chapters.items():
        lines += ["", f"## {title}", "", *rows]
    return "\n".join([*lines, ""])


# The picture

WIDTH, LEFT, RIGHT = 720, 210, 90
BAR, STEP, TITLE, MARGIN = 14, 20, 44, 12

STYLE = """\
text { font: 12px system-ui, sans-serif; fill: #57606a }
.title { font-weight: 600 }
.note { font-size: 10px }
.own { fill: #2f81c7 }
.other { fill: #9aa4af }
.floor { fill: none; stroke: #9aa4af; stroke-dasharray: 3 2 }
@media (prefers-color-scheme: dark) { text { fill: #adb5bd } }"""


@dataclass(frozen=True)
class Bar:
    name: str
    speed: float  # MB/s

    @property
    def style(self) -> str:
        if self.name.startswith("libpox"):
            return "own"
        return "floor" if "nothing" in self.name or "memcpy" in self.name else "other"


def bars(figures: Figures, section: str) -> list[Bar]:
    size = float(figures.get("document", SHOWN, "", "bytes") or 0)
    times = {
        row: figures.get(section, row, SHOWN, "microseconds")
        for row in figures.rows(section, "microseconds")
    }
    made = [Bar(row, size / float(time)) for row, time in times.items() if time]
    return sorted(made, key=lambda bar: -bar.speed)


def draw_bar(bar: Bar, top: int, scale: float) -> list[str]:
    width = min(bar.speed * scale, WIDTH - LEFT - RIGHT)
    middle = top + BAR - 3
    is_cut = bar.speed * scale > width + 1
    return [
        f'<text x="{LEFT - 8}" y="{middle}" text-anchor="end">{escape(bar.name)}</text>',
        f'<rect x="{LEFT}" y="{top}" width="{width:.1f}" height="{BAR}" class="{bar.style}"/>',
        f'<text x="{LEFT + width + 6:.1f}" y="{middle}">{bar.speed:,.0f}'
        f"{' →' if is_cut else ''}</text>",
    ]


def draw_panel(title: str, drawn: Sequence[Bar], top: int) -> list[str]:
    """Bars below each other; a floor may be longer than there is room for."""
    longest = max((bar.speed for bar in drawn if bar.style != "floor"), default=1.0)
    scale = (WIDTH - LEFT - RIGHT) / longest
    lines = [f'<text x="{MARGIN}" y="{top + 26}" class="title">{escape(title)}</text>']
    for index, bar in enumerate(drawn):
        lines += draw_bar(bar, top + TITLE + index * STEP, scale)
    return lines


def draw(figures: Figures) -> str:
    panels = {
        f"Reading a {SHOWN} answer, MB/s (more is better)": bars(figures, "read"),
        f"Writing a {SHOWN} answer, MB/s (more is better)": bars(figures, "write"),
    }
    lines: list[str] = []
    top = 0
    for title, drawn in panels.items():
        lines += draw_panel(title, drawn, top)
        top += TITLE + len(drawn) * STEP
    for note in ("Dashed: floors, which have no result.", figures.machine):
        top += 16
        lines.append(f'<text x="{MARGIN}" y="{top + 8}" class="note">{escape(note)}</text>')
    height = top + 20
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" role="img">',
            "<title>How fast libpox and others read and write an answer</title>",
            f"<style>{STYLE}</style>",
            *lines,
            "</svg>",
            "",
        ]
    )


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        print("usage: picture.py DIR", file=sys.stderr)
        return 2
    directory = Path(arguments[0])
    figures = load(directory / "bench_peers.csv")
    (directory / "bench_peers.md").write_text(describe(figures), encoding="utf-8")
    (directory / "bench_peers.svg").write_text(draw(figures), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
