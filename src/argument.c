/* SPDX-License-Identifier: MIT */
#include "argument.h"

#include <stdio.h>

struct pox_error *pox_error_begin(struct pox_error *error, struct pox_error *unwanted)
{
    error = error ? error : unwanted;
    *error = (struct pox_error){.status = POX_OK};
    return error;
}

void *pox_error_set(struct pox_error *error, enum pox_status status, const char *message)
{
    error->status = status;
    snprintf(error->message, sizeof(error->message), "%s", message);
    return NULL;
}

void *pox_bad_argument(struct pox_error *error, const char *message)
{
    return pox_error_set(error, POX_ERROR_ARGUMENT, message);
}
