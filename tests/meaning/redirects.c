/* SPDX-License-Identifier: MIT */
/* Following redirects, and what is refused. */
#include "support.h"

#include <pox/redirects.h>

#define FIRST_ADDRESS "alice@example.com"
#define FIRST_URL     "https://one.example/autodiscover.xml"

/** An answer that redirects to an address, or to a URL. */
static struct pox_answer to_address(const char *target)
{
    return (struct pox_answer){.kind = POX_ANSWER_REDIRECT_ADDRESS,
                               .target = target,
                               .target_size = target ? strlen(target) : 0};
}

static struct pox_answer to_url(const char *target)
{
    return (struct pox_answer){.kind = POX_ANSWER_REDIRECT_URL,
                               .target = target,
                               .target_size = target ? strlen(target) : 0};
}

static struct pox_redirects *begin(const char *address, const char *url)
{
    struct pox_error error;
    struct pox_redirects *redirects = pox_redirects_new(address, url, NULL, &error);

    cr_assert_not_null(redirects, "%s", error.message);
    return redirects;
}

static void expect_state(const struct pox_redirects *redirects, const char *address,
                         const char *url, size_t count, const char *label)
{
    const char *found = pox_redirects_url(redirects);

    cr_expect_str_eq(pox_redirects_address(redirects), address, "%s: %s", label,
                     pox_redirects_address(redirects));
    cr_expect_eq(found != NULL, url != NULL, "%s: %s", label, found ? found : "(none)");
    if (found && url)
        cr_expect_str_eq(found, url, "%s: %s", label, found);
    cr_expect_eq(pox_redirects_count(redirects), count, "%s: %zu", label,
                 pox_redirects_count(redirects));
}

/** Follows one, or is refused one, and checks that the error and the state go with that. */
static void expect_verdict(struct pox_redirects *redirects,
                           const struct pox_answer *answer,
                           enum pox_redirect_verdict expected, const char *label)
{
    const char *address = pox_redirects_address(redirects);
    const char *url = pox_redirects_url(redirects);
    size_t count = pox_redirects_count(redirects);
    struct pox_error error;
    enum pox_redirect_verdict verdict = pox_redirects_follow(redirects, answer, &error);
    bool is_refused = expected != POX_REDIRECT_FOLLOW && expected != POX_REDIRECT_NONE;

    cr_expect_eq(verdict, expected, "%s: verdict %d, %s", label, (int)verdict,
                 error.message);
    cr_expect_eq(error.status, is_refused ? POX_ERROR_VALUE : POX_OK, "%s: status %s",
                 label, pox_status_name(error.status));
    cr_expect_eq(error.message[0] != '\0', is_refused, "%s: %s", label, error.message);
    if (verdict != POX_REDIRECT_FOLLOW)
        expect_state(redirects, address, url, count, label);
}

/* Chains */

struct step {
    /** One of the two, or none: an answer with settings. */
    const char *address;
    const char *url;
    enum pox_redirect_verdict verdict;
};

enum { MAX_STEPS = 6 };

struct row {
    const char *label;
    const char *url;
    struct step steps[MAX_STEPS];
};

