"""The scalar types: one row each. Nothing else in the generator knows them by name.

To add a type, add a row here and, where its helper is new, the functions of that name to
the runtime.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
from dataclasses import dataclass

UINT16_MAX = 2**16 - 1
UINT32_MAX = 2**32 - 1
UINT64_MAX = 2**64 - 1


@dataclass(frozen=True)
class Scalar:
    """A type of text content, and what of it differs from the others."""

    name: str  # in the spec
    kind: str  # "string" or "number"
    c_type: str
    helper: str  # stem of the runtime's functions for it
    kind_constant: str  # of its C descriptor
    doc: str  # for people
    example: str
    second: str  # another valid text, unlike the example
    bad: str | None  # a text that does not fit; None where every text does
    pattern: str  # what a default or example in the spec has to look like
    keys: frozenset[str]  # keys of an entry that not every type takes, and this one does
    xsd: str  # the type of XML Schema that it restricts
    xsd_pattern: str | None = None  # which texts the library has no complaint about
    base: int = 10  # of a number's digits
    minimum: int | None = None
    maximum: int | None = None
    unit: str | None = None

    @property
    def is_number(self) -> bool:
        return self.kind == "number"

    @property
    def is_decimal(self) -> bool:
        return self.is_number and self.base == 10

    def number(self, text: str) -> int | None:
        """The value of a text that fits, if it is a number's."""
        return int(text, self.base) if self.is_number else None

    def contains(self, number: int) -> bool:
        """Whether a number lies in the range of the type."""
        low, high = self.minimum, self.maximum
        return low is None or high is None or low <= number <= high

    def fits(self, text: str) -> bool:
        """Whether a text of the spec looks like one of this type, its range apart."""
        return re.fullmatch(self.pattern, text, re.ASCII | re.IGNORECASE) is not None


def string(
    name: str,
    doc: str,
    pattern: str,
    example: str,
    second: str,
    *keys: str,
    xsd_pattern: str | None = None,
) -> Scalar:
    return Scalar(
        name=name,
        kind="string",
        c_type="const char *",
        helper="string",
        kind_constant=f"POX_KIND_{name.upper().replace('-', '_')}",
        doc=doc,
        example=example,
        second=second,
        bad=None,
        pattern=pattern,
        keys=frozenset(["example", *keys]),
        xsd="string",
        xsd_pattern=xsd_pattern and f"({xsd_pattern})?",
    )


XSD_NUMBERS = {
    UINT16_MAX: "unsignedShort",
    UINT32_MAX: "unsignedInt",
    UINT64_MAX: "unsignedLong",
}

DECIMAL_KEYS = frozenset(["default", "example", "max", "min", "unless_uri", "values"])


def decimal(
    name: str, doc: str, helper: str, maximum: int, example: str, unit: str | None = None
) -> Scalar:
    return Scalar(
        name=name,
        kind="number",
        c_type=f"{helper}_t",
        helper=helper,
        kind_constant=f"POX_KIND_{name.upper()}",
        doc=doc,
        example=example,
        second=str(maximum),
        bad=str(maximum + 1),
        pattern=r"[0-9]+",
        keys=DECIMAL_KEYS if unit else DECIMAL_KEYS | {"unit"},
        xsd=XSD_NUMBERS[maximum],
        minimum=0,
        maximum=maximum,
        unit=unit,
    )


XSD_URI = r"[A-Za-z][A-Za-z0-9+.\-]*:\S*"

ROWS = (
    string("string", "text", r"(?s).*", "some text", "other text"),
    string(
        "uri",
        "URI",
        r"[a-z][a-z0-9+.-]*:\S+",
        "https://mail.example.com/",
        "https://other.example.com/",
        xsd_pattern=XSD_URI,
    ),
    string(
        "partial-uri",
        "partial URI",
        r"\S*",
        "?p=one",
        "?p=two",
        "base",
        "placeholders",
        xsd_pattern=r"\S*",
    ),
    string(
        "dn",
        "distinguished name",
        r"/.+",
        "/o=Example/cn=anna",
        "/o=Example/cn=ben",
        xsd_pattern=r"\S([\s\S]*\S)?",
    ),
    string(
        "smtp",
        "e-mail address",
        r"[^@\s]+@[^@\s]+",
        "ann@example.com",
        "ben@example.com",
        xsd_pattern=r"[^@\s]+@\S+",
    ),
    string(
        "host",
        "host name",
        r"[^\s/]+",
        "mail.example.com",
        "other.example.com",
        xsd_pattern=r"\S*",
    ),
    string(
        "guid",
        "GUID",
        r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "2c8a1b5e-7d3f-4c06-9b14-5a0d8e6f7c21",
        "9f4e2d10-63b8-4a57-8c02-1e7a5b3c9d46",
        xsd_pattern="[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
    ),
    string(
        "ipv4",
        "IPv4 address",
        r"\d{1,3}(\.\d{1,3}){3}",
        "192.0.2.1",
        "192.0.2.254",
        xsd_pattern=r"[0-9]{1,3}(\.[0-9]{1,3}){3}",
    ),
    string(
        "ipv6",
        "IPv6 address",
        r"(?=.*:)[0-9a-f:.]+",
        "2001:db8::1",
        "2001:db8::2",
        xsd_pattern="[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*",
    ),
    string(
        "date",
        "date (YYYYMMDD)",
        r"\d{8}",
        "20301231",
        "20310101",
        xsd_pattern="[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])",
    ),
    string("time", "time of day", r"\d\d:\d\d:\d\d(\.\d+)?", "12:30:00", "18:45:59.5"),
    string(
        "schema",
        "URI of a namespace",
        r"[a-z][a-z0-9+.-]*:\S+",
        "http://schemas.example.com/answer/2006",
        "http://schemas.example.com/answer/2010",
        xsd_pattern=XSD_URI,
    ),
    decimal("uint", "number", "uint32", UINT32_MAX, "7"),
    decimal("uint64", "number", "uint64", UINT64_MAX, "7"),
    decimal("hours", "number of hours", "uint32", UINT32_MAX, "7", unit="hours"),
    decimal("port", "port number", "uint16", UINT16_MAX, "993"),
    Scalar(
        name="hex32",
        kind="number",
        c_type="uint32_t",
        helper="uint32",
        kind_constant="POX_KIND_HEX32",
        doc="eight hexadecimal digits",
        example="73C18193",
        second="738180DA",
        bad="73C1819X",
        pattern=r"[0-9a-f]{8}",
        keys=frozenset(["bits", "example", "releases"]),
        xsd="string",
        xsd_pattern="[0-9A-Fa-f]{8}",
        base=16,
        minimum=0,
        maximum=UINT32_MAX,
    ),
)

SCALARS = {row.name: row for row in ROWS}
