# SPDX-License-Identifier: MIT
#
#   cmake -DPROJECT=... -DSCRATCH=... -DTRIPLET=aarch64-linux-gnu -DEMULATOR=...
#         -DNATIVE=... -DDOCUMENTS=... -P cross.cmake
#
# Builds the library and the command for another processor, with Debian's compiler for it and
# without Python. Where an emulator runs them, they say of all documents what they say here.

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/common.cmake)

file(REMOVE_RECURSE ${SCRATCH})
copy_project(${SCRATCH}/pox)
string(REGEX MATCH "^[^-]+" processor ${TRIPLET})
file(WRITE ${SCRATCH}/toolchain.cmake
     "set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR ${processor})
set(CMAKE_C_COMPILER ${TRIPLET}-gcc)
set(CMAKE_CXX_COMPILER ${TRIPLET}-g++)
set(CMAKE_LIBRARY_ARCHITECTURE ${TRIPLET})
set(CMAKE_FIND_ROOT_PATH /usr/${TRIPLET})
set(ENV{PKG_CONFIG_LIBDIR} /usr/lib/${TRIPLET}/pkgconfig)
"
)
run(${CMAKE_COMMAND} -S ${SCRATCH}/pox -B ${SCRATCH}/build -DPOX_BUILD_TESTS=OFF -DPOX_WERROR=ON -DPOX_PYTHON=OFF
    -DCMAKE_TOOLCHAIN_FILE=${SCRATCH}/toolchain.cmake
)
run(${CMAKE_COMMAND} --build ${SCRATCH}/build --parallel 2)
file(GLOB libraries ${SCRATCH}/build/libpox.so ${SCRATCH}/build/libpox.a)
list(LENGTH libraries passed)
if(NOT passed EQUAL 2)
  message(FATAL_ERROR "not all libraries were built: ${libraries}")
endif()

# The same of all documents, to the byte.
function(compare verb)
  execute_process(
    COMMAND ${NATIVE} ${verb} ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE here ERROR_VARIABLE here
  )
  execute_process(
    COMMAND ${EMULATOR} ${SCRATCH}/build/pox ${verb} ${ARGN}
    RESULT_VARIABLE status_there OUTPUT_VARIABLE there ERROR_VARIABLE there
  )
  if(here STREQUAL "" OR NOT "${status} ${here}" STREQUAL "${status_there} ${there}")
    message(FATAL_ERROR "pox ${verb} ${ARGN}: here\n${status}: ${here}\nand there\n${status_there}: ${there}")
  endif()
endfunction()

if(EMULATOR)
  file(GLOB valid ${DOCUMENTS}/valid/*.xml)
  file(GLOB documents ${DOCUMENTS}/*/*.xml)
  if(NOT valid)
    message(FATAL_ERROR "no documents in ${DOCUMENTS}")
  endif()
  compare(check ${documents})
  foreach(document IN LISTS valid)
    compare(json ${document})
    math(EXPR passed "${passed} + 1")
  endforeach()
endif()
message("${passed} passed, 0 failed")
