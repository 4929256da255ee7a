"""pox show: what it says in words, how it lays out values, what it does on a terminal."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import unittest
import xml.etree.ElementTree as ElementTree

from tests.command.support import (
    MOBILESYNC,
    OUTLOOK,
    VALID,
    CommandTest,
    account,
    answer,
    leaves,
    local_name,
    protocol,
)

ESCAPE = re.compile("\033\\[[0-9;]*m")


class ShowTest(CommandTest):
    def show(self, document: str) -> str:
        """What is shown of a document, which may be odd but must be readable."""
        run = self.pox("show", stdin=document)
        self.assertEqual(0, run.status, run.err)
        return run.out


class SummaryTest(ShowTest):
    """The first lines."""

    NOTHING = "The answer has neither settings, a redirect nor an error."

    def check_summary(self, document: str, *expected: str) -> None:
        summary, _, _ = self.show(document).partition("\n\n")
        self.assertEqual(list(expected), summary.splitlines())

    def test_settings(self) -> None:
        content = "<Account><Action>settings</Action><Protocol/><Protocol/></Account>"
        user = "<User><AutoDiscoverSMTPAddress>a@example.com</AutoDiscoverSMTPAddress></User>"
        self.check_summary(answer(content), "Settings: 2 protocols.")
        self.check_summary(
            answer(user + content), "Settings for a@example.com: 2 protocols."
        )

    def test_settings_without_action(self) -> None:
        self.check_summary(account("<Protocol/>"), "Settings: 1 protocol.")

    def test_redirect_to_an_address(self) -> None:
        content = "<RedirectAddr>a@example.net</RedirectAddr>"
        expected = "Redirect: ask again for the address a@example.net"
        self.check_summary(account("<Action>redirectAddr</Action>" + content), expected)
        self.check_summary(account(content), expected)

    def test_redirect_to_a_url(self) -> None:
        content = "<RedirectUrl>https://example.net/a.xml</RedirectUrl>"
        expected = "Redirect: ask again at https://example.net/a.xml"
        self.check_summary(account("<Action>redirectUrl</Action>" + content), expected)
        self.check_summary(account(content), expected)

    def test_action_decides_which_redirect(self) -> None:
        content = (
            "<Action>redirectAddr</Action><RedirectUrl>https://example.net/</RedirectUrl>"
            "<RedirectAddr>a@example.net</RedirectAddr>"
        )
        expected = "Redirect: ask again for the address a@example.net"
        self.check_summary(account(content), expected)

    def test_redirect_to_nowhere(self) -> None:
        expected = "Redirect, but the answer does not say where to."
        self.check_summary(account("<Action>redirectUrl</Action>"), expected)
        self.check_summary(
            account("<Action>redirectAddr</Action><RedirectAddr/>"), expected
        )

    def test_error_that_the_table_knows(self) -> None:
        content = "<Error><ErrorCode>500</ErrorCode><Message>Njet</Message></Error>"
        explained = self.check_done("explain", "Error/ErrorCode")
        self.assertIn("500: There is no mailbox with the address.", explained)
        expected = "Error 500: There is no mailbox with the address."
        self.check_summary(answer(content), expected)
        self.check_summary(answer(f"<Account>{content}</Account>"), expected)
        self.check_summary(f"<Error>{content[7:]}", expected)

    def test_error_that_the_table_does_not_know(self) -> None:
        content = "<Error><ErrorCode>777</ErrorCode><Message>Njet</Message></Error>"
        self.check_summary(answer(content), "Error 777: Njet")
        self.check_summary(
            answer("<Error><Message>Njet</Message></Error>"), "Error: Njet"
        )
        self.check_summary(answer("<Error/>"), "Error: the server does not say which.")

    def test_mobilesync(self) -> None:
        server = "<Server><Type>MobileSync</Type></Server>"
        for content, expected in (
            (
                "<Redirect>a@example.net</Redirect>",
                "Redirect: ask again for the address a@example.net",
            ),
            (f"<Settings>{server}</Settings>", "Settings: 1 ActiveSync server."),
            (
                "<Error><Status>2</Status></Error>",
                "Error with status 2: The request did not follow the protocol.",
            ),
            ("<Settings/>", self.NOTHING),
        ):
            document = answer(f"<Action>{content}</Action>", MOBILESYNC)
            self.check_summary(document, expected)
            self.check_summary(
                f'<Action xmlns="{MOBILESYNC}">{content}</Action>',
                expected,
            )

    def test_incomplete_answers(self) -> None:
        for content in ("", "<User/>", "<Account/>", "<Fault/>"):
            self.check_summary(answer(content), self.NOTHING)
        self.check_summary(account("<Action>settings</Action>"), self.NOTHING)
        self.check_summary(f'<Account xmlns="{OUTLOOK}"/>', self.NOTHING)
        self.check_summary(f'<Response xmlns="{OUTLOOK}"/>', self.NOTHING)

    def test_neither_request_nor_answer(self) -> None:
        self.check_summary(
            "<Autodiscover/>", "The message is neither a request nor an answer."
        )

    def test_requests(self) -> None:
        for arguments, expected in (
            (["a@example.com"], "a@example.com"),
            (["a@example.com", "--mobilesync"], "a@example.com on an ActiveSync device."),
            (["--legacy-dn", "/o=Works/cn=a"], "/o=Works/cn=a"),
        ):
            document = self.check_done("request", *arguments)
            self.check_summary(document, f"Request for the settings of {expected}")
        self.check_summary("<Request/>", "Request that does not say for whom.")

    def test_all_that_is_said(self) -> None:
        """An answer may be several things at once."""
        file = VALID / "redirect-settings-and-error-all-at-once.xml"
        summary, _, _ = self.show(file.read_text("utf-8")).partition("\n\n")
        self.assertRegex(summary, r"(?m)^Error \d+: ")
        self.assertRegex(summary, r"(?m)^Redirect: ")

    def test_none_for_a_part(self) -> None:
        self.assertTrue(
            self.show(protocol("<Type>IMAP</Type>")).startswith("Protocol: IMAP\n")
        )


class LayoutTest(ShowTest):
    def test_answer(self) -> None:
        document = answer(
            "<User><DisplayName>Alice &amp; Bob</DisplayName>"
            "<AutoDiscoverSMTPAddress>alice@example.com</AutoDiscoverSMTPAddress></User>"
            "<Account><AccountType>email</AccountType><Action>settings</Action>"
            "<Protocol><Type>IMAP</Type><Server>imap.example.com</Server><Port>993</Port>"
            "<SSL>On</SSL><TTL>24</TTL></Protocol>"
            "<Protocol><Type>WEB</Type><Internal>"
            '<OWAUrl AuthenticationMethod="Basic, Fba">https://in.example.com/</OWAUrl>'
            "<Protocol><Type>EXCH</Type><ASUrl>https://as.example.com/</ASUrl></Protocol>"
            "</Internal></Protocol></Account>"
        )
        self.assertEqual(
            """\
