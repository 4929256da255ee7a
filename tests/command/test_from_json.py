"""pox from-json: JSON of every document gives that document again, and bad JSON an error."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import json
import os
import unittest
from functools import cache
from typing import Any
from unittest import mock

from codegen import load
from codegen.__main__ import DIRECTORIES, read
from codegen.model import Element, Spec, Struct
from tests.command.support import OUTLOOK, VALID, CommandTest, account, protocol

NO_READER = (
    "pox from-json: this build has no reader of JSON: it was made without jansson\n"
)


@cache
def spec() -> Spec:
    return read(load.find(DIRECTORIES["spec"], "spec"))


def example(element: Element, depth: int) -> Any:
    """What JSON shows of an element that has its example; structs are so deep."""
    if element.enum and element.comma_list:
        return list(element.enum.value_names)
    if element.enum:
        value = element.enum.find(element.example) or element.enum.values[0]
        return value.name if value.json is None else value.json
    if element.struct:
        inner = full(element.struct, depth - 1)
        return [inner, inner] if element.repeats else inner
    if element.is_number and element.scalar and element.scalar.is_decimal:
        return element.example_number
    return element.example


def full(struct: Struct, depth: int) -> dict[str, Any]:
    """All that a struct can have."""
    elements = [e for e in struct.elements if depth > 0 or e.is_scalar]
    return {element.xml_name: example(element, depth) for element in elements}


class FromJsonTest(CommandTest):
    def setUp(self) -> None:
        super().setUp()
        if self.pox("from-json", stdin="{}").err == NO_READER:
            self.skipTest("the command was built without jansson")

    def from_json(self, value: Any) -> str:
        return self.check_done("from-json", stdin=json.dumps(value))

    def check_written(self, content: str, members: dict[str, Any]) -> None:
        """What is written for a Protocol, as XML."""
        expected = self.pox("format", stdin=protocol(content)).out
        self.assertIn(content, expected)
        self.assertEqual(expected, self.from_json({"Protocol": members}))

    def check_bad(self, message: str, value: Any) -> None:
        text = value if isinstance(value, str) else json.dumps(value)
        self.check_refused(1, f"<stdin>{message}", "from-json", stdin=text)

    def check_bad_member(self, path: str, message: str, **members: Any) -> None:
        self.check_bad(
            rf": error: /Protocol/{path}: {message} \[json\]", {"Protocol": members}
        )


class RoundTripTest(FromJsonTest):
    def test_each_document_comes_back(self) -> None:
        documents = sorted(VALID.glob("*.xml"))
        self.assertGreater(len(documents), 100)
        for document in documents:
            with self.subTest(document.name):
                shown = self.pox("json", document)
                self.assertEqual(0, shown.status)
                expected = self.pox("format", document).out
                self.assertEqual(expected, self.check_done("from-json", stdin=shown.out))

    def test_each_entry_of_the_table_comes_back(self) -> None:
        for struct in spec().structs:
            with self.subTest(struct.name):
                value = {struct.element: full(struct, 3)}
                shown = self.pox("json", stdin=self.from_json(value)).out
                self.assertEqual(value, json.loads(shown))

    def test_all_kinds_of_extra_come_back(self) -> None:
        document = protocol(
            '<Server a="1" n:b="2&#10;" xmlns:n="urn:n&amp;m">s</Server>'
            '<Other xmlns="urn:o" c="&quot;"><Inner>&lt;</Inner></Other>'
            "<Quota>1 GB</Quota><Port>none</Port> stray &amp; text "
        ).replace("<Protocol", '<Protocol d="4"')
        shown = self.pox("json", stdin=document).out
        kinds = [entry.keys() for entry in json.loads(shown)["Protocol"]["extra"]]
        self.assertEqual(
            [
                {"attribute", "value"},
                {"attribute", "of", "value"},
                {"attribute", "of", "namespace", "value"},
                {"element"},
                {"element"},
                {"element"},
                {"text"},
            ],
            kinds,
        )
        expected = self.pox("format", stdin=document).out
        self.assertEqual(expected, self.check_done("from-json", stdin=shown))

    def test_file_and_standard_input(self) -> None:
        text = json.dumps({"User": {"DisplayName": "Zo\u00eb \U0001f600"}})
        out = self.check_done("from-json", self.put(text, "user.json"))
        self.assertIn("<DisplayName>Zo\u00eb \U0001f600</DisplayName>", out)
        self.assertEqual(out, self.check_done("from-json", "-", stdin=text))
        self.assertEqual(out, self.check_done("from-json", stdin=text))

    def test_large_documents(self) -> None:
        """More elements than a document may have that is read without raising limits."""
        value = {"Account": {"Protocol": [{"Server": "s", "Port": 25}] * 40000}}
        self.assertEqual(40000, self.from_json(value).count("<Port>25</Port>"))


class ValueTest(FromJsonTest):
    def test_numbers(self) -> None:
        self.check_written("<Port>993</Port>", {"Port": 993})
        self.check_written("<TTL>0</TTL>", {"TTL": 0})
        self.check_written("<TTL>4294967295</TTL>", {"TTL": 2**32 - 1})

    def test_numbers_that_many_readers_round(self) -> None:
        for number in (2**53 - 1, 2**53, 2**63 - 1, 2**63, 2**64 - 1):
            document = self.from_json({"Error": {"@Id": str(number)}})
            self.assertIn(f' Id="{number}"', document)
            shown = json.loads(self.pox("json", stdin=document).out)["Error"]["@Id"]
            self.assertEqual(number if number < 2**53 else str(number), shown)
        self.assertIn(f' Id="{2**63 - 1}"', self.from_json({"Error": {"@Id": 2**63 - 1}}))

    def test_words_and_switches(self) -> None:
        self.check_written("<SSL>on</SSL>", {"SSL": True})
        self.check_written("<SSL>off</SSL>", {"SSL": False})
        self.check_written("<SSL>Perhaps</SSL>", {"SSL": "Perhaps"})
        self.check_written("<SSL>yes</SSL>", {"SSL": "yes"})
        self.check_written("<Type>imap</Type>", {"Type": "imap"})

    def test_lists(self) -> None:
        value = {"OWAUrl": {"@AuthenticationMethod": ["Basic", "new"], "#text": "u"}}
        self.assertIn(
            'AuthenticationMethod="Basic, new">u</OWAUrl>', self.from_json(value)
        )
        empty: dict[str, Any] = {"Account": {"Protocol": []}}
        self.assertEqual(self.from_json({"Account": {}}), self.from_json(empty))

    def test_texts(self) -> None:
        for text in ("", " ", " a\n\t\r]]>&<>\"' ", "\u00e9\U0010fffd", "\x7f"):
            for value in ({"User": {"DisplayName": text}}, {"Error": {"@Time": text}}):
                document = self.from_json(value)
                self.assertEqual(
                    value, json.loads(self.pox("json", stdin=document).out)
                )

    def test_spelling(self) -> None:
        self.check_written("<Port>0993</Port>", {"Port": 993, "Port_text": "0993"})
        self.check_written("<SSL>On</SSL>", {"SSL": True, "SSL_text": "On"})
        version = {"ServerVersion": "73C18193", "ServerVersion_text": "73c18193"}
        self.check_written("<ServerVersion>73c18193</ServerVersion>", version)

    def test_spelling_of_another_value_does_not_count(self) -> None:
        self.check_written("<Port>993</Port>", {"Port": 993, "Port_text": "995"})
        self.check_written("<Port>993</Port>", {"Port": 993, "Port_text": "none"})
        self.check_written("<SSL>on</SSL>", {"SSL": True, "SSL_text": "off"})
        self.check_written("<SSL>Perhaps</SSL>", {"SSL": "Perhaps", "SSL_text": "no"})
        self.check_written("<Type>IMAP</Type>", {"Type": "IMAP", "Type_text": "pop3"})
        inner = {"Port": 25, "Port_text": "26", "SSL": True, "SSL_text": "yes"}
        out = self.from_json({"Account": {"Protocol": [{}, inner]}})
        self.assertIn("<Port>25</Port>\n    <SSL>yes</SSL>", out)

    def test_edited(self) -> None:
        shown = json.loads(
            self.pox("json", stdin=protocol("<Port>025</Port><SSL>Yes</SSL>")).out
        )
        shown["Protocol"]["Port"] = 465
        self.check_written("<Port>465</Port>\n  <SSL>Yes</SSL>", shown["Protocol"])

    def check_written(self, content: str, members: dict[str, Any]) -> None:
        out = self.from_json({"Protocol": members})
        head = f'<?xml version="1.0" encoding="utf-8"?>\n<Protocol xmlns="{OUTLOOK}">\n'
        self.assertEqual(f"{head}  {content}\n</Protocol>\n", out)


class SyntaxTest(FromJsonTest):
    def test_place(self) -> None:
        self.check_bad(r":2:21: error: invalid token near 'x' \[json\]",
                       '{\n  "Protocol": {"\u00e9": x}}')
        self.check_bad(r":1:12: error: .* near end of file \[json\]", '{"Protocol":')
        self.check_bad(r":1:1: error: .* near end of file \[json\]", "")
        self.check_bad(r":1:1: error: .* near '<' \[json\]", "<Protocol/>")
        self.check_bad(r":1:17: error: end of file expected .*", '{"Protocol":{}} x')

    def test_duplicate_keys(self) -> None:
        self.check_bad(r":1:\d+: error: duplicate object key near '\"Port\"' \[json\]",
                       '{"Protocol": {"Port": 1, "Port": 2}}')

    def test_nul(self) -> None:
        message = r":1:\d+: error: XML cannot carry the character U\+0000 \[json\]"
        self.check_bad(message, r'{"User": {"DisplayName": "a\u0000b"}}')
        self.check_bad(r":1:\d+: error: .*", '{"User": {"DisplayName": "a\0b"}}')
        self.check_bad(r":1:\d+: error: .*", r'{"User": {"a\u0000b": "c"}}')

    def test_not_utf8(self) -> None:
        run = self.pox("from-json", stdin=b'{"User": {"DisplayName": "\xff"}}')
        self.assertEqual((1, ""), (run.status, run.out))
        self.assertRegex(run.err, r"\A<stdin>:1:\d+: error: unable to decode byte 0xff .*\n\Z")

    def test_lone_surrogates(self) -> None:
        self.check_bad(r":1:\d+: error: .*Unicode.*",
                       r'{"User": {"DisplayName": "\ud800"}}')

    def test_numbers_that_are_too_large_for_all(self) -> None:
        self.check_bad(r":1:\d+: error: too big integer.* \[json\]",
                       '{"Protocol": {"Port": 18446744073709551616}}')

    def test_deep_nesting(self) -> None:
        for opening in ("[", '{"a":'):
            self.check_bad(r":1:\d+: error: maximum parsing depth reached .*",
                           opening * 100000)

    def test_too_many_bytes(self) -> None:
        message = r": error: this is over 67108864 bytes \[limit\]"
        self.check_bad(message, " " * 2**26 + '{"User": {}}')


class ShapeTest(FromJsonTest):
    def test_root(self) -> None:
        message = r": error: this is not one object with the root as its only key \[json\]"
        for value in ("[]", "{}", '{"User": {}, "Account": {}}'):
            self.check_bad(message, value)
        for name in ("user", "Port", "Nothing", "@Type", ""):
            self.check_bad(
                rf": error: /{name}: no element of this name can be the root \[json\]",
                {name: {}},
            )
        self.check_bad(r": error: /User: this is a list, but must be an object .*",
                       {"User": []})

    def test_path(self) -> None:
        value = {"Autodiscover": {"Response": {"Account": {
            "Protocol": [{"Port": 25}, {"Port": "x"}]}}}}
        path = r"/Autodiscover/Response/Account/Protocol\[2\]/Port"
        message = "this is a string, but must be a whole number"
        self.check_bad(rf": error: {path}: {message} \[json\]", value)

    def test_kinds(self) -> None:
        for member, value, found, wanted in (
            ("Port", "993", "a string", "a whole number"),
            ("Port", True, "true", "a whole number"),
            ("Port", 993.0, "a number with a fraction or an exponent", "a whole number"),
            ("Port", None, "null", "a whole number"),
            ("Server", 1, "a number", "a string"),
            ("Server", {}, "an object", "a string"),
            ("ServerVersion", 1, "a number", "a string"),
            ("SSL", 1, "a number", "true, false or a string"),
            ("Type", False, "false", "a string"),
            ("Internal", [], "a list", "an object"),
            ("extra", {}, "an object", "a list of objects"),
            ("Port_text", 1, "a number", "a string"),
        ):
            with self.subTest(member, value=value):
                members = {"Port": 1} if member == "Port_text" else {}
                message = f"this is {found}, but must be {wanted}"
                self.check_bad_member(member, message, **members, **{member: value})

    def test_lists(self) -> None:
        self.check_bad(r": error: /Account/Protocol: this is an object, but must be .*",
                       {"Account": {"Protocol": {}}})
        self.check_bad(r": error: /Account/Protocol\[2\]: this is a number, but must .*",
                       {"Account": {"Protocol": [{}, 7]}})
        key = "@AuthenticationMethod"
        self.check_bad(rf": error: /OWAUrl/{key}: this is a string, but must be .*",
                       {"OWAUrl": {key: "Basic"}})
        self.check_bad(rf": error: /OWAUrl/{key}\[2\]: this is true, but must be .*",
                       {"OWAUrl": {key: ["Basic", True]}})
        for word in ("", " ", "Basic,Fba"):
            self.check_bad(
                rf": error: /OWAUrl/{key}: one of these strings is empty, or has .*",
                {"OWAUrl": {key: ["Basic", word]}},
            )

    def test_ranges(self) -> None:
        for number in (-1, 0, 65536, 2**63 - 1, -(2**63)):
            self.check_bad_member("Port", f"{number} is not from 1 to 65535", Port=number)
        self.check_bad_member("TTL", f"{2**32} is not from 0 to {2**32 - 1}", TTL=2**32)
        for text in ("", "x", "-1", "+1", " 1", "1.0", str(2**64)):
            message = rf"'{text}' is not a number from 0 to {2**64 - 1}".replace("+", r"\+")
            self.check_bad(rf": error: /Error/@Id: {message} \[json\]",
                           {"Error": {"@Id": text}})

    def test_hexadecimal(self) -> None:
        for text in ("", "73C1819", "73C1819X", "738180DA0"):
            self.check_bad_member(
                "ServerVersion", f"'{text}' is not eight hexadecimal digits",
                ServerVersion=text,
            )

    def test_unknown_members(self) -> None:
        message = "Protocol has nothing of this name; what is not in the table goes to .*"
        for name in ("Srv", "server", "Server_text", "@Server", "#text", "Port_"):
            self.check_bad_member(name, message, **{name: "x"})
        self.check_bad_member(
            "Port_text", "there is no 'Port' that this would spell", Port_text="1"
        )

    def test_names_do_not_command_the_terminal(self) -> None:
        run = self.pox("from-json", stdin=json.dumps({"User": {"\x1b[2J" + "\u00e9" * 400: ""}}))
        self.assertEqual((1, ""), (run.status, run.out))
        self.assertNotIn("\x1b", run.err)
        self.assertLess(len(run.err), 300)

    def test_characters_that_xml_does_not_have(self) -> None:
        for number in (1, 8, 0xB, 0x1F, 0xFFFE, 0xFFFF):
            message = rf"XML cannot carry the character U\+{number:04X}"
            self.check_bad_member("Server", message, Server=f"a{chr(number)}b")
            self.check_bad_member("SSL_text", message, SSL=True, SSL_text=chr(number))
            self.check_bad_member(
                r"extra\[1\]/text", message, extra=[{"text": chr(number)}]
            )
        for number in (0xFFFD, 0xEFBF, 0x7F):
            value = {"User": {"DisplayName": chr(number)}}
            self.assertIn(chr(number), self.from_json(value))

    def test_depth(self) -> None:
        def nested(pairs: int) -> dict[str, Any]:
            inside: dict[str, Any] = {}
            for _ in range(pairs):
                inside = {"Internal": {"Protocol": inside}}
            return {"Internal": {"Protocol": inside}}

        self.assertIn("<Protocol", self.from_json(nested(31)))
        self.check_bad(
            r": error: (/Internal/Protocol){3}.*: objects are nested over 64 deep \[json\]",
            nested(32),
        )


class ExtraTest(FromJsonTest):
    def check_bad_entry(self, path: str, message: str, entry: Any) -> None:
        self.check_bad_member(rf"extra\[2\]{path}", message, extra=[{"text": "x"}, entry])

    def test_shape(self) -> None:
        nothing = "there is no 'attribute', 'element' or 'text' in this"
        self.check_bad_entry("", nothing, {})
        self.check_bad_entry("", nothing, {"value": "x"})
        self.check_bad_entry("", "this is a string, but must be an object", "x")
        self.check_bad_entry("", "there is no 'value' beside 'attribute'", {"attribute": "a"})
        self.check_bad_entry(
            "/value", "there is nothing of this name here", {"text": "x", "value": "y"}
        )
        self.check_bad_entry("/element", "this is a number, but must be a string", {"element": 1})

    def test_attribute_of_a_leaf_that_is_not_there(self) -> None:
        for leaf in ("Server", "Nothing", "Internal", "@Type", ""):
            self.check_bad_entry(
                "/of", f"there is no '{leaf}' here that could have it",
                {"attribute": "a", "of": leaf, "value": "x"},
            )

    def test_what_cannot_be_written(self) -> None:
        for entry, message in (
            ({"element": "<a>"}, "'extra' has no proper element: an element does not end"),
            ({"element": "<a/><b/>"}, "'extra' has no proper element: something follows .*"),
            ({"element": "<!DOCTYPE a>"}, "'extra' has no proper element: .*"),
            ({"element": "<n:a/>"}, "'extra' has no proper element: .*prefix"),
            ({"text": " "}, "a text in 'extra' is empty"),
        ):
            self.check_bad(
                rf": error: /Account/Protocol\[1\]: {message} \[value\]",
                {"Account": {"Protocol": [{"extra": [entry]}]}},
            )
        twice = [{"attribute": "a", "value": "1"}] * 2
        self.check_bad(r": error: /Protocol/@a: .* there once more \[value\]",
                       {"Protocol": {"extra": twice}})

    def test_in_the_right_struct(self) -> None:
        text = account("<Protocol><A/></Protocol><B/><Protocol/><Protocol><C/></Protocol>")
        shown = self.pox("json", stdin=text).out
        expected = self.pox("format", stdin=text).out
        self.assertEqual(expected, self.check_done("from-json", stdin=shown))
        self.assertEqual(3, len([p for p in ("<A", "<B", "<C") if p in expected]))


class FileTest(FromJsonTest):
    def test_cannot_be_opened(self) -> None:
        message = "pox: nothing.json: cannot open: No such file or directory"
        self.check_refused(2, message, "from-json", "nothing.json")

    def test_cannot_be_read(self) -> None:
        message = f"pox: {self.directory}: cannot read: Is a directory"
        self.check_refused(2, message, "from-json", self.directory)

    def test_errors_name_the_file(self) -> None:
        path = self.put('{"User": {"Port": 1}}', "user.json")
        self.check_refused(1, f"{path}: error: /User/Port: .*", "from-json", path)
        path = self.put("{", "half.json")
        self.check_refused(1, f"{path}:1:1: error: .*", "from-json", path)


class WithoutReaderTest(CommandTest):
    """The command that was built where jansson is not installed."""

    def setUp(self) -> None:
        super().setUp()
        path = os.environ.get("POX_WITHOUT_JANSSON")
        if not path:
            self.skipTest("POX_WITHOUT_JANSSON does not say where that program is")
        self.enterContext(mock.patch.dict(os.environ, POX_COMMAND=path))

    def test_says_so(self) -> None:
        self.check_refused(2, NO_READER.rstrip("\n"), "from-json", stdin='{"User": {}}')

    def test_is_listed_all_the_same(self) -> None:
        self.assertRegex(self.check_done("--help"), r"(?m)^  from-json +\w")
        self.assertIn("Usage: pox from-json [FILE]", self.check_done("from-json", "--help"))

    def test_writes_json(self) -> None:
        out = self.check_done("json", VALID / "lone-user.xml")
        self.assertEqual(["User"], list(json.loads(out)))


if __name__ == "__main__":
    unittest.main()
