"""The model: what templates see. Frozen; every decision is made before it reaches one.

build.py makes these from the tables of the spec, verify.py says what is wrong with them.
Structs refer to each other, and some to themselves, so an element finds the struct of its
type by name, in a mapping that all elements share.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from codegen import names
from codegen.errors import Location
from codegen.scalars import Scalar

# Groups of alternatives, each of which is some children: what Struct.exclusive holds.
Groups = tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True)
class Namespace:
    """An XML namespace; one of requests may name that of their answers."""

    name: str
    uri: str
    doc: str
    location: Location
    index: int  # in Spec.namespaces
    answer: str | None
    form: str  # what people call documents in it

    @property
    def constant(self) -> str:
        """In C, its URI."""
        return namespace_constant(self.name)

    @property
    def bit(self) -> str:
        return f"{self.constant}_BIT"

    @property
    def answer_bit(self) -> str | None:
        return f"{namespace_constant(self.answer)}_BIT" if self.answer else None


def namespace_constant(name: str) -> str:
    return f"POX_NAMESPACE_{names.upper(name)}"


@dataclass(frozen=True)
class Value:
    """One value of an enumeration."""

    name: str  # the canonical spelling
    doc: str
    source: str | None
    location: Location
    aliases: tuple[str, ...]
    json: bool | None
    stands_for: str | None  # value of the element that one with this value overrides
    inside: tuple[str, ...]  # of a service: paths to its URLs, the best first
    outside: tuple[str, ...]
    number: int  # in C, from 1: zero is an absent value
    constant: str  # POX_PROTOCOL_TYPE_EXCH


@dataclass(frozen=True)
class Services:
    """That the values of an enumeration are services, and where their URLs are."""

    of: str  # the struct in which paths begin
    by: str  # its element whose values say which struct is the better one
    inside: tuple[str, ...]  # those values, the best first, inside the network
    outside: tuple[str, ...]


@dataclass(frozen=True)
class Enum:
    """An open enumeration of texts, which match without regard to case."""

    name: str
    doc: str
    source: str | None
    location: Location
    topic: str
    values: tuple[Value, ...]
    services: Services | None

    @property
    def c_name(self) -> str:
        return f"pox_{names.snake(self.name)}"

    @property
    def prefix(self) -> str:
        return enum_prefix(self.name)

    @property
    def table(self) -> str:
        return f"{self.c_name}_enumeration"

    @property
    def is_boolean(self) -> bool:
        """JSON shows true and false in place of the texts."""
        return all(value.json is not None for value in self.values)

    @property
    def example(self) -> str:
        return self.values[0].name

    @property
    def second(self) -> str:
        """A text unlike the example; open enumerations take any."""
        return self.values[1].name if len(self.values) > 1 else f"x-{self.example}"

    @property
    def value_names(self) -> tuple[str, ...]:
        return tuple(value.name for value in self.values)

    @property
    def type_doc(self) -> str:
        if self.is_boolean:
            return "/".join(self.value_names)
        if len(self.values) == 1:
            return self.example
        return f"one of {', '.join(self.value_names)}"

    @property
    def list_doc(self) -> str:
        return f"some of {', '.join(self.value_names)}, separated by commas"

    def find(self, name: str) -> Value | None:
        """The value of this canonical spelling."""
        return next((value for value in self.values if value.name == name), None)


def enum_prefix(name: str) -> str:
    return f"POX_{names.upper(name)}"


@dataclass(frozen=True)
class NumberValue:
    """A number that means something of its own."""

    value: int
    doc: str


@dataclass(frozen=True)
class Placeholder:
    """A part of a partial URI, written `<name>`, that the reader of it fills in."""

    name: str
    doc: str
    default: str | None  # filled in where the reader has no other


@dataclass(frozen=True)
class Bits:
    """A number packed into a hexadecimal one."""

    name: str
    low: int
    width: int
    doc: str
    shown: bool  # one of the parts in "15.20.8048", by which versions are compared

    @property
    def limit(self) -> str:
        """The largest number that it can be, in C."""
        return f"0x{(1 << self.width) - 1:X}u"

    @property
    def mask(self) -> int:
        return ((1 << self.width) - 1) << self.low


@dataclass(frozen=True)
class Release:
    """The name of the versions that begin with these parts."""

    name: str
    parts: tuple[int, ...]


# Kinds of conditions: those that a spec says, and those that follow from its keys.
SAID_KINDS = ("present", "values", "numbers", "uri")


@dataclass(frozen=True)
class Condition:
    """Something about a sibling, which is named in the way of Element.xml_name.

    Its kind says what, in the positive: that it is "present"; has one of some "values" or
    "numbers"; is a "uri"; is "overridden" by something else; is the "start" of a range behind
    the end, which the first of `values` names; or has "more" in it than what they name.
    """

    kind: str
    name: str | None
    values: tuple[str, ...] = ()
    holds: bool = True  # false: the opposite must be
    parent: str | None = None  # the struct around that has the sibling; None: this one
    type_name: str | None = None  # in place of a name: all siblings of that type
    said: tuple[str, ...] = ()  # the kinds that the spec says, of which there is one

    @property
    def text(self) -> str:
        """For people: "Type is EXCH or EXPR"."""
        whole = f"{self.name} of {self.parent}" if self.parent else str(self.name)
        if self.kind == "present":
            return f"{whole} is {'present' if self.holds else 'absent'}"
        if self.kind == "uri":
            return f"{whole} is {'' if self.holds else 'not '}a URL"
        return f"{whole} is {one_of(self.values)}"


def one_of(things: tuple[str, ...]) -> str:
    """In words: "a, b or c"."""
    *others, last = things
    return f"{', '.join(others)}{' or ' if others else ''}{last}"


@dataclass(frozen=True)
class Rule:
    """Something that a correct document keeps to; its name is the code of what breaks it."""

    name: str
    doc: str
    source: str | None
    location: Location
    checks: str | None  # the key that it stands for; None: a struct's own

    @property
    def constant(self) -> str:
        return f"POX_RULE_{names.upper(self.name)}"

    @property
    def diagnostic(self) -> str | None:
        """In C, what the reader says where it finds the same."""
        is_read = self.checks == "reading"
        return f"POX_DIAGNOSTIC_{names.upper(self.name)}" if is_read else None


@dataclass(frozen=True)
class OwnRule:
    """A rule of one struct: broken when all of `when` holds, and not all of `unless`."""

    rule: Rule
    at: str  # the sibling to blame
    message: str
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]


@dataclass(frozen=True)
class Breach:
    """How a rule can be broken in a struct, when all of `when` holds, and not all of `unless`."""

    rule: Rule
    element: Element | None  # to blame; None: the struct
    message: str
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Default:
    """What holds in the absence of an element, if all conditions do: one of three things."""

    value: str | None  # as it would stand in XML
    source: str | None  # the text of a sibling, as Element.xml_name puts it
    address: str | None  # a part of the address that the message is about
    prefix: str  # stands before the text of the sibling or address
    when: tuple[Condition, ...]


@dataclass(frozen=True)
class Element:
    """An attribute, a child or the text of a struct."""

    kind: str  # "attribute", "child" or "text"
    name: str  # in XML; "" for text
    owner: str  # name of its struct
    doc: str
    source: str | None
    since: str | None
    location: Location
    type_name: str  # in the spec
    scalar: Scalar | None
    enum: Enum | None
    repeats: bool
    required: bool
    required_when: tuple[Condition, ...]  # with `required`: only when all of these hold
    only: tuple[str, ...]  # the elements that make sense in its struct here; none: all
    comma_list: bool
    field: str  # in C; plural when it repeats
    index: int  # in Struct.elements
    constant: str  # PROTOCOL_ATTR_TYPE
    default: str | None  # as it would stand in XML
    default_rule: str | None
    defaults: tuple[Default, ...]  # the first that holds, `default` the last of them
    unit: str | None
    min: int | None
    max: int | None
    values: tuple[NumberValue, ...]
    aliases: tuple[str, ...]
    namespaces: tuple[Namespace, ...]
    under: tuple[Namespace, ...]
    when: tuple[Condition, ...]
    base: str | None
    placeholders: tuple[Placeholder, ...]
    bits: tuple[Bits, ...]
    releases: tuple[Release, ...]
    overrides: str | None
    unless_uri: str | None  # does not count where this sibling is a URI
    own_example: str | None
    structs: Mapping[str, Struct] = dataclasses.field(repr=False, compare=False)

    @property
    def struct(self) -> Struct | None:
        """The struct of its type; None for a scalar and an enumeration."""
        return self.structs.get(self.type_name)

    @property
    def is_attribute(self) -> bool:
        return self.kind == "attribute"

    @property
    def is_child(self) -> bool:
        return self.kind == "child"

    @property
    def is_text(self) -> bool:
        return self.kind == "text"

    @property
    def is_string(self) -> bool:
        return self.scalar is not None and not self.scalar.is_number

    @property
    def is_number(self) -> bool:
        return self.scalar is not None and self.scalar.is_number

    @property
    def is_enum(self) -> bool:
        return self.enum is not None and not self.comma_list

    @property
    def is_enum_list(self) -> bool:
        return self.enum is not None and self.comma_list

    @property
    def is_struct(self) -> bool:
        return not self.is_scalar and not self.repeats

    @property
    def is_struct_list(self) -> bool:
        return not self.is_scalar and self.repeats

    @property
    def is_list(self) -> bool:
        """Beside its field is another one, `n_`, for how many there are."""
        return self.is_enum_list or self.is_struct_list

    @property
    def is_scalar(self) -> bool:
        """It holds text: one of the scalar types, or of an enumeration."""
        return self.scalar is not None or self.enum is not None

    @property
    def has_text(self) -> bool:
        """Beside its field is another one, `_text`, for how it was spelled."""
        return self.is_number or self.enum is not None

    @property
    def xml_name(self) -> str:
        """For people, JSON and conditions: "@Type", "Type" or "#text"."""
        mark = {"attribute": "@", "child": "", "text": "#text"}[self.kind]
        return mark + self.name

    @property
    def start_tag(self) -> str:
        return f"<{self.name}>"

    @property
    def tag_room(self) -> int:
        """Bytes for the start tag: POX_TAG_ROOM of pox/table.h, or more if it needs more."""
        return max(32, len(self.start_tag) + 1)

    @property
    def shown_name(self) -> str:
        """Its name in XML, or what stands for one."""
        return self.name or self.xml_name

    @property
    def needs_address(self) -> bool:
        """What holds in its absence depends on whom the message is about."""
        return any(default.address for default in self.defaults)

    @property
    def is_composed(self) -> bool:
        """What holds in its absence is no text that stands somewhere already."""
        made = (d.prefix or d.address in ("local", "domain") for d in self.defaults)
        return self.is_string and any(made)

    @property
    def effective_name(self) -> str:
        """The C function that gives what holds."""
        return f"{self.parent.c_name}_effective_{self.field}"

    @property
    def shown_bits(self) -> tuple[Bits, ...]:
        return tuple(bits for bits in self.bits if bits.shown)

    @property
    def pages(self) -> tuple[Element, ...]:
        """The siblings that are appended to this one."""
        return tuple(e for e in self.parent.elements if e.base == self.xml_name)

    @property
    def page_constant(self) -> str:
        """In C, which page a sibling that is appended leads to."""
        return f"POX_{self.constant}"

    @property
    def joiner(self) -> str:
        """The C function that appends a sibling to this one."""
        return f"{self.parent.c_name}_{self.field}"

    @property
    def version(self) -> str:
        """In C, what the parts of a packed version make up."""
        return f"pox_{self.field}"

    @property
    def place_constant(self) -> str:
        return f"POX_PLACE_{self.kind.upper()}"

    @property
    def title(self) -> str:
        """What messages call it: "Protocol child 'TTL'"."""
        return names.entry_title(f"{self.owner} {self.kind}", self.name)

    @property
    def kind_constant(self) -> str:
        if self.scalar:
            return self.scalar.kind_constant
        if self.enum:
            return "POX_KIND_ENUM_LIST" if self.comma_list else "POX_KIND_ENUM"
        return "POX_KIND_STRUCT"

    @property
    def has_own_range(self) -> bool:
        """Its numbers are not just those that its type has."""
        if not self.scalar or not self.scalar.is_decimal:
            return False
        return (self.min, self.max) != (self.scalar.minimum, self.scalar.maximum)

    @property
    def is_narrow(self) -> bool:
        """It is right in fewer namespaces than its parent."""
        return not self.under and set(self.namespaces) < set(self.parent.namespaces)

    @property
    def narrows(self) -> bool:
        """Its presence tells in which namespaces its parent is right.

        A leaf does so only beside structs that do; elsewhere, the parent's place decides.
        """
        return self.is_narrow and any(e.is_narrow for e in self.parent.structs)

    @property
    def parent(self) -> Struct:
        return self.structs[self.owner]

    @property
    def type_doc(self) -> str:
        """For people: "on/off", "number of hours", "one of POP3, IMAP", "element X"."""
        if self.scalar:
            has_own_unit = self.unit and not self.scalar.unit
            return f"number of {self.unit}" if has_own_unit else self.scalar.doc
        if self.enum:
            return self.enum.list_doc if self.comma_list else self.enum.type_doc
        return f"{'elements' if self.repeats else 'element'} {self.name}"

    @property
    def example(self) -> str:
        """A typical text; "" for a struct."""
        return self.own_example or (self.valid_texts[0] if self.is_scalar else "")

    @property
    def second(self) -> str:
        """A valid text that is not the example, of numbers the largest; "" for a struct."""
        others = [text for text in self.valid_texts if text != self.example]
        return others[-1] if others else ""

    @property
    def bad(self) -> str | None:
        """A text that does not fit the type; None where every text does."""
        return self.scalar.bad if self.scalar else None

    @property
    def example_number(self) -> int | None:
        return self._number(self.example)

    @property
    def second_number(self) -> int | None:
        return self._number(self.second)

    @property
    def example_constants(self) -> tuple[str, ...]:
        """The values of the example in C; none where it is not an enumeration's."""
        return self._constants(self.example)

    @property
    def second_constants(self) -> tuple[str, ...]:
        return self._constants(self.second)

    @property
    def valid_texts(self) -> tuple[str, ...]:
        """Texts that fit the type and its range, the most typical first."""
        if self.enum:
            return (self.enum.example, self.enum.second)
        if not self.scalar:
            return ()
        texts = (self.scalar.example, self.scalar.second)
        if self.min is None or self.max is None:
            return texts
        ends = (str(self.min), str(self.max)) if self.scalar.is_decimal else ()
        return tuple(text for text in texts + ends if self.in_range(text))

    def in_range(self, text: str) -> bool:
        number = self._number(text)
        if number is None or self.min is None or self.max is None:
            return True
        return self.min <= number <= self.max

    def parts(self, text: str) -> list[str]:
        """The items of a comma list; otherwise the text itself."""
        return [part.strip() for part in text.split(",")] if self.comma_list else [text]

    def _constants(self, text: str) -> tuple[str, ...]:
        values = [self.enum.find(part) for part in self.parts(text)] if self.enum else []
        return tuple(value.constant for value in values if value)

    def _number(self, text: str) -> int | None:
        return self.scalar.number(text) if self.scalar else None