static const struct row rows[] = {
    {"to a URL", FIRST_URL, {{NULL, "https://two.example/x", POX_REDIRECT_FOLLOW}}},
    {"to an address", FIRST_URL, {{"b@example.com", NULL, POX_REDIRECT_FOLLOW}}},
    {"to settings", FIRST_URL, {{NULL, NULL, POX_REDIRECT_NONE}}},
    {"through several",
     NULL,
     {{NULL, "https://two.example/x", POX_REDIRECT_FOLLOW},
      {NULL, "https://three.example/x", POX_REDIRECT_FOLLOW},
      {"b@example.com", NULL, POX_REDIRECT_FOLLOW},
      {"c@example.com", NULL, POX_REDIRECT_FOLLOW},
      {NULL, "https://two.example/x", POX_REDIRECT_FOLLOW},
      {NULL, NULL, POX_REDIRECT_NONE}}},

    {"to the address itself",
     FIRST_URL,
     {{FIRST_ADDRESS, NULL, POX_REDIRECT_REFUSED_ADDRESS_ASKED}}},
    {"to the address itself in another case",
     FIRST_URL,
     {{"ALICE@Example.COM", NULL, POX_REDIRECT_REFUSED_ADDRESS_ASKED}}},
    {"back to the first address",
     FIRST_URL,
     {{"b@example.com", NULL, POX_REDIRECT_FOLLOW},
      {"c@example.com", NULL, POX_REDIRECT_FOLLOW},
      {FIRST_ADDRESS, NULL, POX_REDIRECT_REFUSED_ADDRESS_ASKED},
      {"B@EXAMPLE.COM", NULL, POX_REDIRECT_REFUSED_ADDRESS_ASKED}}},
    {"to an address that only begins alike",
     FIRST_URL,
     {{FIRST_ADDRESS ".org", NULL, POX_REDIRECT_FOLLOW},
      {"lice@example.com", NULL, POX_REDIRECT_FOLLOW}}},
    {"to an address that differs in a letter beyond ASCII",
     FIRST_URL,
     {{"\xC3\xA4@example.com", NULL, POX_REDIRECT_FOLLOW},
      {"\xC3\x84@example.com", NULL, POX_REDIRECT_FOLLOW}}},

    {"to the URL itself", FIRST_URL, {{NULL, FIRST_URL, POX_REDIRECT_REFUSED_URL_ASKED}}},
    {"to the URL itself in another case",
     FIRST_URL,
     {{NULL, "HTTPS://One.Example/autodiscover.xml", POX_REDIRECT_REFUSED_URL_ASKED}}},
    {"to another path by its case",
     FIRST_URL,
     {{NULL, "https://one.example/Autodiscover.xml", POX_REDIRECT_FOLLOW}}},
    {"to another port",
     "https://a.example",
     {{NULL, "https://a.example:444", POX_REDIRECT_FOLLOW}}},
    {"back to the first URL",
     FIRST_URL,
     {{NULL, "https://two.example/x", POX_REDIRECT_FOLLOW},
      {NULL, FIRST_URL, POX_REDIRECT_REFUSED_URL_ASKED},
      {NULL, "https://two.example/x", POX_REDIRECT_REFUSED_URL_ASKED}}},
    {"to the first URL, about another address",
     FIRST_URL,
     {{"b@example.com", NULL, POX_REDIRECT_FOLLOW},
      {NULL, FIRST_URL, POX_REDIRECT_FOLLOW},
      {NULL, FIRST_URL, POX_REDIRECT_REFUSED_URL_ASKED}}},

    {"from https to http",
     FIRST_URL,
     {{NULL, "http://two.example/x", POX_REDIRECT_REFUSED_DOWNGRADE}}},
    {"from https to http in another case",
     "HTTPS://one.example/",
     {{NULL, "HTTP://two.example/x", POX_REDIRECT_REFUSED_DOWNGRADE}}},
    {"from https to http at the same host",
     FIRST_URL,
     {{NULL, "http://one.example/autodiscover.xml", POX_REDIRECT_REFUSED_DOWNGRADE}}},
    {"from http to https and back",
     "http://one.example/",
     {{NULL, "http://two.example/", POX_REDIRECT_FOLLOW},
      {NULL, "https://one.example/", POX_REDIRECT_FOLLOW},
      {NULL, "http://three.example/", POX_REDIRECT_REFUSED_DOWNGRADE}}},
    {"from an unknown URL to http",
     NULL,
     {{NULL, "http://two.example/x", POX_REDIRECT_REFUSED_DOWNGRADE}}},
    {"from https to http by way of an address",
     FIRST_URL,
     {{"b@example.com", NULL, POX_REDIRECT_FOLLOW},
      {NULL, "http://two.example/x", POX_REDIRECT_REFUSED_DOWNGRADE}}},

    {"on after a refusal",
     FIRST_URL,
     {{NULL, "http://two.example/x", POX_REDIRECT_REFUSED_DOWNGRADE},
      {FIRST_ADDRESS, NULL, POX_REDIRECT_REFUSED_ADDRESS_ASKED},
      {NULL, "https://two.example/x", POX_REDIRECT_FOLLOW}}},
};

static void run(const struct row *row)
{
    struct pox_redirects *redirects = begin(FIRST_ADDRESS, row->url);
    const char *address = FIRST_ADDRESS;
    const char *url = row->url;
    size_t count = 0;

    for (size_t i = 0; i < MAX_STEPS; i++) {
        const struct step *step = &row->steps[i];
        struct pox_answer answer = {.kind = POX_ANSWER_SETTINGS};

        if (step->address)
            answer = to_address(step->address);
        else if (step->url)
            answer = to_url(step->url);
        else if (step->verdict != POX_REDIRECT_NONE)
            break;
        expect_verdict(redirects, &answer, step->verdict, row->label);
        if (step->verdict == POX_REDIRECT_FOLLOW) {
            address = step->address ? step->address : address;
            url = step->url;
            count++;
        }
        expect_state(redirects, address, url, count, row->label);
    }
    pox_redirects_free(redirects);
}

