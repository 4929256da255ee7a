# SPDX-License-Identifier: MIT
#
#   cmake -DBUILD=... -DPROJECT=... -DSCRATCH=... -DVERSION=... [-DDEBIAN=1] [-DLINTIAN=...]
#         [-DGIT=...] -P run.cmake
#
# Makes what is given to people. The source archive has all that is committed and nothing else; each
# file of the installation is in one Debian package, and lintian finds no error in them.

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
  run(${GIT} -C ${PROJECT} -c core.quotePath=off ls-files --cached --others --exclude-standard)
  string(REGEX REPLACE "\n$" "" expected "${output}")
  string(REPLACE "\n" ";" expected "${expected}")
  file(GLOB_RECURSE packed LIST_DIRECTORIES false RELATIVE ${root} ${root}/*)
  list(SORT expected)
  list(SORT packed)
  if(NOT packed STREQUAL expected)
    set(lacking ${expected})
    list(REMOVE_ITEM lacking ${packed})
    list(REMOVE_ITEM packed ${expected})
    message(FATAL_ERROR "the source archive lacks '${lacking}' and has '${packed}', too")
  endif()
  math(EXPR passed "${passed} + 1")
endif()

# The Debian packages
if(DEBIAN)
  run(${tools}/cpack --config ${BUILD}/CPackConfig.cmake -G DEB -B ${SCRATCH}/debian)
  file(GLOB packages ${SCRATCH}/debian/*.deb)
  foreach(package IN LISTS packages)
    run(dpkg-deb --field ${package} Depends)
    run(dpkg-deb --extract ${package} ${SCRATCH}/one)
    file(GLOB_RECURSE files RELATIVE ${SCRATCH}/one ${SCRATCH}/one/*)
    file(REMOVE_RECURSE ${SCRATCH}/one)
    list(APPEND packaged ${files})
    math(EXPR passed "${passed} + 1")
  endforeach()
  list(FILTER packaged EXCLUDE REGEX "^usr/share/doc/")
  list(TRANSFORM packaged REPLACE "(/man/.*)\\.gz$" "\\1")
  list(SORT packaged)
  run(${CMAKE_COMMAND} -E env DESTDIR=${SCRATCH}/installed ${CMAKE_COMMAND} --install ${BUILD} --prefix /usr)
  file(GLOB_RECURSE installed RELATIVE ${SCRATCH}/installed ${SCRATCH}/installed/*)
  list(SORT installed)
  if(NOT packages OR NOT packaged STREQUAL installed)
    message(FATAL_ERROR "the packages have\n${packaged}\nand what is installed is\n${installed}")
  endif()
  if(LINTIAN)
    # Its user is root on machines that do nothing but test.
    run(${LINTIAN} --allow-root --fail-on error ${packages})
    math(EXPR passed "${passed} + 1")
  endif()
endif()
message("${passed} passed, 0 failed")
