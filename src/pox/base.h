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

#if defined(__GNUC__)
#define POX_API      __attribute__((visibility("default")))
#define POX_MUST_USE __attribute__((warn_unused_result))
#else
#define POX_API
#define POX_MUST_USE
#endif

#ifdef __cplusplus
#define POX_BEGIN_DECLS extern "C" {
#define POX_END_DECLS   }
#else
#define POX_BEGIN_DECLS
#define POX_END_DECLS
#endif

/** The version of these headers; pox_version() is that of the library at run time. */
#define POX_VERSION_MAJOR 0
#define POX_VERSION_MINOR 1
#define POX_VERSION_PATCH 0
#define POX_VERSION       "0.1.0"

POX_BEGIN_DECLS

/** The version of the library that is linked, such as "0.1.0". Static; never NULL. */
POX_API const char *pox_version(void);

POX_END_DECLS

#endif
