"""pox explain: each entry of the table, however it is called."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import unittest

from tests.command.support import CommandTest


class ExplainTest(CommandTest):
    def titles(self, out: str) -> list[str]:
        """What is explained: the lines that are not indented."""
        return re.findall(r"(?m)^(\S.*)$", out)

    def check_titles(self, argument: str, *expected: str) -> str:
        out = self.check_done("explain", argument)
        self.assertEqual(list(expected), self.titles(out))
        return out

    def listed(self) -> dict[str, list[str]]:
        """The names that are listed without an argument, by struct."""
        names = self.listed_with_rules()
        del names["Rules"]
        return names

    def listed_with_rules(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for line in self.check_done("explain").splitlines():
            if line and not line.startswith(" "):
                names[line] = []
            elif match := re.match(r"  (\S+)  +[A-Z]", line):
                names[list(names)[-1]].append(match[1])
        return names


class ListTest(ExplainTest):
    # Prose, and facts from the type to the place in C.
    ENTRY = (
        r"\A(  .+\n)+\n  Type +\w.*\n(  .+\n)*  In C +struct pox_\w+, field \w+\n(\n|\Z)"
    )

    def test_groups_by_struct(self) -> None:
        names = self.listed()
        self.assertGreaterEqual(len(names), 15)
        self.assertEqual(["Request", "Response"], names["Autodiscover"])
        self.assertEqual(["@AuthenticationMethod", "#text"], names["OWAUrl"])
        self.assertEqual(["@Type", "@Version", "Type"], names["Protocol"][:3])
        self.assertGreaterEqual(len(names["Protocol"]), 46)

    def test_gives_the_first_sentence(self) -> None:
        out = self.check_done("explain")
        expected = "Hours after which a client should ask Autodiscover again.\n"
        self.assertIn(expected, re.sub(r"\n {20,}", " ", out))
        self.assertNotIn("Hosters write anything from zero", out)

    def test_each_struct_is_explained(self) -> None:
        everything = self.check_done("explain")
        for struct in self.listed():
            out = self.check_done("explain", struct)
            self.assertEqual(struct, self.titles(out)[0])
            self.assertRegex(
                out, r"\n  Namespace +[a-z-]+:\s+http://schemas\.microsoft\.com/"
            )
            entries = re.search(rf"(?m)^{struct}\n((?:  .+\n)+)", everything)
            assert entries
            self.assertIn(f"\n\n{entries[1]}", out)

    def test_each_name_finds_all_of_that_name(self) -> None:
        names = self.listed()
        for name in {key.lstrip("@") for keys in names.values() for key in keys}:
            places = [
                f"{struct}/{key}"
                for struct, keys in names.items()
                for key in keys
                if key.lstrip("@") == name
            ]
            structs = [struct for struct in names if struct == name]
            out = self.check_titles(name, *structs, *places)
            for place in places:
                _, _, text = out.partition(f"{place}\n")
                self.assertRegex(text, self.ENTRY)


class NameTest(ExplainTest):
    def test_attribute(self) -> None:
        self.check_titles("@Type", "Protocol/@Type")
        self.check_titles("Protocol/@Type", "Protocol/@Type")

        self.check_titles("Error/Time", "Error/@Time")

    def test_attribute_and_child_of_one_name(self) -> None:
        self.check_titles("Protocol/Type", "Protocol/Type")
        titles = self.titles(self.check_done("explain", "Type"))
        self.assertLessEqual({"Protocol/@Type", "Protocol/Type"}, set(titles))

    def test_path_of_a_message(self) -> None:
        self.check_titles(
            "/Autodiscover/Response/Account/Protocol[2]/Port", "Protocol/Port"
        )
        self.check_titles(
            "/Autodiscover/Response/Account/Protocol[2]", "Account/Protocol"
        )
        self.check_titles("/Protocol/@Version", "Protocol/@Version")

    def test_path_of_the_root(self) -> None:
        self.check_titles("/Autodiscover", "Autodiscover")

    def test_any_case(self) -> None:
        self.check_titles("ttl", "Protocol/TTL")
        self.check_titles("protocol/ttl", "Protocol/TTL")
        self.assertEqual("OWAUrl", self.titles(self.check_done("explain", "owaurl"))[0])

    def test_exact_case_comes_first(self) -> None:
        """EMailAddress is not asked for by its alias, although it differs in case only."""
        exact = self.titles(self.check_done("explain", "EMailAddress"))
        self.assertEqual(exact, self.titles(self.check_done("explain", "EmailAddress")))
        self.assertEqual(["Request/EMailAddress", "User/EMailAddress"], sorted(exact))

    def test_aliases(self) -> None:
        out = self.check_titles("RedirectURL", "Account/RedirectUrl")
        self.assertRegex(out, r"(?m)^  Also read +RedirectURL$")

    def test_values(self) -> None:
        out = self.check_titles("imap", "Protocol/Type")
        self.assertRegex(out, r"(?m)^  Value +IMAP: \S")
        for title in self.titles(self.check_done("explain", "off")):
            self.assertRegex(self.check_done("explain", title), r"(?m)^ +(Values +)?off: ")

    def test_unknown_names(self) -> None:
        for name, near in (
            ("Prot", "Protocol"),
            ("EwUrl", "EwsUrl"),
            ("Protocl", "Protocol"),
            ("servr", "Server"),
            ("Protocol/ServerVersin", "ServerVersion"),
            ("/Autodiscover/Respons", "Response, AcceptableResponseSchema"),
            ("ecpurl-", r"EcpUrl-um, EcpUrl-aggr, EcpUrl-mt(, EcpUrl-\w+){3}"),
        ):
            message = rf"pox: the table has no '{name}'; did you mean {near}\?"
            self.check_refused(1, message, "explain", name)

    def test_names_like_no_other(self) -> None:
        for name in ("Quatsch", "", "ur", "Protocol/", "n" * 5000):
            message = f"pox: the table has no '{name}'; 'pox explain' lists what it has"
            self.check_refused(1, message, "explain", name)

    def test_known_name_in_another_struct(self) -> None:
        message = r"pox: the table has no 'User/TTL'; did you mean TTL\?"
        self.check_refused(1, message, "explain", "User/TTL")

    def test_name_that_commands_the_terminal(self) -> None:
        self.check_refused(
            1, "pox: the table has no '\ufffd\\[1m'; .*", "explain", "\033[1m"
        )


class FactTest(ExplainTest):
    def check_facts(self, name: str, *expected: str) -> None:
        """Facts as "Label: text", of which more may follow."""
        lines = re.sub(r"\n {16}", " ", self.check_done("explain", name)).splitlines()
        facts = dict(re.findall(r"(?m)^  ([A-Z].{13})(\S.*)$", "\n".join(lines)))
        for line in expected:
            label, _, text = line.partition(": ")
            found = facts.get(label.ljust(14), "")
            self.assertTrue(found.startswith(text), f"{label}: {found}")

    def test_number(self) -> None:
        self.check_facts(
            "Protocol/TTL",
            "Type: number of hours, from 0 to 4294967295",
            "Values: 0: The settings stay valid, and need no further Autodiscover.",
            "Default: 1",
            "Example: 24",
            "Namespace: outlook-response",
            "Source: ttl-pox, TechNet cc511507",
            "In C: struct pox_protocol, field ttl",
        )

    def test_enumeration(self) -> None:
        self.check_facts(
            "Protocol/SSL",
            "Type: on/off",
            "Values: on: The setting applies.",
            "Default: on",
        )
        out = self.check_done("explain", "Protocol/SSL")
        self.assertRegex(out, r"(?m)^ {16}off: The setting does not apply\.")
        self.assertIn("Also read as yes, true or 1.", out)
        self.check_facts("Encryption", "Overrides: SSL", "Default: SSL decides.")

    def test_partial_uri(self) -> None:
        self.check_facts(
            "EcpUrl-mt",
            "Appended to: EcpUrl",
            "Placeholders: <IsOWA>: The letter n, in a client that is not Outlook Web App.",
        )

    def test_conditions(self) -> None:
        self.check_facts("AuthPackage", "Only when: Type is EXCH, EXPR or EXHTTP")

    def test_lists_and_duties(self) -> None:
        expected = "Type: elements OWAUrl, any number of times; always there"
        self.check_facts("Internal/OWAUrl", expected)

    def test_age(self) -> None:
        self.check_facts("Protocol/@Version", "Since: Exchange 2013 SP1")

    def test_several_namespaces(self) -> None:
        expected = "Namespace: response, outlook-response, mobilesync-response"
        self.check_facts("Error/ErrorCode", expected)


class RuleTest(ExplainTest):
    def test_each_rule_is_explained(self) -> None:
        rules = self.listed_with_rules()["Rules"]
        self.assertGreaterEqual(len(rules), 25)
        for rule in rules:
            out = self.check_titles(rule, rule)
            self.assertRegex(out, r"\A\S+\n(  .+\n)+\n  Found by +\w.*\n")

    def test_codes_of_reading_are_rules(self) -> None:
        out = self.check_titles("duplicate", "duplicate")
        self.assertRegex(out, r"(?m)^  Found by +reading, and pox_validate\(\)$")
        out = self.check_titles("tls-off", "tls-off")
        self.assertRegex(out, r"(?m)^  Found by +pox_validate\(\)$")
        self.assertRegex(out, r"(?m)^  Source +ssl-pox, port-pox, wire$")

    def test_any_case(self) -> None:
        self.check_titles("TLS-Off", "tls-off")

    def test_nearly_a_rule(self) -> None:
        message = r"pox: the table has no 'tls-of'; did you mean tls-off\?"
        self.check_refused(1, message, "explain", "tls-of")


class WidthTest(ExplainTest):
    def test_eighty_columns_when_piped(self) -> None:
        for arguments in (["explain"], ["explain", "TTL"], ["explain", "Type"]):
            lines = self.check_done(*arguments).splitlines()
            self.assertLessEqual(max(map(len, lines)), 80)
            self.assertGreater(max(map(len, lines)), 70)

    def test_addresses_stay_in_one_piece_when_piped(self) -> None:
        self.assertRegex(
            self.check_done("explain", "Protocol"), r"\n +http://\S+/2006a\n"
        )
        out = self.check_done("explain", "MailStore/InternalUrl")
        self.assertRegex(out, r"\n  Example +https://mail\S+@example\.com\n")

    def test_width_of_the_terminal(self) -> None:
        for width in (50, 132):
            text = self.on_terminal("explain", "--color=never", "Protocol", width=width)
            lines = text.splitlines()
            self.assertLessEqual(max(map(len, lines)), width)
            self.assertGreater(max(map(len, lines)), width - 10)

    def test_colour(self) -> None:
        self.assertNotIn("\033", self.check_done("explain", "TTL"))
        bold = "\033[1mProtocol/TTL\033[0m\n"
        self.assertTrue(self.on_terminal("explain", "TTL").startswith(bold))
        self.assertTrue(
            self.check_done("explain", "--color=always", "TTL").startswith(bold)
        )
        self.check_refused(2, "pox explain: --color is .*", "explain", "--color=blue")


if __name__ == "__main__":
    unittest.main()
