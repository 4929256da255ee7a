"""Gives things of the table all names that C could mind, and compiles what is taken.

    any_name.py CC

The words are those of C, of the runtime's headers and of generated code itself. The
generator refuses a name, or it makes C of it that compiles: a list in codegen/names.py
that lacks one is seen here.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from codegen import names
from codegen.__main__ import generate, read
from codegen.errors import SpecErrors
from codegen.load import Source
from tests.generator.support import GOOD, ROOT, START

WARNINGS = ("-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror")

# Names of namespaces beside those that the runtime has constants for.
NAMESPACES = frozenset(["new", "response-bit"])

# A part of the spec that gives something a name, by what it is.
Maker = Callable[[str], str]

LID = '\n[[Box.child]]\nname = "Lid"\ntype = "string"\ndoc  = "What closes it."\n'

# All that a struct may have. No two versions have one name, so each has that of its struct.
STRUCT = """
[NAME]
namespaces = ["response"]
doc        = "One of all."

[[NAME.attribute]]
name = "Id"
type = "string"
doc  = "Which it is."

[[NAME.child]]
name     = "NAMEVersion"
type     = "hex32"
bits     = [{ name = "major", low = 0, width = 4, shown = true, doc = "Major." }]
releases = [{ name = "One", parts = [1] }]
doc      = "How large it is."

[[NAME.child]]
name         = "Count"
type         = "uint"
default_rule = "Three."
defaults     = [{ value = 4, when = [{ name = "Kind", values = ["on"] }] }]
default      = 3
when         = [{ name = "Kind", values = ["on"] }]
doc          = "How many there are."

[[NAME.child]]
name         = "User"
type         = "string"
default_rule = "The address."
defaults     = [{ address = "local", prefix = "x" }]
doc          = "Who has it."

[[NAME.child]]
name    = "Kind"
type    = "Switch"
default = "on"
doc     = "What it is."

[[NAME.child]]
name       = "Kinds"
type       = "Switch"
comma_list = true
doc        = "What it may be."

[[NAME.child]]
name = "Way"
type = "uri"
doc  = "Where it is."

[[NAME.child]]
name = "Tail"
type = "partial-uri"
base = "Way"
doc  = "A page."

[[NAME.child]]
name    = "Box"
type    = "Box"
repeats = true
doc     = "The boxes in it."
"""

BITS = """
[[Box.child]]
name     = "Version"
type     = "hex32"
bits     = [{ name = "NAME", low = 0, width = 4, shown = true, doc = "Some." }]
releases = [{ name = "One", parts = [1] }]
doc      = "Which it is."
"""

PAGES = """
[[Box.child]]
name = "NAME"
type = "uri"
doc  = "Where it is."

[[Box.child]]
name = "TailOfNAME"
type = "partial-uri"
base = "NAME"
doc  = "A page."
"""


def child(name: str) -> str:
    return f'\n[[Box.child]]\nname = "{name}"\ntype = "uint"\ndefault = 1\ndoc = "A."\n'


def attribute(name: str) -> str:
    return f'\n[[Box.attribute]]\nname = "{name}"\ntype = "Switch"\ndoc = "A."\n'


def struct(name: str) -> str:
    return STRUCT.replace("NAME", camel(name))


def enum(name: str) -> str:
    """Its name, and a value, are parts of its constants."""
    first, _, rest = name.partition("_")
    return (
        f'\n[enum.{camel(first)}]\ndoc = "E."\n\n[[enum.{camel(first)}.value]]\n'
        f'name = "{rest or first}"\ndoc = "V."\n'
    )


def bits(name: str) -> str:
    return BITS.replace("NAME", name).replace("Version", f"Version{camel(name)}")


def pages(name: str) -> str:
    return PAGES.replace("NAME", camel(name))


def element_constant(name: str) -> str:
    """A struct and a child make it up."""
    first, _, rest = name.partition("_")
    return (
        f'\n[{camel(first)}]\nnamespaces = ["response"]\ndoc = "S."\n\n'
        f'[[{camel(first)}.child]]\nname = "{camel(rest)}"\ntype = "string"\ndoc = "C."\n'
    )


def namespace(name: str) -> str:
    kebab = name.lower().replace("_", "-")
    return f'\n[[namespace]]\nname = "{kebab}"\nuri = "http://{kebab}/"\ndoc = "N."\n'


def rule(name: str) -> str:
    kebab = name.lower().replace("_", "-")
    return (
        f'\n[[Box.rule]]\nname = "{kebab}"\nat = "Lid"\ndoc = "R."\nmessage = "m"\n'
        'when = [{ name = "Lid", present = true }]\n'
    )


def camel(name: str) -> str:
    """A name that names.snake() makes into this one, where there is any."""
    return "".join(part[:1].upper() + part[1:].lower() for part in name.split("_"))


@dataclass(frozen=True)
class Role:
    """What may have a name, how the spec says so, and the names worth a try."""

    title: str
    maker: Maker
    words: frozenset[str]


def roles(cc: str) -> tuple[Role, ...]:
    out = GOOD / "everything" / "out"
    headers = [p for p in (ROOT / "src").rglob("*.h") if p.parent.name != "command"]
    of_runtime = identifiers(headers)
    own = {word for word in identifiers(out.glob("*.c")) if word[:4].lower() != "pox_"}
    reserved = {word for words, _ in names.RESERVED_WORDS for word in words}
    variables = frozenset(word for word in own | reserved if word == word.lower())
    structs = variables | names.RUNTIME_TAGS | {"pox", "pox_box"}
    structs |= without_tails(rests("pox_", of_runtime))
    constants = rests("POX_", of_runtime) | {"RULE_NONE", "CRATE_SIZE"}
    constants = frozenset(word for word in constants if "_" in word)
    return (
        Role("attribute", attribute, variables),
        Role("bits", bits, variables),
        Role("child", child, variables),
        Role("constant of an element", element_constant, macros(cc) | {"CRATE_SIZE"}),
        Role("constant of an enum", enum, constants),
        Role("namespace", namespace, rests("NAMESPACE_", constants) | NAMESPACES),
        Role("pages", pages, variables | frozenset(names.STRUCT_TAILS)),
        Role("rule", rule, rests("RULE_", constants) | variables),
        Role("struct", struct, frozenset(structs)),
    )


def identifiers(paths: Iterable[Path]) -> frozenset[str]:
    comments = re.compile(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.DOTALL)
    texts = [comments.sub("", path.read_text(encoding="utf-8")) for path in paths]
    return frozenset(re.findall(r"\b[A-Za-z]\w*\b", "\n".join(texts)))


def rests(prefix: str, words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[len(prefix) :] for word in words if word.startswith(prefix))


def without_tails(words: Iterable[str]) -> frozenset[str]:
    """The structs that would have functions of the runtime."""
    tail = re.compile(rf"(.*)_({'|'.join(names.STRUCT_TAILS)})")
    return frozenset(match[1] for match in map(tail.fullmatch, words) if match)


def macros(cc: str) -> frozenset[str]:
    """Those of several words that C's own headers have."""
    folders = [f"-I{ROOT / folder}" for folder in ("src", "generated")]
    done = subprocess.run(
        [cc, "-std=c11", "-dM", "-E", *folders, ROOT / "generated/table.h"],
        capture_output=True,
        text=True,
        check=True,
    )
    macro = re.compile(r"^#define ([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b", re.MULTILINE)
    return frozenset(name for name in macro.findall(done.stdout) if name[:4] != "POX_")


