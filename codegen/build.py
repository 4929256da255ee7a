"""Builds the model from checked tables; whatever they refer to must be there.

Namespaces and enumerations come first, then every struct without its elements: its head.
So an element can refer to any of them, wherever it stands.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from codegen import names
from codegen.check import struct_tables
from codegen.errors import Location, SpecError, error_at, listed, raise_if_any
from codegen.load import Table
from codegen.model import (
    SAID_KINDS,
    Bits,
    Condition,
    Default,
    Element,
    Enum,
    Groups,
    Namespace,
    NumberValue,
    OwnRule,
    Placeholder,
    Release,
    Rule,
    Services,
    Spec,
    Struct,
    Topic,
    Value,
    enum_prefix,
)
from codegen.scalars import SCALARS, Scalar

Named = TypeVar("Named", Namespace, Enum, Struct)


@dataclass(frozen=True)
class Scope:
    """All that an entry may refer to by name, and the errors found on the way."""

    namespaces: dict[str, Namespace] = field(default_factory=dict)
    enums: dict[str, Enum] = field(default_factory=dict)
    heads: dict[str, Struct] = field(default_factory=dict)
    structs: dict[str, Struct] = field(default_factory=dict)
    errors: list[SpecError] = field(default_factory=list)

    def error(self, location: Location, message: str) -> None:
        self.errors.append(error_at(location, message))


def build(documents: Sequence[Table]) -> Spec:
    scope = Scope()
    for step in (build_namespaces, build_enums, build_heads, build_structs):
        for document in documents:
            step(scope, document)
    refuse_shared_names(scope)
    raise_if_any(scope.errors)
    return Spec(tuple(build_topic(scope, document) for document in documents))


def build_topic(scope: Scope, document: Table) -> Topic:
    def of_file(things: Mapping[str, Named]) -> tuple[Named, ...]:
        return tuple(t for t in things.values() if t.location.path == document.path)

    return Topic(
        name=document.topic,
        path=document.path,
        title=document.text("topic"),
        namespaces=of_file(scope.namespaces),
        rules=tuple(build_rule(row) for row in document.tables("rule")),
        enums=of_file(scope.enums),
        structs=of_file(scope.structs),
    )


def register(scope: Scope, things: dict[str, Named], thing: Named) -> None:
    """Puts a thing into the scope, unless another one has its name."""
    other = things.setdefault(thing.name, thing)
    if other is not thing:
        what = type(thing).__name__.lower()
        scope.error(
            thing.location, f"there is another {what} '{thing.name}' at {other.location}"
        )


def refuse_shared_names(scope: Scope) -> None:
    """Structs and enumerations are both types."""
    for name in scope.heads.keys() & scope.enums.keys():
        place = scope.enums[name].location
        message = f"there is also an enum '{name}' at {place}"
        scope.error(scope.heads[name].location, message)


# Namespaces.


def build_namespaces(scope: Scope, document: Table) -> None:
    for table in document.tables("namespace"):
        namespace = Namespace(
            name=table.text("name"),
            uri=table.text("uri"),
            doc=table.text("doc"),
            location=table.location,
            index=len(scope.namespaces),
            answer=table.optional_text("answer"),
            form=table.optional_text("form") or table.text("name"),
        )
        register(scope, scope.namespaces, namespace)


def find_namespaces(
    scope: Scope, table: Table, key: str, title: str
) -> tuple[Namespace, ...]:
    """The namespaces that a key names."""
    for name in table.texts(key):
        if name not in scope.namespaces:
            scope.error(
                table.location.at(key),
                f"{title} has unknown namespace '{name}' in '{key}'; namespaces are "
                f"{listed(scope.namespaces)}",
            )
    known = (scope.namespaces.get(name) for name in table.texts(key))
    return tuple(namespace for namespace in known if namespace)


# Enumerations.


def build_enums(scope: Scope, document: Table) -> None:
    if "enum" not in document.values:
        return
    enums = document.table("enum")
    for name in enums.values:
        register(scope, scope.enums, build_enum(enums.table(name)))


def build_enum(table: Table) -> Enum:
    rows = enumerate(table.tables("value"), start=1)
    return Enum(
        name=table.name,
        doc=table.text("doc"),
        source=table.optional_text("source"),
        location=table.location,
        topic=table.topic,
        values=tuple(build_value(table.name, row, number) for number, row in rows),
        services=build_services(table) if "services" in table.values else None,
    )


def build_services(enum: Table) -> Services:
    table = enum.table("services")
    return Services(
        of=table.text("of"),
        by=table.text("by"),
        inside=table.texts("inside"),
        outside=table.texts("outside"),
    )


def build_value(enum: str, table: Table, number: int) -> Value:
    name = table.text("name")
    tail = table.optional_text("field") or names.upper(name)
    return Value(
        name=name,
        doc=table.text("doc"),
        source=table.optional_text("source"),
        location=table.location,
        aliases=table.texts("aliases"),
        json=table.optional_flag("json"),
        stands_for=table.optional_text("stands_for"),
        inside=table.texts("inside"),
        outside=table.texts("outside"),
        number=number,
        constant=f"{enum_prefix(enum)}_{tail}",
    )


# Structs.


def build_heads(scope: Scope, document: Table) -> None:
    for table in struct_tables(document):
        register(scope, scope.heads, build_head(scope, table))


def build_head(scope: Scope, table: Table) -> Struct:
    return Struct(
        name=table.name,
        element=table.optional_text("element") or table.name,
        doc=table.text("doc"),
        source=table.optional_text("source"),
        location=table.location,
        topic=table.topic,
        namespaces=find_namespaces(scope, table, "namespaces", table.name),
        exclusive=build_groups(table),
        together=table.sets("together"),
        at_least_one=table.sets("at_least_one"),
        ranges=table.sets("ranges"),
        rules=tuple(build_own_rule(row) for row in table.tables("rule")),
    )


def build_groups(table: Table) -> Groups:
    groups = table.values.get("exclusive", [])
    assert isinstance(groups, list)
    return tuple(tuple(tuple(children) for children in group) for group in groups)


# Rules.


def build_rule(table: Table) -> Rule:
    return Rule(
        name=table.text("name"),
        doc=table.text("doc"),
        source=table.optional_text("source"),
        location=table.location,
        checks=table.optional_text("checks"),
    )


def build_own_rule(table: Table) -> OwnRule:
    return OwnRule(
        rule=build_rule(table),
        at=table.text("at"),
        message=table.text("message"),
        when=build_conditions(table, "when"),
        unless=build_conditions(table, "unless"),
    )


def build_structs(scope: Scope, document: Table) -> None:
    for table in struct_tables(document):
        head = scope.heads[table.name]
        if head.location == table.location:
            scope.structs[head.name] = build_struct(scope, head, table)


def build_struct(scope: Scope, head: Struct, table: Table) -> Struct:
    entries = [("attribute", entry) for entry in table.tables("attribute")]
    entries += [("text", table.table("text"))] if "text" in table.values else []
    entries += [("child", entry) for entry in table.tables("child")]
    elements = [
        build_element(scope, head, kind, entry, index)
        for index, (kind, entry) in enumerate(entries)
    ]
    return replace(
        head,
        attributes=tuple(element for element in elements if element.is_attribute),
        text=next((element for element in elements if element.is_text), None),
        children=tuple(element for element in elements if element.is_child),
    )


# Elements.


def build_element(
    scope: Scope, owner: Struct, kind: str, entry: Table, index: int
) -> Element:
    name = entry.optional_text("name") or ""
    title = names.entry_title(f"{owner.name} {kind}", name)
    scalar = find_type(scope, entry, title)
    singular = entry.optional_text("field") or field_name(kind, name)
    return Element(
        kind=kind,
        name=name,
        owner=owner.name,
        doc=entry.text("doc"),
        source=entry.optional_text("source"),
        since=entry.optional_text("since"),
        location=entry.location,
        type_name=entry.text("type"),
        scalar=scalar,
        enum=scope.enums.get(entry.text("type")),
        repeats=entry.flag("repeats"),
        required=entry.flag("required"),
        required_when=build_conditions(entry, "required_when"),
        only=entry.texts("only"),
        comma_list=entry.flag("comma_list"),
        field=list_name(singular, entry),
        index=index,
        constant=f"{owner.upper}_{singular.upper()}",
        default=build_default(scope, scalar, entry, title),
        default_rule=entry.optional_text("default_rule"),
        defaults=build_defaults(entry),
        unit=entry.optional_text("unit") or (scalar.unit if scalar else None),
        min=find_limit(entry, "min", scalar.minimum if scalar else None),
        max=find_limit(entry, "max", scalar.maximum if scalar else None),
        values=build_number_values(entry),
        aliases=entry.texts("aliases"),
        namespaces=effective_namespaces(scope, owner, entry, title),
        under=find_namespaces(scope, entry, "under", title),
        when=build_conditions(entry, "when"),
        base=entry.optional_text("base"),
        placeholders=build_placeholders(entry),
        bits=build_bits(entry),
        releases=build_releases(entry),
        overrides=entry.optional_text("overrides"),
        unless_uri=entry.optional_text("unless_uri"),
        own_example=entry.optional_text("example"),
        structs=scope.structs,
    )


def find_type(scope: Scope, entry: Table, title: str) -> Scalar | None:
    """The scalar type of an entry, if it has one; in any case the type is known."""
    name = entry.text("type")
    if name not in SCALARS and name not in scope.enums and name not in scope.heads:
        scope.error(
            entry.location.at("type"),
            f"{title} has unknown type '{name}'; types are {', '.join(SCALARS)}, "
            f"the enums {listed(scope.enums)} and the structs {listed(scope.heads)}",
        )
    return SCALARS.get(name)


def field_name(kind: str, name: str) -> str:
    return {
        "attribute": names.ATTRIBUTE_PREFIX + names.snake(name),
        "child": names.snake(name),
        "text": "value",
    }[kind]


def list_name(singular: str, entry: Table) -> str:
    """The C field of an entry: a name that the spec gives stays as it is."""
    is_list = entry.flag("repeats") and "field" not in entry.values
    return names.plural(singular) if is_list else singular


def find_limit(entry: Table, key: str, of_type: int | None) -> int | None:
    own = entry.optional_number(key)
    return of_type if own is None else own


def build_default(
    scope: Scope, scalar: Scalar | None, entry: Table, title: str
) -> str | None:
    """Decimal numbers are numbers in the spec, too; everything else is text."""
    value = entry.values.get("default")
    if value is None:
        return None
    wants_number = scalar is not None and scalar.is_decimal
    if wants_number != isinstance(value, int):
        wanted, got = ("a number", "text") if wants_number else ("text", "a number")
        scope.error(
            entry.location.at("default"),
            f"the default of {title} must be {wanted}, not {got}",
        )
    return str(value)


def effective_namespaces(
    scope: Scope, owner: Struct, entry: Table, title: str
) -> tuple[Namespace, ...]:
    """Its own; else those of its struct that the parent has too; else the parent's.

    With `under`, parent and child are meant to differ, and all of its struct's hold.
    """
    own = find_namespaces(scope, entry, "namespaces", title)
    head = scope.heads.get(entry.text("type"))
    if own or not head:
        return own or owner.namespaces
    shared = tuple(n for n in head.namespaces if n in owner.namespaces)
    return head.namespaces if "under" in entry.values else shared or head.namespaces


def build_number_values(entry: Table) -> tuple[NumberValue, ...]:
    rows = entry.tables("values")
    return tuple(NumberValue(row.number("value"), row.text("doc")) for row in rows)


def build_conditions(entry: Table, key: str) -> tuple[Condition, ...]:
    return tuple(build_condition(row) for row in entry.tables(key))


def build_condition(row: Table) -> Condition:
    """Of the first kind that it says; that it says no other is for verify.py."""
    kind = next((kind for kind in SAID_KINDS if kind in row.values), "nothing")
    values = row.texts("values") if kind == "values" else ()
    numbers = row.numbers("numbers") if kind == "numbers" else ()
    return Condition(
        kind=kind,
        name=row.optional_text("name"),
        values=values or tuple(map(str, numbers)),
        holds=row.values.get(kind) is not False,
        parent=row.optional_text("parent"),
        type_name=row.optional_text("type"),
        said=tuple(key for key in row.values if key in SAID_KINDS),
    )


def build_defaults(entry: Table) -> tuple[Default, ...]:
    """The conditional ones, and behind them the one without conditions."""
    rows = [build_default_row(row, "value") for row in entry.tables("defaults")]
    if "default" in entry.values:
        rows.append(build_default_row(entry, "default", when=()))
    return tuple(rows)


def build_default_row(
    row: Table, key: str, when: tuple[Condition, ...] | None = None
) -> Default:
    value = row.values.get(key)
    return Default(
        value=None if value is None else str(value),
        source=row.optional_text("from"),
        address=row.optional_text("address"),
        prefix=row.optional_text("prefix") or "",
        when=build_conditions(row, "when") if when is None else when,
    )


def build_placeholders(entry: Table) -> tuple[Placeholder, ...]:
    return tuple(
        Placeholder(row.text("name"), row.text("doc"), row.optional_text("default"))
        for row in entry.tables("placeholders")
    )


def build_bits(entry: Table) -> tuple[Bits, ...]:
    return tuple(
        Bits(
            name=row.text("name"),
            low=row.number("low"),
            width=row.number("width"),
            doc=row.text("doc"),
            shown=row.flag("shown"),
        )
        for row in entry.tables("bits")
    )


def build_releases(entry: Table) -> tuple[Release, ...]:
    rows = entry.tables("releases")
    return tuple(Release(row.text("name"), row.numbers("parts")) for row in rows)
