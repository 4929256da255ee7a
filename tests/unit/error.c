/* SPDX-License-Identifier: MIT */
#include "support.h"

/** Short, in lower case, and fit to stand in brackets or in a file name. */
static bool is_short_name(const char *name)
{
    size_t size = strlen(name);

    return size > 0 && size < 20 && strspn(name, "abcdefghijklmnopqrstuvwxyz-") == size &&
           name[0] != '-' && name[size - 1] != '-';
}

Test(error, each_status_has_a_name_of_its_own)
{
    for (int i = POX_OK; i <= POX_ERROR_RULE; i++) {
        const char *name = pox_status_name((enum pox_status)i);

        cr_expect(is_short_name(name), "status %d: '%s'", i, name);
        cr_expect_str_neq(name, "unknown", "status %d has no name", i);
        for (int k = POX_OK; k < i; k++)
            cr_expect_str_neq(name, pox_status_name((enum pox_status)k), "%d and %d", i,
                              k);
    }
}

Test(error, each_diagnostic_code_has_a_name_of_its_own)
{
    for (int i = POX_DIAGNOSTIC_UNKNOWN_ELEMENT; i <= POX_DIAGNOSTIC_NAMESPACE; i++) {
        const char *name = pox_diagnostic_code_name((enum pox_diagnostic_code)i);

        cr_expect(is_short_name(name), "code %d: '%s'", i, name);
        cr_expect_str_neq(name, "unknown", "code %d has no name", i);
        for (int k = POX_DIAGNOSTIC_UNKNOWN_ELEMENT; k < i; k++)
            cr_expect_str_neq(name, pox_diagnostic_code_name((enum pox_diagnostic_code)k),
                              "%d and %d", i, k);
    }
}

Test(error, the_names_that_the_headers_promise_stay)
{
    cr_expect_str_eq(pox_status_name(POX_OK), "ok");
    cr_expect_str_eq(pox_status_name(POX_ERROR_DOCTYPE), "doctype");
    cr_expect_str_eq(pox_status_name(POX_ERROR_LIMIT), "limit");
    cr_expect_str_eq(pox_diagnostic_code_name(POX_DIAGNOSTIC_UNKNOWN_ELEMENT),
                     "unknown-element");
}

Test(error, a_number_that_is_no_status_is_unknown)
{
    cr_expect_str_eq(pox_status_name((enum pox_status)99), "unknown");
    cr_expect_str_eq(pox_diagnostic_code_name(POX_DIAGNOSTIC_NONE), "none");
    cr_expect_str_eq(pox_diagnostic_code_name((enum pox_diagnostic_code)99), "unknown");
}

Test(error, a_success_clears_what_stood_in_the_error)
{
    struct pox_error error;
    struct pox_protocol *protocol;

    memset(&error, 0x5A, sizeof(error));
    protocol = pox_protocol_parse("<Protocol/>", 11, NULL, &error);
    cr_assert_not_null(protocol);
    cr_expect_eq(error.status, POX_OK);
    cr_expect_eq(error.line, 0);
    cr_expect_eq(error.column, 0);
    cr_expect_str_empty(error.path);
    cr_expect_str_empty(error.message);
    pox_protocol_free(protocol);
}

Test(error, messages_are_sentences_on_one_line_without_a_full_stop)
{
    static const char *const documents[] = {
        "",
        "<Protocol>",
        "<Protocol></Account>",
        "<Protocol/><Protocol/>",
        "<!DOCTYPE Protocol><Protocol/>",
        "<html/>",
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
        "<?xml version=\"1.0\" encoding=\"latin1\"?><Protocol/>",
        "<Protocol><Server>\xFF</Server></Protocol>",
        "<Protocol>&nothing;</Protocol>",
        "<Protocol a=\"1\" a=\"2\"/>",
        "<Protocol><p:Server/></Protocol>",
        "plain",
    };

    for (size_t i = 0; i < COUNT(documents); i++) {
        struct pox_error error = refusal_of(documents[i]);
        size_t size = strlen(error.message);

        cr_expect_neq(error.status, POX_OK, "%s: was read", documents[i]);
        cr_assert_gt(size, 5, "%s: '%s'", documents[i], error.message);
        cr_expect_null(strpbrk(error.message, "\r\n"), "%s: lines", documents[i]);
        cr_expect_neq(error.message[size - 1], '.', "%s: %s", documents[i],
                      error.message);
        cr_expect_gt(error.line, 0, "%s: no line", documents[i]);
        cr_expect_gt(error.column, 0, "%s: no column", documents[i]);
    }
}

Test(error, the_library_and_its_headers_are_of_one_version)
{
    char version[32];

    snprintf(version, sizeof(version), "%d.%d.%d", POX_VERSION_MAJOR, POX_VERSION_MINOR,
             POX_VERSION_PATCH);
    cr_expect_str_eq(pox_version(), POX_VERSION);
    cr_expect_str_eq(pox_version(), version);
}
