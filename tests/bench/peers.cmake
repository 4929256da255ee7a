# SPDX-License-Identifier: MIT
#
# bench_peers: libpox beside whatever else reads and writes these documents. Of the others, those
# take part that are installed (Debian: libexpat1-dev libpugixml-dev librapidxml-dev gsoap xsdcxx
# libgsoap-dev libxerces-c-dev python3-lxml); without them the benchmark is there all the same.

add_executable(
  bench_peers
  bench_peers.c
  answers.c
  check.c
  contestants.c
  counts.c
  machine.c
  peer_libpox.c
  peer_libxml2.c
  peer_libxml2_write.c
  peer_memory.c
  race.c
  record.c
  report.c
  targets.c
)
target_include_directories(bench_peers PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_compile_definitions(
  bench_peers PRIVATE _POSIX_C_SOURCE=200809L BENCH_BUILD="${CMAKE_BUILD_TYPE}"
)
target_link_libraries(bench_peers PRIVATE pox_settings pox::pox_static LibXml2::LibXml2)

set(missing "")

# A peer that was found: defines BENCH_HAS_<name>, and adds sources and libraries.
function(pox_bench_peer name)
  cmake_parse_arguments(PARSE_ARGV 1 peer "" "" "SOURCES;LIBRARIES")
  target_sources(bench_peers PRIVATE ${peer_SOURCES})
  target_link_libraries(bench_peers PRIVATE ${peer_LIBRARIES})
  target_compile_definitions(bench_peers PRIVATE BENCH_HAS_${name})
endfunction()

pkg_check_modules(EXPAT IMPORTED_TARGET expat)
if(EXPAT_FOUND)
  pox_bench_peer(EXPAT SOURCES peer_expat.c LIBRARIES PkgConfig::EXPAT)
else()
  list(APPEND missing expat)
endif()

pkg_check_modules(GSOAP IMPORTED_TARGET gsoap)
find_program(POX_SOAPCPP2 soapcpp2 DOC "The generator of gSOAP, for bench_peers")
if(GSOAP_FOUND AND POX_SOAPCPP2)
  set(schema ${PROJECT_SOURCE_DIR}/generated/bench/gsoap.h)
  set(directory ${CMAKE_CURRENT_BINARY_DIR}/gsoap)
  file(MAKE_DIRECTORY ${directory})
  add_custom_command(
    OUTPUT ${directory}/poxC.c ${directory}/poxH.h ${directory}/poxStub.h ${directory}/pox.nsmap
    COMMAND ${POX_SOAPCPP2} -c -0 -x -w -L -C -ppox -d${directory} ${schema} > ${directory}/log
    DEPENDS ${schema}
    VERBATIM
  )
  add_library(bench_gsoap STATIC ${directory}/poxC.c)
  target_include_directories(bench_gsoap SYSTEM PUBLIC ${directory})
  target_link_libraries(bench_gsoap PUBLIC PkgConfig::GSOAP)
  pox_bench_peer(GSOAP SOURCES peer_gsoap.c LIBRARIES bench_gsoap)
else()
  list(APPEND missing gSOAP)
endif()

function(pox_python_has_lxml result candidate)
  execute_process(
    COMMAND ${candidate} -c "import lxml.etree" RESULT_VARIABLE status OUTPUT_QUIET ERROR_QUIET
  )
  if(NOT status EQUAL 0)
    set(${result} FALSE PARENT_SCOPE)
  endif()
endfunction()

find_program(
  POX_LXML_PYTHON
  NAMES python3
  VALIDATOR pox_python_has_lxml
  DOC "A Python 3.9 or newer with lxml, for bench_peers"
)
if(POX_LXML_PYTHON)
  pox_bench_peer(LXML SOURCES peer_lxml.c)
  target_compile_definitions(
    bench_peers PRIVATE BENCH_LXML_PYTHON="${POX_LXML_PYTHON}"
                        BENCH_LXML_WORKER="${CMAKE_CURRENT_SOURCE_DIR}/peer_lxml.py"
  )
else()
  list(APPEND missing lxml)
endif()

# Peers in C++ have their own flags: those of pox_settings are for C. Both compilers must be of one
# make, since sanitizers are theirs.
include(CheckLanguage)
if(CMAKE_C_COMPILER_ID STREQUAL "Clang" AND NOT DEFINED ENV{CXX})
  set(ENV{CXX} clang++)
endif()
check_language(CXX)
if(CMAKE_CXX_COMPILER)
  enable_language(CXX)
  set(CMAKE_CXX_FLAGS "${CMAKE_CXX_FLAGS} ${CMAKE_C_FLAGS}")
  add_library(bench_cxx INTERFACE)
  target_compile_features(bench_cxx INTERFACE cxx_std_20)
  target_include_directories(bench_cxx INTERFACE ${CMAKE_CURRENT_SOURCE_DIR})
  target_compile_options(
    bench_cxx INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wno-missing-field-initializers
  )
  if(POX_WERROR)
    target_compile_options(bench_cxx INTERFACE -Werror)
  endif()
  if(POX_SANITIZE)
    target_compile_options(bench_cxx INTERFACE -fsanitize=${POX_SANITIZE} -fno-omit-frame-pointer)
  endif()
  target_link_libraries(bench_cxx INTERFACE pox::pox_static)

  find_package(pugixml QUIET)
  include(CheckIncludeFileCXX)
  check_include_file_cxx(rapidxml/rapidxml.hpp POX_HAS_RAPIDXML)
endif()

if(pugixml_FOUND)
  add_library(bench_pugixml OBJECT peer_pugixml.cpp)
  target_link_libraries(bench_pugixml PRIVATE bench_cxx pugixml::pugixml)
  pox_bench_peer(PUGIXML SOURCES $<TARGET_OBJECTS:bench_pugixml> LIBRARIES pugixml::pugixml)
else()
  list(APPEND missing pugixml)
endif()

if(POX_HAS_RAPIDXML)
  add_library(bench_rapidxml OBJECT peer_rapidxml.cpp)
  target_link_libraries(bench_rapidxml PRIVATE bench_cxx)
  pox_bench_peer(RAPIDXML SOURCES $<TARGET_OBJECTS:bench_rapidxml>)
else()
  list(APPEND missing RapidXML)
endif()

# CodeSynthesis XSD: its two generators make their own files of the same schemas, one for each
# namespace, whose names in C++ are those of the schemas.
file(GLOB schemas CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/generated/bench/*.xsd)
set(namespace_maps "")
foreach(schema IN LISTS schemas)
  file(STRINGS ${schema} target REGEX targetNamespace)
  string(REGEX REPLACE ".*\"(.*)\".*" "\\1" uri "${target}")
  cmake_path(GET schema STEM name)
  string(REPLACE "-" "_" name ${name})
  list(APPEND namespace_maps --namespace-map ${uri}=${name})
endforeach()

# A library of what a generator makes: files that end with `suffix`, by its command and options.
function(pox_bench_xsd target command suffix)
  set(directory ${CMAKE_CURRENT_BINARY_DIR}/${command})
  set(sources "")
  set(made "")
  foreach(schema IN LISTS schemas)
    cmake_path(GET schema STEM name)
    list(APPEND sources ${directory}/${name}${suffix}.cxx)
    list(APPEND made ${directory}/${name}${suffix}.hxx)
  endforeach()
  file(MAKE_DIRECTORY ${directory})
  add_custom_command(
    OUTPUT ${sources} ${made}
    COMMAND ${POX_XSDCXX} ${command} ${ARGN} ${namespace_maps} --output-dir ${directory}
            ${schemas}
    DEPENDS ${schemas} ${PROJECT_SOURCE_DIR}/generated/bench/xsd_parser.map
    VERBATIM
  )
  add_library(${target} STATIC ${sources})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_include_directories(${target} SYSTEM PUBLIC ${directory})
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(${target} PRIVATE pox::pox_static)
endfunction()

find_program(POX_XSDCXX xsdcxx DOC "The generator of CodeSynthesis XSD, for bench_peers")
pkg_check_modules(XERCES IMPORTED_TARGET xerces-c)
if(CMAKE_CXX_COMPILER AND POX_XSDCXX AND EXPAT_FOUND)
  # What it makes for C++11 and newer does not compile everywhere.
  pox_bench_xsd(
    bench_xsd_skeletons cxx-parser -pskel --std c++98 --xml-parser expat --suppress-validation
    --type-map ${PROJECT_SOURCE_DIR}/generated/bench/xsd_parser.map
  )
  add_library(bench_xsd_parser OBJECT peer_xsd_parser.cpp)
  target_include_directories(bench_xsd_parser SYSTEM PRIVATE ${PROJECT_SOURCE_DIR}/generated/bench)
  target_link_libraries(bench_xsd_parser PRIVATE bench_cxx bench_xsd_skeletons)
  pox_bench_peer(
    XSD_PARSER SOURCES $<TARGET_OBJECTS:bench_xsd_parser> LIBRARIES bench_xsd_skeletons
  )
else()
  list(APPEND missing "XSD cxx-parser")
endif()

if(CMAKE_CXX_COMPILER AND POX_XSDCXX AND XERCES_FOUND)
  pox_bench_xsd(
    bench_xsd_tree_types cxx-tree "" --std c++11 --generate-serialization --root-element Autodiscover
  )
  target_link_libraries(bench_xsd_tree_types PUBLIC PkgConfig::XERCES)
  add_library(bench_xsd_tree OBJECT peer_xsd_tree.cpp)
  target_link_libraries(bench_xsd_tree PRIVATE bench_cxx bench_xsd_tree_types)
  pox_bench_peer(XSD_TREE SOURCES $<TARGET_OBJECTS:bench_xsd_tree> LIBRARIES bench_xsd_tree_types)
else()
  list(APPEND missing "XSD cxx-tree")
endif()

if(missing)
  string(JOIN ", " missing ${missing})
  message(STATUS "bench_peers goes without what is not installed: ${missing}")
else()
  set(missing nothing)
endif()
target_compile_definitions(bench_peers PRIVATE BENCH_MISSING="${missing}")

# No benchmark: that each contestant reads and writes what it should.
add_test(NAME bench_peers COMMAND bench_peers --smallest)
pox_test_properties(bench_peers)

# The benchmark: cmake --build build/dev --target bench_peers_run. It takes some minutes, and leaves
# what it found in build/dev/tests/bench/results; in tests/bench/results is what the README shows.
set(results ${CMAKE_CURRENT_BINARY_DIR}/results)
set(picture "")
find_package(Python3 3.9 QUIET COMPONENTS Interpreter)
if(Python3_FOUND)
  set(picture COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/picture.py ${results})
else()
  message(STATUS "bench_peers_run makes no picture: no Python was found")
endif()
add_custom_target(bench_peers_run COMMAND bench_peers --out ${results} ${picture} USES_TERMINAL)
