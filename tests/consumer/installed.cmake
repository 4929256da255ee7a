# SPDX-License-Identifier: MIT
#
#   cmake -DBUILD=... -DSCRATCH=... -DSOURCE=... -DCC=... -DCXX=...
#         -DPROJECT=... -DVERSION=0.1 -DVERSIONED=1 -DCONFIG=... -P installed.cmake
#
# Installs the library, moves it elsewhere, and uses it there as strangers do: find_package and
# pkg-config, C and C++, shared and static. Also looks at what the shared library exports, and that
# DESTDIR gets all and nothing else anything; and that tests use each of its symbols.

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/common.cmake)

file(REMOVE_RECURSE ${SCRATCH})
run(${CMAKE_COMMAND} --install ${BUILD} --config ${CONFIG} --prefix ${SCRATCH}/first)
file(RENAME ${SCRATCH}/first ${SCRATCH}/prefix)
set(prefix ${SCRATCH}/prefix)

# DESTDIR, as packagers use it, with the same files below it
run(${CMAKE_COMMAND} -E env DESTDIR=${SCRATCH}/staged ${CMAKE_COMMAND} --install ${BUILD}
    --config ${CONFIG} --prefix /opt/pox
)
file(GLOB_RECURSE installed RELATIVE ${prefix} ${prefix}/*)
file(GLOB_RECURSE staged RELATIVE ${SCRATCH}/staged/opt/pox ${SCRATCH}/staged/*)
if(NOT installed OR NOT installed STREQUAL staged)
  message(FATAL_ERROR "DESTDIR got other files:\n${staged}\nthan\n${installed}")
endif()

file(GLOB_RECURSE pc_files ${prefix}/*/pox.pc)
cmake_path(GET pc_files PARENT_PATH pc_dir)
cmake_path(GET pc_dir PARENT_PATH lib_dir)
set(environment ${CMAKE_COMMAND} -E env PKG_CONFIG_PATH=${pc_dir} "LD_LIBRARY_PATH=${lib_dir}:$ENV{LD_LIBRARY_PATH}")

# find_package
run(${CMAKE_COMMAND} -S ${SOURCE}/installed -B ${SCRATCH}/build -DCMAKE_PREFIX_PATH=${prefix}
    -DPOX_VERSION=${VERSION} -DPOX_INCLUDE_DIR=${prefix}/include -DCMAKE_C_COMPILER=${CC} -DCMAKE_CXX_COMPILER=${CXX}
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

# As the README says, to the letter but for the prefix
file(READ ${PROJECT}/README.md readme)
file(MAKE_DIRECTORY ${SCRATCH}/readme)
file(COPY_FILE ${SOURCE}/consumer.c ${SCRATCH}/readme/program.c)
if(NOT readme MATCHES "```cmake\n(find_package[^`]*)```")
  message(FATAL_ERROR "the README no longer shows find_package")
endif()
file(WRITE ${SCRATCH}/readme/CMakeLists.txt "cmake_minimum_required(VERSION 3.25)
project(readme LANGUAGES C)
add_executable(program program.c)
${CMAKE_MATCH_1}"
)
run(${CMAKE_COMMAND} -S ${SCRATCH}/readme -B ${SCRATCH}/readme/build -DCMAKE_PREFIX_PATH=${prefix})
run(${CMAKE_COMMAND} --build ${SCRATCH}/readme/build)
run(${SCRATCH}/readme/build/program)
if(NOT readme MATCHES "```sh\n(export PKG_CONFIG_PATH[^`]*)```")
  message(FATAL_ERROR "the README no longer shows pkg-config")
endif()
string(REPLACE "/opt/pox/lib" "${lib_dir}" script "${CMAKE_MATCH_1}")
run(sh -euc "${script}" WORKING_DIRECTORY ${SCRATCH}/readme)
run(${SCRATCH}/readme/a.out)

# One version, whoever is asked
file(STRINGS ${prefix}/include/pox/base.h version REGEX "define POX_VERSION +\"")
run(${environment} pkg-config --modversion pox)
string(STRIP "${output}" package_version)
if(NOT version MATCHES "\"${package_version}\"")
  message(FATAL_ERROR "pkg-config has version ${package_version}, and the headers: ${version}")
endif()

# The command, if it was built
if(EXISTS ${prefix}/bin/pox)
  run(${prefix}/bin/pox --version)
  foreach(file IN ITEMS man/man1/pox.1 bash-completion/completions/pox zsh/site-functions/_pox
                        fish/vendor_completions.d/pox.fish
  )
    if(NOT EXISTS ${prefix}/share/${file})
      message(FATAL_ERROR "the command was installed without ${file}")
    endif()
  endforeach()
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

# Every exported symbol is declared in a public header, and every declared one is exported, with the
# version that the structs have.
run(nm -D --defined-only ${lib_dir}/libpox.so)
string(REGEX MATCHALL "[^ \n]+\n" symbols "${output}")
list(REMOVE_ITEM symbols "POX_${VERSION}\n") # the version itself
file(GLOB headers ${prefix}/include/pox/*.h)
foreach(header IN LISTS headers)
  file(READ ${header} text)
  string(APPEND declarations "${text}")
endforeach()
list(LENGTH symbols count)
if(count EQUAL 0)
  message(FATAL_ERROR "libpox.so exports nothing")
endif()
set(exported "")
foreach(symbol IN LISTS symbols)
  string(STRIP "${symbol}" symbol)
  if(NOT symbol MATCHES "^(pox_[a-z0-9_]+)(@@POX_[0-9.]+)?$")
    message(FATAL_ERROR "libpox.so exports '${symbol}', which has a strange name")
  endif()
  set(name ${CMAKE_MATCH_1})
  if(VERSIONED AND NOT CMAKE_MATCH_2 STREQUAL "@@POX_${VERSION}")
    message(FATAL_ERROR "libpox.so exports '${symbol}' without the version ${VERSION}")
  endif()
  if(NOT declarations MATCHES "[ *\n]${name}[(;]")
    message(FATAL_ERROR "libpox.so exports '${name}', which no public header declares")
  endif()
  list(APPEND exported ${name})
endforeach()
string(REGEX MATCHALL "\n(extern )?POX_API [^(;]*" declared "${declarations}")
foreach(declaration IN LISTS declared)
  string(REGEX MATCH "pox_[a-z0-9_]+$" name "${declaration}")
  if(NOT name IN_LIST exported)
    message(FATAL_ERROR "libpox.so does not export '${name}', which a public header declares")
  endif()
endforeach()
list(LENGTH declared declared_count)
if(NOT declared_count EQUAL count)
  message(FATAL_ERROR "${count} symbols are exported, and ${declared_count} declared")
endif()

# Each is used in some test.
file(GLOB_RECURSE tests ${PROJECT}/tests/*.c ${PROJECT}/tests/*.cpp ${PROJECT}/generated/tests/*.c
     ${PROJECT}/generated/fuzz/*.c
)
set(used "")
foreach(test IN LISTS tests)
  file(STRINGS ${test} lines REGEX "pox_")
  string(REGEX MATCHALL "pox_[a-z0-9_]+" names "${lines}")
  list(APPEND used ${names})
endforeach()
list(REMOVE_ITEM exported ${used})
if(exported)
  message(FATAL_ERROR "no test uses ${exported}")
endif()
message("${count} passed, 0 failed")
