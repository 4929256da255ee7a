# SPDX-License-Identifier: MIT
# Leaves of a link only its text, but for those to headers, to the web, and pictures.
s/(^|[^]!])\[([^][]+)\]\(([^():]*[^():h]|[^():]*[^.()]h)\)/\1\2/g