Test(redirects, are_followed_or_refused)
{
    for (size_t i = 0; i < COUNT(rows); i++)
        run(&rows[i]);
}

Test(redirects, are_followed_ten_times)
{
    struct pox_redirects *redirects = begin(FIRST_ADDRESS, FIRST_URL);
    struct pox_answer url = to_url("https://last.example/");
    struct pox_answer address = to_address("last@example.com");
    struct pox_answer again = to_address(FIRST_ADDRESS);

    cr_expect_eq(POX_MAX_REDIRECTS, 10);
    for (int i = 0; i < POX_MAX_REDIRECTS; i++) {
        char target[64];
        struct pox_answer answer;

        snprintf(target, sizeof(target),
                 i % 2 ? "user%d@example.com" : "https://host%d.example/", i);
        answer = i % 2 ? to_address(target) : to_url(target);
        expect_verdict(redirects, &answer, POX_REDIRECT_FOLLOW, target);
        cr_expect_eq(pox_redirects_count(redirects), (size_t)i + 1);
    }
    expect_verdict(redirects, &url, POX_REDIRECT_REFUSED_TOO_MANY, "an eleventh");
    expect_verdict(redirects, &address, POX_REDIRECT_REFUSED_TOO_MANY, "an eleventh");
    expect_verdict(redirects, &again, POX_REDIRECT_REFUSED_TOO_MANY, "an eleventh");
    expect_verdict(redirects, &(struct pox_answer){.kind = POX_ANSWER_SETTINGS},
                   POX_REDIRECT_NONE, "settings after ten");
    expect_state(redirects, "user9@example.com", NULL, 10, "after ten");
    pox_redirects_free(redirects);
}

/* Targets */

struct target_row {
    const char *target;
    bool good;
};

static const struct target_row urls[] = {
    {"https://a.example", true},
    {"https://a.example/", true},
    {"hTTps://a.example:8443/x?y=z#f", true},
    {"https://user@a.example/", true},
    {"https://[2001:db8::1]/", true},
    {"https://a?x", true},
    {"https://a.example/\xC3\xA4", true},
    {NULL, false},
    {"", false},
    {"/autodiscover.xml", false},
    {"a.example", false},
    {"//a.example/", false},
    {"https:", false},
    {"https:/a.example/", false},
    {"https://", false},
    {"https:///path", false},
    {"https://?a", false},
    {"https://#a", false},
    {"https://:443/", false},
    {"https://user@/", false},
    {"https://user@:443/", false},
    {"https://a.example/ x", false},
    {"https://a.example/\nx", false},
    {"https://a.example/\x01", false},
    {"https://a.example/\x7F", false},
    {"https://a.example\\@b.example/", false},
    {"ftp://a.example/", false},
    {"file:///etc/passwd", false},
    {"httpsx://a.example/", false},
    {"javascript:alert(1)", false},
    {"alice@a.example", false},
};

static const struct target_row addresses[] = {
    {"b@a.example", true},
    {"\"b\\c\"@a.example", true},
    {"\xC3\xA4@a.example", true},
    {NULL, false},
    {"", false},
    {"b", false},
    {"@a.example", false},
    {"b@", false},
    {"b c@a.example", false},
    {"b@a.example\r\nX: y", false},
    {"b@a.example\x7F", false},
    {"b\x01@a.example", false},
    {"https://a.example/", false},
    {"\"b/c\"@a.example", true},
    {"b@a.example/x?y=", false},
    {"b@a.example#", false},
    {"b@a.example:9", false},
    {"b@a.example\\", false},
    {"b@a%2Eexample", false},
    {"b@[127.0.0.1]", false},
};

Test(redirects, lead_to_a_web_url_or_an_address)
{
    for (size_t i = 0; i < COUNT(urls) + COUNT(addresses); i++) {
        bool is_url = i < COUNT(urls);
        const struct target_row *row = is_url ? &urls[i] : &addresses[i - COUNT(urls)];
        struct pox_redirects *redirects = begin(FIRST_ADDRESS, FIRST_URL);
        struct pox_answer answer = is_url ? to_url(row->target) : to_address(row->target);

        expect_verdict(redirects, &answer,
                       row->good ? POX_REDIRECT_FOLLOW : POX_REDIRECT_REFUSED_TARGET,
                       row->target ? row->target : "(none)");
        pox_redirects_free(redirects);
    }
}

