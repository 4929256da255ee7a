"""How the table stands in the schemas of other libraries, which tests/bench measures.

An XML schema is about one namespace: each struct is a type in every namespace in which it is
right. A child that may be in other namespaces than its parent refers to an element of theirs.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from codegen import names
from codegen.model import Element, Namespace, Spec, Struct
from codegen.schema import places


def gsoap_name(name: str) -> str:
    """A member that gSOAP writes as an element of this name."""
    return re.sub(r"[^A-Za-z0-9]", lambda match: f"_x{ord(match[0]):04x}", name)


@dataclass(frozen=True)
class SchemaEntry:
    """An attribute or child of a type."""

    element: Element
    namespace: Namespace
    is_foreign: bool  # in another namespace than its parent
    name: str  # in the C++ that xsdcxx makes
    suffix: str  # what it appends where a name has been taken

    @property
    def type_name(self) -> str:
        """The implementation of its type, in C++."""
        struct = self.element.struct
        return implementation(self.namespace, struct) if struct else "text"


@dataclass(frozen=True)
class SchemaType:
    """A struct in one of its namespaces."""

    struct: Struct
    namespace: Namespace
    children: tuple[SchemaEntry, ...]
    attributes: tuple[SchemaEntry, ...]

    @property
    def entries(self) -> tuple[SchemaEntry, ...]:
        return self.children + self.attributes

    @property
    def skeleton(self) -> str:
        """The class that xsdcxx makes of it."""
        return f"{namespace_name(self.namespace)}::{self.struct.name}_t_pskel"

    @property
    def implementation(self) -> str:
        return implementation(self.namespace, self.struct)


def implementation(namespace: Namespace, struct: Struct) -> str:
    return f"{namespace_name(namespace)}_{struct.short}"


def namespace_name(namespace: Namespace) -> str:
    """In C++."""
    return names.snake(namespace.name)


def schema_types(spec: Spec, namespace: Namespace | None = None) -> tuple[SchemaType, ...]:
    """The types of a namespace, or all."""
    wanted = (namespace,) if namespace else spec.namespaces
    return tuple(
        schema_type(struct, of)
        for of in wanted
        for struct in spec.from_the_root
        if of in struct.namespaces
    )


def schema_type(struct: Struct, namespace: Namespace) -> SchemaType:
    taken: Counter[str] = Counter()
    children = [(child, of) for child in struct.children for of in places(child, namespace)]
    attributes = [(attribute, namespace) for attribute in struct.attributes]
    return SchemaType(
        struct,
        namespace,
        tuple(entry(element, of, namespace, taken) for element, of in children),
        tuple(entry(element, of, namespace, taken) for element, of in attributes),
    )


def entry(
    element: Element, of: Namespace, parent: Namespace, taken: Counter[str]
) -> SchemaEntry:
    name = re.sub(r"[^A-Za-z0-9_]", "_", element.name)
    n_before = taken[name]
    taken[name] += 1
    suffix = str(n_before) if n_before else ""
    return SchemaEntry(element, of, of is not parent, name, suffix)


def foreign_namespaces(types: Iterable[SchemaType]) -> tuple[Namespace, ...]:
    """Those to whose elements types refer."""
    found = (e.namespace for t in types for e in t.entries if e.is_foreign)
    return tuple({namespace.name: namespace for namespace in found}.values())


FILTERS = {
    "foreign_namespaces": foreign_namespaces,
    "gsoap_name": gsoap_name,
    "namespace_name": namespace_name,
    "schema_types": schema_types,
}
