# SPDX-License-Identifier: MIT
#
# What cpack makes: Debian packages (the library, what it takes to develop with it, the command) and,
# by the target package_source, a source archive.

set(CPACK_PACKAGE_NAME pox)
set(CPACK_PACKAGE_VENDOR "The libpox authors")
set(POX_PACKAGE_CONTACT "The libpox authors <libpox@example.com>"
    CACHE STRING "Who answers for the packages that are made here"
)
set(CPACK_PACKAGE_CONTACT "${POX_PACKAGE_CONTACT}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_VERBATIM_VARIABLES ON)

# The source archive: all but what builds and tools leave.
string(REGEX REPLACE "([][+.*()^$?|\\\\])" "\\\\\\1" source_dir "${PROJECT_SOURCE_DIR}")
string(REGEX REPLACE "([][+.*()^$?|\\\\])" "\\\\\\1" binary_dir "${PROJECT_BINARY_DIR}")
set(CPACK_SOURCE_GENERATOR TXZ)
set(CPACK_SOURCE_PACKAGE_FILE_NAME pox-${PROJECT_VERSION})
set(CPACK_SOURCE_IGNORE_FILES "/\\.git(/|$)" "^${source_dir}/build" "^${binary_dir}/"
    "/__pycache__/" "/\\.mypy_cache/" "~$"
)

# Debian's packages, named as Debian names them.
set(CPACK_GENERATOR DEB)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL library development)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=") # a newer patch level does, too
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/src/package/finish.cmake)

set(library_package libpox${interface_version})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME ${library_package})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
# Older than what the symbols say would do for the linker, and not for documents.
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "libxml2 (>= 2.9.14)")
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION
    "This is the library, which reads and writes the XML in which a mail server
tells a mail client how to reach a mailbox."
)
# The linker's cache; scripts that fill it, too, come from cpack.
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/src/package/triggers)

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libpox-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${library_package} (= ${PROJECT_VERSION}), libxml2-dev")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
    "This has what it takes to develop with the library: headers, the static
library, manual pages, and schemas of the XML in which a mail server tells a
mail client how to reach a mailbox."
)

if(TARGET pox_command)
  list(APPEND CPACK_COMPONENTS_ALL command)
endif()
set(CPACK_DEBIAN_COMMAND_PACKAGE_NAME pox)
set(CPACK_DEBIAN_COMMAND_PACKAGE_SECTION mail)
set(CPACK_DEBIAN_COMMAND_PACKAGE_DEPENDS "libxml2 (>= 2.9.14)")
if(CURL_FOUND)
  string(APPEND CPACK_DEBIAN_COMMAND_PACKAGE_DEPENDS ", libcurl4 (>= 7.85)")
endif()
set(CPACK_DEBIAN_COMMAND_PACKAGE_RECOMMENDS bash-completion)
set(CPACK_COMPONENT_COMMAND_DESCRIPTION
    "This is a command for those who want to know what a mail server tells its
clients about how to reach a mailbox: it prints and compares answers, says
what is odd about them, and asks servers for them."
)

# What each Debian package has to have.
foreach(part IN ITEMS library:${library_package} development:libpox-dev command:pox)
  string(REPLACE ":" ";" part ${part})
  list(GET part 0 component)
  list(GET part 1 package)
  install(FILES src/package/copyright src/package/changelog DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package}
          COMPONENT ${component}
          EXCLUDE_FROM_ALL
  )
endforeach()

include(CPack)
