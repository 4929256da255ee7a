# SPDX-License-Identifier: MIT
#
#   cmake -DPROJECT=... -DSCRATCH=... -DCC=musl-gcc -DLIBXML2=/usr/include/libxml2 -P musl.cmake
#
# Compiles the library against another C library, musl, which has nothing that only GNU's has. (To link
# a program takes a libxml2 for musl, which Debian has not.)

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/common.cmake)

file(REMOVE_RECURSE ${SCRATCH})
copy_project(${SCRATCH}/pox)
# libxml2's headers, and those of ICU that they include, without the rest of /usr/include.
file(MAKE_DIRECTORY ${SCRATCH}/include)
file(CREATE_LINK ${LIBXML2}/libxml ${SCRATCH}/include/libxml SYMBOLIC)
cmake_path(GET LIBXML2 PARENT_PATH include)
file(CREATE_LINK ${include}/unicode ${SCRATCH}/include/unicode SYMBOLIC)
run(${CMAKE_COMMAND} -S ${SCRATCH}/pox -B ${SCRATCH}/build -DPOX_BUILD_TESTS=OFF -DPOX_BUILD_COMMAND=OFF
    -DPOX_PYTHON=OFF -DPOX_WERROR=ON -DCMAKE_C_COMPILER=${CC}
    -DLIBXML2_INCLUDE_DIR=${SCRATCH}/include -DLIBXML2_LIBRARY=unused
)
run(${CMAKE_COMMAND} --build ${SCRATCH}/build --target pox_static --parallel 2)
if(NOT EXISTS ${SCRATCH}/build/libpox.a)
  message(FATAL_ERROR "there is no library")
endif()
message("1 passed, 0 failed")
