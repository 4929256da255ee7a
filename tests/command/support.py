"""Running the program, alone and on a terminal, and documents to run it on."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import tempfile
import termios
import threading
import unittest
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

COMMANDS = ("show", "json", "format", "check", "request", "endpoints", "explain", "schema",
            "diff", "discover", "from-json")
VALID = Path(__file__).resolve().parent.parent / "corpus" / "valid"
END_OF_OUTPUT = b"\x04end of output\x04"
SANITIZER = re.compile("Sanitizer|runtime error:")

ROOT = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"
OUTLOOK = (
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
)
MOBILESYNC = (
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006"
)


def answer(content: str, namespace: str = OUTLOOK) -> str:
    """A document of which only what stands in Response is of interest."""
    return (
        f'<Autodiscover xmlns="{ROOT}"><Response xmlns="{namespace}">'
        f"{content}</Response></Autodiscover>"
    )


def account(content: str) -> str:
    return answer(f"<Account>{content}</Account>")


def protocol(content: str) -> str:
    """A lone Protocol."""
    return f'<Protocol xmlns="{OUTLOOK}">{content}</Protocol>'


def local_name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def leaves(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    return (element for element in root.iter() if len(element) == 0)


@dataclass(frozen=True)
class Run:
    """What came of running the program."""

    status: int
    out: str
    err: str


def command_path() -> str:
    path = os.environ.get("POX_COMMAND")
    if not path:
        raise RuntimeError("POX_COMMAND does not say where the program is")
    return os.path.abspath(path)


def environment(more: dict[str, str] | None) -> dict[str, str]:
    """The environment without what changes how output looks, and where requests go."""
    unwanted = {"NO_COLOR", "TERM", "COLUMNS"}
    usual = {
        name: text
        for name, text in os.environ.items()
        if name not in unwanted and not name.lower().endswith("_proxy")
    }
    return {**usual, "TERM": "xterm", **(more or {})}


def read_terminal(
    master: int, terminal: int, process: subprocess.Popen[bytes]
) -> bytes:
    """
    All that a program writes to a terminal until it ends.

    The terminal stays open until all is read and a mark says that it is: once nobody has
    it open, Linux may report its end before it has handed over the last lines.
    """

    def mark_the_end() -> None:
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
        os.write(terminal, END_OF_OUTPUT)

    waiter = threading.Thread(target=mark_the_end)
    waiter.start()
    text = b""
    while not text.endswith(END_OF_OUTPUT):
        text += os.read(master, 65536)
    waiter.join()
    return text.removesuffix(END_OF_OUTPUT)


class CommandTest(unittest.TestCase):
    """What the tests of all sub-commands share."""

    maxDiff = None

    def setUp(self) -> None:
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def put(self, text: str | bytes, name: str = "document.xml") -> Path:
        """A file with this content."""
        path = self.directory / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def check_sanity(self, status: int, text: str) -> None:
        self.assertNotRegex(text, SANITIZER)
        self.assertGreaterEqual(status, 0, f"ended by a signal; it said {text!r}")

    def pox(
        self,
        *arguments: str | Path,
        stdin: str | bytes = b"",
        env: dict[str, str] | None = None,
    ) -> Run:
        done = subprocess.run(
            [command_path(), *map(str, arguments)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            env=environment(env),
            check=False,
            timeout=60,
        )
        run = Run(done.returncode, done.stdout.decode(), done.stderr.decode())
        self.check_sanity(run.status, run.err)
        return run

    def check_done(self, *arguments: str | Path, stdin: str | bytes = b"") -> str:
        """Runs what must succeed without a word on standard error; returns the output."""
        run = self.pox(*arguments, stdin=stdin)
        self.assertEqual((0, ""), (run.status, run.err))
        return run.out

    def check_refused(
        self, status: int, message: str, *arguments: str | Path, stdin: str | bytes = b""
    ) -> None:
        """Runs what must fail with one line, which matches a regular expression."""
        run = self.pox(*arguments, stdin=stdin)
        self.assertEqual((status, ""), (run.status, run.out))
        self.assertRegex(run.err, rf"\A{message}\n\Z")

    def on_terminal(
        self,
        *arguments: str | Path,
        width: int = 80,
        streams: Sequence[str] = ("stdout",),
        stdin: str | bytes = b"",
        env: dict[str, str] | None = None,
    ) -> str:
        """What the program prints to a terminal that has these of its streams."""
        master, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as elsewhere:
            file.write(stdin.encode() if isinstance(stdin, str) else stdin)
            file.seek(0)
            process = subprocess.Popen(
                [command_path(), *map(str, arguments)],
                stdin=file,
                stdout=terminal if "stdout" in streams else elsewhere,
                stderr=terminal if "stderr" in streams else elsewhere,
                env=environment(env),
            )
            output = read_terminal(master, terminal, process)
            os.close(terminal)
            os.close(master)
            text = output.decode().replace("\r\n", "\n")
            status = process.wait(timeout=60)
            elsewhere.seek(0)
            self.check_sanity(status, text + elsewhere.read().decode())
        return text
