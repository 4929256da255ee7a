"""The table as XML Schema: what stands in the schema of a namespace.

A schema is about one namespace: each struct is a type in every namespace in which it is right.
A child that may be in other namespaces than its parent refers to an element of theirs.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from codegen import prose
from codegen.model import Element, Enum, Namespace, Spec, Struct
from codegen.scalars import Scalar

COLUMNS = 100


@dataclass(frozen=True)
class Place:
    """A child in one of the namespaces in which it may be."""

    element: Element
    namespace: Namespace
    is_foreign: bool  # in another namespace than its parent

    @property
    def ref(self) -> str:
        return f"{self.namespace.name}:{self.element.name}"


@dataclass(frozen=True)
class Particle:
    """A child of a type, in one of its places."""

    element: Element
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Type:
    """A struct in one of its namespaces."""

    struct: Struct
    namespace: Namespace
    particles: tuple[Particle, ...]

    @property
    def is_set(self) -> bool:
        """Its children come in any order, each once at most: XML Schema can say so."""
        return not self.is_choice and all(len(p.places) == 1 for p in self.particles)

    @property
    def is_choice(self) -> bool:
        """Its children come in any order, some of them again and again.

        How often the others come has to be said elsewhere: by `once`.
        """
        return any(particle.element.repeats for particle in self.particles)

    @property
    def once(self) -> tuple[Element, ...]:
        """The values among the children of a choice, of which each comes once at most."""
        leaves = (p.element for p in self.particles if p.element.is_scalar)
        return tuple(leaves) if self.is_choice else ()

    @property
    def needed(self) -> tuple[Place, ...]:
        """The child of a choice that comes once at least; a choice has one at most."""
        found = [p for p in self.places if p.element.repeats and is_always_there(p.element)]
        return tuple(found[:1])

    @property
    def others(self) -> tuple[Place, ...]:
        """What may stand before that one."""
        return tuple(place for place in self.places if place not in self.needed)

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(place for particle in self.particles for place in particle.places)

    @property
    def own_elements(self) -> tuple[Element, ...]:
        """Attributes, text and children that are in the namespace of the schema."""
        children = tuple(place.element for place in self.places if not place.is_foreign)
        text = (self.struct.text,) if self.struct.text else ()
        return (*self.struct.attributes, *text, *children)


@dataclass(frozen=True)
class Name:
    """All that elements of one name are in a namespace."""

    name: str
    docs: tuple[str, ...]


@dataclass(frozen=True)
class Schema:
    """All that a namespace has."""

    namespace: Namespace
    imports: tuple[Namespace, ...]
    types: tuple[Type, ...]

    @property
    def scalars(self) -> tuple[Scalar, ...]:
        found = {e.scalar.name: e.scalar for e in self._elements if e.scalar}
        return tuple(found.values())

    @property
    def enums(self) -> tuple[Enum, ...]:
        return distinct(e.enum for e in self._elements if e.enum)

    @property
    def listed_enums(self) -> tuple[Enum, ...]:
        """Those of which several may stand in a text."""
        return distinct(e.enum for e in self._elements if e.enum and e.comma_list)

    @property
    def roots(self) -> tuple[Type, ...]:
        """The structs that can be a document, or a child in another namespace."""
        first = {type_.struct.element: type_ for type_ in reversed(self.types)}
        named = {type_.struct.element: type_ for type_ in self.types if is_named(type_)}
        return tuple((first | named).values())

    def type_of(self, element: Element) -> Type | None:
        """What a child is that is in this namespace; None: a value."""
        return next((t for t in self.types if t.struct.name == element.type_name), None)

    def is_root(self, element: Element) -> bool:
        """A child is what a document of this name is."""
        return any(
            (root.struct.element, root.struct.name) == (element.name, element.type_name)
            for root in self.roots
        )

    @property
    def names(self) -> tuple[Name, ...]:
        """The elements of all types, by name."""
        docs: dict[str, list[str]] = {}
        for type_ in self.types:
            docs.setdefault(type_.struct.element, []).append(type_.struct.doc)
        for name, element in self._leaves():
            doc = f"In {element.owner}: {describe(element)}"
            docs.setdefault(name, []).append(doc)
        return tuple(Name(name, tuple(found)) for name, found in sorted(docs.items()))

    @property
    def _elements(self) -> tuple[Element, ...]:
        return tuple(element for type_ in self.types for element in type_.own_elements)

    def _leaves(self) -> Iterator[tuple[str, Element]]:
        for element in self._elements:
            if element.is_child and element.is_scalar:
                for name in (element.name, *element.aliases):
                    yield name, element


def is_named(type_: Type) -> bool:
    """Its struct is called as it stands in XML, and so is the first of that name."""
    return type_.struct.name == type_.struct.element


def distinct(enums: Iterable[Enum]) -> tuple[Enum, ...]:
    return tuple({enum.name: enum for enum in enums}.values())


def is_always_there(element: Element) -> bool:
    """A correct sender writes it wherever it may stand."""
    return element.required and not element.required_when


def occurs(element: Element) -> str:
    """Whether a child need not be there, as an attribute."""
    return "" if is_always_there(element) else ' minOccurs="0"'


def places(child: Element, parent: Namespace) -> Iterator[Namespace]:
    """The namespaces in which a child may be when its parent is in this one."""
    for namespace in child.namespaces:
        if namespace is parent or parent in child.under:
            yield namespace


def make_type(struct: Struct, namespace: Namespace) -> Type:
    particles = (
        Particle(
            child,
            tuple(Place(child, of, of is not namespace) for of in places(child, namespace)),
        )
        for child in struct.children
    )
    return Type(struct, namespace, tuple(p for p in particles if p.places))


def schema(spec: Spec, namespace: Namespace) -> Schema:
    types = types_of(spec, namespace)
    return Schema(namespace, tuple(neighbours(spec, namespace)), types)


def types_of(spec: Spec, namespace: Namespace) -> tuple[Type, ...]:
    """The structs that are right in a namespace, as a reader of messages meets them."""
    return tuple(
        make_type(struct, namespace)
        for struct in spec.from_the_root
        if namespace in struct.namespaces
    )


def neighbours(spec: Spec, namespace: Namespace) -> Iterator[Namespace]:
    """The namespaces that documents have beside this one."""
    own = reached(spec, namespace)
    for other in spec.namespaces:
        if other.name in own or namespace.name in reached(spec, other):
            yield other


def reached(spec: Spec, namespace: Namespace) -> set[str]:
    """The names of the namespaces to whose elements a schema refers."""
    found = (place for type_ in types_of(spec, namespace) for place in type_.places)
    return {place.namespace.name for place in found if place.is_foreign}


def type_name(element: Element) -> str:
    """In XML Schema, the type of an attribute, a text or a child."""
    if element.scalar:
        return element.scalar.name
    if element.enum:
        return list_name(element.enum) if element.comma_list else element.enum.name
    return element.type_name


def list_name(enum: Enum) -> str:
    return f"list-of-{enum.name}"


def facets(element: Element) -> tuple[tuple[str, str], ...]:
    """What an element asks for beyond its type, as pairs of a name and a value."""
    if element.has_own_range:
        return (("minInclusive", str(element.min)), ("maxInclusive", str(element.max)))
    if element.is_string and not element.is_text and is_always_there(element):
        return (("minLength", "1"),)
    return ()


def list_pattern(enum: Enum) -> str:
    """Values of an enumeration, separated by commas."""
    one = f"({'|'.join(escape_pattern(value.name) for value in enum.values)})"
    return rf"\s*{one}\s*(,\s*{one}\s*)*"


def escape_pattern(text: str) -> str:
    return "".join(c if c.isalnum() or c == "_" else f"\\{c}" for c in text)


def describe(element: Element) -> str:
    """All that the table says, but for the type."""
    facts = " ".join(prose.facts(element))
    return "\n\n".join(part for part in (element.doc, *prose.lists(element), facts) if part)


def xml_prose(text: str, indent: int) -> str:
    """Paragraphs as indented lines of XML; no newline at the end."""
    margin = " " * indent
    paragraphs = (
        textwrap.fill(
            escape(paragraph),
            COLUMNS,
            initial_indent=margin,
            subsequent_indent=margin,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for paragraph in text.split("\n\n")
    )
    return "\n\n".join(paragraphs)


FILTERS = {
    "facets": facets,
    "is_always_there": is_always_there,
    "list_name": list_name,
    "list_pattern": list_pattern,
    "schema": schema,
    "schema_doc": describe,
    "schema_occurs": occurs,
    "schema_type": type_name,
    "xml_prose": xml_prose,
}
