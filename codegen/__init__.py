"""The generator: reads the table in spec/ and writes the C in generated/.

    load -> check -> build -> verify -> render -> output

One module a step, one way. Run it as `python3 -m codegen`; see __main__.py.
"""
# SPDX-License-Identifier: MIT
