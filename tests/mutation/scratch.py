"""A copy of the project in which the table can be changed, and what is built from it."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.mutation import table

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("CMakeLists.txt", "spec", "codegen", "generated", "src", "tests", "README.md")


@dataclass(frozen=True)
class Result:
    """How a command ended, and what it said."""

    status: int
    output: str


def run(*command: str | Path, where: Path | None = None, least: int = 0) -> Result:
    """Runs a command; with `least`, a greater exit status ends the program."""
    done = subprocess.run(
        command, cwd=where, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    output = done.stdout.decode(errors="replace")
    if least >= 0 and not 0 <= done.returncode <= least:
        raise SystemExit(f"{' '.join(map(str, command))}\nfailed:\n{output[-4000:]}")
    return Result(done.returncode, output)


class Scratch:
    """The copy, in a directory that the caller removes."""

    def __init__(self, directory: Path, cc: str, jobs: int) -> None:
        self.directory = directory
        self.build_directory = directory / "build"
        self.cc = cc
        self.jobs = jobs
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, directory / name)
            else:
                shutil.copy(source, directory / name)

    def use(self, documents: table.Documents) -> Result:
        """Puts another table in place, and has the generator make of it what it can."""
        table.write(documents, self.directory / "spec")
        return run(sys.executable, "-m", "codegen", where=self.directory, least=-1)

    def configure(self) -> None:
        """Sets up the build, in which Python is not looked for: use() has run the generator."""
        run(
            "cmake", "-S", self.directory, "-B", self.build_directory,
            f"-DCMAKE_C_COMPILER={self.cc}", "-DCMAKE_BUILD_TYPE=Debug",
            "-DCMAKE_C_FLAGS=-O0 -g0", "-DPOX_PYTHON=",
        )

    def build(self, *targets: str) -> Result:
        return run(
            "cmake", "--build", self.build_directory, "--parallel", str(self.jobs),
            "--target", *targets, least=-1,
        )

    def program(self, name: str) -> Path:
        return self.build_directory / name
