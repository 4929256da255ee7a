/* SPDX-License-Identifier: MIT */
/*
 * Runs a fuzzer without libFuzzer, so that any compiler and valgrind can:
 *
 *     fuzz_NAME [--runs N] [--save FILE] DIR...
 *
 * Executes every file of the folders, and then N inputs made from them, always the same ones.
 * The input at hand when it ends badly is saved in FILE.
 */
#include "fuzzer.h"

#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_SIZE = 4096, MAX_FILE = 1 << 20, MAX_PATH = 4096 };

struct input {
    uint8_t *bytes;
    size_t size;
};

struct inputs {
    struct input *items;
    size_t n;
};

/* A fuzzer may have it or not. */
__attribute__((weak)) size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size,
                                                     size_t max_size, unsigned seed);

/* A sanitizer that ends the program calls this first. */
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)(void));

/* What the handler of a crash and the engine's own mutations must find. */
static struct input current;
static const char *save_path = "failure";
static uint64_t random_state = 1;

/* Reading folders */

static void *allocate(size_t size)
{
    void *memory = malloc(size > 0 ? size : 1);

    if (!memory) {
        fprintf(stderr, "out of memory\n");
        exit(2);
    }
    return memory;
}

/** Into memory that ends with the bytes, so that a sanitizer sees reads past their end. */
static struct input copy(const uint8_t *bytes, size_t size)
{
    struct input input = {allocate(size), size};

    memcpy(input.bytes, bytes, size);
    return input;
}

static void add_file(struct inputs *inputs, const char *path)
{
    static uint8_t room[MAX_FILE];
    FILE *stream = fopen(path, "rb");
    size_t size;

    if (!stream) {
        perror(path);
        exit(2);
    }
    size = fread(room, 1, sizeof(room), stream);
    fclose(stream);
    inputs->items = realloc(inputs->items, (inputs->n + 1) * sizeof(*inputs->items));
    if (!inputs->items)
        exit(2);
    inputs->items[inputs->n++] = copy(room, size);
}

static bool is_input(const char *path)
{
    const char *dot = strrchr(path, '.');
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
           !(dot && strcmp(dot, ".expect") == 0);
}

/** Adds the files of a folder, by name, so that every run has them in the same order. */
static void add_folder(struct inputs *inputs, const char *folder)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, NULL, alphasort);

    if (n < 0) {
        perror(folder);
        exit(2);
    }
    for (int i = 0; i < n; i++) {
        char path[MAX_PATH];

        snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
        if (is_input(path))
            add_file(inputs, path);
        free(entries[i]);
    }
    free(entries);
}

/* Executing */

/** Saves the input at hand; called from signal handlers. */
static void save(void)
{
    FILE *stream = fopen(save_path, "wb");

    if (!stream)
        return;
    fwrite(current.bytes, 1, current.size, stream);
    fclose(stream);
    fprintf(stderr, "the input is in %s\n", save_path);
}

static void on_signal(int number)
{
    save();
    signal(number, SIG_DFL);
    raise(number);
}

static void watch(void)
{
    signal(SIGABRT, on_signal);
    signal(SIGSEGV, on_signal);
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(save);
}

static void execute(const uint8_t *bytes, size_t size)
{
    current = copy(bytes, size);
    LLVMFuzzerTestOneInput(current.bytes, current.size);
    free(current.bytes);
    current = (struct input){NULL, 0};
}

/* Mutating */

static void remove_bytes(uint8_t *data, size_t *size, size_t at, size_t n)
{
    memmove(data + at, data + at + n, *size - at - n);
    *size -= n;
}

/** Repeats some bytes behind themselves. */
static void repeat_bytes(uint8_t *data, size_t *size, size_t at, size_t n)
{
    memmove(data + at + n, data + at, *size - at);
    *size += n;
}

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size)
{
    size_t at = size > 0 ? fuzz_random(&random_state, size) : 0;
    size_t n = size > at ? 1 + fuzz_random(&random_state, size - at) % 32 : 0;

    switch (fuzz_random(&random_state, 4)) {
    case 0:
        if (size > 0)
            data[at] ^= (uint8_t)(1u << fuzz_random(&random_state, 8));
        break;
    case 1:
        if (size > 0)
            data[at] = (uint8_t)fuzz_random(&random_state, 256);
        break;
    case 2:
        if (at + n <= size)
            remove_bytes(data, &size, at, n);
        break;
    default:
        if (at + n <= size && size + n <= max_size)
            repeat_bytes(data, &size, at, n);
    }
    return size;
}

/** Begins like one input and ends like another. */
static size_t splice(uint8_t *data, const struct input *a, const struct input *b)
{
    size_t head = fuzz_random(&random_state, a->size + 1);
    size_t tail = fuzz_random(&random_state, b->size + 1);

    head = head < MAX_SIZE ? head : MAX_SIZE;
    tail = tail < MAX_SIZE - head ? tail : MAX_SIZE - head;
    memcpy(data, a->bytes, head);
    if (tail > 0)
        memcpy(data + head, b->bytes + b->size - tail, tail);
    return head + tail;
}

static size_t take(uint8_t *data, const struct input *input)
{
    size_t size = input->size < MAX_SIZE ? input->size : MAX_SIZE;

    memcpy(data, input->bytes, size);
    return size;
}

static void execute_mutation(const struct inputs *inputs)
{
    static uint8_t data[MAX_SIZE];
    const struct input *a = &inputs->items[fuzz_random(&random_state, inputs->n)];
    const struct input *b = &inputs->items[fuzz_random(&random_state, inputs->n)];
    size_t size = fuzz_random(&random_state, 8) == 0 ? splice(data, a, b) : take(data, a);

    for (size_t i = 1 + fuzz_random(&random_state, 4); i-- > 0;) {
        unsigned seed = (unsigned)fuzz_random(&random_state, 1u << 31);

        size = LLVMFuzzerCustomMutator
                   ? LLVMFuzzerCustomMutator(data, size, MAX_SIZE, seed)
                   : LLVMFuzzerMutate(data, size, MAX_SIZE);
    }
    execute(data, size);
}

int main(int argc, char **argv)
{
    struct inputs inputs = {NULL, 0};
    unsigned long runs = 0;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--runs") == 0 && i + 1 < argc)
            runs = strtoul(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--save") == 0 && i + 1 < argc)
            save_path = argv[++i];
        else
            add_folder(&inputs, argv[i]);
    }
    if (inputs.n == 0) {
        fprintf(stderr, "usage: %s [--runs N] [--save FILE] DIR... with files\n",
                argv[0]);
        return 2;
    }
    watch();
    for (size_t i = 0; i < inputs.n; i++)
        execute(inputs.items[i].bytes, inputs.items[i].size);
    for (unsigned long i = 0; i < runs; i++)
        execute_mutation(&inputs);
    for (size_t i = 0; i < inputs.n; i++)
        free(inputs.items[i].bytes);
    free(inputs.items);
    printf("%lu executions, nothing found\n", inputs.n + runs);
    return 0;
}
