/* SPDX-License-Identifier: MIT */
#include "hostile.h"

/* Row 1. */
Test(syntax, nothing_is_an_empty_document)
{
    static const struct verdict rows[] = {
        {BYTES(""), POX_ERROR_EMPTY, 1, 1},
    };
    struct pox_error error;
    const struct pox_type *type;

    expect_verdicts(rows, COUNT(rows));
    cr_expect_null(pox_parse_any(NULL, 0, NULL, &type, &error));
    cr_expect_eq(error.status, POX_ERROR_EMPTY);
    cr_expect_null(pox_parse_any(NULL, 1, NULL, &type, &error));
    cr_expect_eq(error.status, POX_ERROR_ARGUMENT);
}

/* Row 2. */
Test(syntax, white_space_is_an_empty_document_and_a_prolog_is_a_truncated_one)
{
    static const struct verdict rows[] = {
        {BYTES(" "), POX_ERROR_EMPTY, 1, 1},
        {BYTES(" \t\r\n\n "), POX_ERROR_EMPTY, 1, 1},
        {BYTES("<?xml version=\"1.0\"?>"), POX_ERROR_TRUNCATED, 1, 22},
        {BYTES("<?xml?>"), POX_ERROR_XML, 1, 6},
        {BYTES("<?xml version=\"1.0\"?>\n<!-- nothing -->\n"), POX_ERROR_TRUNCATED, 3, 1},
        {BYTES("<?a?>"), POX_ERROR_TRUNCATED, 1, 6},
        {BYTES("<?xml"), POX_ERROR_TRUNCATED, 1, 6},
        {BYTES("<"), POX_ERROR_TRUNCATED, 1, 2},
    };
    static const struct verdict marks[] = {
        {BYTES("\xEF\xBB\xBF"), POX_ERROR_EMPTY, 1, 1},
        {BYTES("\xEF\xBB\xBF\n"), POX_ERROR_EMPTY, 1, 1},
        {BYTES("\xFE\xFF"), POX_ERROR_EMPTY, 1, 1},
        {BYTES("\xFF\xFE"), POX_ERROR_EMPTY, 1, 1},
    };

    expect_verdicts_in_utf_16_too(rows, COUNT(rows));
    expect_verdicts(marks, COUNT(marks));
}

/* Row 5. */
Test(syntax, nothing_but_white_space_and_asides_follows_the_root)
{
    static const struct verdict rows[] = {
        {BYTES("<Protocol/>\n<Protocol/>"), POX_ERROR_XML, 2, 1},
        {BYTES("<Protocol></Protocol>\n\n<Protocol>"), POX_ERROR_XML, 3, 1},
        {BYTES("<Protocol/>\n text"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol/>\n &amp;"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol/>\n<![CDATA[]]>"), POX_ERROR_XML, 2, 1},
        {BYTES("<Protocol/>\n<![cdata[]]>"), POX_ERROR_XML, 2, 1},
        {BYTES("<Protocol/>\n</Protocol>"), POX_ERROR_XML, 2, 1},
        {BYTES("<Protocol/>\n<?xml version='1.0'?>"), POX_ERROR_XML, 2, 6},
        {BYTES("<Protocol/>\n<!DOCTYPE a>"), POX_ERROR_DOCTYPE, 2, 1},
        {BYTES("<Protocol/>\n\0"), POX_ERROR_XML, 2, 1},
        {BYTES("<Protocol/>\n<!-- a --><?b?>\n"), POX_OK, 0, 0},
    };

    expect_verdicts_in_utf_16_too(rows, COUNT(rows));
}

