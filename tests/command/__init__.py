# SPDX-License-Identifier: MIT
"""Tests of the program pox: python3 -m unittest discover -s tests/command -t .

The environment variable POX_COMMAND says where it is.
"""
