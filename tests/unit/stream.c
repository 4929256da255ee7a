/* SPDX-License-Identifier: MIT */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static const char sample[] = "<Protocol><Type>IMAP</Type>\n<Server>a</Server></Protocol>";

/** A file that has these bytes, to be read from its beginning. */
static int file_of(const char *bytes, size_t size)
{
    FILE *file = tmpfile();

    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, size, file), size);
    cr_assert_eq(fflush(file), 0);
    rewind(file);
    return fileno(file);
}

Test(stream, a_descriptor_is_read_to_its_end)
{
    const struct pox_type *type;
    struct pox_error error;
    void *expected = read_quietly(&pox_protocol_descriptor, sample);
    void *value =
        pox_parse_fd(NULL, file_of(sample, sizeof(sample) - 1), NULL, &type, &error);

    cr_assert_not_null(value, "%s", error.message);
    cr_expect_eq(type, &pox_protocol_descriptor);
    cr_expect(pox_equal(type, value, expected));
    pox_free(value);
    pox_free(expected);
}

Test(stream, what_comes_through_a_pipe_in_bits_is_read)
{
    int ends[2];
    struct pox_error error;
    void *value;

    cr_assert_eq(pipe(ends), 0);
    if (fork() == 0) {
        for (size_t i = 0; i < sizeof(sample) - 1; i++) {
            if (write(ends[1], sample + i, 1) != 1)
                _exit(1);
        }
        _exit(0);
    }
    close(ends[1]);
    value = pox_parse_fd(&pox_protocol_descriptor, ends[0], NULL, NULL, &error);
    cr_expect_not_null(value, "%s", error.message);
    pox_free(value);
}

Test(stream, a_document_is_refused_as_it_would_be_in_memory)
{
    static const char bad[] = "<Protocol>\n</a>";
    const struct pox_type *type = &pox_protocol_descriptor;
    struct pox_error expected = refusal_of(bad);
    struct pox_error error;

    cr_expect_null(
        pox_parse_fd(NULL, file_of(bad, sizeof(bad) - 1), NULL, &type, &error));
    cr_expect_null(type);
    cr_expect_eq(error.status, POX_ERROR_XML);
    cr_expect_eq(error.line, expected.line);
    cr_expect_eq(error.column, expected.column);
    cr_expect_str_eq(error.message, expected.message);
}

