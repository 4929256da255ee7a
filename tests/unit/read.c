/* SPDX-License-Identifier: MIT */
#include "read.h"

#include "support.h"
#include "unicode.h"

/** A reader at work on a document, so that fields have an arena to be read into. */
struct bench {
    struct pox_reader reader;
    struct pox_error error;
    struct notes notes;
    struct pox_parse_options options;
};

static void begin(struct bench *bench, bool strict)
{
    *bench = (struct bench){
        .options = {.strict = strict,
                    .diagnostic = take_note,
                    .diagnostic_data = &bench->notes},
    };
    pox_reader_begin(&bench->reader, &pox_protocol_descriptor, &bench->options, 0,
                     &bench->error);
    bench->reader.position = (struct pox_position){3, 7};
    cr_assert(pox_reader_start(&bench->reader, "Protocol", NULL, NULL, 0));
}

static void end(struct bench *bench)
{
    if (!bench->reader.failed)
        cr_expect(pox_reader_close(&bench->reader));
    pox_free(pox_reader_end(&bench->reader));
}

static struct pox_text text_of(const char *string)
{
    return (struct pox_text){string, strlen(string)};
}

static const struct pox_element *element_of(const struct pox_type *type, const char *key)
{
    for (size_t i = 0; i < type->n_elements; i++) {
        if (strcmp(type->elements[i].key, key) == 0)
            return &type->elements[i];
    }
    cr_assert_fail("there is no %s", key);
    return NULL;
}

static const struct pox_element *protocol_child(const char *name)
{
    return element_of(&pox_protocol_descriptor, name);
}

/** `text` is NULL where the spelling is canonical; 0: no diagnostic. */
static void expect_outcome(const struct bench *bench, const char *text,
                           const char *expected, int code, const char *label)
{
    if (expected)
        cr_expect_str_eq(text, expected, "'%s': text '%s'", label, text ? text : "NULL");
    else
        cr_expect_null(text, "'%s': text '%s'", label, text);
    cr_assert_eq(bench->notes.n, code != 0, "'%s': %zu diagnostics", label,
                 bench->notes.n);
    if (code != 0)
        expect_note(&bench->notes, 0, (enum pox_diagnostic_code)code, 3, "/Protocol",
                    label);
}

Test(read, strings_are_kept_to_the_byte)
{
    static const char *const rows[] = {
        "", " ", "mail.example.com", " a\tb\r\nc ", "z\xC3\xBC", "<&>\"'"};
    const struct pox_element *element = protocol_child("GroupingInformation");

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct bench bench;
        const char *field = NULL;

        begin(&bench, false);
        cr_expect_eq(pox_read_string(&bench.reader, element, text_of(rows[i]), &field),
                     POX_TYPED, "row %zu", i);
        expect_outcome(&bench, field, rows[i], 0, rows[i]);
        cr_expect_neq(field, rows[i], "a copy");
        end(&bench);
    }
}

Test(read, strings_without_their_form_are_kept_and_reported)
{
    struct bench bench;
    const char *field = NULL;

    begin(&bench, false);
    cr_expect_eq(pox_read_string(&bench.reader, protocol_child("EwsUrl"),
                                 text_of(" https://x "), &field),
                 POX_TYPED);
    expect_outcome(&bench, field, " https://x ", POX_DIAGNOSTIC_VALUE_FORM, "EwsUrl");
    cr_expect_not_null(strstr(bench.notes.items[0].message, "' https://x ' is"), "%s",
                       bench.notes.items[0].message);
    end(&bench);
}

Test(read, numbers_keep_a_spelling_of_their_own)
{
    static const struct {
        const char *text;
        uint16_t number;
        const char *spelling;
    } rows[] = {
        {"993", 993, NULL}, {"0993", 993, "0993"},  {" 993", 993, " 993"},
        {"1", 1, NULL},     {"65535", 65535, NULL},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct bench bench;
        uint16_t field = 0;
        bool has = false;
        const char *text = NULL;

        begin(&bench, false);
        cr_expect_eq(pox_read_uint16(&bench.reader, protocol_child("Port"),
                                     text_of(rows[i].text), &field, &has, &text),
                     POX_TYPED, "row %zu", i);
        cr_expect(has, "row %zu", i);
        cr_expect_eq(field, rows[i].number, "row %zu", i);
        expect_outcome(&bench, text, rows[i].spelling, 0, rows[i].text);
        end(&bench);
    }
}

