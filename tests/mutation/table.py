"""The table of spec/ as plain values, which can be changed and written again as TOML."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# A document by the name of its file.
Documents = dict[str, dict[str, Any]]

MARKS = {"attribute": "@", "child": "", "text": "#text"}


def load(directory: Path) -> Documents:
    paths = sorted(directory.glob("*.toml"))
    return {path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in paths}


def write(documents: Documents, directory: Path) -> None:
    for name, document in documents.items():
        lines = [f"{json.dumps(key)} = {toml(value)}\n" for key, value in document.items()]
        (directory / name).write_text("".join(lines), encoding="utf-8")


def toml(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(k)} = {toml(v)}' for k, v in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class Entry:
    """An attribute, a child or the text of a struct."""

    file: str
    struct: str
    kind: str
    index: int  # among those of its kind
    name: str  # as siblings call it: "@Type", "Type" or "#text"

    @property
    def title(self) -> str:
        return f"{self.struct}/{self.name}"


def entries(documents: Documents) -> Iterator[Entry]:
    for file, document in documents.items():
        for struct, table in document.items():
            if struct not in ("enum", "rule", "namespace") and isinstance(table, dict):
                yield from entries_of(file, struct, table)


def entries_of(file: str, struct: str, table: dict[str, Any]) -> Iterator[Entry]:
    for kind, mark in MARKS.items():
        rows = table.get(kind, [])
        for index, row in enumerate(rows if isinstance(rows, list) else [rows]):
            yield Entry(file, struct, kind, index, mark + row.get("name", ""))


def row_of(documents: Documents, entry: Entry) -> dict[str, Any]:
    rows = documents[entry.file][entry.struct][entry.kind]
    row: dict[str, Any] = rows if entry.kind == "text" else rows[entry.index]
    return row


def aliases(documents: Documents) -> dict[str, str]:
    """The names that elements may also have, and what they stand for, all in lower case."""
    rows = [row_of(documents, entry) for entry in entries(documents)]
    return {a.lower(): row["name"].lower() for row in rows for a in row.get("aliases", [])}


def without(documents: Documents, entry: Entry) -> Documents:
    """The table without an entry, and without what names it elsewhere."""
    changed = copy.deepcopy(documents)
    table = changed[entry.file][entry.struct]
    if entry.kind == "text":
        del table["text"]
    else:
        del table[entry.kind][entry.index]
    if not any(kind in table and table[kind] for kind in MARKS):
        remove_struct(changed, entry.struct)
    remove_references(changed, entry)
    return changed


def remove_struct(documents: Documents, struct: str) -> None:
    """A struct that has become empty, and the entries that were one."""
    for file, document in list(documents.items()):
        document.pop(struct, None)
    for entry in reversed(list(entries(documents))):
        if row_of(documents, entry).get("type") == struct:
            documents.update(without(documents, entry))


def remove_references(documents: Documents, entry: Entry) -> None:
    for document in documents.values():
        for name, table in document.items():
            if name == "enum":
                remove_paths(table, entry)
            elif isinstance(table, dict):
                remove_from_struct(table, entry, name == entry.struct)


def remove_from_struct(table: dict[str, Any], entry: Entry, is_own: bool) -> None:
    """What names an entry in its own struct, or in one inside of it."""

    def names_it(condition: dict[str, Any]) -> bool:
        parent = condition.get("parent")
        here = parent == entry.struct if parent else is_own
        return here and condition.get("name") == entry.name

    if is_own:
        remove_from_groups(table, entry.name)
    for row in rows_of(table):
        remove_from_row(row, entry.name if is_own else None, names_it)
        if row.get("type") == entry.struct and "only" in row:
            row["only"] = [name for name in row["only"] if name != entry.name]
    rules = [rule for rule in table.get("rule", []) if not rule_names(rule, names_it)]
    table["rule"] = [r for r in rules if not is_own or r["at"] != entry.name]
    if not table["rule"]:
        del table["rule"]


def rule_names(rule: dict[str, Any], names_it: Callable[[dict[str, Any]], bool]) -> bool:
    return any(map(names_it, rule["when"] + rule.get("unless", [])))


def remove_from_groups(table: dict[str, Any], name: str) -> None:
    """Alternatives, and lists of siblings of which less than two would be left."""
    table["exclusive"] = [
        group
        for group in table.get("exclusive", [])
        if not any(name in alternative for alternative in group)
    ]
    for key, least in (("together", 2), ("ranges", 2), ("at_least_one", 2)):
        lists = [[n for n in names if n != name] for names in table.get(key, [])]
        table[key] = [names for names in lists if len(names) >= least]
    for key in ("exclusive", "together", "ranges", "at_least_one"):
        if not table[key]:
            del table[key]


def rows_of(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for kind in MARKS:
        rows = table.get(kind, [])
        yield from rows if isinstance(rows, list) else [rows]


def remove_from_row(
    row: dict[str, Any], name: str | None, names_it: Callable[[dict[str, Any]], bool]
) -> None:
    for key in ("base", "overrides", "unless_uri"):
        if name and row.get(key) == name:
            del row[key]
    if "base" not in row:
        row.pop("placeholders", None)
    for key in ("when", "required_when"):
        row[key] = [c for c in row.get(key, []) if not names_it(c)]
        if not row[key]:
            del row[key]
    defaults = [
        default
        for default in row.get("defaults", [])
        if (not name or default.get("from") != name)
        and not any(map(names_it, default.get("when", [])))
    ]
    row["defaults"] = defaults
    if not defaults:
        del row["defaults"]


def remove_paths(enums: dict[str, Any], entry: Entry) -> None:
    """Ways to URLs of services that go over an entry, and services that have none any more."""
    for enum in enums.values():
        services = enum.get("services")
        if not services:
            continue
        if services["of"] == entry.struct and services["by"] == entry.name:
            forget_services(enum)
            continue
        for value in enum["value"]:
            for side in ("inside", "outside"):
                value[side] = [p for p in value[side] if not goes_over(p, entry)]
        enum["value"] = [v for v in enum["value"] if v["inside"] or v["outside"]]


def forget_services(enum: dict[str, Any]) -> None:
    del enum["services"]
    for value in enum["value"]:
        del value["inside"], value["outside"]


def goes_over(path: str, entry: Entry) -> bool:
    steps = path.rpartition(":")[2].split("/")
    if entry.struct not in ("Protocol", *steps):
        return False
    return entry.name in steps
