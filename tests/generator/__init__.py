"""Tests of the generator: python3 -m unittest discover -s tests/generator -t .

    bad/NAME.toml, bad/NAME.err     a spec that must fail, and with which messages; its
                                    first line says why; NAME may be a directory of files
    good/NAME/spec, good/NAME/out   a spec that works, and all that is made from it

Whoever changes messages or templates on purpose runs python3 -m tests.generator.refresh
and reads what that changed.
"""
# SPDX-License-Identifier: MIT
