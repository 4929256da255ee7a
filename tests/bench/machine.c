/* SPDX-License-Identifier: MIT */
#include "machine.h"

#include "results.h"

#include <libxml/xmlversion.h>
#include <sys/utsname.h>
#include <time.h>

#if defined(__clang__)
#define COMPILER __VERSION__
#elif defined(__GNUC__)
#define COMPILER "gcc " __VERSION__
#else
#define COMPILER "unknown"
#endif

static void report(FILE *csv, const char *name, const char *value)
{
    printf("%-12s %s\n", name, value);
    bench_write_csv(csv, "machine", name, "", "", value);
}

/** The model as Linux tells it; elsewhere the kind of processor must do. */
static void find_processor(char *room, size_t size)
{
    FILE *stream = fopen("/proc/cpuinfo", "r");
    struct utsname name;
    char line[256];
    bool found = false;

    while (stream && !found && fgets(line, sizeof(line), stream)) {
        found =
            strncmp(line, "model name", strlen("model name")) == 0 && strchr(line, ':');
        if (found)
            snprintf(room, size, "%.*s", (int)strcspn(strchr(line, ':') + 2, "\n"),
                     strchr(line, ':') + 2);
    }
    if (stream)
        fclose(stream);
    if (!found)
        snprintf(room, size, "%s", uname(&name) >= 0 ? name.machine : "unknown");
}

void bench_report_machine(const struct bench_pace *pace, FILE *csv)
{
    char processor[256];
    char slices[64];
    char date[32];
    time_t now = time(NULL);

    strftime(date, sizeof(date), "%Y-%m-%d", gmtime(&now));
    snprintf(slices, sizeof(slices), "%d of %g ms", pace->n_rounds, pace->milliseconds);
    find_processor(processor, sizeof(processor));
    report(csv, "date", date);
    report(csv, "processor", processor);
    report(csv, "compiler", COMPILER);
    report(csv, "build", BENCH_BUILD);
    report(csv, "libxml2", LIBXML_DOTTED_VERSION);
    report(csv, "slices", slices);
    report(csv, "not found", BENCH_MISSING);
}
