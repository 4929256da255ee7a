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

# Whoever runs the tests may do so from a hook of git, which says by the environment what git works on.
set(untouched ${CMAKE_COMMAND} -E env --unset=GIT_DIR --unset=GIT_WORK_TREE --unset=GIT_INDEX_FILE
              --unset=GIT_OBJECT_DIRECTORY GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
)

# The project as a stranger has it: nothing but what building needs.
function(copy_project to)
  file(COPY ${PROJECT}/CMakeLists.txt ${PROJECT}/LICENSE ${PROJECT}/README.md ${PROJECT}/src
            ${PROJECT}/generated DESTINATION ${to}
  )
endfunction()
