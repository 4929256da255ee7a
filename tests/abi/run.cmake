# SPDX-License-Identifier: MIT
#
#   cmake -DVERB=check|record -DLIBRARY=... -DRECORD=... -DHEADERS=...,... -DPRIVATE=...
#         -DSCRATCH=... -DABIDIFF=... -DABIDW=... -P run.cmake
#
# Compares what the shared library promises to programs that were compiled before (functions, data,
# the layout of structs, the name of the library) with what is on record, or records it. Both need
# a library with debugging information, and abigail-tools.

string(REPLACE "," ";" HEADERS "${HEADERS}")
file(REMOVE_RECURSE ${SCRATCH})
file(MAKE_DIRECTORY ${SCRATCH}/headers)
file(COPY ${HEADERS} DESTINATION ${SCRATCH}/headers)

# The same wherever it is made.
execute_process(
  COMMAND ${ABIDW} --headers-dir ${SCRATCH}/headers --drop-private-types --suppr ${PRIVATE}
          --drop-undefined-syms --no-show-locs --no-comp-dir-path --no-corpus-path --no-elf-needed
          --no-parameter-names --out-file ${SCRATCH}/pox.abi ${LIBRARY}
  COMMAND_ERROR_IS_FATAL ANY
)
file(READ ${SCRATCH}/pox.abi abi)
string(REGEX REPLACE " path='/[^']*/" " path='" abi "${abi}")
file(WRITE ${SCRATCH}/pox.abi "${abi}")

if(VERB STREQUAL "record")
  file(COPY_FILE ${SCRATCH}/pox.abi ${RECORD})
  message("recorded in ${RECORD}")
  return()
endif()

execute_process(
  COMMAND ${ABIDIFF} --impacted-interfaces ${RECORD} ${SCRATCH}/pox.abi
  RESULT_VARIABLE status OUTPUT_VARIABLE report ERROR_VARIABLE report
)
if(NOT status EQUAL 0)
  message("${report}")
  message(FATAL_ERROR "The library is no longer what programs were compiled for (see above). Undo that; \
or, where it is wanted and the version in CMakeLists.txt was not published yet, build abi_record.")
endif()
file(STRINGS ${RECORD} symbols REGEX "<elf-symbol ")
list(LENGTH symbols count)
if(count EQUAL 0)
  message(FATAL_ERROR "nothing is on record")
endif()
message("${count} passed, 0 failed")
