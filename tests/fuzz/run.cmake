# SPDX-License-Identifier: MIT
#
# With POX_FUZZ: the targets that run fuzzers for long. What a fuzzer learns stays in the build's
# folder fuzz/NAME/corpus, what it finds in fuzz/NAME/findings.

if(CMAKE_C_COMPILER MATCHES "afl-")
  set(limit -V60)
else()
  set(limit -max_total_time=60)
endif()
set(POX_FUZZ_LIMIT ${limit} CACHE STRING "An option that ends a fuzzer, such as -runs=1000000")

# The library tells the engine which code an input reaches; the fuzzers' own code does not matter.
# Comparisons are not told: the dictionary and the mutator know what is worth trying, and the
# same time makes a third more executions.
target_compile_options(
  pox_objects PRIVATE -fsanitize=fuzzer-no-link -fno-sanitize-coverage=trace-cmp
)
target_link_options(fuzz_engine INTERFACE -fsanitize=fuzzer)
add_custom_target(fuzz_run)

function(pox_run_fuzzer name)
  set(room ${PROJECT_BINARY_DIR}/fuzz/${name})
  set(seeds_here ${PROJECT_BINARY_DIR}/fuzz/seeds)
  file(MAKE_DIRECTORY ${room}/corpus ${room}/findings)
  if(CMAKE_C_COMPILER MATCHES "afl-")
    set(command afl-fuzz ${POX_FUZZ_LIMIT} -i ${seeds_here} -o ${room}/findings
                -G ${POX_FUZZ_MAX_LEN} -x ${dictionary} -- $<TARGET_FILE:fuzz_${name}>
    )
  else()
    set(command
        $<TARGET_FILE:fuzz_${name}> ${POX_FUZZ_LIMIT} -max_len=${POX_FUZZ_MAX_LEN}
        -dict=${dictionary} -artifact_prefix=${room}/findings/ -print_final_stats=1
        ${room}/corpus ${seeds}
    )
  endif()
  add_custom_target(fuzz_run_${name} COMMAND ${command} USES_TERMINAL)
  add_dependencies(fuzz_run fuzz_run_${name})
endfunction()
