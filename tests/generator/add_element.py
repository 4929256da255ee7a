"""Adds elements to a scratch copy of the project, as a maintainer would, and uses them.

    add_element.py CC

One entry in a TOML file is all; C is only written to use the new fields. Builds the
library, the command and the tests made from the table in the scratch copy.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("CMakeLists.txt", "spec", "codegen", "generated", "src", "tests")

ENTRIES = """
[[Protocol.child]]
name    = "ScratchUrl"
type    = "uri"
aliases = ["OtherScratchUrl"]
doc     = "Page on which a user sees how full the mailbox is."
source  = "test"
example = "https://mail.example.com/quota"

[[Protocol.child]]
name    = "ScratchMinutes"
type    = "uint"
unit    = "minutes"
default = 29
max     = 60
doc     = "Minutes after which the server closes an idle connection."

[[Protocol.child]]
name = "ScratchWay"
type = "ScratchKind"
doc  = "How the connection may be compressed."

[enum.ScratchKind]
doc = "Ways of compressing a connection."

[[enum.ScratchKind.value]]
name = "deflate"
doc  = "RFC 1951."

[[enum.ScratchKind.value]]
name = "none"
doc  = "Not at all."
"""

PROGRAM = r"""
#include <pox/pox.h>
#include <stdio.h>

int main(void)
{
    struct pox_protocol protocol = {
        .scratch_url = "https://mail.example.com/quota",
        .has_scratch_minutes = true,
        .scratch_minutes = 10,
        .scratch_way = POX_SCRATCH_KIND_DEFLATE,
    };
    struct pox_write_options compact = {.compact = true};
    char *xml = pox_protocol_to_xml(&protocol, &compact, NULL, NULL);

    puts(xml ? xml : "");
    return xml ? 0 : 1;
}
"""


def run(*command: str | Path) -> str:
    result = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if result.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}\nfailed:\n{result.stdout}")
    return result.stdout


def expect(found: str, text: str) -> None:
    if text not in found:
        raise SystemExit(f"'{text}' is not in:\n{found}")


def copy_project(scratch: Path) -> None:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, scratch / name)
        else:
            shutil.copy(source, scratch / name)


def sources(scratch: Path) -> dict[Path, bytes]:
    """All C that is written by hand."""
    paths = [p for folder in ("src", "tests") for p in (scratch / folder).rglob("*.[ch]")]
    return {path: path.read_bytes() for path in paths}


def build(scratch: Path, cc: str) -> Path:
    target = scratch / "build"
    run(
        "cmake",
        "-S",
        scratch,
        "-B",
        target,
        f"-DCMAKE_C_COMPILER={cc}",
        "-DPOX_WERROR=ON",
        "-DCMAKE_BUILD_TYPE=Debug",
        f"-DPOX_PYTHON={sys.executable}",
    )
    run(
        "cmake",
        "--build",
        target,
        "--parallel",
        "2",
        "--target",
        "pox_static",
        "pox_command",
        "test_fields",
    )
    return target


def use_from_c(scratch: Path, target: Path, cc: str) -> str:
    program = scratch / "program.c"
    program.write_text(PROGRAM)
    libraries = run("pkg-config", "--libs", "libxml-2.0").split()
    run(
        cc,
        "-std=c11",
        f"-I{scratch}/src",
        f"-I{scratch}/generated",
        program,
        target / "libpox.a",
        *libraries,
        "-o",
        scratch / "program",
    )
    return run(scratch / "program")


def check_command(target: Path, xml: str, scratch: Path) -> None:
    pox = target / "pox"
    document = scratch / "document.xml"
    document.write_text(xml)
    protocol = json.loads(run(pox, "json", document))["Protocol"]
    if protocol != {
        "ScratchUrl": "https://mail.example.com/quota",
        "ScratchMinutes": 10,
        "ScratchWay": "deflate",
    }:
        raise SystemExit(f"pox json: {protocol}")
    expect(run(pox, "format", document), "<ScratchMinutes>10</ScratchMinutes>")
    document.write_text(xml.replace("ScratchUrl", "OtherScratchUrl"))
    expect(
        run(pox, "format", document),
        "<ScratchUrl>https://mail.example.com/quota</ScratchUrl>",
    )
    expect(run(pox, "show", document), "ScratchUrl")
    explained = run(pox, "explain", "ScratchMinutes")
    expect(explained, "closes an idle connection")
    expect(explained, "29")
    expect(run(pox, "explain", "ScratchWay"), "deflate")


def main() -> int:
    (cc,) = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        copy_project(scratch)
        before = sources(scratch)
        with (scratch / "spec/protocol.toml").open("a") as spec:
            spec.write(ENTRIES)
        target = build(scratch, cc)
        if sources(scratch) != before:
            raise SystemExit("C written by hand was touched")
        header = (scratch / "generated/pox/protocol.h").read_text()
        expect(header, "uint32_t scratch_minutes;")
        expect(header, "Page on which a user sees how full the mailbox is.")
        expect(
            (scratch / "generated/tests/fields_protocol.c").read_text(),
            "protocol_scratch_url",
        )
        fuzz = scratch / "generated/fuzz"
        expect((fuzz / "fill_protocol.c").read_text(), "self->scratch_url = ")
        expect((fuzz / "autodiscover.dict").read_text(), "<ScratchMinutes>7<")
        expect(run(target / "tests/test_fields"), "Failing: 0")
        xml = use_from_c(scratch, target, cc)
        expect(xml, "<ScratchUrl>https://mail.example.com/quota</ScratchUrl>")
        check_command(target, xml, scratch)
    print("1 passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
