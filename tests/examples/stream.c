/* SPDX-License-Identifier: MIT */
#include <pox/pox.h>
#include <stdio.h>

/** Reads a message piece by piece, as it comes; NULL with *error set. */
static struct pox_autodiscover *receive(FILE *stream, struct pox_error *error)
{
    struct pox_parser *parser = pox_parser_new(pox_message_type(), NULL, error);
    struct pox_autodiscover *message = NULL;
    char piece[500];
    bool good = parser;
    size_t size;

    while (good && (size = fread(piece, 1, sizeof(piece), stream)) > 0)
        good = pox_parser_feed(parser, piece, size, error);
    if (good)
        message = pox_parser_finish(parser, NULL, error);
    pox_parser_free(parser);
    return message;
}

/** Hands bytes on, as pox_write() wants it. */
static size_t send_bytes(void *data, const char *bytes, size_t size)
{
    return fwrite(bytes, 1, size, data);
}

int main(void)
{
    struct pox_error error;
    struct pox_autodiscover *message = receive(stdin, &error);
    bool good;

    if (!message) {
        fprintf(stderr, "%zu:%zu: %s [%s]\n", error.line, error.column, error.message,
                pox_status_name(error.status));
        return 1;
    }
    good = pox_write(pox_message_type(), message, NULL, send_bytes, stdout, &error);
    if (!good)
        fprintf(stderr, "%s: %s\n", error.path, error.message);
    pox_autodiscover_free(message);
    return good ? 0 : 1;
}
