/* SPDX-License-Identifier: MIT */
/**
 * @file
 * libpox: Exchange Autodiscover POX messages as C structs. This header includes all others.
 */
#ifndef POX_POX_H
#define POX_POX_H

#include <pox/answer.h>
#include <pox/base.h>
#include <pox/document.h>
#include <pox/elements.h>
#include <pox/endpoint.h>
#include <pox/error.h>
#include <pox/extra.h>
#include <pox/network.h>
#include <pox/node.h>
#include <pox/options.h>
#include <pox/page.h>
#include <pox/parser.h>
#include <pox/question.h>
#include <pox/redirects.h>
#include <pox/stream.h>
#include <pox/table.h>
#include <pox/validate.h>
#include <pox/visit.h>

#endif
