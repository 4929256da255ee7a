"""Makes the tests of the generator a package; see generator/__init__.py."""
# SPDX-License-Identifier: MIT
