# SPDX-License-Identifier: MIT
#
#   cmake -DSOURCE=... -DSCRATCH=... -DINCLUDE=...,... -P run.cmake
#
# Looks for mistakes without running anything: with gcc's analyzer, clang-tidy (as .clang-tidy
# says) and scan-build. Goes through all of them before it fails; a tool that is not there is
# named and left out.

file(GLOB sources ${SOURCE}/src/*.c ${SOURCE}/src/meaning/*.c ${SOURCE}/src/command/*.c
     ${SOURCE}/src/command/json/*.c ${SOURCE}/generated/*.c
)
string(REPLACE "," ";" INCLUDE "${INCLUDE}")
set(flags -std=gnu11 -I${SOURCE}/src -I${SOURCE}/generated)
foreach(directory IN LISTS INCLUDE)
  list(APPEND flags -isystem ${directory})
endforeach()
file(REMOVE_RECURSE ${SCRATCH})
file(MAKE_DIRECTORY ${SCRATCH})
set(n_failed 0)
set(n_passed 0)

function(find_tool name)
  find_program(TOOL_${name} NAMES ${ARGN})
  if(NOT TOOL_${name})
    message("left out: ${name} is not installed")
  endif()
endfunction()

function(count what status output)
  if(status EQUAL 0)
    math(EXPR n_passed "${n_passed} + 1")
    set(n_passed ${n_passed} PARENT_SCOPE)
  else()
    math(EXPR n_failed "${n_failed} + 1")
    set(n_failed ${n_failed} PARENT_SCOPE)
    message("${what}:\n${output}")
  endif()
endfunction()

find_tool(gcc gcc)
find_tool(clang-tidy clang-tidy-14 clang-tidy)
find_tool(scan-build scan-build-14 scan-build)

# What the command has only with other libraries is looked at where their headers are.
foreach(part IN ITEMS POX_HAS_CURL:curl/curl.h POX_HAS_ARES:ares.h POX_JANSSON:jansson.h)
  string(REPLACE ":" ";" part ${part})
  list(GET part 0 definition)
  list(GET part 1 header)
  execute_process(
    COMMAND gcc -E -include ${header} -x c /dev/null RESULT_VARIABLE status OUTPUT_QUIET ERROR_QUIET
  )
  if(status EQUAL 0)
    list(APPEND flags -D${definition})
  else()
    message("left out: what needs ${header}")
  endif()
endforeach()

foreach(source IN LISTS sources)
  if(TOOL_gcc)
    execute_process(
      COMMAND ${TOOL_gcc} ${flags} -O1 -fanalyzer -Werror -c ${source} -o ${SCRATCH}/object.o
      RESULT_VARIABLE status ERROR_VARIABLE output
    )
    count("gcc -fanalyzer ${source}" "${status}" "${output}")
  endif()
  if(TOOL_clang-tidy)
    execute_process(
      COMMAND ${TOOL_clang-tidy} --quiet --warnings-as-errors=* ${source} -- ${flags}
      RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_QUIET
    )
    count("clang-tidy ${source}" "${status}" "${output}")
  endif()
endforeach()

if(TOOL_scan-build)
  execute_process(
    COMMAND ${TOOL_scan-build} ${CMAKE_COMMAND} -S ${SOURCE} -B ${SCRATCH}/build
            -DPOX_BUILD_TESTS=OFF OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY
  )
  execute_process(
    COMMAND ${TOOL_scan-build} --status-bugs -o ${SCRATCH}/report ${CMAKE_COMMAND} --build
            ${SCRATCH}/build RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output
  )
  count("scan-build" "${status}" "${output}")
endif()

message("${n_passed} passed, ${n_failed} failed")
if(n_failed GREATER 0)
  message(FATAL_ERROR "there are findings")
endif()
