"""Adds elements to a scratch copy of the project, as a maintainer would, and uses them.

    add_element.py CC

One entry in a TOML file is all, of each kind that there is: an attribute, a text, a number,
an enumeration, a struct with a list in it, and the entry of the README. C is only written
to use the new fields. Builds the library, the command and the tests made from the table in
the scratch copy.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("CMakeLists.txt", "spec", "codegen", "generated", "src", "tests")

ENTRIES = """
[[Protocol.attribute]]
name    = "ScratchId"
type    = "string"
doc     = "Identifies the way among others of its type."
example = "main"

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

[[Protocol.child]]
name = "ScratchBox"
type = "ScratchBox"
doc  = "Where further mail is kept."

[ScratchBox]
namespaces = ["outlook-response"]
doc        = "Folders that are on another server."

[[ScratchBox.child]]
name    = "ScratchFolder"
type    = "ScratchFolder"
repeats = true
doc     = "One of the folders."

[ScratchFolder]
namespaces = ["outlook-response"]
doc        = "A folder."

[[ScratchFolder.child]]
name = "ScratchName"
type = "string"
doc  = "What the folder is called."

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
#include <stdlib.h>

int main(void)
{
    struct pox_scratch_folder inbox = {.scratch_name = "Inbox"};
    struct pox_scratch_folder sent = {.scratch_name = "Sent"};
    struct pox_scratch_folder *folders[] = {&inbox, &sent};
    struct pox_scratch_box box = {.scratch_folders = folders, .n_scratch_folders = 2};
    struct pox_protocol protocol = {
        .type = POX_PROTOCOL_TYPE_EXCH,
        .attr_scratch_id = "main",
        .scratch_url = "https://mail.example.com/quota",
        .has_scratch_minutes = true,
        .scratch_minutes = 10,
        .scratch_way = POX_SCRATCH_KIND_DEFLATE,
        .scratch_box = &box,
        .has_idle_minutes = true,
        .idle_minutes = 29,
    };
    const struct pox_protocol empty = {0};
    struct pox_write_options compact = {.compact = true};
    struct pox_error error;
    size_t size;
    char *xml = pox_protocol_to_xml(&protocol, &compact, &size, &error);
    struct pox_protocol *again = xml ? pox_protocol_parse(xml, size, NULL, &error) : NULL;

    if (!again || !pox_protocol_equal(&protocol, again)) {
        printf("lost on the way: %s\n", error.message);
        return 1;
    }
    if (again->scratch_box->scratch_folders[1]->n_extra != 0 ||
        pox_protocol_effective_scratch_minutes(again) != 10 ||
        pox_protocol_effective_scratch_minutes(&empty) != 29)
        return 1;
    puts(xml);
    pox_protocol_free(again);
    free(xml);
    return 0;
}
"""

JSON = {
    "@ScratchId": "main",
    "Type": "EXCH",
    "ScratchUrl": "https://mail.example.com/quota",
    "ScratchMinutes": 10,
    "ScratchWay": "deflate",
    "ScratchBox": {"ScratchFolder": [{"ScratchName": "Inbox"}, {"ScratchName": "Sent"}]},
    "IdleMinutes": 29,
}


def readme_entry() -> str:
    """The entry that the README adds, to the letter."""
    section = (ROOT / "README.md").read_text().partition("\n## Adding an element\n")[2]
    return "\n" + section.partition("```toml\n")[2].partition("```")[0]


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
    if protocol != JSON:
        raise SystemExit(f"pox json: {protocol}")
    expect(run(pox, "format", document), "<ScratchMinutes>10</ScratchMinutes>")
    document.write_text(xml.replace("ScratchUrl", "OtherScratchUrl"))
    expect(
        run(pox, "format", document),
        "<ScratchUrl>https://mail.example.com/quota</ScratchUrl>",
    )
    shown = run(pox, "show", document)
    expect(shown, "ScratchUrl")
    expect(shown, "10 minutes")
    explained = run(pox, "explain", "ScratchMinutes")
    expect(explained, "closes an idle connection")
    expect(explained, "29")
    expect(run(pox, "explain", "ScratchWay"), "deflate")
    expect(run(pox, "schema", "outlook-response"), 'name="ScratchFolder"')
    expect(run(pox, "explain", "Protocol/@ScratchId"), "among others of its type")


def check_schema(scratch: Path, xml: str) -> None:
    """The schema has the new elements, for an independent reader, too."""
    schema = scratch / "generated/schemas/outlook-response.xsd"
    expect(schema.read_text(), 'name="ScratchFolder"')
    xmllint = shutil.which("xmllint")
    if not xmllint:
        return
    bad = xml.replace("deflate", "inflate")
    for name, text, verdict in (("good", xml, "validates"), ("bad", bad, "fails")):
        document = scratch / f"{name}.xml"
        document.write_text(answer(text))
        result = subprocess.run(
            [xmllint, "--noout", "--schema", schema.with_name("error.xsd"), document],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        expect(result.stdout, verdict)


def answer(protocol: str) -> str:
    """A whole message with this Protocol, which a document has alone."""
    lone = re.sub(r"^<\?xml.*?\?>\s*", "", protocol)
    namespace = re.search(r'xmlns="([^"]*)"', lone)
    if not namespace:
        raise SystemExit(f"no namespace in {protocol}")
    root = namespace[1].replace("outlook/responseschema/2006a", "responseschema/2006")
    return (
        f'<Autodiscover xmlns="{root}"><Response {namespace[0]}><Account>'
        f"<Action>settings</Action>{lone.replace(' ' + namespace[0], '', 1)}"
        "</Account></Response></Autodiscover>"
    )


def check_prose(scratch: Path) -> None:
    """What people read has the new entries."""
    generated = scratch / "generated"
    expect(
        (generated / "pox/protocol.h").read_text(),
        "Page on which a user sees how full the mailbox is.",
    )
    reference = (generated / "reference.md").read_text()
    expect(reference, "Minutes after which the server closes an idle connection.")
    expect(reference, "- Default: 29")
    expect(reference, '<a id="protocol-attribute-scratchid">')
    expect((generated / "man/pox_scratch_box.3").read_text(), "One of the folders.")
    expect((generated / "man/pox_protocol.3").read_text(), ".Xr pox_scratch_box 3")


def main() -> int:
    (cc,) = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        copy_project(scratch)
        before = sources(scratch)
        with (scratch / "spec/protocol.toml").open("a") as spec:
            spec.write(ENTRIES + readme_entry())
        target = build(scratch, cc)
        if sources(scratch) != before:
            raise SystemExit("C written by hand was touched")
        check_prose(scratch)
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
        check_schema(scratch, xml)
    print("1 passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
