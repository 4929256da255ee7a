/* SPDX-License-Identifier: MIT */
#include "path.h"

#include "support.h"

static struct pox_path new_path(void)
{
    return (struct pox_path){.allocator = pox_allocator_or_default(NULL)};
}

static void push(struct pox_path *path, const char *name, size_t occurrence)
{
    cr_assert(pox_path_push(path, name, occurrence), "%s", name);
}

static void expect_text(const struct pox_path *path, const char *attribute, size_t size,
                        const char *expected)
{
    char text[300];

    memset(text, '~', sizeof(text));
    pox_path_format(path, attribute, text, size);
    cr_assert_not_null(memchr(text, '\0', size), "%s: not within %zu", expected, size);
    cr_expect_str_eq(text, expected, "in %zu: '%s'", size, text);
    for (size_t i = size; i < sizeof(text); i++)
        cr_assert_eq(text[i], '~', "%s: byte %zu was written", expected, i);
}

Test(path, an_empty_path_is_an_empty_text)
{
    struct pox_path path = new_path();

    expect_text(&path, NULL, 256, "");
    expect_text(&path, "Type", 256, "/@Type");
    pox_path_end(&path);
}

Test(path, shows_steps_occurrences_and_an_attribute)
{
    struct pox_path path = new_path();

    push(&path, "Autodiscover", 0);
    expect_text(&path, NULL, 256, "/Autodiscover");
    push(&path, "Protocol", 2);
    expect_text(&path, NULL, 256, "/Autodiscover/Protocol[2]");
    expect_text(&path, "Type", 256, "/Autodiscover/Protocol[2]/@Type");
    push(&path, "Port", 1);
    expect_text(&path, NULL, 256, "/Autodiscover/Protocol[2]/Port[1]");
    pox_path_end(&path);
}

Test(path, goes_back_step_by_step)
{
    struct pox_path path = new_path();

    push(&path, "A", 0);
    push(&path, "B", 0);
    pox_path_pop(&path);
    expect_text(&path, NULL, 256, "/A");
    push(&path, "C", 3);
    expect_text(&path, NULL, 256, "/A/C[3]");
    pox_path_pop(&path);
    pox_path_pop(&path);
    expect_text(&path, NULL, 256, "");
    pox_path_end(&path);
}

Test(path, fits_to_the_last_byte)
{
    struct pox_path path = new_path();

    push(&path, "Aa", 0);
    push(&path, "Bb", 12);
    expect_text(&path, NULL, sizeof("/Aa/Bb[12]") + 3, "/Aa/Bb[12]");
    pox_path_end(&path);
}

Test(path, loses_its_outermost_steps_where_it_is_too_long)
{
    struct pox_path path = new_path();

    push(&path, "First", 0);
    push(&path, "Second", 0);
    push(&path, "Third", 4);
    for (size_t size = 8; size < 40; size++) {
        char text[64];
        size_t length;

        pox_path_format(&path, "Last", text, size);
        length = strlen(text);
        cr_assert_lt(length, size, "size %zu", size);
        cr_expect(text[0] == '/' || strncmp(text, "...", 3) == 0, "size %zu: %s", size,
                  text);
        if (strcmp(text, "...") != 0)
            cr_expect_str_eq(text + length - 6, "/@Last", "size %zu: %s", size, text);
    }
    expect_text(&path, "Last", 36, "/First/Second/Third[4]/@Last");
    expect_text(&path, "Last", 28, ".../Second/Third[4]/@Last");
    expect_text(&path, "Last", 24, ".../Third[4]/@Last");
    expect_text(&path, "Last", 12, ".../@Last");
    expect_text(&path, "Last", 8, "...");
    pox_path_end(&path);
}

Test(path, cuts_a_long_name_and_keeps_what_stands_around_it)
{
    static char name[400];
    char expected[256];
    struct pox_path path = new_path();

    memset(name, 'x', sizeof(name) - 1);
    push(&path, "Protocol", 0);
    push(&path, name, 2);
    push(&path, "Port", 0);
    snprintf(expected, sizeof(expected), "/Protocol/%.80s...[2]/Port", name);
    expect_text(&path, NULL, 256, expected);
    snprintf(expected, sizeof(expected), "/Protocol/%.80s...[2]/Port/@%.80s...", name,
             name);
    expect_text(&path, name, 256, expected);
    memcpy(name + 79, "\xC3\xA9", 2); /* no half character */
    snprintf(expected, sizeof(expected), "/Protocol/%.79s...[2]/Port", name);
    expect_text(&path, NULL, 256, expected);
    expect_text(&path, NULL, 40, ".../Port");
    pox_path_end(&path);
}

Test(path, shows_a_name_of_80_bytes_whole)
{
    char name[82];
    char expected[100];
    struct pox_path path = new_path();

    memset(name, 'x', sizeof(name) - 1);
    name[81] = '\0';
    push(&path, name, 0);
    snprintf(expected, sizeof(expected), "/%.80s...", name);
    expect_text(&path, NULL, 256, expected);
    name[80] = '\0';
    snprintf(expected, sizeof(expected), "/%s", name);
    expect_text(&path, NULL, 256, expected);
    pox_path_end(&path);
}

Test(path, has_room_for_many_steps)
{
    struct pox_path path = new_path();
    char text[40000];
    size_t length;

    for (size_t i = 1; i <= 3000; i++)
        push(&path, "S", i);
    pox_path_format(&path, NULL, text, sizeof(text));
    length = strlen(text);
    cr_expect_eq(strncmp(text, "/S[1]/S[2]/S[3]/", 16), 0, "%.40s", text);
    cr_expect_str_eq(text + length - 8, "/S[3000]");
    for (size_t i = 0; i < 3000; i++)
        pox_path_pop(&path);
    expect_text(&path, NULL, 256, "");
    pox_path_end(&path);
}

Test(path, shows_the_largest_occurrence)
{
    struct pox_path path = new_path();
    char expected[64];

    snprintf(expected, sizeof(expected), "/S[%zu]", SIZE_MAX);
    push(&path, "S", SIZE_MAX);
    expect_text(&path, NULL, 256, expected);
    pox_path_end(&path);
}

Test(path, stays_as_it_was_when_there_is_no_memory)
{
    for (size_t refuse = 1;; refuse++) {
        struct ledger ledger = {.refuse = refuse};
        struct pox_path path = {.allocator = ledger_allocator(&ledger)};
        size_t n = 0;

        while (n < 100 && pox_path_push(&path, "S", 0))
            n++;
        cr_expect_eq(path.depth, n, "refused %zu", refuse);
        cr_expect_eq(n < 100, ledger.refused, "refused %zu", refuse);
        pox_path_end(&path);
        cr_expect_eq(ledger.live, 0, "refused %zu", refuse);
        if (!ledger.refused)
            return;
    }
}
