/* SPDX-License-Identifier: MIT */
/** @file lxml: Python, in a process of its own, which takes its time itself. */
#include "peer.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct state {
    struct bench_filler filler;
    pid_t process;
    FILE *to;
    FILE *from;
    /** What the process has. */
    const struct bench_answer *answer;
    char *token;
    size_t token_capacity;
};

/* The process */

static void become_worker(const char *mode, const int to[2], const int from[2])
{
    dup2(to[0], STDIN_FILENO);
    dup2(from[1], STDOUT_FILENO);
    close(to[0]);
    close(from[1]);
    execl(BENCH_LXML_PYTHON, BENCH_LXML_PYTHON, "-B", BENCH_LXML_WORKER, mode,
          (char *)NULL);
    _exit(127);
}

static bool start_process(struct state *state, const char *mode)
{
    int to[2];
    int from[2];

    if (pipe(to) != 0)
        return false;
    if (pipe(from) != 0) {
        close(to[0]);
        close(to[1]);
        return false;
    }
    /* The next process must not keep this one's input open. */
    fcntl(to[1], F_SETFD, FD_CLOEXEC);
    fcntl(from[0], F_SETFD, FD_CLOEXEC);
    fflush(NULL);
    state->process = fork();
    if (state->process == 0)
        become_worker(mode, to, from);
    close(to[0]);
    close(from[1]);
    state->to = fdopen(to[1], "w");
    state->from = fdopen(from[0], "r");
    return state->process > 0 && state->to && state->from;
}

static void close_worker(void *data)
{
    struct state *state = data;

    if (state->to)
        fclose(state->to);
    if (state->from)
        fclose(state->from);
    if (state->process > 0)
        waitpid(state->process, NULL, 0);
    free(state->token);
    free(state);
}

static void *open_worker(const void *mode, const struct pox_allocator *allocator)
{
    struct state *state = bench_allocate(sizeof(*state));

    (void)allocator;
    if (start_process(state, mode))
        return state;
    close_worker(state);
    return NULL;
}

static void send_document(struct state *state, const struct bench_answer *answer)
{
    if (state->answer == answer)
        return;
    fprintf(state->to, "document %zu\n", answer->size);
    fwrite(answer->bytes, 1, answer->size, state->to);
    state->answer = answer;
}

static double measure(void *data, const struct bench_answer *answer, long n_times)
{
    struct state *state = data;
    double nanoseconds;

    send_document(state, answer);
    fprintf(state->to, "run %ld\n", n_times);
    fflush(state->to);
    if (fscanf(state->from, "%lf", &nanoseconds) == 1 && fgetc(state->from) == '\n')
        return nanoseconds;
    fprintf(stderr, "bench_peers: lxml has ended\n");
    exit(1);
}

/* What it has read */

/** A token is its kind, the size of its text, a colon and the text; 0: there is none. */
static int take_token(struct state *state, size_t *size)
{
    int kind = fgetc(state->from);

    if (kind == EOF || fscanf(state->from, "%zu", size) != 1 || fgetc(state->from) != ':')
        return 0;
    if (*size > state->token_capacity) {
        free(state->token);
        state->token = bench_allocate(*size);
        state->token_capacity = *size;
    }
    return fread(state->token, 1, *size, state->from) == *size ? kind : 0;
}

static bool take_attribute(struct state *state, size_t name_size)
{
    char name[64];
    size_t size;

    if (name_size >= sizeof(name))
        return false;
    memcpy(name, state->token, name_size);
    if (take_token(state, &size) != '=')
        return false;
    bench_fill_attribute(&state->filler, name, name_size, state->token, size);
    return true;
}

/** False: the document ends here, or it failed. */
static bool take_event(struct state *state, bool *good)
{
    size_t size = 0;
    int kind = take_token(state, &size);

    if (kind == '(')
        bench_fill_start(&state->filler, state->token, size);
    else if (kind == '"')
        bench_fill_text(&state->filler, state->token, size);
    else if (kind == ')')
        bench_fill_close(&state->filler);
    else if (kind != '@' || !take_attribute(state, size))
        *good = kind == '.';
    return *good && kind != '.';
}

static void *read_document(void *data, const struct bench_answer *answer)
{
    struct state *state = data;
    bool good = true;

    send_document(state, answer);
    fprintf(state->to, "read\n");
    fflush(state->to);
    bench_fill_begin(&state->filler, answer->size);
    while (take_event(state, &good))
        continue;
    return bench_fill_end(&state->filler, good);
}

static const struct bench_record *view(void *data, void *result)
{
    (void)data;
    return ((struct bench_result *)result)->document;
}

static void release(void *data, void *result)
{
    (void)data;
    bench_result_free(result);
}

#define READER                                                                           \
    .task = BENCH_READ, .open = open_worker, .close = close_worker,                      \
    .read = read_document, .view = view, .release = release, .measure = measure

const struct bench_contestant bench_lxml[] = {
    {.name = "lxml", .way = "tree", READER},
    {.name = "lxml to dict", .way = "dict", READER},
    {.name = NULL},
};