Test(redirects, begin_with_an_address_and_perhaps_a_url)
{
    for (size_t i = 0; i < COUNT(addresses); i++) {
        struct pox_error error;
        struct pox_redirects *redirects =
            pox_redirects_new(addresses[i].target, NULL, NULL, &error);

        cr_expect_eq(redirects != NULL, addresses[i].good, "row %zu", i);
        cr_expect_eq(error.status, addresses[i].good ? POX_OK : POX_ERROR_ARGUMENT);
        pox_redirects_free(redirects);
    }
    for (size_t i = 0; i < COUNT(urls); i++) {
        bool good = urls[i].good || !urls[i].target;
        struct pox_error error;
        struct pox_redirects *redirects =
            pox_redirects_new(FIRST_ADDRESS, urls[i].target, NULL, &error);

        cr_expect_eq(redirects != NULL, good, "row %zu", i);
        cr_expect_eq(error.status, good ? POX_OK : POX_ERROR_ARGUMENT);
        pox_redirects_free(redirects);
    }
}

Test(redirects, take_targets_without_white_space_and_without_their_end)
{
    struct pox_redirects *redirects =
        begin("\n alice@example.com ", " https://a.example\t");
    char target[] = " https://b.example/ and more";
    struct pox_answer answer = to_url(target);

    expect_state(redirects, FIRST_ADDRESS, "https://a.example", 0, "trimmed");
    answer.target_size = strlen(" https://b.example/ ");
    expect_verdict(redirects, &answer, POX_REDIRECT_FOLLOW, "not to its end");
    memset(target, 'x', sizeof(target) - 1); /* it was copied */
    expect_state(redirects, FIRST_ADDRESS, "https://b.example/", 1, "not to its end");
    pox_redirects_free(redirects);
}

Test(redirects, that_are_read_from_a_document_are_followed)
{
    struct pox_autodiscover *message =
        read_quietly(&pox_autodiscover_descriptor,
                     ANSWER("<Action>redirectAddr</Action><RedirectAddr>\nb@example.com\n"
                            "</RedirectAddr>"));
    struct pox_answer answer = pox_answer_of(message);
    struct pox_redirects *redirects = begin(FIRST_ADDRESS, FIRST_URL);

    expect_verdict(redirects, &answer, POX_REDIRECT_FOLLOW, "once");
    expect_verdict(redirects, &answer, POX_REDIRECT_REFUSED_ADDRESS_ASKED, "twice");
    pox_free(message);
    expect_state(redirects, "b@example.com", NULL, 1, "without the message");
    pox_redirects_free(redirects);
}

/* Errors */

static struct pox_error refusal_to_follow(const struct pox_answer *answer)
{
    struct pox_redirects *redirects = begin(FIRST_ADDRESS, FIRST_URL);
    struct pox_error error;

    cr_expect_neq(pox_redirects_follow(redirects, answer, &error), POX_REDIRECT_FOLLOW);
    pox_redirects_free(redirects);
    return error;
}

Test(redirects, that_are_refused_are_named)
{
    static const struct {
        struct pox_answer answer;
        const char *words[2];
    } named[] = {
        {{.kind = POX_ANSWER_REDIRECT_ADDRESS,
          .target = "ALICE@example.com",
          .target_size = 17},
         {"address", "'ALICE@example.com'"}},
        {{.kind = POX_ANSWER_REDIRECT_URL,
          .target = "http://b.example/",
          .target_size = 17},
         {"https to http", "'http://b.example/'"}},
        {{.kind = POX_ANSWER_REDIRECT_URL,
          .target = FIRST_URL,
          .target_size = sizeof(FIRST_URL) - 1},
         {"URL asked already", "'" FIRST_URL "'"}},
        {{.kind = POX_ANSWER_REDIRECT_URL, .target = "x\ny", .target_size = 3},
         {"no address", "'x y'"}},
    };

    for (size_t i = 0; i < COUNT(named); i++) {
        struct pox_error error = refusal_to_follow(&named[i].answer);

        for (size_t j = 0; j < 2; j++)
            cr_expect_not_null(strstr(error.message, named[i].words[j]), "%s: %s",
                               named[i].words[j], error.message);
    }
}

