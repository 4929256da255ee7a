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

    def configure(self, with_tests_in_python: bool = False) -> None:
        """Sets up the build; use() runs the generator before it."""
        run(
            "cmake", "-S", self.directory, "-B", self.build_directory,
            f"-DCMAKE_C_COMPILER={self.cc}", "-DCMAKE_BUILD_TYPE=Debug",
            f"-DPOX_PYTHON={sys.executable if with_tests_in_python else ''}",
            "-DCMAKE_C_FLAGS=-O0 -g0 -Werror=implicit-function-declaration",
        )

    def build(self, *targets: str) -> Result:
        """Builds as much as can be."""
        return run(
            "cmake", "--build", self.build_directory, "--parallel", str(self.jobs),
            "--target", *targets, "--", "-k", least=-1,
        )

    def link_user(self) -> Path:
        """The program use.c, with the library but for what knows certain elements by name."""
        objects = self.build_directory / "CMakeFiles/pox_objects.dir"
        program = self.build_directory / "use"
        libraries = run("pkg-config", "--libs", "libxml-2.0").output.split()
        run(
            self.cc, f"-I{self.directory}/src", f"-I{self.directory}/generated",
            self.directory / "tests/mutation/use.c",
            *sorted((objects / "src").glob("*.o")), *sorted((objects / "generated").glob("*.o")),
            *libraries, "-o", program,
        )
        return program

    def program(self, name: str) -> Path:
        return self.build_directory / name
