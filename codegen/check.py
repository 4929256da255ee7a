"""Checks the shape of a table: its keys, and what kind of value each has.

What the values mean together is for build.py and verify.py, which may then rely on the
shape.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from codegen.errors import SpecError, error_at, listed, raise_if_any
from codegen.load import Table
from codegen.names import RUNTIME_HEADERS, entry_title


@dataclass(frozen=True)
class Form:
    """What a value has to be, in words and as a test."""

    words: str
    fits: Callable[[object], bool]


@dataclass(frozen=True)
class Key:
    form: Form
    required: bool = False


@dataclass(frozen=True)
class Rows:
    """A key that holds a list of tables of one shape, each of them called `title`."""

    title: str
    shape: Shape
    required: bool = False

    @property
    def form(self) -> Form:
        return TABLES


Shape = Mapping[str, "Key | Rows"]


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and printable(value, "\n")


def is_line(value: object) -> bool:
    return is_text(value) and printable(str(value), "")


def printable(text: str, also: str) -> bool:
    return all(character.isprintable() or character in also for character in text)


def is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_table(value: object) -> bool:
    return isinstance(value, dict)


def matching(words: str, pattern: str) -> Form:
    """A string all of which matches a pattern."""
    return Form(words, lambda v: isinstance(v, str) and bool(re.fullmatch(pattern, v)))


def list_of(words: str, item: Form) -> Form:
    """A list that is not empty."""
    return Form(
        f"a list of {words}",
        lambda v: isinstance(v, list) and bool(v) and all(item.fits(i) for i in v),
    )


# Parts of the address that a message is about, from which a default may come.
ADDRESS_PARTS = ("local", "domain", "whole")

# Keys that a rule can stand for: those of entries and structs, and what the reader finds.
RULE_CHECKS = (
    "at_least_one",
    "base",
    "exclusive",
    "only",
    "overrides",
    "ranges",
    "reading",
    "required",
    "together",
    "unless_uri",
    "when",
)

TEXT = Form("printable text", is_text)
LINE = Form("printable text of one line", is_line)
NUMBER = Form("a whole number", is_number)
FLAG = Form("true or false", lambda value: isinstance(value, bool))
NUMBER_OR_LINE = Form("a whole number or text", lambda v: is_number(v) or is_line(v))
XML_NAME = matching("an XML name without a colon", r"[A-Za-z_][A-Za-z0-9_.-]*")
SIBLING = matching("a name like 'Type', '@Type' or '#text'", r"[@#]?[A-Za-z_][\w.-]*")
TYPE_NAME = matching("like 'MailStore'", r"[A-Z][A-Za-z0-9]*")
KEBAB_NAME = matching("a name like 'outlook-response'", r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
FIELD = matching("a C name like 'mail_store'", r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
CONSTANT = matching("the end of a C constant like 'POP3'", r"[A-Z0-9]+(_[A-Z0-9]+)*")
FILE_NAME = matching("like 'mobilesync.toml'", r"[a-z][a-z0-9_]*")
ADDRESS_PART = Form("'local', 'domain' or 'whole'", lambda v: v in ADDRESS_PARTS)
RULE_CHECK = Form(f"one of {', '.join(RULE_CHECKS)}", lambda v: v in RULE_CHECKS)
LINES = list_of("texts", LINE)
PATH = matching(
    "a path like 'Internal/OWAUrl/#text' or 'WEB:Server'",
    r"([\w.-]+:)?[@#]?[\w.-]+(/[@#]?[\w.-]+)*",
)
PATHS = list_of("paths like 'MailStore/InternalUrl'", PATH)
NUMBERS = list_of("numbers", NUMBER)
XML_NAMES = list_of("XML names", XML_NAME)
SIBLINGS = list_of("names like 'Type' or '@Type'", SIBLING)
KEBAB_NAMES = list_of("namespaces", KEBAB_NAME)
GROUPS = list_of("groups, each a list of lists of siblings", list_of("", SIBLINGS))
SETS = list_of("lists of siblings", SIBLINGS)
TABLE = Form("a table", is_table)
TABLES = Form("a list of tables", lambda v: isinstance(v, list) and all(map(is_table, v)))

NAMESPACE: Shape = {
    "name": Key(KEBAB_NAME, required=True),
    "uri": Key(LINE, required=True),
    "doc": Key(TEXT, required=True),
    "answer": Key(KEBAB_NAME),
    "form": Key(KEBAB_NAME),
}

VALUE: Shape = {
    "name": Key(LINE, required=True),
    "doc": Key(TEXT, required=True),
    "aliases": Key(LINES),
    "field": Key(CONSTANT),
    "inside": Key(PATHS),
    "json": Key(FLAG),
    "outside": Key(PATHS),
    "source": Key(LINE),
    "stands_for": Key(LINE),
}

ENUM: Shape = {
    "doc": Key(TEXT, required=True),
    "services": Key(TABLE),
    "source": Key(LINE),
    "value": Rows("value", VALUE, required=True),
}

SERVICES: Shape = {
    "by": Key(SIBLING, required=True),
    "inside": Key(LINES, required=True),
    "of": Key(TYPE_NAME, required=True),
    "outside": Key(LINES, required=True),
}

NUMBER_VALUE: Shape = {
    "value": Key(NUMBER, required=True),
    "doc": Key(TEXT, required=True),
}

CONDITION: Shape = {
    "name": Key(SIBLING),
    "numbers": Key(NUMBERS),
    "parent": Key(TYPE_NAME),
    "present": Key(FLAG),
    "type": Key(LINE),
    "uri": Key(FLAG),
    "values": Key(LINES),
}

DEFAULT: Shape = {
    "address": Key(ADDRESS_PART),
    "from": Key(SIBLING),
    "prefix": Key(LINE),
    "value": Key(NUMBER_OR_LINE),
    "when": Rows("condition", CONDITION),
}

PLACEHOLDER: Shape = {
    "name": Key(XML_NAME, required=True),
    "default": Key(LINE),
    "doc": Key(TEXT, required=True),
}

BITS: Shape = {
    "name": Key(FIELD, required=True),
    "low": Key(NUMBER, required=True),
    "width": Key(NUMBER, required=True),
    "doc": Key(TEXT, required=True),
    "shown": Key(FLAG),
}

# A rule that stands for a key, and one of a struct's own.
RULE: Shape = {
    "name": Key(KEBAB_NAME, required=True),
    "checks": Key(RULE_CHECK, required=True),
    "doc": Key(TEXT, required=True),
}

OWN_RULE: Shape = {
    "name": Key(KEBAB_NAME, required=True),
    "at": Key(SIBLING, required=True),
    "doc": Key(TEXT, required=True),
    "message": Key(LINE, required=True),
    "source": Key(LINE),
    "unless": Rows("condition", CONDITION),
    "when": Rows("condition", CONDITION, required=True),
}

RELEASE: Shape = {
    "name": Key(LINE, required=True),
    "parts": Key(NUMBERS, required=True),
}

TEXT_ENTRY: Shape = {
    "type": Key(LINE, required=True),
    "doc": Key(TEXT, required=True),
    "base": Key(SIBLING),
    "bits": Rows("bits", BITS),
    "comma_list": Key(FLAG),
    "default": Key(NUMBER_OR_LINE),
    "default_rule": Key(TEXT),
    "defaults": Rows("default", DEFAULT),
    "example": Key(LINE),
    "field": Key(FIELD),
    "max": Key(NUMBER),
    "min": Key(NUMBER),
    "overrides": Key(SIBLING),
    "placeholders": Rows("placeholder", PLACEHOLDER),
    "releases": Rows("release", RELEASE),
    "required": Key(FLAG),
    "required_when": Rows("condition", CONDITION),
    "since": Key(LINE),
    "source": Key(LINE),
    "unit": Key(LINE),
    "unless_uri": Key(SIBLING),
    "values": Rows("value", NUMBER_VALUE),
    "when": Rows("condition", CONDITION),
}

ATTRIBUTE: Shape = {
    **TEXT_ENTRY,
    "name": Key(XML_NAME, required=True),
    "aliases": Key(XML_NAMES),
}

CHILD: Shape = {
    **ATTRIBUTE,
    "namespaces": Key(KEBAB_NAMES),
    "only": Key(SIBLINGS),
    "repeats": Key(FLAG),
    "under": Key(KEBAB_NAMES),
}

STRUCT: Shape = {
    "doc": Key(TEXT, required=True),
    "namespaces": Key(KEBAB_NAMES, required=True),
    "at_least_one": Key(SETS),
    "element": Key(XML_NAME),
    "exclusive": Key(GROUPS),
    "ranges": Key(SETS),
    "rule": Rows("rule", OWN_RULE),
    "source": Key(LINE),
    "together": Key(SETS),
    "attribute": Rows("attribute", ATTRIBUTE),
    "child": Rows("child", CHILD),
    "text": Key(TABLE),
}

# Any other key of a file is the name of a struct.
FILE: Shape = {
    "topic": Key(LINE, required=True),
    "namespace": Rows("namespace", NAMESPACE),
    "rule": Rows("rule", RULE),
    "enum": Key(TABLE),
}


def check(documents: Sequence[Table]) -> None:
    raise_if_any(error for document in documents for error in check_file(document))


def struct_tables(document: Table) -> Iterator[Table]:
    return (document.table(name) for name in document.values if name not in FILE)


def check_file(document: Table) -> Iterator[SpecError]:
    yield from check_file_name(document)
    structs = {name: Key(TABLE) for name in document.values if is_struct(document, name)}
    yield from unknown_keys(document, {**FILE, **structs}, "the file", FILE)
    yield from check_values(document, {**FILE, **structs}, "the file", "")
    if is_table(document.values.get("enum")):
        yield from check_enums(document.table("enum"))
    for name in structs:
        if is_table(document.values[name]):
            yield from check_struct(document.table(name))


def is_struct(document: Table, name: str) -> bool:
    """Whether a key of a file was meant to be a struct."""
    return name not in FILE and (is_table(document.values[name]) or TYPE_NAME.fits(name))


def check_file_name(document: Table) -> Iterator[SpecError]:
    name = document.topic
    if not FILE_NAME.fits(name):
        yield error_at(
            document.location,
            f"the name of a file must be {FILE_NAME.words}, not '{name}.toml', "
            "since C files are named after it",
        )
    if name in RUNTIME_HEADERS:
        yield error_at(
            document.location,
            f"the name of a file must not be '{name}.toml', since the runtime has a header "
            "of that name or with its include guard",
        )


def check_enums(enums: Table) -> Iterator[SpecError]:
    for name, enum in enums.values.items():
        if is_table(enum):
            yield from check_type_name(enums.table(name), "an enum")
            yield from check_table(enums.table(name), ENUM, f"enum {name}", name)
            yield from check_services(enums.table(name))
        else:
            yield wrong_value(enums, name, TABLE, "the enums")


def check_services(enum: Table) -> Iterator[SpecError]:
    if is_table(enum.values.get("services")):
        title = f"'services' of enum {enum.name}"
        yield from check_table(enum.table("services"), SERVICES, title)


def check_struct(struct: Table) -> Iterator[SpecError]:
    name = struct.name
    if not struct.has_header:
        yield from headless(struct)
        return
    yield from check_type_name(struct, "a struct")
    yield from check_table(struct, STRUCT, name)
    if is_table(struct.values.get("text")):
        text = struct.table("text")
        yield from check_table(text, TEXT_ENTRY, f"{name} text")


def headless(struct: Table) -> Iterator[SpecError]:
    """Entries of a struct that another file has, or none."""
    place = min(
        (struct.location.at(key) for key in struct.values), key=lambda at: at.line
    )
    message = (
        f"this file has no table [{struct.name}]; entries stand in the file that has it"
    )
    yield error_at(place, message)


def check_type_name(table: Table, what: str) -> Iterator[SpecError]:
    if not TYPE_NAME.fits(table.name):
        message = f"the name of {what} must be {TYPE_NAME.words}, not '{table.name}'"
        yield error_at(table.location, message)


def check_table(
    table: Table, shape: Shape, title: str, prefix: str | None = None
) -> Iterator[SpecError]:
    """What is wrong with a table; titles of its rows start with `prefix`, or `title`."""
    yield from unknown_keys(table, shape, title, shape)
    yield from check_values(table, shape, title, title if prefix is None else prefix)


def check_values(
    table: Table, shape: Shape, title: str, prefix: str
) -> Iterator[SpecError]:
    yield from missing_keys(table, shape, title)
    for name, key in shape.items():
        if name not in table.values:
            continue
        if not key.form.fits(table.values[name]):
            yield wrong_value(table, name, key.form, title)
        elif isinstance(key, Rows):
            yield from check_rows(table.tables(name), key, prefix)


def check_rows(tables: Sequence[Table], rows: Rows, prefix: str) -> Iterator[SpecError]:
    for table in tables:
        yield from check_table(table, rows.shape, row_title(table, rows.title, prefix))


def row_title(table: Table, title: str, prefix: str) -> str:
    name = table.values.get("name", table.values.get("value"))
    return entry_title(f"{prefix} {title}".strip(), str(name or ""))


def unknown_keys(
    table: Table, shape: Shape, title: str, offered: Shape
) -> Iterator[SpecError]:
    for key in table.values:
        if key not in shape:
            message = f"{title} has unknown key '{key}'; valid keys are {listed(offered)}"
            yield error_at(table.location.at(key), message)


def missing_keys(table: Table, shape: Shape, title: str) -> Iterator[SpecError]:
    for name, key in shape.items():
        if key.required and name not in table.values:
            yield error_at(table.location, f"{title} lacks the key '{name}'")


def wrong_value(table: Table, key: str, form: Form, title: str) -> SpecError:
    got = shown(table.values[key])
    return error_at(
        table.location.at(key), f"'{key}' of {title} must be {form.words}, not {got}"
    )


def shown(value: object) -> str:
    """A wrong value in a few words."""
    for kind, show in SHOWN:
        if isinstance(value, kind):
            return show(value)
    return str(value)


SHOWN: tuple[tuple[type, Callable[[object], str]], ...] = (
    (bool, lambda value: str(value).lower()),
    (str, lambda value: repr(value)),
    (list, lambda value: "this list" if value else "an empty one"),
    (dict, lambda value: "a table"),
)
