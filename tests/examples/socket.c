/* SPDX-License-Identifier: MIT */
/*
 * Reads a document from a socket while it arrives, and prints it as JSON.
 *
 *     socket 127.0.0.1 8080 [MILLISECONDS]
 *
 * The other side ends the document by closing the connection. There is so much time for all of
 * it, not for each piece, so that nobody can keep the program busy a byte at a time.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pox/pox.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { USUAL_PATIENCE = 10000 };

/** Milliseconds of a clock that nobody sets. */
static long long now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

/** Waits until a socket is ready; false, with errno, when it is not in time. */
static bool wait_for(int socket, short events, long long deadline)
{
    struct pollfd ready = {.fd = socket, .events = events};

    for (;;) {
        long long left = deadline - now();
        int n = poll(&ready, 1, left > 0 ? (int)left : 0);

        if (n > 0)
            return true;
        if (n == 0)
            errno = ETIMEDOUT;
        if (n == 0 || errno != EINTR)
            return false;
    }
}

/** Connects a socket that does not block. False, with errno: nobody is there. */
static bool connect_to(int socket, const struct addrinfo *to, long long deadline)
{
    int problem = 0;
    socklen_t size = sizeof(problem);

    if (connect(socket, to->ai_addr, to->ai_addrlen) == 0)
        return true;
    /* Interrupted, it goes on by itself, too. */
    if (errno != EINPROGRESS && errno != EINTR)
        return false;
    if (!wait_for(socket, POLLOUT, deadline) ||
        getsockopt(socket, SOL_SOCKET, SO_ERROR, &problem, &size) != 0)
        return false;
    errno = problem;
    return problem == 0;
}

/** A socket that does not block, and is connected; -1 with errno: there is none. */
static int open_socket(const struct addrinfo *to, long long deadline)
{
    int descriptor = socket(to->ai_family, to->ai_socktype, to->ai_protocol);
    int problem;

    if (descriptor < 0)
        return -1;
    if (fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 &&
        connect_to(descriptor, to, deadline))
        return descriptor;
    problem = errno;
    close(descriptor);
    errno = problem;
    return -1;
}

/** Tries all addresses of a host. -1: none will do, and it has been said why. */
static int open_host(const char *host, const char *port, long long deadline)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *addresses;
    int problem = getaddrinfo(host, port, &hints, &addresses);
    int descriptor = -1;

    if (problem) {
        fprintf(stderr, "socket: %s: %s\n", host, gai_strerror(problem));
        return -1;
    }
    for (struct addrinfo *at = addresses; at && descriptor < 0; at = at->ai_next)
        descriptor = open_socket(at, deadline);
    if (descriptor < 0)
        fprintf(stderr, "socket: %s: %s\n", host, strerror(errno));
    freeaddrinfo(addresses);
    return descriptor;
}

/** The next piece, as read() gives it; -1 when none comes in time, too. */
static ssize_t next_piece(int socket, char *piece, size_t size, long long deadline)
{
    for (;;) {
        ssize_t n = wait_for(socket, POLLIN, deadline) ? read(socket, piece, size) : -2;

        if (n >= 0)
            return n;
        if (n == -2 || (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK))
            return -1;
    }
}

/** Reads up to the end of the stream; NULL: it has been said why there is no document. */
static struct pox_autodiscover *receive(struct pox_parser *parser, int socket,
                                        long long deadline)
{
    struct pox_autodiscover *message = NULL;
    struct pox_error error;
    char piece[4096];
    bool good = true;
    ssize_t n;

    while (good && (n = next_piece(socket, piece, sizeof(piece), deadline)) != 0) {
        if (n < 0) {
            fprintf(stderr, "socket: %s\n", strerror(errno));
            return NULL;
        }
        /* False as soon as it is clear that no document will come of it. */
        good = pox_parser_feed(parser, piece, (size_t)n, &error);
    }
    if (good)
        message = pox_parser_finish(parser, NULL, &error);
    if (!message)
        fprintf(stderr, "socket: %zu:%zu: %s [%s]\n", error.line, error.column,
                error.message, pox_status_name(error.status));
    return message;
}

static bool print(const struct pox_autodiscover *message)
{
    char *json = pox_autodiscover_to_json(message, NULL, NULL, NULL);
    bool good = json && fputs(json, stdout) != EOF && fflush(stdout) == 0;

    if (!good)
        fprintf(stderr, "socket: the document cannot be printed\n");
    free(json);
    return good;
}

int main(int argc, char **argv)
{
    long long deadline = now() + (argc > 3 ? atoi(argv[3]) : USUAL_PATIENCE);
    struct pox_parser *parser = pox_parser_new(pox_message_type(), NULL, NULL);
    struct pox_autodiscover *message = NULL;
    int socket = parser && argc > 2 ? open_host(argv[1], argv[2], deadline) : -1;
    bool good;

    if (argc < 3)
        fprintf(stderr, "usage: socket HOST PORT [MILLISECONDS]\n");
    else if (!parser)
        fprintf(stderr, "socket: out of memory\n");
    if (socket >= 0) {
        message = receive(parser, socket, deadline);
        close(socket);
    }
    good = message && print(message);
    pox_autodiscover_free(message);
    pox_parser_free(parser);
    return good ? 0 : 1;
}
