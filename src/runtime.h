/* SPDX-License-Identifier: MIT */
/** @file All that generated code may call. */
#ifndef POX_RUNTIME_H
#define POX_RUNTIME_H

#include "compare.h"
#include "effective.h"
#include "judge.h"
#include "lookup.h"
#include "page.h"
#include "read.h"
#include "service.h"
#include "walk.h"
#include "write.h"

#include <pox/document.h>

/**
 * The interface of generated code and runtime: one more whenever code that was generated
 * before would no longer do, and then in codegen/render.py, too.
 */
#define POX_RUNTIME_INTERFACE 1

#endif
