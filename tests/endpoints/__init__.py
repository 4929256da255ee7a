# SPDX-License-Identifier: MIT
"""Which URLs to use: python3 -m unittest discover -s tests/endpoints -t .

The environment variable POX_COMMAND says where the program is. The table expected.json
was made by hand, from the documentation, and not from what the program prints.
"""