/* Row 6. */
Test(syntax, tags_are_spelled_as_xml_wants_and_match)
{
    static const struct verdict rows[] = {
        {BYTES("<Protocol>\n <Port>1</port></Protocol>"), POX_ERROR_XML, 2, 16},
        {BYTES("<Protocol>\n <a><b></a></b></Protocol>"), POX_ERROR_XML, 2, 12},
        {BYTES("<Protocol>\n</Protocol>\n</Protocol>"), POX_ERROR_XML, 3, 1},
        {BYTES("\n</Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol>\n <a / ></Protocol>"), POX_ERROR_XML, 2, 5},
        {BYTES("<Protocol>\n <a/ ></Protocol>"), POX_ERROR_XML, 2, 4},
        {BYTES("<Protocol>\n <a b=c/></Protocol>"), POX_ERROR_XML, 2, 7},
        {BYTES("<Protocol>\n <a b/></Protocol>"), POX_ERROR_XML, 2, 6},
        {BYTES("<Protocol>\n <a b='<'/></Protocol>"), POX_ERROR_XML, 2, 8},
        {BYTES("<Protocol>\n <a b='1'c='2'/></Protocol>"), POX_ERROR_XML, 2, 10},
        {BYTES("<Protocol>\n <a 1='2'/></Protocol>"), POX_ERROR_XML, 2, 5},
        {BYTES("<Protocol>\n <1a/></Protocol>"), POX_ERROR_XML, 2, 3},
        {BYTES("<Protocol>\n < a/></Protocol>"), POX_ERROR_XML, 2, 3},
        {BYTES("<Protocol>\n <></Protocol>"), POX_ERROR_XML, 2, 3},
        {BYTES("<Protocol>\n <a></ a></Protocol>"), POX_ERROR_XML, 2, 8},
        {BYTES("<Protocol>\n <a></a b='c'></Protocol>"), POX_ERROR_XML, 2, 9},
        {BYTES("<Protocol>\n \xC3\xBC<\xC3\xBC \xC3\xBC='\xC3\xBC'b=''/></Protocol>"),
         POX_ERROR_XML, 2, 11},
        {BYTES("<Protocol>\n <!-- \xC3\xBC --><a>\xC3\xBC\xE2\x82\xAC</b></Protocol>"),
         POX_ERROR_XML, 2, 21},
        {BYTES("<Protocol>\n <a <b/></Protocol>"), POX_ERROR_XML, 2, 5},
        {BYTES("<Protocol>\n <!ELEMENT a ANY></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol>\n <![INCLUDE[]]></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol>\n <!></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol>\n <Port>1</Port>"), POX_ERROR_TRUNCATED, 2, 16},
        {BYTES("<Protocol>\n <a></a\n ></Protocol >"), POX_OK, 0, 0},
    };

    expect_verdicts_in_utf_16_too(rows, COUNT(rows));
}

/* Row 7. */
Test(syntax, an_attribute_occurs_once_in_a_tag)
{
    static const struct verdict rows[] = {
        {BYTES("<Protocol>\n <a b='1' b='1'/></Protocol>"), POX_ERROR_XML, 2, 16},
        {BYTES("<Protocol>\n <a b='1' c='2' b='3'></a></Protocol>"), POX_ERROR_XML, 2,
         22},
        {BYTES("<Protocol>\n <a xmlns:p='u' xmlns:q='u' p:x='' q:x=''/></Protocol>"),
         POX_ERROR_XML, 2, 42},
        {BYTES("<Protocol>\n <a xmlns='u' xmlns='v'/></Protocol>"), POX_ERROR_XML, 2, 24},
        {BYTES("<Protocol>\n <a xmlns:p='u' xmlns:p='u'/></Protocol>"), POX_ERROR_XML, 2,
         28},
        {BYTES("<Protocol Type='mapiHttp' Type='mapiHttp'/>"), POX_ERROR_XML, 1, 42},
        {BYTES("<Protocol><a b='' B='' xmlns:p='u' p:b=''/></Protocol>"), POX_OK, 0, 0},
    };

    expect_verdicts_in_utf_16_too(rows, COUNT(rows));
}

/* Row 33. */
Test(syntax, no_entity_is_known_but_the_five)
{
    static const struct verdict rows[] = {
        {BYTES("<Protocol>\n <Server>a&undef;b</Server></Protocol>"), POX_ERROR_XML, 0,
         0},
        {BYTES("<Protocol>\n <Server>&nbsp;</Server></Protocol>"), POX_ERROR_XML, 0, 0},
        {BYTES("<Protocol>\n <Server>&AMP;</Server></Protocol>"), POX_ERROR_XML, 0, 0},
        {BYTES("<Protocol>\n <Server>&</Server></Protocol>"), POX_ERROR_XML, 0, 0},
        {BYTES("<Protocol>\n <Server>&amp</Server></Protocol>"), POX_ERROR_XML, 0, 0},
        {BYTES("<Protocol>\n <Server>&;</Server></Protocol>"), POX_ERROR_XML, 0, 0},
        {BYTES("<Protocol>\n <Server>&#;</Server></Protocol>"), POX_ERROR_XML, 0, 0},
        {BYTES("<Protocol>\n <Server>&#x;</Server></Protocol>"), POX_ERROR_XML, 0, 0},
        {BYTES("<Protocol>\n <Server>&#X41;</Server></Protocol>"), POX_ERROR_XML, 0, 0},
        {BYTES("<Protocol>\n <Server>&#3 8;</Server></Protocol>"), POX_ERROR_XML, 0, 0},
        {BYTES("<Protocol>\n <Server>%undef;</Server></Protocol>"), POX_OK, 0, 0},
        {BYTES("<Protocol>\n <a b='&undef;'/></Protocol>"), POX_ERROR_XML, 2, 15},
        {BYTES("<Protocol>\n <a b='&'/></Protocol>"), POX_ERROR_XML, 2, 9},
        {BYTES("<Protocol>\n <a xmlns='&undef;'/></Protocol>"), POX_ERROR_XML, 2, 19},
        {BYTES("\n &amp;<Protocol/>"), POX_ERROR_XML, 2, 2},
    };

    expect_verdicts_in_utf_16_too(rows, COUNT(rows));
}

