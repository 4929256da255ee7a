# SPDX-License-Identifier: MIT
#
#   cmake -DBUILD=... -DSCRATCH=... -DSOURCE=... -DCC=... -DCXX=... -P run.cmake
#
# Installs the library, moves it elsewhere, and uses it there as strangers do: find_package and
# pkg-config, C and C++, shared and static. Also looks at what the shared library exports.

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    string(JOIN " " command ${ARGN})
    message(FATAL_ERROR "${command}\nfailed (${status}):\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${SCRATCH})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${SCRATCH}/first)
file(RENAME ${SCRATCH}/first ${SCRATCH}/prefix)
set(prefix ${SCRATCH}/prefix)

file(GLOB_RECURSE pc_files ${prefix}/*/pox.pc)
cmake_path(GET pc_files PARENT_PATH pc_dir)
cmake_path(GET pc_dir PARENT_PATH lib_dir)
set(environment ${CMAKE_COMMAND} -E env PKG_CONFIG_PATH=${pc_dir} "LD_LIBRARY_PATH=${lib_dir}:$ENV{LD_LIBRARY_PATH}")

# find_package
run(${CMAKE_COMMAND} -S ${SOURCE} -B ${SCRATCH}/build -DCMAKE_PREFIX_PATH=${prefix}
    -DPOX_INCLUDE_DIR=${prefix}/include -DCMAKE_C_COMPILER=${CC} -DCMAKE_CXX_COMPILER=${CXX}
)
run(${CMAKE_COMMAND} --build ${SCRATCH}/build)
foreach(program IN ITEMS consumer_c_pox__pox consumer_c_pox__pox_static consumer_cxx_pox__pox
                         consumer_cxx_pox__pox_static
)
  run(${environment} ${SCRATCH}/build/${program})
endforeach()

# pkg-config, with a plain compiler line: the shared library, and the static one with a shared
# libxml2, whose own static dependencies need not be installed.
run(${environment} pkg-config --cflags --libs pox)
separate_arguments(shared UNIX_COMMAND "${output}")
run(${environment} pkg-config --cflags pox)
separate_arguments(cflags UNIX_COMMAND "${output}")
run(${environment} pkg-config --libs libxml-2.0)
separate_arguments(libxml2 UNIX_COMMAND "${output}")
run(${CC} ${SOURCE}/consumer.c -o ${SCRATCH}/plain_shared ${shared})
run(${environment} ${SCRATCH}/plain_shared)
run(${CC} ${SOURCE}/consumer.c -o ${SCRATCH}/plain_static ${cflags} ${lib_dir}/libpox.a ${libxml2})
run(${SCRATCH}/plain_static)

# The command, if it was built
if(EXISTS ${prefix}/bin/pox)
  run(${prefix}/bin/pox --version)
  if(NOT EXISTS ${prefix}/share/man/man1/pox.1)
    message(FATAL_ERROR "the command was installed without its manual page")
  endif()
endif()

# What comes along: manual pages and schemas
foreach(pattern IN ITEMS "share/man/man3/pox_*.3" "share/man/man3/libpox.3"
                         "share/pox/schemas/*.xsd" "share/pox/schemas/lenient/*.xsd"
                         "share/pox/schemas/autodiscover.schema.json"
)
  file(GLOB found ${prefix}/${pattern})
  if(NOT found)
    message(FATAL_ERROR "nothing like ${pattern} was installed")
  endif()
endforeach()

# Every exported symbol is declared in a public header.
run(nm -D --defined-only ${lib_dir}/libpox.so)
string(REGEX MATCHALL "[^ \n]+\n" symbols "${output}")
file(GLOB headers ${prefix}/include/pox/*.h)
foreach(header IN LISTS headers)
  file(READ ${header} text)
  string(APPEND declarations "${text}")
endforeach()
list(LENGTH symbols count)
if(count EQUAL 0)
  message(FATAL_ERROR "libpox.so exports nothing")
endif()
foreach(symbol IN LISTS symbols)
  string(STRIP "${symbol}" symbol)
  if(NOT declarations MATCHES "[ *\n]${symbol}[(;]")
    message(FATAL_ERROR "libpox.so exports '${symbol}', which no public header declares")
  endif()
endforeach()
message("${count} passed, 0 failed")
