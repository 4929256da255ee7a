/* SPDX-License-Identifier: MIT */
#include "support.h"

#include <stdalign.h>

Test(memory, without_functions_an_allocator_is_malloc_and_free)
{
    struct pox_allocator none = {.data = &none};
    const struct pox_allocator *given[] = {NULL, &none};

    for (size_t i = 0; i < COUNT(given); i++) {
        struct pox_allocator allocator = pox_allocator_or_default(given[i]);
        char *memory = allocator.allocate(allocator.data, 10);

        cr_assert_not_null(memory, "row %zu", i);
        memory = allocator.reallocate(allocator.data, memory, 5000);
        cr_assert_not_null(memory, "row %zu", i);
        memory[4999] = 1;
        allocator.release(allocator.data, memory);
        allocator.release(allocator.data, NULL);
    }
}

Test(memory, an_allocator_of_the_caller_is_taken_as_it_is)
{
    struct ledger ledger = {.calls = 0};
    struct pox_allocator mine = ledger_allocator(&ledger);
    struct pox_allocator taken = pox_allocator_or_default(&mine);

    cr_expect_eq(taken.allocate, mine.allocate);
    cr_expect_eq(taken.reallocate, mine.reallocate);
    cr_expect_eq(taken.release, mine.release);
    cr_expect_eq(taken.data, &ledger);
}

Test(memory, a_buffer_grows_byte_by_byte_and_keeps_all)
{
    struct pox_buffer buffer = new_buffer();
    const char *text;

    for (size_t i = 0; i < 10000; i++) {
        char byte = (char)('a' + i % 26);

        pox_buffer_append(&buffer, &byte, 1);
        cr_assert_eq(buffer.size, i + 1, "byte %zu", i);
    }
    text = pox_buffer_text(&buffer);
    cr_assert_not_null(text);
    cr_assert_eq(strlen(text), 10000);
    for (size_t i = 0; i < 10000; i++)
        cr_assert_eq(text[i], (char)('a' + i % 26), "byte %zu", i);
    pox_buffer_end(&buffer);
    cr_expect_null(buffer.bytes);
    cr_expect_eq(buffer.size, 0);
}

Test(memory, a_buffer_takes_pieces_of_every_size)
{
    static char piece[600];
    struct pox_buffer buffer = new_buffer();
    size_t expected = 0;

    memset(piece, 'x', sizeof(piece));
    for (size_t size = 0; size <= sizeof(piece); size++) {
        pox_buffer_append(&buffer, piece, size);
        expected += size;
        cr_assert_eq(buffer.size, expected, "size %zu", size);
        cr_assert_geq(buffer.capacity, buffer.size, "size %zu", size);
    }
    cr_expect_eq(strspn(pox_buffer_text(&buffer), "x"), expected);
    pox_buffer_end(&buffer);
}

Test(memory, the_text_of_a_buffer_is_terminated_and_the_end_is_not_counted)
{
    struct pox_buffer buffer = new_buffer();

    cr_expect_str_empty(pox_buffer_text(&buffer));
    cr_expect_eq(buffer.size, 0);
    pox_buffer_append_text(&buffer, "abc");
    cr_expect_str_eq(pox_buffer_text(&buffer), "abc");
    pox_buffer_append(&buffer, NULL, 0);
    pox_buffer_append_text(&buffer, "");
    pox_buffer_append_text(&buffer, "def");
    cr_expect_str_eq(pox_buffer_text(&buffer), "abcdef");
    cr_expect_eq(buffer.size, 6);
    pox_buffer_end(&buffer);
}

Test(memory, the_text_is_terminated_when_the_buffer_is_full_to_the_last_byte)
{
    struct pox_buffer buffer = new_buffer();

    pox_buffer_append(&buffer, "x", 1);
    while (buffer.size < buffer.capacity)
        pox_buffer_append(&buffer, "x", 1);
    cr_expect_eq(strlen(pox_buffer_text(&buffer)), buffer.size);
    pox_buffer_end(&buffer);
}

