"""Checks that no document makes the library open, connect or start anything.

    nothing_opened.py POX STRACE

Documents that name files, hosts, catalogs and character sets are read by the command under
strace, and must make it open exactly what a harmless one does.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Where a file of the system is named, none of these exists: an attempt is seen all the same.
CALLS = "open,openat,openat2,creat,socket,connect,bind,execve,fork,vfork,clone,clone3"
HARMLESS = "<Protocol><Server>s</Server></Protocol>"
INSTANCE = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
TARGETS = (
    "file:///etc/pox-hostile.dtd",
    "/etc/pox-hostile.dtd",
    "pox-hostile.dtd",
    "http://127.0.0.1:9/pox-hostile.dtd",
    "ftp://127.0.0.1:9/pox-hostile.dtd",
    "\\\\127.0.0.1\\pox-hostile.dtd",
)
ENCODINGS = (
    "UTF-7 IBM037 EBCDIC-US Shift_JIS GBK GB18030 Big5 ISO-2022-JP EUC-KR ISO-8859-1 "
    "ISO-8859-15 KOI8-R windows-1252 UTF-16 UTF-32 UCS-4 X-NOPE ../pox-hostile "
    + 10_000 * "X"
).split()
EBCDIC = b"\x4c\x6f\xa7\x94\x93\x40\xa5\x85\x99\xa2\x89\x96\x95\x7e\x7f\xf1\x4b\xf0\x7f"


def with_target(target: str) -> Iterator[str]:
    """Rows 34 to 37: all the ways in which a document may name something to be loaded."""
    yield f'<!DOCTYPE a SYSTEM "{target}"><a/>'
    yield f'<!DOCTYPE a PUBLIC "-//a//b//EN" "{target}"><a/>'
    yield f'<!DOCTYPE a [<!ENTITY b SYSTEM "{target}">]><a>&b;</a>'
    yield f'<!DOCTYPE a [<!ENTITY % b SYSTEM "{target}"> %b;]><a/>'
    yield f'<!DOCTYPE Protocol [<!ATTLIST Protocol xmlns CDATA "{target}">]><Protocol/>'
    yield f'<?xml-stylesheet href="{target}"?>{HARMLESS}'
    yield f'<?oasis-xml-catalog catalog="{target}"?>{HARMLESS}'
    yield f'<?xml-model href="{target}"?>{HARMLESS}'
    yield f'<Protocol xml:base="{target}" xml:space="preserve"/>'
    yield (
        '<Protocol><include xmlns="http://www.w3.org/2001/XInclude" '
        f'href="{target}" parse="text"/></Protocol>'
    )
    yield f'<Protocol {INSTANCE} i:schemaLocation="a {target}" i:nil="true"/>'
    yield f'<Protocol {INSTANCE} i:noNamespaceSchemaLocation="{target}"/>'
    yield f'<Protocol xmlns="{target}"/>'


def documents() -> Iterator[bytes]:
    for target in TARGETS:
        for text in with_target(target):
            yield text.encode()
    for name in ENCODINGS:
        text = f'<?xml version="1.0" encoding="{name}"?>{HARMLESS}'
        yield text.encode()
        yield b"\xff\xfe" + text.encode("utf-16-le")
    yield EBCDIC
    yield b"+ADw-Protocol+AD4-"
    yield HARMLESS.encode("utf-32")


def calls(strace: str, pox: str, file: Path) -> set[str]:
    """The system calls that reach out of the process, without their numbers."""
    log = file.with_suffix(".log")
    subprocess.run(
        [strace, "-f", "-qq", "-e", f"trace={CALLS}", "-o", log, pox, "json", file],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=file.parent,
        env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"},
        timeout=60,
        check=False,
    )
    lines = log.read_text().splitlines()
    found = {re.sub(r"^\d+ +|0x[0-9a-f]+.*| = \d+$", "", line) for line in lines}
    if not any(line.startswith("open") and str(file) in line for line in found):
        raise RuntimeError(f"strace did not even see that {file} was opened")
    return found


def main() -> int:
    pox, strace = os.path.abspath(sys.argv[1]), sys.argv[2]
    problems = []
    n = 0
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "document.xml"
        file.write_text(HARMLESS)
        usual = calls(strace, pox, file)
        for document in documents():
            file.write_bytes(document)
            n += 1
            problems += [
                f"{document!r}: {call}" for call in calls(strace, pox, file) - usual
            ]
    print("\n".join(problems))
    print(f"{n} documents, {len(problems)} calls that a harmless one does not make")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
