# SPDX-License-Identifier: MIT
#
# What all scripts of this folder need.

# Runs a command and leaves what it printed in `output`; if it fails, so does the script.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(NOT status EQUAL 0)
    string(JOIN " " command ${ARGN})
    message("${output}${errors}")
    message(FATAL_ERROR "${command}\nfailed (${status})")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# The project as a stranger has it: nothing but what building needs.
function(copy_project to)
  file(COPY ${PROJECT}/CMakeLists.txt ${PROJECT}/LICENSE ${PROJECT}/README.md ${PROJECT}/src
            ${PROJECT}/generated DESTINATION ${to}
  )
endfunction()
