# SPDX-License-Identifier: MIT
#
#   cmake -DHARDENED=relro,now,... -DREADELF=... -DFILES=...,... -P run.cmake
#
# Looks in what was built for the traces of the flags of src/hardening.cmake.

string(REPLACE "," ";" HARDENED "${HARDENED}")
string(REPLACE "," ";" FILES "${FILES}")

# What readelf shows of a file that was built so; other flags leave nothing that is sure to show.
set(trace_of_FORTIFY_SOURCE "__[a-z]+_chk@")
set(trace_of_stack-protector "__stack_chk_fail@")
set(trace_of_relro "GNU_RELRO")
set(trace_of_now "BIND_NOW|FLAGS_1[^\n]*NOW")
set(trace_of_noexecstack "GNU_STACK[^\n]* RW  ")

set(passed 0)
foreach(file IN LISTS FILES)
  execute_process(
    COMMAND ${READELF} --wide --program-headers --dynamic --dyn-syms ${file}
    OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY
  )
  foreach(item IN LISTS HARDENED)
    if(NOT DEFINED trace_of_${item})
      continue()
    endif()
    if(NOT output MATCHES "${trace_of_${item}}")
      message(FATAL_ERROR "${file}: no trace of '${item}':\n${output}")
    endif()
    math(EXPR passed "${passed} + 1")
  endforeach()
endforeach()
if(passed EQUAL 0)
  message(FATAL_ERROR "nothing was looked for")
endif()
message("${passed} passed, 0 failed")
