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

# What functions call things that have a variable named after a struct, too. What is named
# after its own type is below, with the tags of the runtime.
LOCALS = frozenset(
    """
    allowed elements index item list_reading n number numbers page parameters room self size
    size_t
    """.split()
)

# Constants of elements begin with their struct, and could be macros of C's own headers.
MACRO_CONSTANT = re.compile(
    r"(U?INT(MAX|PTR|_?(FAST|LEAST)?\d+)|S?SIZE|PTRDIFF|WCHAR|WINT|SIG_ATOMIC|RAND|MB_CUR)"
    r"_(MAX|MIN|C|WIDTH)|EXIT_(FAILURE|SUCCESS)"
)

# What the runtime has, so that nothing of the table may be called the same. A test holds
# these against its headers.

# struct pox_error and so on.
RUNTIME_TAGS = frozenset(
    """
    address allocator answer answer_kind arena arena_block attribute block buffer capture captured
    condition copier count diagnostic diagnostic_code element encoding endpoint endpoint_search
    enumeration enumeration_value error error_details extra extra_kind finding form frame front
    header headers intake judge kind lexer limits marks namespace namespace_class
    network_verdict number_text number_value operations parameter parse_options parser path
    piece place placeholder plain plain_place plain_tag position question quote reader reading
    redirect_verdict redirects rule service_ways side source spelling status step stranger
    text text_fault token token_kind type value visitor walk way write_options writer
    """.split()
)

# pox/error.h and so on, those that are private included; and what else include guards are
# named after: of two headers with one guard, the second would be left out.
RUNTIME_HEADERS = frozenset(
    """
    address answer argument base capture compare document effective endpoint error escape
    extra front generated_table intake json judge lexer libxml lookup memory network node operations
    options page page_url parser path plain pox private_extra question read reader
    redirects runtime scan service source spell src_parser stranger stream table unicode
    validate value visit walk write
    """.split()
)

# POX_ERROR_VALUE and so on.
RUNTIME_CONSTANTS = frozenset(
    """
    ANSWER_ERROR ANSWER_INCOMPLETE ANSWER_REDIRECT_ADDRESS ANSWER_REDIRECT_URL
    ANSWER_SETTINGS BEGIN_DECLS BITS_A_MARK BLOCK_SIZE CAPTURED_BLANK_AFTER_END
    CAPTURED_BLANK_AFTER_START CAPTURED_END CAPTURED_START CAPTURED_TEXT DECLARATION_SIZE
    DIAGNOSTIC_BAD_VALUE DIAGNOSTIC_DUPLICATE DIAGNOSTIC_NAMESPACE
    DIAGNOSTIC_NAME_SPELLING DIAGNOSTIC_NONE DIAGNOSTIC_STRAY_TEXT
    DIAGNOSTIC_UNKNOWN_ATTRIBUTE DIAGNOSTIC_UNKNOWN_ELEMENT DIAGNOSTIC_UNKNOWN_VALUE
    DIAGNOSTIC_VALUE_FORM DIAGNOSTIC_VALUE_SPELLING ENCODING_NONE ENCODING_UTF_16_BE
    ENCODING_UTF_16_LE ENCODING_UTF_8 END_DECLS ERROR_ARGUMENT ERROR_COMPRESSED
    ERROR_DOCTYPE ERROR_EMPTY ERROR_ENCODING ERROR_FORMAT ERROR_HTML ERROR_INPUT
    ERROR_JSON ERROR_LIMIT ERROR_NO_MEMORY ERROR_OUTPUT ERROR_ROOT ERROR_RULE ERROR_SOAP
    ERROR_TEXT ERROR_TRUNCATED ERROR_VALUE ERROR_XML EXTRA_ATTRIBUTE EXTRA_ELEMENT
    EXTRA_TEXT FIRST_COUNTS FIRST_FRAMES FORM_MOBILESYNC FORM_NONE FORM_OUTLOOK HEAD_SIZE
    IPV4_SIZE IPV6_SIZE KIND_DATE KIND_DN KIND_ENUM KIND_ENUM_LIST KIND_GUID KIND_HEX32
    KIND_HOST KIND_HOURS KIND_IPV4 KIND_IPV6 KIND_PARTIAL_URI KIND_PORT KIND_SCHEMA
    KIND_SMTP KIND_STRING KIND_STRUCT KIND_TIME KIND_UINT KIND_UINT64 KIND_URI MAX_ADDRESS
    MAX_ATTRIBUTES MAX_DEPTH MAX_INDENTATION MAX_NAMESPACE MAX_REDIRECTS MAX_STEPS
    MUST_USE NAMESPACE_FOREIGN NAMESPACE_KNOWN NAMESPACE_MEANT NETWORK_INSIDE
    NETWORK_INVALID_ADDRESS NETWORK_INVALID_RANGE NETWORK_INVERTED NETWORK_NO_RANGE
    NETWORK_OUTSIDE PIECE_SIZE PLACE_ATTRIBUTE PLACE_CHILD PLACE_TEXT PLAIN_NAMESPACES
    PLAIN_STRINGS PLAIN_URIS REDIRECT_FAILED REDIRECT_FOLLOW REDIRECT_NONE
    REDIRECT_REFUSED_ADDRESS_ASKED REDIRECT_REFUSED_DOWNGRADE REDIRECT_REFUSED_TARGET
    REDIRECT_REFUSED_TOO_MANY REDIRECT_REFUSED_URL_ASKED REFERENCE_SIZE RUNTIME_INTERFACE
    SCAN_PORTABLE SHORT_LIST SHORT_PATH SIDE_INSIDE SIDE_OUTSIDE TAG_ROOM TEXT_FINE
    TEXT_FORBIDDEN TEXT_NOT_UTF8 TOKEN_ASIDE TOKEN_EMPTY TOKEN_END TOKEN_START
    VERSION_MAJOR VERSION_MINOR VERSION_PATCH XMLNS_NAMESPACE XML_NAMESPACE
    """.split()
)

# Those that begin pox_document_free and so on, and are no tags.
RUNTIME_STEMS = frozenset(["document", "libxml"])

# The functions and variables of each struct: pox_box_parse and so on.
STRUCT_TAILS = (
    "copy",
    "descriptor",
    "elements",
    "equal",
    "free",
    "judge",
    "operations",
    "parse",
    "to_json",
    "to_xml",
    "validate",
)

# POX_ERROR_H and so on, whichever topics there are.
GUARD_SUFFIX = "_H"

# Those of a packed version: pox_box_version_decode and so on.
VERSION_TAILS = ("compare", "decode", "encode", "print", "release")


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
    reason = why_not_word(field)
    if reason:
        return reason
    for prefix in RESERVED_PREFIXES:
        # A field "has" has its text in "has_text".
        if f"{field}_".startswith(prefix):
            return f"'{prefix}' begins the names of generated fields"
    if field.endswith(RESERVED_SUFFIX):
        return f"'{RESERVED_SUFFIX}' ends the names of generated fields"
    return None


def why_not_word(word: str) -> str | None:
    """Whether it means something else in C."""
    return next((kind for words, kind in RESERVED_WORDS if word in words), None)


def why_not_variable(word: str) -> str | None:
    """What stands against naming a variable and functions after a struct."""
    if word == "pox" or word.startswith("pox_"):
        return "'pox_' begins the names of the runtime"
    if word in LOCALS:
        return "generated functions have a variable of that name"
    return why_not_word(word)


def entry_title(what: str, name: str) -> str:
    """What messages call a thing: Protocol child 'TTL', or Protocol text."""
    return f"{what} '{name}'" if name else what