Settings for alice@example.com: 2 protocols.

User
  DisplayName              Alice & Bob
  AutoDiscoverSMTPAddress  alice@example.com

Account
  AccountType  email
  Action       settings

  Protocol 1: IMAP
    TTL             24 hours
    Server          imap.example.com
    Port            993
    DomainRequired  off (default)
    SPA             on (default)
    SSL             on (written "On")
    Encryption      SSL (default)
    AuthRequired    on (default)

  Protocol 2: WEB
    Internal
      OWAUrl: https://in.example.com/
        @AuthenticationMethod  Basic, Fba
      Protocol: EXCH
        ASUrl  https://as.example.com/
""",
            self.show(document),
        )

    def test_each_value_of_the_corpus(self) -> None:
        """Whatever is in the table stands somewhere, with nothing said of it here."""
        for name in (
            "every-child-of-protocol-in-documented-order",
            "exchange-online-full-answer",
        ):
            file = VALID / f"{name}.xml"
            out = self.pox("show", file).out
            for element in leaves(ElementTree.parse(file).getroot()):
                text = re.escape(element.text or "")
                if local_name(element) not in ("Type", "OWAUrl"):
                    self.assertRegex(out, rf"(?m)^ *{local_name(element)}  +.*{text}")

    def test_whole_corpus(self) -> None:
        for file in sorted(VALID.glob("*.xml")):
            with self.subTest(file.name):
                run = self.pox("show", file)
                self.assertEqual(0, run.status)
                self.assertNotRegex(run.out, "[\x00-\x09\x0b-\x1f\x7f-\x9f]")
                self.assertNotIn("\n\n\n", run.out)
                self.assertTrue(run.out.endswith("\n"))

    def test_envelope_with_something_to_say(self) -> None:
        out = self.show(answer("<Culture>en:us</Culture><User/>", MOBILESYNC))
        self.assertIn("\n\nResponse\n  Culture  en:us\n\nUser (empty)\n", out)

    def test_heading_without_lines(self) -> None:
        out = self.show(account("<Protocol><Type>IMAP</Type></Protocol>"))
        self.assertIn("\n\nAccount\n  Protocol: IMAP\n", out)

    def test_type_as_attribute(self) -> None:
        out = self.show(f'<Protocol xmlns="{OUTLOOK}" Type="mapiHttp" Version="1"/>')
        self.assertRegex(out, r"\AProtocol: mapiHttp\n  @Version  1\b")


class ValueTest(ShowTest):
    def check_row(self, content: str, expected: str) -> None:
        """One row of a Protocol, by its value and what stands beside it."""
        name, value = expected.split(None, 1)
        self.assertRegex(
            self.show(protocol(content)), rf"(?m)^  {name} +{re.escape(value)}$"
        )

    def test_units(self) -> None:
        self.check_row("<TTL>1</TTL>", "TTL 1 hour")
        self.check_row("<TTL>24</TTL>", "TTL 24 hours")

    def test_numbers_that_mean_something(self) -> None:
        meaning = "The settings stay valid, and need no further Autodiscover."
        self.check_row("<TTL>0</TTL>", f"TTL 0 hours ({meaning})")

    def test_spelling(self) -> None:
        self.check_row("<SSL>On</SSL>", 'SSL on (written "On")')
        self.check_row("<SSL>on</SSL>", "SSL on")
        self.check_row("<Port>0993</Port>", 'Port 993 (written "0993")')

    def test_what_holds_in_place_of_what_is_said(self) -> None:
        self.check_row("<SSL/>", "SSL (empty) (on holds)")
        mail = "<Type>IMAP</Type>"
        self.check_row(
            f"{mail}<SSL>on</SSL><Encryption>None</Encryption>", "SSL on (off holds)"
        )
        self.check_row(
            f"{mail}<SSL>on</SSL><Encryption>Auto</Encryption>", "SSL on"
        )
        self.check_row(
            "<Server>https://example.com/</Server><Port>80</Port>",
            "Port 80 (does not count)",
        )

    def test_versions(self) -> None:
        self.check_row(
            "<ServerVersion>73D49F70</ServerVersion>",
            "ServerVersion 73D49F70 (15.20.8048, Exchange Online)",
        )
        self.check_row(
            "<ServerVersion>73FFFFFF</ServerVersion>",
            "ServerVersion 73FFFFFF (15.63.32767)",
        )

    def test_pages(self) -> None:
        base = "<EcpUrl>https://example.com/ecp/</EcpUrl>"
        self.check_row(
            f"{base}<EcpUrl-um>?p=um</EcpUrl-um>", "EcpUrl-um https://example.com/ecp/?p=um"
        )
        self.check_row("<EcpUrl-um>?p=um</EcpUrl-um>", "EcpUrl-um ?p=um")
        self.check_row(
            f"{base}<EcpUrl-um>https://b.example.com/</EcpUrl-um>",
            "EcpUrl-um https://b.example.com/",
        )

    def test_unknown_values(self) -> None:
        self.check_row("<SSL>maybe</SSL>", "SSL maybe (unknown value) (on holds)")

    def test_empty_values(self) -> None:
        self.check_row("<LoginName/>", "LoginName (empty)")
        self.check_row("<LoginName> \n </LoginName>", "LoginName (blank)")

    def test_padded_values(self) -> None:
        self.check_row("<LoginName> alice</LoginName>", 'LoginName " alice"')
        self.check_row("<LoginName>al ice</LoginName>", "LoginName al ice")

    def test_line_breaks_become_spaces(self) -> None:
        self.check_row("<LoginName>al\nic\te&#13;!</LoginName>", "LoginName al ic e !")

    def test_control_characters_are_replaced(self) -> None:
        content = "<LoginName>a\x7fb\u0085c\u009bd</LoginName>"
        self.check_row(content, "LoginName a\ufffdb\ufffdc\ufffdd")

    def test_other_characters_are_kept(self) -> None:
        self.check_row(
            "<LoginName>Zoë \u00a0 木村 😀</LoginName>", "LoginName Zoë \u00a0 木村 😀"
        )

    def test_not_understood(self) -> None:
        content = (
            '<Type>IMAP</Type><Server role="main">mail</Server><Port>x</Port>'
            '<Flavour kind="new">a\n<Deep/></Flavour>stray'
        )
        document = f'<Protocol xmlns="{OUTLOOK}" Colour="red">{content}</Protocol>'
        _, found, rest = self.show(document).partition("\n  Not understood:\n")
        self.assertNotEqual("", found)
        self.assertEqual(
            [
                '    @Colour="red"',
                '    Server/@role="main"',
                "    <Port>x</Port>",
                '    <Flavour kind="new">a <Deep/></Flavour>',
                "    stray",
            ],
            rest.splitlines(),
        )


class DefaultTest(ShowTest):
    """Settings that are absent, and what holds then."""

    ALL = {
        "TTL": "1 hour",
        "DomainRequired": "off",
        "SPA": "on",
        "SSL": "on",
        "Encryption": "SSL",
        "AuthRequired": "on",
    }

    def defaults(self, document: str) -> dict[str, str]:
        rows = re.findall(r"(?m)^ +(\S+) +(.+) \(default\)$", self.show(document))
        return dict(rows)

    def test_for_what_is_absent(self) -> None:
        document = protocol("<Type>IMAP</Type><Port>143</Port>")
        self.assertEqual(self.ALL, self.defaults(document))
        document = protocol("<Type>IMAP</Type><TTL>2</TTL><SPA>off</SPA>")
        expected = ["Port", "DomainRequired", "SSL", "Encryption", "AuthRequired"]
        self.assertEqual(expected, list(self.defaults(document)))

    def test_of_the_port(self) -> None:
        for protocol_type, setting, port in (
            ("IMAP", "<SSL>on</SSL>", "993"),
            ("IMAP", "<SSL>off</SSL>", "143"),
            ("POP3", "<SSL/>", "995"),
            ("SMTP", "<Encryption>TLS</Encryption>", "587"),
        ):
            document = protocol(f"<Type>{protocol_type}</Type>{setting}")
            self.assertEqual(port, self.defaults(document)["Port"])
        document = protocol("<Type>IMAP</Type><Port>none</Port><SPA>on</SPA>")
        self.assertNotIn("Port", self.defaults(document))

    def test_not_for_what_nobody_states(self) -> None:
        document = protocol("<Type>SMTP</Type><Port>25</Port>")
        self.assertNotIn("UsePOPAuth", self.defaults(document))

    def test_only_where_it_means_something(self) -> None:
        """SMTPLast depends on Type, which may be spelled in any way."""
        for name in ("SMTP", "smtp"):
            document = protocol(f"<Type>{name}</Type><Port>25</Port>")
            self.assertEqual({**self.ALL, "SMTPLast": "off"}, self.defaults(document))

    def test_not_beside_what_overrides_it(self) -> None:
        document = protocol("<Type>IMAP</Type><Encryption>TLS</Encryption>")
        self.assertNotIn("SSL", self.defaults(document))
        self.assertIn("SPA", self.defaults(document))

    def test_not_beside_a_value_that_was_not_understood(self) -> None:
        document = protocol("<Type>IMAP</Type><Port>143</Port><TTL>long</TTL>")
        self.assertNotIn("TTL", self.defaults(document))

    def test_not_without_settings(self) -> None:
        for content in ("", "<Type>IMAP</Type>", "<Type>WEB</Type><Internal/>"):
            self.assertEqual({}, self.defaults(protocol(content)))
        mapi = f'<Protocol xmlns="{OUTLOOK}" Type="mapiHttp" Version="1"/>'
        self.assertEqual({}, self.defaults(mapi))

    def test_not_in_a_protocol_inside_another(self) -> None:
        inner = (
            "<Protocol><Type>EXCH</Type><ASUrl>https://example.com/</ASUrl></Protocol>"
        )
        document = protocol(f"<Type>WEB</Type><Internal>{inner}</Internal>")
        self.assertEqual({}, self.defaults(document))

    def test_of_an_account(self) -> None:
        document = account("<RedirectAddr>a@example.net</RedirectAddr>")
        expected = {"AccountType": "email", "Action": "redirectAddr"}
        self.assertEqual(expected, self.defaults(document))


class TerminalTest(ShowTest):
    DOCUMENT = protocol(
        "<Type>IMAP</Type><LoginName>one two three four five six seven eight nine</LoginName>"
        f"<Server>{'abcdefghij' * 6}</Server>"
    )
    BOLD = "\033[1m"
    DIM = "\033[0;2m"
    PLAIN = "\033[0m"

    def test_no_escapes_when_piped(self) -> None:
        self.assertNotIn("\033", self.show(self.DOCUMENT))

    def test_colour_on_a_terminal(self) -> None:
        out = self.on_terminal("show", stdin=self.DOCUMENT, width=200)
        self.assertTrue(out.startswith(f"{self.BOLD}Protocol: IMAP{self.PLAIN}\n"), out)
        self.assertRegex(
            out,
            rf"(?m)^{re.escape(self.DIM)}  SPA +on \(default\){re.escape(self.PLAIN)}$",
        )
        self.assertEqual(self.show(self.DOCUMENT), ESCAPE.sub("", out))

    def test_no_colour_where_it_is_not_wanted(self) -> None:
        for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            out = self.on_terminal("show", stdin=self.DOCUMENT, width=200, env=env)
            self.assertEqual(self.show(self.DOCUMENT), out)
        out = self.on_terminal("show", stdin=self.DOCUMENT, env={"NO_COLOR": ""})
        self.assertIn(self.BOLD, out)

    def test_colour_as_told(self) -> None:
        piped = self.pox(
            "show", "--color=always", stdin=self.DOCUMENT, env={"NO_COLOR": "1"}
        )
        self.assertIn(self.BOLD, piped.out)
        for value in ("auto", "never"):
            piped = self.pox("show", "--color", value, stdin=self.DOCUMENT)
            self.assertNotIn("\033", piped.out)
        self.assertNotIn(
            "\033", self.on_terminal("show", "--color=never", stdin=self.DOCUMENT)
        )
        message = "pox show: --color is always, never or auto, not 'red'; .*"
        self.check_refused(2, message, "show", "--color=red", stdin=self.DOCUMENT)

    def test_wraps_on_a_terminal(self) -> None:
        out = self.on_terminal("show", "--color=never", stdin=self.DOCUMENT, width=50)
        self.assertIn(
            """
  Server          abcdefghijabcdefghijabcdefghijab
                  cdefghijabcdefghijabcdefghij
  Port            993 (default)
  LoginName       one two three four five six
                  seven eight nine