@dataclass(frozen=True)
class Struct:
    """An element that has attributes, children or both."""

    name: str
    element: str  # its name in XML
    doc: str
    source: str | None
    location: Location
    topic: str
    namespaces: tuple[Namespace, ...]  # where it is right, most preferred first
    exclusive: Groups
    together: tuple[tuple[str, ...], ...]
    at_least_one: tuple[tuple[str, ...], ...]
    ranges: tuple[tuple[str, ...], ...]  # each from the first to the second
    rules: tuple[OwnRule, ...]
    attributes: tuple[Element, ...] = ()
    text: Element | None = None
    children: tuple[Element, ...] = ()

    @property
    def elements(self) -> tuple[Element, ...]:
        return self.attributes + ((self.text,) if self.text else ()) + self.children

    @property
    def short(self) -> str:
        return names.snake(self.name)

    @property
    def c_name(self) -> str:
        return f"pox_{self.short}"

    @property
    def upper(self) -> str:
        return self.short.upper()

    @property
    def descriptor(self) -> str:
        return f"{self.c_name}_descriptor"

    @property
    def fuzz_type(self) -> str:
        return f"fuzz_{self.short}_type"

    @property
    def enums(self) -> tuple[Element, ...]:
        return tuple(element for element in self.elements if element.is_enum)

    @property
    def effective(self) -> tuple[Element, ...]:
        """Those for which something holds when they are absent."""
        return tuple(element for element in self.elements if element.defaults)

    @property
    def versions(self) -> tuple[Element, ...]:
        """Those into which a version is packed."""
        return tuple(element for element in self.elements if element.shown_bits)

    @property
    def page_bases(self) -> tuple[Element, ...]:
        """Those to which others are appended, whereby each leads to a page."""
        return tuple(element for element in self.elements if element.pages)

    def overrider(self, element: Element) -> Element | None:
        """The element that decides in place of another one, where it is present."""
        names_it = (e for e in self.elements if e.overrides == element.xml_name)
        return next(names_it, None)

    @property
    def strings(self) -> tuple[Element, ...]:
        return tuple(element for element in self.elements if element.is_string)

    @property
    def enum_lists(self) -> tuple[Element, ...]:
        return tuple(element for element in self.elements if element.is_enum_list)

    @property
    def scalars(self) -> tuple[Element, ...]:
        return tuple(element for element in self.elements if element.is_scalar)

    @property
    def structs(self) -> tuple[Element, ...]:
        """The children that are structs, single and repeating."""
        return tuple(element for element in self.elements if not element.is_scalar)

    @property
    def neighbours(self) -> tuple[Struct, ...]:
        """The structs that are in it, each once and by name."""
        found = {e.struct.c_name: e.struct for e in self.structs if e.struct}
        return tuple(found[name] for name in sorted(found) if name != self.c_name)

    @property
    def schemas(self) -> tuple[Element, ...]:
        """The children that name the namespace of an answer."""
        return tuple(e for e in self.elements if e.scalar and e.scalar.name == "schema")

    @property
    def chooses_namespace(self) -> bool:
        """Its namespace depends on what is in it."""
        return bool(self.schemas) or any(e.narrows or e.under for e in self.elements)

    def find(self, xml_name: str | None) -> Element | None:
        return next((e for e in self.elements if e.xml_name == xml_name), None)

    def of_type(self, type_name: str) -> tuple[Element, ...]:
        return tuple(e for e in self.elements if e.type_name == type_name)

    def holder(self, condition: Condition) -> Struct | None:
        """The struct that has the sibling of a condition; None: there is no such struct."""
        if not condition.parent:
            return self
        known = (element.structs.get(condition.parent) for element in self.elements)
        return next(known, None)


