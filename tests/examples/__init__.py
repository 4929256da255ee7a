# SPDX-License-Identifier: MIT
"""Tests of the examples: python3 -m unittest discover -s tests/examples -t .

The environment variable POX_EXAMPLES is the folder in which the programs are, each as
example_NAME, and POX_COMMAND says where the program pox is.
"""