Test(read, hexadecimal_numbers_are_canonical_in_capitals)
{
    static const struct {
        const char *text;
        uint32_t number;
        const char *spelling;
    } rows[] = {
        {"73D49F70", 0x73D49F70, NULL},
        {"73d49f70", 0x73D49F70, "73d49f70"},
        {"00000000", 0, NULL},
        {"\nFFFFFFFF", 0xFFFFFFFF, "\nFFFFFFFF"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct bench bench;
        uint32_t field = 0;
        bool has = false;
        const char *text = NULL;

        begin(&bench, false);
        cr_expect_eq(pox_read_uint32(&bench.reader, protocol_child("ServerVersion"),
                                     text_of(rows[i].text), &field, &has, &text),
                     POX_TYPED, "row %zu", i);
        cr_expect(has, "row %zu", i);
        cr_expect_eq(field, rows[i].number, "row %zu", i);
        expect_outcome(&bench, text, rows[i].spelling, 0, rows[i].text);
        end(&bench);
    }
}

Test(read, a_number_that_does_not_fit_leaves_its_field_alone)
{
    static const char *const keys[] = {"Port", "TTL", "ServerVersion"};
    static const char *const rows[] = {"", "undefined", "-1", "99999999999999999999",
                                       "1 2"};

    for (size_t k = 0; k < COUNT(keys); k++) {
        for (size_t i = 0; i < COUNT(rows); i++) {
            struct bench bench;
            uint64_t field = 0;
            bool has = false;
            const char *text = NULL;

            begin(&bench, false);
            cr_expect_eq(pox_read_uint64(&bench.reader, protocol_child(keys[k]),
                                         text_of(rows[i]), &field, &has, &text),
                         POX_MISFIT, "%s: '%s'", keys[k], rows[i]);
            cr_expect_not(has, "%s: '%s'", keys[k], rows[i]);
            cr_expect_eq(field, 0, "%s: '%s'", keys[k], rows[i]);
            expect_outcome(&bench, text, NULL, POX_DIAGNOSTIC_BAD_VALUE, rows[i]);
            end(&bench);
        }
    }
}

Test(read, a_number_below_its_range_leaves_its_field_alone)
{
    static const struct pox_element element = {
        .name = "x", .kind = POX_KIND_UINT, .minimum = 5, .maximum = 9};
    struct bench bench;
    uint32_t field = 0;
    bool has = false;
    const char *text = NULL;

    begin(&bench, false);
    cr_expect_eq(
        pox_read_uint32(&bench.reader, &element, text_of("3"), &field, &has, &text),
        POX_MISFIT);
    cr_expect_eq(field, 0);
    cr_expect_not(has);
    end(&bench);
}

Test(read, a_message_about_a_number_names_its_range)
{
    struct bench bench;
    uint16_t field = 0;
    bool has = false;
    const char *text = NULL;

    begin(&bench, false);
    cr_expect_eq(pox_read_uint16(&bench.reader, protocol_child("Port"), text_of("70000"),
                                 &field, &has, &text),
                 POX_MISFIT);
    cr_expect_str_eq(bench.notes.items[0].message,
                     "'70000' is not a number from 1 to 65535", "%s",
                     bench.notes.items[0].message);
    end(&bench);
}

Test(read, a_large_number_is_no_small_one_cut_off)
{
    struct bench bench;
    uint16_t field = 0;
    uint32_t field32 = 0;
    bool has = false;
    const char *text = NULL;

    begin(&bench, false);
    cr_expect_eq(pox_read_uint16(&bench.reader, protocol_child("Port"), text_of("66529"),
                                 &field, &has, &text),
                 POX_MISFIT);
    cr_expect_eq(pox_read_uint32(&bench.reader, protocol_child("TTL"),
                                 text_of("4294967297"), &field32, &has, &text),
                 POX_MISFIT);
    cr_expect_eq(field, 0);
    cr_expect_eq(field32, 0);
    cr_expect_not(has);
    end(&bench);
}

Test(read, enumerations_are_open)
{
    static const struct {
        const char *text;
        int number;
        const char *spelling;
        int code;
    } rows[] = {
        {"on", POX_SWITCH_ON, NULL, 0},
        {"off", POX_SWITCH_OFF, NULL, 0},
        {"On", POX_SWITCH_ON, "On", POX_DIAGNOSTIC_VALUE_SPELLING},
        {" on ", POX_SWITCH_ON, " on ", POX_DIAGNOSTIC_VALUE_SPELLING},
        {"yes", POX_SWITCH_ON, "yes", POX_DIAGNOSTIC_VALUE_SPELLING},
        {"TRUE", POX_SWITCH_ON, "TRUE", POX_DIAGNOSTIC_VALUE_SPELLING},
        {"1", POX_SWITCH_ON, "1", POX_DIAGNOSTIC_VALUE_SPELLING},
        {"0", POX_SWITCH_OFF, "0", POX_DIAGNOSTIC_VALUE_SPELLING},
        {"maybe", POX_SWITCH_OTHER, "maybe", POX_DIAGNOSTIC_UNKNOWN_VALUE},
        {"o n", POX_SWITCH_OTHER, "o n", POX_DIAGNOSTIC_UNKNOWN_VALUE},
        {"", POX_SWITCH_OTHER, "", POX_DIAGNOSTIC_UNKNOWN_VALUE},
        {" ", POX_SWITCH_OTHER, " ", POX_DIAGNOSTIC_UNKNOWN_VALUE},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct bench bench;
        int number = 0;
        const char *text = NULL;

        begin(&bench, false);
        cr_expect_eq(pox_read_enum(&bench.reader, protocol_child("SSL"),
                                   text_of(rows[i].text), &number, &text),
                     POX_TYPED, "row %zu", i);
        cr_expect_eq(number, rows[i].number, "row %zu: %d", i, number);
        expect_outcome(&bench, text, rows[i].spelling, rows[i].code, rows[i].text);
        end(&bench);
    }
}

Test(read, comma_lists_keep_their_items_in_order)
{
    const struct pox_element *element =
        element_of(&pox_owa_url_descriptor, "@AuthenticationMethod");
    static const struct {
        const char *text;
        size_t n;
        int numbers[3];
        const char *spelling;
        size_t n_notes;
    } rows[] = {
        {"Basic", 1, {POX_AUTHENTICATION_METHOD_BASIC}, NULL, 0},
        {"Basic, Fba",
         2,
         {POX_AUTHENTICATION_METHOD_BASIC, POX_AUTHENTICATION_METHOD_FBA},
         NULL,
         0},
        {"Basic,Fba",
         2,
         {POX_AUTHENTICATION_METHOD_BASIC, POX_AUTHENTICATION_METHOD_FBA},
         "Basic,Fba",
         0},
        {"Fba, , Basic,",
         2,
         {POX_AUTHENTICATION_METHOD_FBA, POX_AUTHENTICATION_METHOD_BASIC},
         "Fba, , Basic,",
         0},
        {"basic, New, Fba",
         3,
         {POX_AUTHENTICATION_METHOD_BASIC, POX_AUTHENTICATION_METHOD_OTHER,
          POX_AUTHENTICATION_METHOD_FBA},
         "basic, New, Fba",
         2},
        {"", 0, {0}, "", 0},
        {" , ", 0, {0}, " , ", 0},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct bench bench;
        int *numbers = NULL;
        size_t n = 0;
        const char *text = NULL;

        begin(&bench, false);
        cr_expect_eq(pox_read_enum_list(&bench.reader, element, text_of(rows[i].text),
                                        &numbers, &n, &text),
                     POX_TYPED, "row %zu", i);
        cr_assert_eq(n, rows[i].n, "row %zu: %zu items", i, n);
        for (size_t k = 0; k < n; k++)
            cr_expect_eq(numbers[k], rows[i].numbers[k], "row %zu, item %zu", i, k);
        if (rows[i].spelling)
            cr_expect_str_eq(text, rows[i].spelling, "row %zu", i);
        else
            cr_expect_null(text, "row %zu: %s", i, text);
        cr_expect_eq(bench.notes.n, rows[i].n_notes, "row %zu: %zu notes", i,
                     bench.notes.n);
        end(&bench);
    }
}

Test(read, long_comma_lists_are_read_whole)
{
    struct bench bench;
    char list[4096] = "Ntlm";
    int *numbers = NULL;
    size_t n = 0;
    const char *text = NULL;

    for (int i = 1; i < 500; i++)
        strcat(list, ", Ntlm");
    begin(&bench, false);
    cr_expect_eq(
        pox_read_enum_list(&bench.reader,
                           element_of(&pox_owa_url_descriptor, "@AuthenticationMethod"),
                           text_of(list), &numbers, &n, &text),
        POX_TYPED);
    cr_assert_eq(n, 500);
    for (size_t i = 0; i < n; i++)
        cr_assert_eq(numbers[i], POX_AUTHENTICATION_METHOD_NTLM, "item %zu", i);
    cr_expect_null(text);
    end(&bench);
}

Test(read, strict_reading_stops_at_each_of_them)
{
    for (int row = 0; row < 5; row++) {
        struct bench bench;
        enum pox_reading reading = POX_TYPED;
        const char *text = NULL;
        uint64_t number = 0;
        bool has = false;
        int value = 0;
        int *values = NULL;
        size_t n = 0;

        begin(&bench, true);
        switch (row) {
        case 0:
            reading = pox_read_string(&bench.reader, protocol_child("EwsUrl"),
                                      text_of("ews"), &text);
            break;
        case 1:
            reading = pox_read_uint64(&bench.reader, protocol_child("Port"), text_of("x"),
                                      &number, &has, &text);
            break;
        case 2:
            reading = pox_read_enum(&bench.reader, protocol_child("SSL"), text_of("x"),
                                    &value, &text);
            break;
        case 3:
            reading = pox_read_enum(&bench.reader, protocol_child("SSL"), text_of("On"),
                                    &value, &text);
            break;
        default:
            reading = pox_read_enum_list(
                &bench.reader,
                element_of(&pox_owa_url_descriptor, "@AuthenticationMethod"),
                text_of("Basic, New"), &values, &n, &text);
        }
        cr_expect_eq(reading, POX_STOP, "row %d", row);
        cr_expect(bench.reader.failed, "row %d", row);
        cr_expect_eq(bench.error.status, POX_ERROR_FORMAT, "row %d", row);
        cr_expect_eq(bench.error.line, 3, "row %d", row);
        cr_expect_eq(bench.error.column, 7, "row %d", row);
        cr_expect_eq(bench.notes.n, 0, "row %d: an error is no diagnostic", row);
        end(&bench);
    }
}

Test(read, quotes_in_messages_are_short_and_on_one_line)
{
    struct pox_quote room;
    static char text[400];

    cr_expect_str_eq(pox_quote(text_of("a\tb\nc"), &room), "a b c");
    cr_expect_str_empty(pox_quote(text_of(""), &room));
    for (size_t size = 0; size < sizeof(text); size++) {
        const char *quote;

        memset(text, 'x', size);
        text[size] = '\0';
        quote = pox_quote((struct pox_text){text, size}, &room);
        cr_assert_lt(strlen(quote), sizeof(room.bytes), "size %zu", size);
        if (strlen(quote) != size)
            cr_expect_str_eq(quote + strlen(quote) - 3, "...", "size %zu", size);
        cr_expect(strlen(quote) == size || size > 60, "size %zu is cut", size);
    }
}

Test(read, quotes_do_not_cut_a_character)
{
    for (size_t shift = 0; shift < 4; shift++) {
        struct pox_quote room;
        char text[600];
        size_t at;
        const char *quote;

        memset(text, 'x', shift);
        for (size_t i = shift; i + 4 < sizeof(text); i += 4)
            memcpy(text + i, "\xF0\x9F\x98\x80", 5);
        quote = pox_quote(text_of(text), &room);
        cr_expect_eq(pox_check_text(quote, strlen(quote), &at), POX_TEXT_FINE,
                     "shift %zu: at %zu of %s", shift, at, quote);
    }
}
