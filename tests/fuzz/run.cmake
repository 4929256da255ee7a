# SPDX-License-Identifier: MIT
#
# With POX_FUZZ: targets that run fuzzers for long, fuzz_run_NAME and fuzz_run for all of them.
# What a fuzzer learns and finds stays in the build's folder fuzz/NAME; the next run goes on there.
# A finding fails the target, as does an input for which any of them takes long or much memory.

if(NOT CMAKE_C_COMPILER_ID STREQUAL "Clang")
  message(FATAL_ERROR "POX_FUZZ needs clang or afl-clang-fast, which come with an engine")
endif()

find_program(POX_AFL_FUZZ afl-fuzz)
cmake_path(GET CMAKE_C_COMPILER FILENAME compiler)
if(compiler MATCHES "^afl-")
  set(uses_afl ON)
  set(limit -V60)
else()
  set(uses_afl OFF)
  set(limit -max_total_time=60)
endif()
set(POX_FUZZ_LIMIT ${limit} CACHE STRING "What ends a fuzzer, such as -runs=1000000 for libFuzzer")

# The library tells libFuzzer which of its code an input reaches. Comparisons are not told: the
# dictionary and the mutator know what is worth trying, and without them executions take half the
# time. The compiler of AFL++ does this by itself.
if(NOT uses_afl)
  target_compile_options(
    pox_objects PRIVATE -fsanitize=fuzzer-no-link -fno-sanitize-coverage=trace-cmp
  )
endif()
target_link_options(fuzz_engine INTERFACE -fsanitize=fuzzer)

set(room ${PROJECT_BINARY_DIR}/fuzz)
set(dictionary ${PROJECT_SOURCE_DIR}/generated/fuzz/autodiscover.dict)
add_custom_target(fuzz_run)

# AFL++ wants its seeds in one folder, and none that hangs or is very large.
foreach(folder IN LISTS seeds)
  file(GLOB documents CONFIGURE_DEPENDS ${folder}/*.xml)
  file(COPY ${documents} DESTINATION ${room}/seeds)
endforeach()

# AFL++ goes on where it ended, and does not say by its status that it found something.
function(pox_run_afl name)
  set(found ${room}/${name}/default/crashes/id*)
  add_custom_target(
    fuzz_run_${name}
    COMMAND
      ${CMAKE_COMMAND} -E env AFL_AUTORESUME=1 AFL_SKIP_CPUFREQ=1
      AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 ${POX_AFL_FUZZ} ${POX_FUZZ_LIMIT} -i ${room}/seeds
      -o ${room}/${name} -G ${POX_FUZZ_MAX_LEN} -x ${dictionary} $<TARGET_FILE:fuzz_${name}>
    COMMAND sh -c "! ls ${found}"
    USES_TERMINAL
  )
endfunction()

function(pox_run_libfuzzer name)
  file(MAKE_DIRECTORY ${room}/${name}/corpus ${room}/${name}/findings)
  add_custom_target(
    fuzz_run_${name}
    COMMAND
      fuzz_${name} -timeout=5 -rss_limit_mb=1024 -malloc_limit_mb=64 ${POX_FUZZ_LIMIT}
      -max_len=${POX_FUZZ_MAX_LEN} -dict=${dictionary}
      -artifact_prefix=${room}/${name}/findings/ -print_final_stats=1 ${room}/${name}/corpus
      ${room}/seeds
    USES_TERMINAL
  )
endfunction()

function(pox_run_fuzzer name)
  if(uses_afl)
    pox_run_afl(${name})
  else()
    pox_run_libfuzzer(${name})
  endif()
  add_dependencies(fuzz_run fuzz_run_${name})
  add_dependencies(fuzz_run_${name} fuzz_${name})
endfunction()
