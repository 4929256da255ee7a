# SPDX-License-Identifier: MIT
#
#   cmake -DVERB=check|record -DLIBRARY=... -DHEADERS=...,... -DRECORD=... -DSCRATCH=...
#         -DABIDIFF=... -DABIDW=... -P run.cmake
#
# Compares what the shared library promises to programs that were compiled before with what is on
# record, or records it: functions, data, structs, enumerations and the library's name in pox.abi (by
# abigail-tools), and the constants of the preprocessor in constants.txt.

cmake_minimum_required(VERSION 3.25)
string(REPLACE "," ";" HEADERS "${HEADERS}")
file(REMOVE_RECURSE ${SCRATCH})
file(MAKE_DIRECTORY ${SCRATCH}/headers)
file(COPY ${HEADERS} DESTINATION ${SCRATCH}/headers)

# The same wherever it is made.
execute_process(
  COMMAND ${ABIDW} --headers-dir ${SCRATCH}/headers --drop-private-types --suppr ${RECORD}/private.ini
          --drop-undefined-syms --no-show-locs --no-comp-dir-path --no-corpus-path --no-elf-needed
          --no-parameter-names --out-file ${SCRATCH}/pox.abi ${LIBRARY}
  COMMAND_ERROR_IS_FATAL ANY
)
file(READ ${SCRATCH}/pox.abi abi)
string(REGEX REPLACE " path='/[^']*/" " path='" abi "${abi}")
file(WRITE ${SCRATCH}/pox.abi "${abi}")

# Of each symbol there must be more than the name, or nothing would be compared.
file(STRINGS ${SCRATCH}/pox.abi symbols REGEX "<elf-symbol ")
list(LENGTH symbols count)
if(count EQUAL 0)
  message(FATAL_ERROR "the library shows nothing")
endif()
foreach(symbol IN LISTS symbols)
  string(REGEX MATCH "name='([^']+)'" name "${symbol}")
  string(FIND "${abi}" "elf-symbol-id='${CMAKE_MATCH_1}@" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "there is nothing but the name of ${CMAKE_MATCH_1}")
  endif()
endforeach()

# Numbers and texts; of enumerations that have a name, pox.abi has them, too.
set(constants "")
foreach(header IN LISTS HEADERS)
  file(READ ${header} text)
  string(REGEX MATCHALL "(#define )?POX_[A-Z0-9_]+( =)?[ \\\n]+([0-9]+|\"[^\"]*\")" found "${text}")
  list(APPEND constants ${found})
endforeach()
list(FILTER constants EXCLUDE REGEX "POX_VERSION")
list(TRANSFORM constants REPLACE "#define | =|[\\]" "")
list(TRANSFORM constants REPLACE "[ \n]+" " ")
list(SORT constants)
string(JOIN "\n" constants ${constants})
file(WRITE ${SCRATCH}/constants.txt "${constants}\n")

if(VERB STREQUAL "record")
  file(COPY ${SCRATCH}/pox.abi ${SCRATCH}/constants.txt DESTINATION ${RECORD})
  message("recorded in ${RECORD}")
  return()
endif()

execute_process(
  COMMAND ${ABIDIFF} --harmless --impacted-interfaces ${RECORD}/pox.abi ${SCRATCH}/pox.abi
  RESULT_VARIABLE status OUTPUT_VARIABLE report ERROR_VARIABLE report
)
execute_process(
  COMMAND diff -u ${RECORD}/constants.txt ${SCRATCH}/constants.txt
  RESULT_VARIABLE status_of_constants OUTPUT_VARIABLE differences ERROR_VARIABLE differences
)
if(NOT status EQUAL 0 OR NOT status_of_constants EQUAL 0)
  message("${report}\n${differences}")
  message(FATAL_ERROR "The library is no longer what programs were compiled for (see above). Undo that; \
or, where it is wanted and the version in CMakeLists.txt was not published yet, build abi_record.")
endif()
message("${count} passed, 0 failed")
