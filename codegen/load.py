"""Reads the TOML of the spec and remembers on which line everything stands.

tomllib gives values without places, so the text is scanned once more for what starts a
line: headers and keys. The scan needs no care for broken TOML, which tomllib has refused
by then. Whatever it cannot place is reported on the line of the table around it.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from codegen.errors import Location, SpecError, SpecErrors

# The way to a table or a key from the top of its file: ("Protocol", "child", 3, "name").
Steps = tuple["str | int", ...]

TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\n]* )
    | (?P<string>  \"{3} (?: \\. | [^\\] )*? \"{3,5}
                 | '{3} .*? '{3,5}
                 | \" (?: \\. | [^\"\\\n] )* \"
                 | ' [^'\n]* ' )
    | (?P<word>    [A-Za-z0-9_-]+ )
    | (?P<mark>    [^\s] )
    | (?P<newline> \n )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Source:
    """One file of the spec; `path` is how messages name it."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Table:
    """One TOML table and the place of everything in it.

    The getters trust check.py: they are for keys whose type it has seen to.
    """

    path: str
    steps: Steps
    values: Mapping[str, object]
    lines: Mapping[Steps, int]

    @property
    def topic(self) -> str:
        """Its file's name, which names the files made from it."""
        return PurePosixPath(self.path).stem

    @property
    def name(self) -> str:
        """The last word of its header."""
        return str(self.steps[-1])

    @property
    def has_header(self) -> bool:
        """It stands in the file itself, and not only tables inside it."""
        return self.steps in self.lines

    @property
    def location(self) -> Location:
        keys = {key: self._line(*self.steps, key) for key in self.values}
        return Location(self.path, self._line(*self.steps), keys)

    def table(self, key: str) -> Table:
        return self._inner(self.values[key], key)

    def tables(self, key: str) -> tuple[Table, ...]:
        rows = self.values.get(key, [])
        assert isinstance(rows, list)
        return tuple(self._inner(row, key, number) for number, row in enumerate(rows))

    def text(self, key: str) -> str:
        value = self.values[key]
        assert isinstance(value, str)
        return value

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if key in self.values else None

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.values.get(key, [])
        assert isinstance(values, list)
        return tuple(values)

    def sets(self, key: str) -> tuple[tuple[str, ...], ...]:
        values = self.values.get(key, [])
        assert isinstance(values, list)
        return tuple(tuple(names) for names in values)

    def numbers(self, key: str) -> tuple[int, ...]:
        values = self.values.get(key, [])
        assert isinstance(values, list)
        return tuple(values)

    def number(self, key: str) -> int:
        value = self.values[key]
        assert isinstance(value, int)
        return value

    def optional_number(self, key: str) -> int | None:
        return self.number(key) if key in self.values else None

    def flag(self, key: str) -> bool:
        return self.optional_flag(key) or False

    def optional_flag(self, key: str) -> bool | None:
        value = self.values.get(key)
        assert value is None or isinstance(value, bool)
        return value

    def _inner(self, values: object, *steps: str | int) -> Table:
        assert isinstance(values, dict)
        return Table(self.path, (*self.steps, *steps), values, self.lines)

    def _line(self, *steps: str | int) -> int:
        while steps not in self.lines:
            steps = steps[:-1]
        return self.lines[steps]


def find(directory: Path, shown: str) -> tuple[Source, ...]:
    """The files of a spec, in the order of their names; `shown` names the directory."""
    return tuple(
        Source(f"{shown}/{path.name}", path.read_bytes())
        for path in sorted(directory.glob("*.toml"))
    )


def load(sources: tuple[Source, ...]) -> tuple[Table, ...]:
    """Each file as the table of all it holds."""
    tables: list[Table] = []
    errors: list[SpecError] = []
    for source in sources:
        try:
            tables.append(parse(source))
        except SpecErrors as failure:
            errors.extend(failure.errors)
    if errors:
        raise SpecErrors(errors)
    return tuple(tables)


def parse(source: Source) -> Table:
    text = decode(source)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        raise SpecErrors([syntax_error(source.path, text, str(failure))]) from failure
    return Table(source.path, (), values, find_lines(text))


def decode(source: Source) -> str:
    try:
        return source.content.decode("utf-8")
    except UnicodeDecodeError as failure:
        line = source.content.count(b"\n", 0, failure.start) + 1
        raise SpecErrors([SpecError(source.path, line, "this is not UTF-8")]) from failure


def syntax_error(path: str, text: str, message: str) -> SpecError:
    """tomllib ends its messages in '(at line 3, column 5)' or '(at end of document)'."""
    what, _, place = message.partition(" (at ")
    at_line = re.match(r"line (\d+)", place)
    line = int(at_line[1]) if at_line else len(text.splitlines()) or 1
    return SpecError(path, line, f"this is not TOML: {what}")


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    line: int


Statement = tuple[Token, ...]


def find_lines(text: str) -> dict[Steps, int]:
    """The line of every table and key of a valid TOML text."""
    lines: dict[Steps, int] = {(): 1}
    lengths: dict[Steps, int] = {}
    table: Steps = ()
    for statement in statements(text):
        keys = key_of(statement)
        if statement[0].text == "[":
            table = enter_table(keys, lengths, repeats=statement[1].text == "[")
            lines[table] = statement[0].line
            lines.setdefault(keys, statement[0].line)
        else:
            lines[table + keys] = statement[0].line
            lines.setdefault(table + keys[:1], statement[0].line)
            lines.update(inline_tables(table + keys, statement))
    return lines


def enter_table(keys: Steps, lengths: dict[Steps, int], repeats: bool) -> Steps:
    """The steps to the table that a header opens; `lengths` has those of arrays."""
    steps: Steps = ()
    for key in keys[:-1]:
        steps += (key,)
        if steps in lengths:
            steps += (lengths[steps] - 1,)
    steps += keys[-1:]
    if not repeats:
        return steps
    lengths[steps] = lengths.get(steps, 0) + 1
    return steps + (lengths[steps] - 1,)


def inline_tables(key: Steps, statement: Statement) -> Iterator[tuple[Steps, int]]:
    """The place of each `{ ... }` in `key = [ { ... }, { ... } ]`."""
    depth, count = 0, 0
    for token in statement:
        if token.text == "{" and depth == 1:
            yield key + (count,), token.line
            count += 1
        depth += nesting(token)


def key_of(statement: Statement) -> Steps:
    """The words of a header, or of what stands before the first `=`."""
    keys: Steps = ()
    for token in statement:
        if token.text == "=":
            break
        if token.kind in ("word", "string"):
            keys += (token.text.strip("\"'"),)
    return keys


def statements(text: str) -> Iterator[Statement]:
    """The headers and `key = value` pairs of a text, each as its tokens."""
    statement: list[Token] = []
    depth = 0
    for token in tokens(text):
        if token.kind != "newline":
            statement.append(token)
            depth += nesting(token)
        elif statement and depth == 0:
            yield tuple(statement)
            statement.clear()
    if statement:
        yield tuple(statement)


def nesting(token: Token) -> int:
    """By how much a token changes the depth of brackets."""
    return {"[": 1, "{": 1, "]": -1, "}": -1}.get(token.text, 0)


def tokens(text: str) -> Iterator[Token]:
    line = 1
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "comment":
            yield Token(kind, match[0], line)
        line += match[0].count("\n")
