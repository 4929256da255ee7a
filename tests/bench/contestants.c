/* SPDX-License-Identifier: MIT */
/** @file Who takes part: whatever CMake found. */
#include "peer.h"

extern const struct bench_contestant bench_libpox[];
extern const struct bench_contestant bench_libxml2[];
extern const struct bench_contestant bench_libxml2_write[];
extern const struct bench_contestant bench_memory[];
extern const struct bench_contestant bench_expat[];
extern const struct bench_contestant bench_pugixml[];
extern const struct bench_contestant bench_rapidxml[];
extern const struct bench_contestant bench_gsoap[];
extern const struct bench_contestant bench_xsd_parser[];
extern const struct bench_contestant bench_xsd_tree[];
extern const struct bench_contestant bench_lxml[];

const struct bench_contestant *const bench_contestants[] = {
    bench_libpox,
    bench_libxml2,
    bench_libxml2_write,
    bench_memory,
#ifdef BENCH_HAS_EXPAT
    bench_expat,
#endif
#ifdef BENCH_HAS_PUGIXML
    bench_pugixml,
#endif
#ifdef BENCH_HAS_RAPIDXML
    bench_rapidxml,
#endif
#ifdef BENCH_HAS_GSOAP
    bench_gsoap,
#endif
#ifdef BENCH_HAS_XSD_PARSER
    bench_xsd_parser,
#endif
#ifdef BENCH_HAS_XSD_TREE
    bench_xsd_tree,
#endif
#ifdef BENCH_HAS_LXML
    bench_lxml,
#endif
    NULL,
};
