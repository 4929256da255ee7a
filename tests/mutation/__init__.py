"""What becomes of the library when the table is changed: see delete.py and alter.py."""
# SPDX-License-Identifier: MIT
