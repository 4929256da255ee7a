# SPDX-License-Identifier: MIT
#
# pox_hardening: flags that make a mistake in C harder to exploit, as far as compiler and linker
# take them without a warning. What whoever builds already said in CMAKE_C_FLAGS or the flags for
# the linker stays as it is. Sets POX_HARDENED, of whose items tests/hardening finds the traces.

include(CheckCSourceCompiles)
include(CheckLinkerFlag)

add_library(pox_hardening INTERFACE)
set(POX_HARDENED "")

# Of several configurations, the probes try what one has that is optimized, and only those get it.
if(CMAKE_CONFIGURATION_TYPES)
  set(probed_type RELEASE)
  set(hardened_types $<CONFIG:Release,RelWithDebInfo,MinSizeRel>)
else()
  string(TOUPPER "${CMAKE_BUILD_TYPE}" probed_type)
  set(hardened_types 1)
endif()

# _FORTIFY_SOURCE without optimization is a warning in some C libraries and nothing in others.
set(probe "#include <stdio.h>
#if defined _FORTIFY_SOURCE && !defined __OPTIMIZE__
#error no optimization
#endif
int main(void) { return puts(\"\") < 0; }"
)

# Names one flag by a part of it, by which it is also found in flags that are given.
macro(pox_harden_compiler name)
  string(MAKE_C_IDENTIFIER POX_TAKES_${name} takes)
  set(given "${CMAKE_C_FLAGS} ${CMAKE_C_FLAGS_${probed_type}}")
  if(NOT given MATCHES "${name}")
    string(JOIN " " CMAKE_REQUIRED_FLAGS ${given} ${ARGN})
    check_c_source_compiles("${probe}" ${takes} FAIL_REGEX "warning:")
    unset(CMAKE_REQUIRED_FLAGS)
    if(${takes})
      target_compile_options(pox_hardening INTERFACE "$<${hardened_types}:${ARGN}>")
      list(APPEND POX_HARDENED ${name})
    endif()
  endif()
endmacro()

macro(pox_harden_linker name)
  string(MAKE_C_IDENTIFIER POX_TAKES_${name} takes)
  set(given "${CMAKE_SHARED_LINKER_FLAGS} ${CMAKE_EXE_LINKER_FLAGS} ${CMAKE_C_FLAGS}")
  if(NOT given MATCHES "-z[, ]${name}")
    check_linker_flag(C LINKER:-z,${name} ${takes})
    if(${takes})
      target_link_options(pox_hardening INTERFACE LINKER:-z,${name})
      list(APPEND POX_HARDENED ${name})
    endif()
  endif()
endmacro()

pox_harden_compiler(FORTIFY_SOURCE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
pox_harden_compiler(stack-protector -fstack-protector-strong)
pox_harden_compiler(stack-clash-protection -fstack-clash-protection)
pox_harden_compiler(cf-protection -fcf-protection=full)
pox_harden_linker(relro)
pox_harden_linker(now)
pox_harden_linker(noexecstack)
