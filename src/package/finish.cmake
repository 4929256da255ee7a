# SPDX-License-Identifier: MIT
#
# cpack runs this on what it is about to pack: Debian wants manual pages and changes compressed,
# and the same bytes whenever that is done.

file(GLOB_RECURSE pages ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*/usr/share/man/*.[1-9]
     ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*/usr/share/doc/*/changelog
)
if(pages)
  execute_process(COMMAND gzip -9n ${pages} COMMAND_ERROR_IS_FATAL ANY)
endif()

if(CPACK_PACKAGE_CONTACT MATCHES "@example\\.com>$")
  message("Nobody answers for these packages: configure with -DPOX_PACKAGE_CONTACT=\"You <you@...>\"")
endif()