Test(redirects, with_long_targets_are_named_in_part)
{
    static char target[1000];

    for (size_t before = 0; before < 4; before++) {
        struct pox_answer answer;
        struct pox_error error;
        size_t at;

        memset(target, 'x', before);
        for (size_t i = before; i + 4 < sizeof(target); i += 3)
            memcpy(target + i, "\xE2\x82\xAC", 4);
        answer = to_url(target);
        error = refusal_to_follow(&answer);
        cr_expect_not_null(strstr(error.message, "\xE2\x82\xAC'..."), "%s",
                           error.message);
        for (at = 0; error.message[at] != '\0';) {
            bool is_wide = (error.message[at] & 0x80) != 0;

            cr_assert(!is_wide || strncmp(error.message + at, "\xE2\x82\xAC", 3) == 0);
            at += is_wide ? 3 : 1;
        }
    }
}

Test(redirects, need_arguments)
{
    struct pox_redirects *redirects = begin(FIRST_ADDRESS, NULL);
    struct pox_answer answer = to_url("https://b.example/");
    struct pox_error error;

    cr_expect_eq(pox_redirects_follow(NULL, &answer, &error), POX_REDIRECT_FAILED);
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
    cr_expect_eq(pox_redirects_follow(redirects, NULL, &error), POX_REDIRECT_FAILED);
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
    expect_state(redirects, FIRST_ADDRESS, NULL, 0, "after bad arguments");
    cr_expect_eq(pox_redirects_follow(redirects, &answer, NULL), POX_REDIRECT_FOLLOW);
    cr_expect_null(pox_redirects_new("nobody", NULL, NULL, NULL));
    pox_redirects_free(redirects);
    pox_redirects_free(NULL);
}

/* Memory */

/** Follows a redirect whose target fills a block; each count has another one. */
static enum pox_redirect_verdict follow_long_one(struct pox_redirects *redirects,
                                                 struct pox_error *error)
{
    static char target[5000];
    size_t count = pox_redirects_count(redirects);
    struct pox_answer answer;
    enum pox_redirect_verdict verdict;

    memset(target, 'x', sizeof(target) - 1);
    memcpy(target, "https://", strlen("https://"));
    target[20] = (char)('a' + count);
    answer = to_url(target);
    verdict = pox_redirects_follow(redirects, &answer, error);
    cr_expect_eq(pox_redirects_count(redirects),
                 count + (verdict == POX_REDIRECT_FOLLOW));
    return verdict;
}

/** Follows up to four of them; returns the verdict of the last. */
static enum pox_redirect_verdict follow_long_ones(struct pox_redirects *redirects,
                                                  struct pox_error *error)
{
    enum pox_redirect_verdict verdict = POX_REDIRECT_FOLLOW;

    for (int i = 0; i < 4 && verdict == POX_REDIRECT_FOLLOW; i++)
        verdict = follow_long_one(redirects, error);
    return verdict;
}

Test(redirects, fail_cleanly_without_memory)
{
    struct ledger counted = {.refuse = 0};
    size_t n_failed = 0;

    for (size_t refuse = 0; refuse <= counted.calls; refuse++) {
        struct ledger ledger = {.refuse = refuse};
        struct pox_allocator allocator = ledger_allocator(&ledger);
        struct pox_error error;
        struct pox_redirects *redirects =
            pox_redirects_new(FIRST_ADDRESS, FIRST_URL, &allocator, &error);
        enum pox_redirect_verdict verdict =
            redirects ? follow_long_ones(redirects, &error) : POX_REDIRECT_FAILED;

        cr_expect_eq(verdict == POX_REDIRECT_FAILED, ledger.refused);
        cr_expect_eq(error.status, ledger.refused ? POX_ERROR_NO_MEMORY : POX_OK);
        /* What was refused once can be asked for again. */
        if (redirects && ledger.refused)
            cr_expect_eq(follow_long_one(redirects, &error), POX_REDIRECT_FOLLOW);
        pox_redirects_free(redirects);
        cr_expect_eq(ledger.live, 0, "%zu blocks are left", ledger.live);
        n_failed += ledger.refused;
        if (refuse == 0)
            counted = ledger;
    }
    cr_expect_gt(n_failed, 2);
}

Test(redirects, need_a_whole_allocator)
{
    struct ledger ledger = {.refuse = 0};
    struct pox_allocator allocator = ledger_allocator(&ledger);
    struct pox_error error;

    allocator.release = NULL;
    cr_expect_null(pox_redirects_new(FIRST_ADDRESS, NULL, &allocator, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
    cr_expect_eq(ledger.calls, 0);
}
