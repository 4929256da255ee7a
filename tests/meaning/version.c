/* SPDX-License-Identifier: MIT */
/* Versions that are packed into 32 bits. */
#include "support.h"

#include <inttypes.h>

struct version_row {
    uint32_t number;
    const char *shown;
    const char *release;
};

static const struct version_row version_rows[] = {
    {0x73D49F70, "15.20.8048", "Exchange Online"},
    {0x73C18193, "15.1.403", "Exchange 2016"},
    {0x738180DA, "14.1.218", "Exchange 2010 SP1"},
    {0x72008287, "8.0.647", "Exchange 2007"},
    {0x73C08001, "15.0.1", "Exchange 2013"},
    {0x71808001, "6.0.1", "Exchange 2000"},
    {0x71858001, "6.5.1", "Exchange 2003"},
    {0x720180F0, "8.1.240", "Exchange 2007 SP1"},
    {0x720280B0, "8.2.176", "Exchange 2007 SP2"},
    {0x72038053, "8.3.83", "Exchange 2007 SP3"},
    {0x7380827F, "14.0.639", "Exchange 2010"},
    {0x738280F7, "14.2.247", "Exchange 2010 SP2"},
    {0x7383807B, "14.3.123", "Exchange 2010 SP3"},
    {0x73C28A02, "15.2.2562", "Exchange 2019 or Subscription Edition"},
    {0x73FFFFFF, "15.63.32767", NULL},
    {0x7FC08000, "63.0.0", NULL},
    {0x00000000, "0.0.0", NULL},
    {0xFFFFFFFF, "63.63.32767", NULL},
};

Test(version, is_unpacked_shown_and_named)
{
    for (size_t i = 0; i < COUNT(version_rows); i++) {
        const struct version_row *row = &version_rows[i];
        struct pox_server_version version = pox_server_version_decode(row->number);
        const char *release = pox_server_version_release(&version);
        char shown[32];
        size_t size = pox_server_version_print(&version, shown, sizeof(shown));

        cr_expect_str_eq(shown, row->shown, "%" PRIX32 ": %s", row->number, shown);
        cr_expect_eq(size, strlen(row->shown));
        cr_expect_eq(release != NULL, row->release != NULL, "%s", row->shown);
        if (release && row->release)
            cr_expect_str_eq(release, row->release, "%s: %s", row->shown, release);
    }
}

Test(version, is_packed_again_without_losing_a_bit)
{
    for (unsigned bit = 0; bit < 32; bit++) {
        uint32_t numbers[] = {UINT32_C(1) << bit, ~(UINT32_C(1) << bit)};

        for (size_t i = 0; i < COUNT(numbers); i++) {
            struct pox_server_version version = pox_server_version_decode(numbers[i]);

            cr_expect_eq(pox_server_version_encode(&version), numbers[i], "%" PRIX32,
                         numbers[i]);
        }
    }
}

Test(version, has_parts_where_the_documentation_puts_them)
{
    struct pox_server_version version = pox_server_version_decode(0x738180DA);

    cr_expect_eq(version.magic, 7);
    cr_expect_eq(version.major, 14);
    cr_expect_eq(version.minor, 1);
    cr_expect_eq(version.flag, 1);
    cr_expect_eq(version.build, 218);
}

Test(version, never_spills_into_other_parts)
{
    struct pox_server_version version = {.magic = 7, .major = 64 + 15, .flag = 2};

    cr_expect_eq(pox_server_version_encode(&version), 0x73C00000);
}

Test(version, is_compared_by_what_is_shown)
{
    /* Each is older than the next. */
    static const uint32_t ascending[] = {0x72008287, 0x738180DA, 0x738280DA, 0x73C08001,
                                         0x73C18193, 0x73C18194, 0x73D49F70};

    for (size_t i = 0; i < COUNT(ascending); i++) {
        for (size_t k = 0; k < COUNT(ascending); k++) {
            struct pox_server_version a = pox_server_version_decode(ascending[i]);
            struct pox_server_version b = pox_server_version_decode(ascending[k]);
            int order = pox_server_version_compare(&a, &b);

            b.magic = b.flag = 0; /* no part of it */
            cr_expect_eq(order, pox_server_version_compare(&a, &b));
            cr_expect_eq((order > 0) - (order < 0), (i > k) - (i < k), "%zu, %zu", i, k);
        }
    }
}

Test(version, is_cut_where_there_is_no_room)
{
    struct pox_server_version version = pox_server_version_decode(0x73D49F70);
    char room[6];

    cr_expect_eq(pox_server_version_print(&version, NULL, 0), strlen("15.20.8048"));
    cr_expect_eq(pox_server_version_print(&version, room, sizeof(room)),
                 strlen("15.20.8048"));
    cr_expect_str_eq(room, "15.20");
}
