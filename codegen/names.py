"""How names of the format become names of C, and which C names are taken."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re

C_KEYWORDS = frozenset(
    """
    auto break case char const continue default do double else enum extern float for goto
    if inline int long register restrict return short signed sizeof static struct switch
    typedef union unsigned void volatile while
    """.split()
)

CPP_KEYWORDS = frozenset(
    """
    alignas alignof and and_eq asm bitand bitor bool catch char16_t char32_t class compl
    const_cast constexpr decltype delete dynamic_cast explicit export false friend mutable
    namespace new noexcept not not_eq nullptr operator or or_eq private protected public
    reinterpret_cast static_assert static_cast template this thread_local throw true try
    typeid typename using virtual wchar_t xor xor_eq
    """.split()
)

# What system headers define as plain words, on one platform or another.
MACROS = frozenset(
    """
    assert errno far i386 interface linux near small stderr stdin stdout unix
    """.split()
)

# Fields that every struct has: the templates add them.
OWN_FIELDS = frozenset(["extra", "n_extra"])

ATTRIBUTE_PREFIX = "attr_"

# has_port, n_protocols, attr_type, ssl_text: made from other fields or from attributes.
RESERVED_PREFIXES = ("has_", "n_", ATTRIBUTE_PREFIX)
RESERVED_SUFFIX = "_text"

# What the runtime has, so that no struct or topic may be called the same. A test holds
# these two against its headers.

# struct pox_error and so on.
RUNTIME_TAGS = frozenset(
    """
    address allocator answer answer_kind arena attribute block buffer capture captured condition
    copier count diagnostic diagnostic_code element encoding endpoint endpoint_search
    enumeration enumeration_value error error_details extra extra_kind finding form frame front
    header headers intake judge kind lexer limits marks namespace namespace_class
    network_verdict number_text number_value operations parameter parse_options parser path
    piece place placeholder plain plain_tag position question quote reader reading
    redirect_verdict redirects rule service_ways side source spelling status step stranger
    text text_fault token token_kind type value visitor walk way write_options writer
    """.split()
)

# pox/error.h and so on.
RUNTIME_HEADERS = frozenset(
    """
    answer base document endpoint error extra network node options page parser pox
    question redirects stream table validate visit
    """.split()
)


def snake(name: str) -> str:
    """OOFUrl -> oof_url, IPv4End -> ipv4_end, EcpUrl-tmHiding -> ecp_url_tm_hiding."""
    name = name.replace("-", "_")
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    name = re.sub(r"([A-Z]{2,})([A-Z][a-z])", r"\1_\2", name)
    return name.lower()


def plural(name: str) -> str:
    """The field of a list: alternative_mailbox -> alternative_mailboxes."""
    return name + ("es" if name.endswith(("s", "x", "ch", "sh")) else "s")


def upper(name: str) -> str:
    """The end of a constant: mapiHttp -> MAPI_HTTP, mobilesync-request likewise."""
    return snake(name).upper()


RESERVED_WORDS = (
    (C_KEYWORDS, "it is a keyword of C"),
    (CPP_KEYWORDS, "it is a keyword of C++"),
    (MACROS, "it is a macro of some system's headers"),
    (OWN_FIELDS, "every struct has a field of that name"),
)


def is_c_name(name: str) -> bool:
    return re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) is not None


def why_not_field(field: str, is_attribute: bool) -> str | None:
    """What stands against a C field of this name; None when nothing does."""
    if not is_c_name(field):
        return "it is no name in C"
    if is_attribute and field.startswith(ATTRIBUTE_PREFIX):
        field = field[len(ATTRIBUTE_PREFIX) - 1 :]
    for words, kind in RESERVED_WORDS:
        if field in words:
            return kind
    for prefix in RESERVED_PREFIXES:
        if field.startswith(prefix):
            return f"'{prefix}' begins the names of generated fields"
    if field.endswith(RESERVED_SUFFIX):
        return f"'{RESERVED_SUFFIX}' ends the names of generated fields"
    return None


def entry_title(what: str, name: str) -> str:
    """What messages call a thing: Protocol child 'TTL', or Protocol text."""
    return f"{what} '{name}'" if name else what