def accepted(maker: Maker, found: Iterable[str]) -> list[str]:
    """The parts of the spec that the generator takes, each alone."""
    parts = dict.fromkeys(maker(word) for word in found)
    return [part for part in parts if not refusals(START + LID + part)]


def together(parts: list[str]) -> list[str]:
    """Those that it takes in one spec: without what clashes with one before."""
    while True:
        lines = refusals("".join([START, LID, *parts]))
        if not lines:
            return parts
        parts = without(parts, lines)


def without(parts: list[str], lines: set[int]) -> list[str]:
    kept = []
    line = (START + LID).count("\n")
    for part in parts:
        end = line + part.count("\n")
        if not any(line < bad <= end for bad in lines):
            kept.append(part)
        line = end
    return kept


def refusals(text: str) -> set[int]:
    """On which lines there are mistakes."""
    try:
        read((Source("boxes.toml", text.encode()),))
    except SpecErrors as failure:
        return {error.line for error in failure.errors}
    return set()


def compile_all(cc: str, parts: list[str]) -> str:
    """What the compiler says to all of them; "" when it is content."""
    text = "".join([START, LID, *parts])
    files = generate((Source("boxes.toml", text.encode()),), "spec")
    with tempfile.TemporaryDirectory() as name:
        for file, content in files.items():
            path = Path(name, file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        sources = [*sorted(Path(name).glob("*.c")), everything_public(Path(name))]
        folders = [f"-I{name}", f"-I{ROOT / 'src'}"]
        done = subprocess.run(
            [cc, "-std=c11", "-fsyntax-only", *WARNINGS, *folders, *sources],
            capture_output=True,
            text=True,
        )
        return "" if done.returncode == 0 else done.stderr.replace(name, "")


def everything_public(directory: Path) -> Path:
    """A file that includes all public headers for which the runtime is enough."""
    included = {
        f"pox/{path.name}": set(re.findall(r"#include <(\w+/.*)>", path.read_text()))
        for path in (ROOT / "src/pox").glob("*.h")
    }
    while True:
        usable = {name: others for name, others in included.items() if others <= set(included)}
        if usable == included:
            break
        included = usable
    source = directory / "everything_public.c"
    lines = ["#include <pox/elements.h>", *(f"#include <{name}>" for name in sorted(usable))]
    source.write_text("\n".join([*lines, ""]))
    return source


def main() -> int:
    (cc,) = sys.argv[1:]
    failed = 0
    found = roles(cc)
    for role in found:
        taken = accepted(role.maker, sorted(role.words))
        parts = together(taken)
        said = compile_all(cc, parts)
        # A test that tries nothing, or has nothing refused, would always pass.
        n_words = len(role.words)
        failed += bool(said) or not parts or len(taken) == n_words
        n_taken, n_compiled = len(taken), len(parts)
        print(f"{role.title}: {n_words} names, {n_taken} taken, {n_compiled} compiled")
        print("\n".join(said.splitlines()[:40]), end="\n" if said else "")
    print(f"{len(found) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
