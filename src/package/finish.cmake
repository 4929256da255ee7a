# SPDX-License-Identifier: MIT
#
# cpack runs this on what it is about to pack: Debian wants manual pages and changes compressed,
# and the same bytes whenever that is done.

# Whoever installs it is to read it, whatever the umask of whoever packs it.
execute_process(
  COMMAND chmod -R u=rwX,go=rX ${CPACK_TEMPORARY_INSTALL_DIRECTORY} COMMAND_ERROR_IS_FATAL ANY
)

file(GLOB_RECURSE pages ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*/usr/share/man/*.[1-9]
     ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*/usr/share/doc/*/changelog
)
if(pages)
  execute_process(COMMAND gzip -9n ${pages} COMMAND_ERROR_IS_FATAL ANY)
endif()

if(CPACK_PACKAGE_CONTACT MATCHES "@example\\.com>$")
  message("Nobody answers for these packages: configure with -DPOX_PACKAGE_CONTACT=\"You <you@...>\"")
endif()
