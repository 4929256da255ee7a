/* SPDX-License-Identifier: MIT */
#include <pox/error.h>

const char *pox_version(void)
{
    return POX_VERSION;
}

const char *pox_status_name(enum pox_status status)
{
    switch (status) {
    case POX_OK:
        return "ok";
    case POX_ERROR_NO_MEMORY:
        return "no-memory";
    case POX_ERROR_ARGUMENT:
        return "argument";
    case POX_ERROR_EMPTY:
        return "empty";
    case POX_ERROR_XML:
        return "xml";
    case POX_ERROR_TRUNCATED:
        return "truncated";
    case POX_ERROR_ENCODING:
        return "encoding";
    case POX_ERROR_DOCTYPE:
        return "doctype";
    case POX_ERROR_ROOT:
        return "root";
    case POX_ERROR_HTML:
        return "html";
    case POX_ERROR_SOAP:
        return "soap";
    case POX_ERROR_JSON:
        return "json";
    case POX_ERROR_COMPRESSED:
        return "compressed";
    case POX_ERROR_LIMIT:
        return "limit";
    case POX_ERROR_FORMAT:
        return "format";
    case POX_ERROR_VALUE:
        return "value";
    case POX_ERROR_TEXT:
        return "text";
    case POX_ERROR_INPUT:
        return "input";
    case POX_ERROR_OUTPUT:
        return "output";
    case POX_ERROR_RULE:
        return "rule";
    }
    return "unknown";
}

const char *pox_diagnostic_code_name(enum pox_diagnostic_code code)
{
    switch (code) {
    case POX_DIAGNOSTIC_NONE:
        return "none";
    case POX_DIAGNOSTIC_UNKNOWN_ELEMENT:
        return "unknown-element";
    case POX_DIAGNOSTIC_UNKNOWN_ATTRIBUTE:
        return "unknown-attribute";
    case POX_DIAGNOSTIC_DUPLICATE:
        return "duplicate";
    case POX_DIAGNOSTIC_STRAY_TEXT:
        return "stray-text";
    case POX_DIAGNOSTIC_BAD_VALUE:
        return "bad-value";
    case POX_DIAGNOSTIC_UNKNOWN_VALUE:
        return "unknown-value";
    case POX_DIAGNOSTIC_VALUE_SPELLING:
        return "value-spelling";
    case POX_DIAGNOSTIC_VALUE_FORM:
        return "value-form";
    case POX_DIAGNOSTIC_NAME_SPELLING:
        return "name-spelling";
    case POX_DIAGNOSTIC_NAMESPACE:
        return "namespace";
    }
    return "unknown";
}
