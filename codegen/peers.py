"""How the table stands in the schemas of other libraries, which tests/bench measures."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re


def gsoap_name(name: str) -> str:
    """A member that gSOAP writes as an element of this name."""
    return re.sub(r"[^A-Za-z0-9]", lambda match: f"_x{ord(match[0]):04x}", name)


FILTERS = {
    "gsoap_name": gsoap_name,
}
