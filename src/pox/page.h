/* SPDX-License-Identifier: MIT */
/**
 * @file
 * What goes into the placeholders of texts such as "DeliveryReport.aspx?id=<MsgID>", of which
 * functions of generated headers make the URLs of web pages.
 */
#ifndef POX_PAGE_H
#define POX_PAGE_H

#include <pox/base.h>

POX_BEGIN_DECLS

/** A value for a placeholder. */
struct pox_parameter {
    /** The name without the angle brackets, in any case; not NULL. */
    const char *name;
    /** As it is: it is percent-encoded when it goes into a URL. Not NULL. */
    const char *value;
};

POX_END_DECLS

#endif
