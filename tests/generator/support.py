"""What several tests need: the cases on disk, and specs made of a few lines."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from codegen.__main__ import generate, read
from codegen.errors import SpecErrors
from codegen.load import Source
from codegen.model import Spec

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BAD = HERE / "bad"
GOOD = HERE / "good"

# A spec to which a test adds what it is about.
START = """\
topic = "Boxes"

[[namespace]]
name = "response"
uri  = "http://example.com/response"
doc  = "Of responses."

[enum.Switch]
doc = "On or off."

[[enum.Switch.value]]
name = "on"
doc  = "On."

[[enum.Switch.value]]
name = "off"
doc  = "Off."

[Box]
namespaces = ["response"]
doc        = "A box."
"""


@dataclass(frozen=True)
class BadCase:
    """A spec that must fail."""

    name: str
    path: Path

    @property
    def files(self) -> tuple[Path, ...]:
        return (self.path,) if self.path.is_file() else tuple(sorted(self.path.iterdir()))

    @property
    def sources(self) -> tuple[Source, ...]:
        named = {path.relative_to(BAD).as_posix(): path for path in self.files}
        return tuple(Source(name, path.read_bytes()) for name, path in named.items())

    @property
    def expected(self) -> Path:
        return BAD / f"{self.name}.err"


def bad_cases() -> Iterator[BadCase]:
    for path in sorted(BAD.iterdir()):
        if path.suffix != ".err":
            yield BadCase(path.stem, path)


def messages(sources: tuple[Source, ...]) -> str:
    """What the generator says to a spec; nothing when it is content."""
    try:
        generate(sources, "bad")
    except SpecErrors as failure:
        return f"{failure}\n"
    return ""


def good_specs() -> Iterator[Path]:
    """The directories of the specs that work."""
    return (path for path in sorted(GOOD.iterdir()) if path.is_dir())


def read_text(text: str) -> Spec:
    """The model of a spec of one file, boxes.toml."""
    return read((Source("boxes.toml", text.encode()),))