Test(stream, no_more_is_read_than_is_allowed)
{
    static char blanks[200000];
    struct pox_parse_options options = {.limits.document_bytes = 100};
    struct pox_error error;
    int file;

    memset(blanks, ' ', sizeof(blanks));
    file = file_of(blanks, sizeof(blanks));
    cr_expect_null(pox_parse_fd(NULL, file, &options, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_LIMIT);
    cr_expect_lt(lseek(file, 0, SEEK_CUR), 20000);
}

Test(stream, a_descriptor_that_cannot_be_read_is_an_error_of_its_own)
{
    struct pox_error error;

    cr_expect_null(pox_parse_fd(NULL, -1, NULL, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_INPUT);
    cr_expect_not_null(strstr(error.message, strerror(EBADF)), "%s", error.message);
    cr_expect_null(pox_parse_fd(NULL, -1, NULL, NULL, NULL));
}

Test(stream, a_parser_needs_memory_and_a_whole_allocator)
{
    struct ledger ledger = {.refuse = 1};
    struct pox_allocator allocator = ledger_allocator(&ledger);
    struct pox_parse_options options = {.allocator = &allocator};
    struct pox_error error;

    cr_expect_null(pox_parse_fd(NULL, file_of(sample, 5), &options, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_NO_MEMORY);
    allocator.release = NULL;
    cr_expect_null(pox_parse_fd(NULL, file_of(sample, 5), &options, NULL, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
}

/* Writing */

/** A sink with room for a number of bytes. */
struct jar {
    char bytes[1000];
    size_t size;
    size_t room;
    size_t n_calls;
};

static size_t fill_jar(void *data, const char *bytes, size_t size)
{
    struct jar *jar = data;
    size_t n = size < jar->room ? size : jar->room;

    jar->n_calls++;
    memcpy(jar->bytes + jar->size, bytes, n);
    jar->size += n;
    jar->room -= n;
    return n;
}

static const struct pox_protocol protocol = {.server = "mail.example.com"};

Test(stream, a_sink_gets_what_would_be_returned)
{
    for (int compact = 0; compact < 2; compact++) {
        struct pox_write_options options = {.compact = compact};
        struct jar jar = {.room = sizeof(jar.bytes)};
        char *expected = written(&pox_protocol_descriptor, &protocol, compact);

        cr_expect(pox_write(&pox_protocol_descriptor, &protocol, &options, fill_jar, &jar,
                            NULL));
        cr_expect_eq(jar.size, strlen(expected));
        cr_expect_arr_eq(jar.bytes, expected, jar.size);
        free(expected);
    }
}

Test(stream, a_sink_that_takes_too_little_is_reported)
{
    char *expected = written(&pox_protocol_descriptor, &protocol, false);
    size_t size = strlen(expected);

    for (size_t room = 0; room <= size; room++) {
        struct jar jar = {.room = room};
        struct pox_error error;
        bool good =
            pox_write(&pox_protocol_descriptor, &protocol, NULL, fill_jar, &jar, &error);

        cr_expect_eq(good, room == size, "room for %zu", room);
        cr_expect_eq(error.status, room == size ? POX_OK : POX_ERROR_OUTPUT);
    }
    free(expected);
}

Test(stream, a_sink_sees_nothing_of_what_cannot_be_written)
{
    static const struct pox_protocol bad = {.server = "\x01"};
    struct jar jar = {.room = sizeof(jar.bytes)};
    struct pox_error error;

    cr_expect_not(
        pox_write(&pox_protocol_descriptor, &bad, NULL, fill_jar, &jar, &error));
    cr_expect_eq(error.status, POX_ERROR_TEXT);
    cr_expect_str_eq(error.path, "/Protocol/Server");
    cr_expect_eq(jar.n_calls, 0);
    cr_expect_not(
        pox_write(&pox_protocol_descriptor, &protocol, NULL, NULL, &jar, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
}

Test(stream, the_text_for_a_sink_is_given_back)
{
    struct ledger ledger = {.calls = 0};
    struct pox_allocator allocator = ledger_allocator(&ledger);
    struct pox_write_options options = {.allocator = &allocator};
    struct jar jar = {.room = 10};

    cr_expect_not(
        pox_write(&pox_protocol_descriptor, &protocol, &options, fill_jar, &jar, NULL));
    cr_expect_gt(ledger.calls, 0);
    cr_expect_eq(ledger.live, 0);
}

Test(stream, a_descriptor_gets_all_even_when_it_takes_little_at_once)
{
    static char name[300000];
    struct pox_protocol large = {.server = name};
    int ends[2];
    size_t n_read = 0;
    struct pox_error error;

    memset(name, 'x', sizeof(name) - 1);
    cr_assert_eq(pipe(ends), 0);
    if (fork() == 0) {
        close(ends[0]);
        _exit(pox_write_fd(&pox_protocol_descriptor, &large, NULL, ends[1], &error) ? 0
                                                                                    : 1);
    }
    close(ends[1]);
    for (ssize_t n; (n = read(ends[0], name, 1000)) > 0;)
        n_read += (size_t)n;
    cr_expect_gt(n_read, sizeof(name));
}

Test(stream, a_descriptor_gets_what_would_be_returned)
{
    char *expected = written(&pox_protocol_descriptor, &protocol, false);
    char found[1000] = "";
    int ends[2];

    cr_assert_eq(pipe(ends), 0);
    cr_expect(pox_write_fd(&pox_protocol_descriptor, &protocol, NULL, ends[1], NULL));
    close(ends[1]);
    cr_expect_eq(read(ends[0], found, sizeof(found) - 1), (ssize_t)strlen(expected));
    cr_expect_str_eq(found, expected);
    close(ends[0]);
    free(expected);
}

Test(stream, a_descriptor_that_cannot_be_written_to_is_reported)
{
    static const struct pox_protocol bad = {.server = "\x01"};
    int full = open("/dev/full", O_WRONLY);
    struct pox_error error;
    int ends[2];

    cr_assert_geq(full, 0);
    cr_expect_not(pox_write_fd(&pox_protocol_descriptor, &protocol, NULL, full, &error));
    cr_expect_eq(error.status, POX_ERROR_OUTPUT);
    cr_expect_not_null(strstr(error.message, strerror(ENOSPC)), "%s", error.message);
    cr_expect_not(pox_write_fd(&pox_protocol_descriptor, &bad, NULL, full, NULL));
    cr_assert_eq(pipe(ends), 0);
    close(ends[0]);
    signal(SIGPIPE, SIG_IGN);
    cr_expect_not(
        pox_write_fd(&pox_protocol_descriptor, &protocol, NULL, ends[1], &error));
    cr_expect_not_null(strstr(error.message, strerror(EPIPE)), "%s", error.message);
}
