/* SPDX-License-Identifier: MIT */
/**
 * @file
 * What every other header of libpox needs: exported symbols, C++ linkage, the version.
 */
#ifndef POX_BASE_H
#define POX_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * @def POX_API
 * Says that the shared library exports it.
 *
 * @def POX_MUST_USE
 * Makes the compiler warn where a result is not used: it has to be freed, or says what failed.
 */
#if defined(__GNUC__)
#define POX_API      __attribute__((visibility("default")))
#define POX_MUST_USE __attribute__((warn_unused_result))
#else
#define POX_API
#define POX_MUST_USE
#endif

/**
 * @def POX_BEGIN_DECLS
 * Begins declarations that are those of C in C++, too.
 *
 * @def POX_END_DECLS
 * Ends them.
 */
#ifdef __cplusplus
#define POX_BEGIN_DECLS extern "C" {
#define POX_END_DECLS   }
#else
#define POX_BEGIN_DECLS
#define POX_END_DECLS
#endif

/** The first part of the version of these headers. */
#define POX_VERSION_MAJOR 0
/** Its second part. */
#define POX_VERSION_MINOR 1
/** Its third part. */
#define POX_VERSION_PATCH 0
/** The version of these headers; pox_version() is that of the library at run time. */
#define POX_VERSION "0.1.0"

POX_BEGIN_DECLS

/** The version of the library that is linked, such as "0.1.0". Static; never NULL. */
POX_API const char *pox_version(void);

POX_END_DECLS

#endif