@dataclass(frozen=True)
class Topic:
    """One file of the spec."""

    name: str
    path: str
    title: str
    namespaces: tuple[Namespace, ...]
    rules: tuple[Rule, ...]  # those that stand for keys
    enums: tuple[Enum, ...]
    structs: tuple[Struct, ...]

    @property
    def has_pages(self) -> bool:
        return any(struct.page_bases for struct in self.structs)

    @property
    def uses_enums(self) -> tuple[str, ...]:
        """Other topics whose enumerations fields here have as their type."""
        used = {element.enum.topic for element in self._elements if element.enum}
        return tuple(sorted(used - {self.name}))

    @property
    def uses_structs(self) -> tuple[Struct, ...]:
        """Structs of other topics to which fields here point."""
        used = {e.struct.c_name: e.struct for e in self._elements if e.struct}
        return tuple(used[name] for name in sorted(used) if used[name].topic != self.name)

    @property
    def _elements(self) -> tuple[Element, ...]:
        return tuple(element for struct in self.structs for element in struct.elements)


@dataclass(frozen=True)
class Way:
    """From a struct to a text that is in it, or in structs inside of it."""

    elements: tuple[Element, ...]
    only: Value | None  # which kind of the struct has it; None: all


@dataclass(frozen=True)
class Spec:
    """The whole table, in the order of topics and, within, of their files."""

    topics: tuple[Topic, ...]

    @property
    def namespaces(self) -> tuple[Namespace, ...]:
        return tuple(namespace for topic in self.topics for namespace in topic.namespaces)

    @property
    def enums(self) -> tuple[Enum, ...]:
        return tuple(enum for topic in self.topics for enum in topic.enums)

    @property
    def structs(self) -> tuple[Struct, ...]:
        return tuple(struct for topic in self.topics for struct in topic.structs)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules: those for keys, then the structs' own."""
        for_keys = tuple(rule for topic in self.topics for rule in topic.rules)
        return for_keys + tuple(own.rule for struct in self.structs for own in struct.rules)

    def rule_for(self, key: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.checks == key), None)

    @property
    def services(self) -> Enum | None:
        """The enumeration of services; there is one at most."""
        return next((enum for enum in self.enums if enum.services), None)

    @property
    def usual_answer(self) -> str | None:
        """The namespace of answers that people mostly look at: those to the first request."""
        return next((n.answer for n in self.namespaces if n.answer), None)

    def find_struct(self, name: str) -> Struct | None:
        return next((struct for struct in self.structs if struct.name == name), None)

    def way(self, path: str, services: Services) -> Way | None:
        """Where a path like "WEB:Server" leads; None: nowhere."""
        kind, _, steps = path.rpartition(":")
        elements: list[Element] = []
        struct = self.find_struct(services.of)
        by = struct.find(services.by) if struct else None
        only = by.enum.find(kind) if by and by.enum else None
        if kind and not only:
            return None
        for step in steps.split("/"):
            element = struct.find(step) if struct else None
            if not element:
                return None
            elements.append(element)
            struct = element.struct
        return Way(tuple(elements), only)

    def ways(self, paths: tuple[str, ...], services: Services) -> tuple[Way, ...]:
        found = (self.way(path, services) for path in paths)
        return tuple(way for way in found if way)

    @property
    def root(self) -> Struct:
        """The struct of a whole message: the first one that is part of no other."""
        elements = [element for struct in self.structs for element in struct.elements]
        inner = {e.type_name for e in elements if e.type_name != e.owner}
        return next((s for s in self.structs if s.name not in inner), self.structs[0])

    @property
    def from_the_root(self) -> tuple[Struct, ...]:
        """The structs as a reader of messages meets them: parents first, depth first."""
        found: dict[str, Struct] = {}

        def visit(struct: Struct) -> None:
            if struct.name not in found:
                found[struct.name] = struct
                for element in struct.structs:
                    if element.struct:
                        visit(element.struct)

        for struct in (self.root, *self.structs):
            visit(struct)
        return tuple(found.values())