Test(memory, a_buffer_remembers_that_an_append_failed)
{
    struct ledger ledger = {.refuse = 2};
    struct pox_buffer buffer;
    static const char large[4096];

    pox_buffer_begin(&buffer, ledger_allocator(&ledger));
    pox_buffer_append_text(&buffer, "first");
    cr_expect_str_eq(pox_buffer_text(&buffer), "first");
    pox_buffer_append(&buffer, large, sizeof(large));
    cr_expect(buffer.failed);
    pox_buffer_append_text(&buffer, "later");
    cr_expect_null(pox_buffer_text(&buffer), "there would be memory again");
    cr_expect_not(pox_buffer_reserve(&buffer, 0));
    cr_expect_eq(buffer.size, 5, "nothing was appended after the failure");
    pox_buffer_end(&buffer);
    cr_expect_eq(ledger.live, 0);
}

Test(memory, a_buffer_refuses_a_size_that_overflows)
{
    struct pox_buffer buffer = new_buffer();

    pox_buffer_append_text(&buffer, "x");
    cr_expect_not(pox_buffer_reserve(&buffer, SIZE_MAX));
    cr_expect(buffer.failed);
    pox_buffer_end(&buffer);
}

static struct pox_arena *new_arena(struct ledger *ledger, size_t expect, void **root)
{
    struct pox_arena *arena = NULL;

    *root = pox_document_new(ledger_allocator(ledger), sizeof(struct pox_protocol),
                             expect, &arena);
    cr_assert_not_null(*root);
    return arena;
}

Test(memory, a_document_begins_all_zero_and_is_freed_in_one_call)
{
    static const struct pox_protocol nothing;
    struct ledger ledger = {.calls = 0};
    void *root;
    struct pox_arena *arena = new_arena(&ledger, 100, &root);

    cr_expect_eq(memcmp(root, &nothing, sizeof(nothing)), 0);
    for (size_t i = 0; i < 1000; i++)
        cr_assert_not_null(pox_arena_new(arena, 100));
    cr_expect_gt(ledger.live, 1, "this takes more than one block");
    pox_document_free(root);
    cr_expect_eq(ledger.live, 0);
    pox_document_free(NULL);
}

Test(memory, what_an_arena_gives_is_zero_aligned_and_its_own)
{
    struct ledger ledger = {.calls = 0};
    void *root;
    struct pox_arena *arena = new_arena(&ledger, 64, &root);
    unsigned char *given[300];

    for (size_t i = 0; i < COUNT(given); i++) {
        given[i] = pox_arena_new(arena, i + 1);
        cr_assert_not_null(given[i]);
        cr_assert_eq((uintptr_t)given[i] % alignof(max_align_t), 0, "size %zu", i + 1);
        for (size_t k = 0; k <= i; k++)
            cr_assert_eq(given[i][k], 0, "size %zu, byte %zu", i + 1, k);
        memset(given[i], (int)(i % 255) + 1, i + 1);
        cr_assert_not_null(pox_arena_text(arena, "x", 1), "breaks the alignment");
    }
    for (size_t i = 0; i < COUNT(given); i++) {
        for (size_t k = 0; k <= i; k++)
            cr_assert_eq(given[i][k], i % 255 + 1, "size %zu, byte %zu", i + 1, k);
    }
    pox_document_free(root);
}

Test(memory, an_arena_has_room_for_one_thing_of_any_size)
{
    static const size_t sizes[] = {0, 1, 4095, 4096, 4097, 65536, 65537, 1000000};

    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct ledger ledger = {.calls = 0};
        void *root;
        struct pox_arena *arena = new_arena(&ledger, 8, &root);
        char *bytes = calloc(1, sizes[i] + 1);
        char *text;

        memset(bytes, 'y', sizes[i]);
        text = pox_arena_text(arena, bytes, sizes[i]);
        cr_assert_not_null(text, "size %zu", sizes[i]);
        cr_expect_str_eq(text, bytes, "size %zu", sizes[i]);
        free(bytes);
        pox_document_free(root);
        cr_expect_eq(ledger.live, 0, "size %zu", sizes[i]);
    }
}

Test(memory, an_arena_refuses_sizes_that_overflow)
{
    struct ledger ledger = {.calls = 0};
    void *root;
    struct pox_arena *arena = new_arena(&ledger, 8, &root);
    size_t before = ledger.calls;

    cr_expect_null(pox_arena_new(arena, SIZE_MAX));
    cr_expect_null(pox_arena_new(arena, SIZE_MAX - 8));
    cr_expect_null(pox_arena_text(arena, "", SIZE_MAX));
    cr_expect_null(pox_arena_grow(arena, NULL, 0, SIZE_MAX / 2));
    cr_expect_eq(ledger.calls, before, "nobody was asked for that much");
    cr_expect_not_null(pox_arena_new(arena, 8), "and the arena still works");
    pox_document_free(root);
}