/* Row 40. */
Test(syntax, comments_sections_and_instructions_are_spelled_as_xml_wants)
{
    static const struct verdict rows[] = {
        {BYTES("<Protocol>\n <!-- a--b --></Protocol>"), POX_ERROR_XML, 2, 8},
        {BYTES("<Protocol>\n <!-- a---></Protocol>"), POX_ERROR_XML, 2, 8},
        {BYTES("<Protocol>\n <!--></Protocol>"), POX_ERROR_TRUNCATED, 2, 18},
        {BYTES("<Protocol>\n <!---></Protocol>"), POX_ERROR_TRUNCATED, 2, 19},
        {BYTES("<Protocol>\n <!--->--></Protocol>"), POX_OK, 0, 0},
        {BYTES("<Protocol>\n <!- a --></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol>\n <!-- a -- ></Protocol>"), POX_ERROR_TRUNCATED, 2, 24},
        {BYTES("<Protocol>\n <!-- a </Protocol>"), POX_ERROR_TRUNCATED, 2, 20},
        {BYTES("<Protocol>\n <![CDATA[ ]] </Protocol>"), POX_ERROR_TRUNCATED, 2, 26},
        {BYTES("<Protocol>\n <![cdata[ ]]></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol>\n <![CDATA ]]></Protocol>"), POX_ERROR_XML, 2, 2},
        {BYTES("<Protocol>\n <?a </Protocol>"), POX_ERROR_TRUNCATED, 2, 17},
        {BYTES("<Protocol>\n <? a?></Protocol>"), POX_ERROR_XML, 2, 4},
        {BYTES("<Protocol>\n <?\?></Protocol>"), POX_ERROR_XML, 2, 4},
        {BYTES("<Protocol>\n <?xml a?></Protocol>"), POX_ERROR_XML, 2, 7},
        {BYTES("<Protocol>\n <?XmL a?></Protocol>"), POX_ERROR_XML, 2, 7},
        {BYTES("<Protocol><!----><?a?><![CDATA[]]></Protocol>"), POX_OK, 0, 0},
    };

    expect_verdicts_in_utf_16_too(rows, COUNT(rows));
}

/* Row 48. */
Test(syntax, the_declaration_is_the_first_thing_and_of_version_1)
{
    static const struct verdict rows[] = {
        {BYTES("<?xml version='1.0'?><Protocol/>"), POX_OK, 0, 0},
        {BYTES("<?xml version=\"1.1\"?><Protocol/>"), POX_OK, 0, 0},
        {BYTES("<?xml version='1.0' standalone='yes'?><Protocol/>"), POX_OK, 0, 0},
        {BYTES("<?xml version = '1.0'\n?><Protocol/>"), POX_OK, 0, 0},
        {BYTES("<?xml version='2.0'?><Protocol/>"), POX_ERROR_XML, 1, 20},
        {BYTES("<?xml version=''?><Protocol/>"), POX_ERROR_XML, 1, 17},
        {BYTES("<?xml version='1.0?><Protocol/>"), POX_ERROR_XML, 1, 19},
        {BYTES("<?xml version='1.0' standalone='maybe'?><Protocol/>"), POX_ERROR_XML, 1,
         33},
        {BYTES("<?xml version='1.0' huh='?'?><Protocol/>"), POX_ERROR_XML, 1, 21},
        {BYTES("<?xml ?><Protocol/>"), POX_ERROR_XML, 1, 7},
        {BYTES("<?xml?><Protocol/>"), POX_ERROR_XML, 1, 6},
        {BYTES("<?XML version='1.0'?><Protocol/>"), POX_ERROR_XML, 1, 6},
        {BYTES("<?xml standalone='yes'?><Protocol/>"), POX_ERROR_XML, 1, 7},
        {BYTES(" <?xml version='1.0'?><Protocol/>"), POX_ERROR_XML, 1, 7},
        {BYTES("<!-- a -->\n<?xml version='1.0'?><Protocol/>"), POX_ERROR_XML, 2, 6},
        {BYTES("<?xml version='1.0'?>\n<?xml version='1.0'?><Protocol/>"), POX_ERROR_XML,
         2, 6},
    };
    static const struct verdict declared[] = {
        {BYTES("<?xml encoding='utf-8'?><Protocol/>"), POX_ERROR_XML, 1, 7},
        {BYTES("<?xml version='1.0' standalone='no' encoding='utf-8'?><Protocol/>"),
         POX_ERROR_XML, 1, 37},
        {BYTES("<?xml version='1.0' encoding=''?><Protocol/>"), POX_ERROR_ENCODING, 0, 0},
        {BYTES("<?xml version='1.0' encoding='utf-8?><Protocol/>"), POX_ERROR_XML, 1, 36},
    };

    expect_verdicts_in_utf_16_too(rows, COUNT(rows));
    expect_verdicts(declared, COUNT(declared));
}