""",
            out,
        )

    def test_counts_characters(self) -> None:
        ascii_text, text = "abc abc abc abc", "äbc ébc 木bc 😀bc"
        document = protocol(f"<LoginName>{text}</LoginName>")
        for width in range(33, 45):
            out = self.on_terminal("show", "--color=never", stdin=document, width=width)
            plain = self.on_terminal(
                "show",
                "--color=never",
                stdin=document.replace(text, ascii_text),
                width=width,
            )
            self.assertEqual(plain, re.sub("[äé木😀]", "a", out))

    def test_uses_each_width(self) -> None:
        for width in (40, 61, 79, 120):
            out = self.on_terminal(
                "show", "--color=never", stdin=self.DOCUMENT, width=width
            )
            self.assertLessEqual(max(map(len, out.splitlines())), width)
            joined = re.sub(r"\n {10,}", " ", out)
            self.assertIn("one two three four five six seven eight nine\n", joined)

    def test_keeps_words_and_notes_together(self) -> None:
        document = protocol("<Type>IMAP</Type><AuthPackage>Negotiate</AuthPackage>")
        out = self.on_terminal("show", "--color=never", stdin=document, width=38)
        self.assertIn(
            """
  AuthPackage     negotiate (written
                  "Negotiate")
""",
            out,
        )

    def test_colour_takes_no_room(self) -> None:
        plain = self.on_terminal("show", "--color=never", stdin=self.DOCUMENT, width=30)
        coloured = self.on_terminal(
            "show", "--color=always", stdin=self.DOCUMENT, width=30
        )
        self.assertNotEqual(plain, coloured)
        self.assertEqual(plain, ESCAPE.sub("", coloured))

    def test_does_not_wrap_where_there_is_no_room(self) -> None:
        out = self.on_terminal("show", "--color=never", stdin=self.DOCUMENT, width=20)
        self.assertEqual(self.show(self.DOCUMENT), out)

    def test_never_wraps_when_piped(self) -> None:
        out = self.show(protocol(f"<LoginName>{'word ' * 400}end</LoginName>"))
        self.assertIn("word " * 400 + "end\n", out)

    def test_words_longer_than_any_room(self) -> None:
        word = "x" * 3000 + "é" * 3000
        document = protocol(f"<LoginName>{word} end</LoginName>")
        self.assertIn(f"{word} end\n", self.show(document))
        out = self.on_terminal("show", "--color=never", stdin=document, width=1000)
        self.assertLessEqual(max(map(len, out.splitlines())), 1000)
        self.assertIn(word, re.sub(r"\n {10,}", "", out))


if __name__ == "__main__":
    unittest.main()