Test(memory, a_string_in_an_arena_tells_null_from_failure)
{
    struct ledger ledger = {.calls = 0};
    void *root;
    struct pox_arena *arena = new_arena(&ledger, 0, &root);
    bool ok = true;

    cr_expect_null(pox_arena_string(arena, NULL, &ok));
    cr_expect(ok, "NULL is no failure");
    cr_expect_str_eq(pox_arena_string(arena, "text", &ok), "text");
    cr_expect_str_empty(pox_arena_string(arena, "", &ok));
    cr_expect(ok);
    arena->left = 0;
    ledger.refuse = ledger.calls + 1;
    ledger.persistent = true;
    cr_expect_null(pox_arena_string(arena, "text", &ok));
    cr_expect_not(ok);
    cr_expect_null(pox_arena_string(arena, NULL, &ok));
    cr_expect_not(ok, "only ever turns false");
    pox_document_free(root);
    cr_expect_eq(ledger.live, 0);
}

Test(memory, lists_keep_their_items_while_they_grow)
{
    struct ledger ledger = {.calls = 0};
    void *root;
    struct pox_arena *arena = new_arena(&ledger, 0, &root);
    int *numbers = NULL;
    size_t moves = 0;

    for (size_t n = 0; n < 5000; n++) {
        int *grown = pox_arena_grow(arena, numbers, n, sizeof(*numbers));

        cr_assert_not_null(grown, "item %zu", n);
        moves += grown != numbers;
        numbers = grown;
        numbers[n] = (int)n;
    }
    for (size_t n = 0; n < 5000; n++)
        cr_assert_eq(numbers[n], (int)n, "item %zu", n);
    cr_expect_lt(moves, 20, "it moved %zu times", moves);
    pox_document_free(root);
}

Test(memory, a_list_of_structs_gets_zeroed_ones_at_its_end)
{
    struct ledger ledger = {.calls = 0};
    void *root;
    struct pox_arena *arena = new_arena(&ledger, 0, &root);
    struct pox_account account = {.n_protocols = 0};

    for (uint16_t i = 0; i < 100; i++) {
        struct pox_protocol *added = pox_arena_append(
            arena, &account.protocols, &account.n_protocols, sizeof(*added));

        cr_assert_not_null(added, "item %d", i);
        cr_assert_eq(account.n_protocols, i + 1u);
        cr_assert_eq(account.protocols[i], added);
        cr_expect_eq(added->port, 0);
        added->port = i;
    }
    for (uint16_t i = 0; i < 100; i++)
        cr_expect_eq(account.protocols[i]->port, i, "item %d", i);
    pox_document_free(root);
}

Test(memory, a_list_stays_as_it_was_when_there_is_no_memory)
{
    for (size_t refuse = 1;; refuse++) {
        struct ledger ledger = {.calls = 0};
        void *root;
        struct pox_arena *arena = new_arena(&ledger, 0, &root);
        struct pox_account account = {.n_protocols = 0};
        size_t n = 0;

        ledger.refuse = ledger.calls + refuse;
        while (n < 40 && pox_arena_append(arena, &account.protocols, &account.n_protocols,
                                          sizeof(struct pox_protocol)))
            n++;
        cr_expect_eq(account.n_protocols, n, "refused %zu", refuse);
        cr_expect_eq(n < 40, ledger.refused, "refused %zu", refuse);
        for (size_t i = 0; i < n; i++)
            cr_expect_eq(account.protocols[i]->port, 0, "refused %zu, item %zu", refuse,
                         i);
        pox_document_free(root);
        cr_expect_eq(ledger.live, 0, "refused %zu", refuse);
        if (!ledger.refused)
            return;
    }
}

Test(memory, no_memory_for_a_document_is_null)
{
    struct ledger ledger = {.refuse = 1};
    struct pox_arena *arena;

    cr_expect_null(pox_document_new(ledger_allocator(&ledger), 8, 8, &arena));
    cr_expect_eq(ledger.live, 0);
}
