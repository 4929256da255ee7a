# SPDX-License-Identifier: MIT
#
#   cmake -DPROJECT=... -DSCRATCH=... -DSOURCE=... -DCC=... -DCXX=... -DGIT=... -P embedded.cmake
#
# Uses the library as a part of another project, without Python and without the tests' files: as a
# folder, and as a repository that FetchContent clones.

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/common.cmake)

file(REMOVE_RECURSE ${SCRATCH})
copy_project(${SCRATCH}/pox)
set(passed 0)

function(build_with name)
  run(${untouched} ${CMAKE_COMMAND} -S ${SOURCE}/embedded -B ${SCRATCH}/${name} -DCMAKE_C_COMPILER=${CC}
      -DCMAKE_CXX_COMPILER=${CXX} ${ARGN}
  )
  run(${CMAKE_COMMAND} --build ${SCRATCH}/${name} --parallel 2)
  foreach(program IN ITEMS c_shared c_static cxx_shared cxx_static)
    run(${SCRATCH}/${name}/consumer_${program})
  endforeach()
  # Whoever embeds the library has an installation, tests and a command of their own.
  run(${CMAKE_COMMAND} --install ${SCRATCH}/${name} --prefix ${SCRATCH}/${name}/prefix)
  file(GLOB_RECURSE installed ${SCRATCH}/${name}/prefix/*)
  if(installed)
    message(FATAL_ERROR "as a part of another project, it installs ${installed}")
  endif()
endfunction()

build_with(subdirectory -DPOX_FOLDER=${SCRATCH}/pox)
math(EXPR passed "${passed} + 4")

set(git ${untouched} ${GIT} -C ${SCRATCH}/pox -c user.name=tests -c user.email=tests@example.com)
run(${git} init --quiet --initial-branch=main)
run(${git} add --all)
run(${git} commit --quiet --message "For a test")
build_with(fetched -DPOX_REPOSITORY=file://${SCRATCH}/pox)
math(EXPR passed "${passed} + 4")
message("${passed} passed, 0 failed")
