# SPDX-License-Identifier: MIT
#
#   cmake -DBUILD=... -DPROJECT=... -DSCRATCH=... -DVERSION=... [-DDEBIAN=1] [-DLINTIAN=...]
#         [-DGIT=...] -P run.cmake
#
# Makes what is given to people. The source archive has all that is committed and nothing else; Debian
# packages that are made of it have each file of the installation once, and lintian finds no error.

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../consumer/common.cmake)

file(REMOVE_RECURSE ${SCRATCH})
cmake_path(GET CMAKE_COMMAND PARENT_PATH tools)
set(passed 0)

# The source archive
run(${tools}/cpack --config ${BUILD}/CPackSourceConfig.cmake -B ${SCRATCH}/source)
file(ARCHIVE_EXTRACT INPUT ${SCRATCH}/source/pox-${VERSION}.tar.xz DESTINATION ${SCRATCH}/unpacked)
set(root ${SCRATCH}/unpacked/pox-${VERSION})
foreach(name IN ITEMS CMakeLists.txt README.md LICENSE spec codegen generated/pox src/pox tests .clang-format)
  if(NOT EXISTS ${root}/${name})
    message(FATAL_ERROR "the source archive has no ${name}")
  endif()
  math(EXPR passed "${passed} + 1")
endforeach()
if(GIT AND EXISTS ${PROJECT}/.git)
  run(${untouched} ${GIT} -C ${PROJECT} -c core.quotePath=off ls-files --cached --others --exclude-standard)
  string(REGEX REPLACE "\n$" "" expected "${output}")
  string(REPLACE "\n" ";" expected "${expected}")
  file(GLOB_RECURSE packed LIST_DIRECTORIES false RELATIVE ${root} ${root}/*)
  list(SORT expected)
  list(SORT packed)
  if(NOT packed STREQUAL expected)
    set(lacking ${expected})
    list(REMOVE_ITEM lacking ${packed})
    list(REMOVE_ITEM packed ${expected})
    string(SUBSTRING "lacks '${lacking}', and has '${packed}'" 0 2000 difference)
    message(FATAL_ERROR "the source archive ${difference}")
  endif()
  math(EXPR passed "${passed} + 1")
endif()

# The Debian packages, made of the source archive as the README says
function(expect package field pattern)
  run(dpkg-deb --field ${SCRATCH}/packages/${package}_${VERSION}_${ARCHITECTURE}.deb ${field})
  if(NOT output MATCHES "${pattern}")
    message(FATAL_ERROR "${package} has ${field}: ${output}, and not ${pattern}")
  endif()
endfunction()

if(DEBIAN)
  run(${CMAKE_COMMAND} --preset package -B ${SCRATCH}/build -DPOX_PYTHON=OFF WORKING_DIRECTORY ${root})
  run(${CMAKE_COMMAND} --build ${SCRATCH}/build --parallel 2)
  run(${tools}/cpack --config ${SCRATCH}/build/CPackConfig.cmake -G DEB -B ${SCRATCH}/packages)
  run(dpkg --print-architecture)
  string(STRIP "${output}" ARCHITECTURE)
  file(GLOB packages ${SCRATCH}/packages/*.deb)
  foreach(package IN LISTS packages)
    run(dpkg-deb --extract ${package} ${SCRATCH}/one)
    file(GLOB_RECURSE files RELATIVE ${SCRATCH}/one ${SCRATCH}/one/*)
    file(REMOVE_RECURSE ${SCRATCH}/one)
    list(APPEND packaged ${files})
    math(EXPR passed "${passed} + 1")
  endforeach()

  # Each file of the installation is in one of them.
  list(FILTER packaged EXCLUDE REGEX "^usr/share/doc/")
  list(TRANSFORM packaged REPLACE "(/man/.*)\\.gz$" "\\1")
  list(SORT packaged)
  run(${CMAKE_COMMAND} -E env DESTDIR=${SCRATCH}/installed ${CMAKE_COMMAND} --install ${SCRATCH}/build)
  file(GLOB_RECURSE installed RELATIVE ${SCRATCH}/installed ${SCRATCH}/installed/*)
  list(SORT installed)
  if(NOT packages OR NOT packaged STREQUAL installed)
    message(FATAL_ERROR "the packages have\n${packaged}\nand what is installed is\n${installed}")
  endif()
  foreach(pattern IN ITEMS "usr/lib/[^/;]+-[^/;]+/libpox\\.so\\.${VERSION}" "usr/share/zsh/vendor-completions/_pox")
    if(NOT packaged MATCHES "${pattern}")
      message(FATAL_ERROR "no package has ${pattern}: ${packaged}")
    endif()
  endforeach()

  # What they need, and what others need who were linked with it: this patch level or a later one
  string(REGEX MATCH "^[0-9]+\\.[0-9]+" minor ${VERSION})
  expect(libpox${minor} Depends "libxml2 \\(>= 2\\.9\\.14\\), libc6 ")
  expect(libpox-dev Depends "libpox${minor} \\(= ${VERSION}\\), libxml2-dev")
  expect(pox Depends "libxml2 \\(>= 2\\.9\\.14\\)")
  run(dpkg-deb --info ${SCRATCH}/packages/libpox${minor}_${VERSION}_${ARCHITECTURE}.deb shlibs)
  if(NOT output MATCHES "^libpox ${minor} libpox${minor} \\(>= ${VERSION}\\)")
    message(FATAL_ERROR "who links with it will need ${output}")
  endif()
  if(LINTIAN)
    # Its user is root on machines that do nothing but test.
    run(${LINTIAN} --allow-root --fail-on error ${packages})
    math(EXPR passed "${passed} + 1")
  endif()
endif()
message("${passed} passed, 0 failed")
