"""pox discover: the documented places in order, redirects, and what is told to whom."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import base64
import os
import pty
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from tests.command.servers import Answer, Dns, Web, make_certificate
from tests.command.support import CommandTest, Run, account, answer, command_path

SETTINGS = account(
    "<AccountType>email</AccountType><Action>settings</Action><Protocol><Type>IMAP</Type>"
    "<Server>imap.example.com</Server><Port>993</Port></Protocol>"
)
FAULT = answer("<Error><ErrorCode>500</ErrorCode><Message>no such user</Message></Error>")
PATH = "/autodiscover/autodiscover.xml"
ALICE = "alice@example.com"
LOGIN = "Basic " + base64.b64encode(b"alice@example.com:secret").decode()


def redirect_url(url: str) -> str:
    return account(f"<Action>redirectUrl</Action><RedirectUrl>{url}</RedirectUrl>")


def redirect_address(address: str) -> str:
    return account(f"<Action>redirectAddr</Action><RedirectAddr>{address}</RedirectAddr>")


@unittest.skipUnless(shutil.which("openssl"), "openssl makes the certificate")
class DiscoverTest(CommandTest):
    certificate: Path

    @classmethod
    def setUpClass(cls) -> None:
        directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.certificate = make_certificate(
            directory, "example.com", "example.net", "badexample.com"
        )

    def setUp(self) -> None:
        super().setUp()
        self.secure, self.plain, self.dns = Web(self.certificate), Web(None), Dns()
        self.addCleanup(self.secure.close)
        self.addCleanup(self.plain.close)
        self.addCleanup(self.dns.close)
        if "built without libcurl" in self.discover().err:
            self.skipTest("the program was built without libcurl")
        self.secure.requests.clear()
        self.plain.requests.clear()

    def loopback(self) -> tuple[str, ...]:
        """Options without which it would go to the network."""
        return (
            f"--connect-to=:80:127.0.0.1:{self.plain.port},::127.0.0.1:{self.secure.port}",
            f"--ca-file={self.certificate}",
            f"--dns=127.0.0.1:{self.dns.port}",
        )

    def discover(self, *arguments: str | Path, address: str = ALICE) -> Run:
        return self.pox("discover", *self.loopback(), *arguments, address)

    def password_file(self) -> str:
        return f"--password-file={self.put('secret' + chr(10), 'password')}"

    def check_found(self, run: Run, *steps: str) -> None:
        self.assertEqual((0, list(steps)), (run.status, run.err.splitlines()))
        self.assertRegex(run.out, r"Server +imap\.example\.com\n")

    def check_nothing(self, run: Run, *steps: str) -> None:
        self.assertEqual((1, "", list(steps)), (run.status, run.out, run.err.splitlines()))

    def asked(self, web: Web) -> list[str]:
        return [request.host for request in web.requests]

    def logins(self) -> list[str]:
        """The hosts that were sent a password."""
        everywhere = self.secure.requests + self.plain.requests
        return [request.host for request in everywhere if "authorization" in request.headers]


class PlacesTest(DiscoverTest):
    def test_the_first_place_is_the_domain(self) -> None:
        self.secure.answers["example.com"] = Answer(200, SETTINGS)
        self.check_found(self.discover(), f"https://example.com{PATH}: has the settings")
        (request,) = self.secure.requests
        self.assertEqual(("POST", PATH), (request.method, request.path))
        self.assertIn(f"<EMailAddress>{ALICE}</EMailAddress>", request.body)
        self.assertEqual("text/xml; charset=utf-8", request.headers["content-type"])
        self.assertNotIn("authorization", request.headers)

    def test_the_second_is_its_host_autodiscover(self) -> None:
        self.secure.answers["autodiscover.example.com"] = Answer(200, SETTINGS)
        self.check_found(
            self.discover(),
            f"https://example.com{PATH}: status 404",
            f"https://autodiscover.example.com{PATH}: has the settings",
        )

    def test_the_third_is_where_http_leads_which_is_told_nothing(self) -> None:
        target = f"https://mail.example.net{PATH}"
        self.plain.answers["autodiscover.example.com"] = Answer(302, headers={"Location": target})
        self.secure.answers["mail.example.net"] = Answer(200, SETTINGS)
        self.check_found(
            self.discover(),
            f"https://example.com{PATH}: status 404",
            f"https://autodiscover.example.com{PATH}: status 404",
            f"http://autodiscover.example.com{PATH}: leads to {target}",
            f"{target}: has the settings",
        )
        (request,) = self.plain.requests
        self.assertEqual(("GET", ""), (request.method, request.body))
        self.assertNotIn(ALICE, str(request))

    def test_the_last_is_the_host_that_dns_names(self) -> None:
        self.dns.records["_autodiscover._tcp.example.com"] = [
            (20, 0, 443, "worse.example.net"),
            (10, 1, 443, "light.example.net"),
            (10, 5, 443, "mail.example.net"),
        ]
        self.secure.answers["mail.example.net"] = Answer(200, SETTINGS)
        run = self.discover()
        if "built without c-ares" in run.err:
            self.skipTest("the program was built without c-ares")
        self.check_found(
            run,
            f"https://example.com{PATH}: status 404",
            f"https://autodiscover.example.com{PATH}: status 404",
            f"http://autodiscover.example.com{PATH}: leads nowhere",
            "DNS, _autodiscover._tcp.example.com: leads to mail.example.net",
            f"https://mail.example.net{PATH}: has the settings",
        )

    def test_where_nobody_knows_each_step_is_told(self) -> None:
        run = self.discover()
        self.assertEqual((1, ""), (run.status, run.out))
        self.assertEqual(4, len(run.err.splitlines()))

    def test_a_page_for_people_is_no_answer(self) -> None:
        self.secure.answers["example.com"] = Answer(200, "<html><body>Hello</body></html>")
        self.secure.answers["autodiscover.example.com"] = Answer(200, SETTINGS)
        run = self.discover()
        self.assertEqual(0, run.status)
        self.assertRegex(run.err.splitlines()[0], ": answers with something else: .*HTML")

    def test_an_error_is_told_and_the_next_place_asked(self) -> None:
        self.secure.answers["example.com"] = Answer(200, FAULT)
        self.secure.answers["autodiscover.example.com"] = Answer(200, SETTINGS)
        self.check_found(
            self.discover(),
            f"https://example.com{PATH}: answers with error 500: no such user",
            f"https://autodiscover.example.com{PATH}: has the settings",
        )

    def test_the_answer_as_it_came(self) -> None:
        self.secure.answers["example.com"] = Answer(200, SETTINGS)
        self.assertEqual(SETTINGS, self.discover("--xml").out)

    def test_an_endless_answer_is_not_waited_for(self) -> None:
        self.secure.answers["example.com"] = Answer(200, " " * 3_000_000)
        run = self.discover()
        self.assertIn("the answer is too long", run.err.splitlines()[0])

    def test_a_certificate_that_nobody_knows_is_not_trusted(self) -> None:
        self.secure.answers["example.com"] = Answer(200, SETTINGS)
        other = Path(self.enterContext(tempfile.TemporaryDirectory()))
        run = self.discover(f"--ca-file={make_certificate(other, 'example.com')}")
        self.assertEqual((1, ""), (run.status, run.out))
        self.assertIn("certificate", run.err.splitlines()[0])
        self.assertEqual([], self.secure.requests)


class RedirectTest(DiscoverTest):
    def test_an_answer_leads_to_another_server(self) -> None:
        target = f"https://mail.example.net{PATH}"
        self.secure.answers["example.com"] = Answer(200, redirect_url(target))
        self.secure.answers["mail.example.net"] = Answer(200, SETTINGS)
        self.check_found(
            self.discover(),
            f"https://example.com{PATH}: leads to {target}",
            f"{target}: has the settings",
        )

    def test_an_answer_leads_to_another_address(self) -> None:
        self.secure.answers["example.com"] = Answer(200, redirect_address("a@example.net"))
        self.secure.answers["example.net"] = Answer(200, SETTINGS)
        self.check_found(
            self.discover(),
            f"https://example.com{PATH}: leads to a@example.net",
            f"https://example.net{PATH}: has the settings",
        )
        self.assertIn("<EMailAddress>a@example.net<", self.secure.requests[1].body)

    def test_a_circle_is_left(self) -> None:
        self.secure.answers["example.com"] = Answer(200, redirect_address(ALICE))
        run = self.discover()
        self.assertEqual((1, ""), (run.status, run.out))
        self.assertRegex(run.err.splitlines()[-1], "^This is not followed: ")

    def test_an_answer_must_not_lead_out_of_encryption(self) -> None:
        self.secure.answers["example.com"] = Answer(
            200, redirect_url(f"http://mail.example.net{PATH}")
        )
        run = self.discover(self.password_file())
        self.assertEqual((1, ""), (run.status, run.out))
        self.assertRegex(run.err.splitlines()[-1], "^This is not followed: ")
        self.assertEqual([], self.plain.requests)

    def test_nor_must_http(self) -> None:
        for web, host in ((self.secure, "example.com"), (self.plain, "autodiscover.example.com")):
            web.answers[host] = Answer(302, headers={"Location": "http://example.net/"})
        run = self.discover(self.password_file())
        self.assertEqual(1, run.status)
        expected = ": leads to a place without encryption: http://example.net/"
        self.assertEqual(2, run.err.count(expected))
        self.assertEqual(["autodiscover.example.com"], self.asked(self.plain))

    def test_where_http_leads_in_circles_the_next_place_is_asked(self) -> None:
        here = f"https://example.com{PATH}"
        self.secure.answers["example.com"] = Answer(302, headers={"Location": here})
        self.secure.answers["autodiscover.example.com"] = Answer(200, SETTINGS)
        run = self.discover()
        self.assertEqual(0, run.status)
        self.assertIn("That is one redirect too many.", run.err.splitlines())


class PasswordTest(DiscoverTest):
    def test_is_sent_when_it_is_asked_for(self) -> None:
        self.secure.answers["example.com"] = Answer(200, SETTINGS)
        self.secure.logins["example.com"] = LOGIN
        self.check_found(
            self.discover(self.password_file()), f"https://example.com{PATH}: has the settings"
        )
        self.assertNotIn("authorization", self.secure.requests[0].headers)
        self.assertEqual(LOGIN, self.secure.requests[-1].headers["authorization"])

    def test_under_another_name(self) -> None:
        login = "Basic " + base64.b64encode(b"EXAMPLE\\alice:secret").decode()
        self.secure.answers["example.com"] = Answer(200, SETTINGS)
        self.secure.logins["example.com"] = login
        run = self.discover(self.password_file(), r"--user=EXAMPLE\alice")
        self.assertEqual(0, run.status)

    def test_without_one_it_is_said_that_it_is_wanted(self) -> None:
        self.secure.logins["example.com"] = LOGIN
        run = self.discover()
        self.assertEqual(1, run.status)
        expected = f"https://example.com{PATH}: wants a password; see --password-file"
        self.assertEqual(expected, run.err.splitlines()[0])

    def test_a_wrong_one_is_refused(self) -> None:
        self.secure.logins["example.com"] = "Basic no"
        run = self.discover(self.password_file())
        self.assertIn(": refuses the password of alice@example.com", run.err.splitlines()[0])

    def test_is_not_sent_to_other_domains(self) -> None:
        target = f"https://mail.example.net{PATH}"
        self.secure.answers["example.com"] = Answer(200, redirect_url(target))
        self.secure.answers["mail.example.net"] = Answer(200, SETTINGS)
        self.secure.logins["mail.example.net"] = LOGIN
        self.check_nothing(
            self.discover(self.password_file()),
            f"https://example.com{PATH}: leads to {target}",
            f"{target}: wants a password, which is sent there only with --trust=mail.example.net",
        )
        self.assertEqual([], self.logins())
        self.assertEqual(0, self.discover(self.password_file(), "--trust=example.net").status)
        self.assertIn("mail.example.net", self.logins())

    def test_a_host_that_only_looks_like_the_domain_is_another(self) -> None:
        for target in ("https://badexample.com/", "https://example.com@example.net/"):
            self.secure.answers["example.com"] = Answer(200, redirect_url(target))
            self.secure.logins["example.net"] = self.secure.logins["badexample.com"] = LOGIN
            run = self.discover(self.password_file())
            self.assertEqual((1, ""), (run.status, run.out), target)
            self.assertEqual([], self.logins(), target)

    def test_a_file_without_one(self) -> None:
        empty = self.put("", "empty")
        run = self.discover(f"--password-file={empty}")
        self.assertEqual(2, run.status)
        self.assertIn("its first line is no password", run.err)
        self.assertEqual([], self.secure.requests)


class TerminalTest(DiscoverTest):
    """Somebody sits there who can be asked."""

    def setUp(self) -> None:
        super().setUp()
        self.secure.answers["example.com"] = Answer(200, SETTINGS)

    def at_terminal(self, prompt: str, typed: str, *arguments: str) -> tuple[int, str]:
        """
        The exit status, and what the terminal shows, where the program's output is not.

        Something is typed whenever the program waits for it, but not before.
        """
        master, terminal = pty.openpty()
        process = subprocess.Popen(
            [command_path(), "discover", *self.loopback(), *arguments, ALICE],
            stdin=terminal, stderr=terminal, stdout=subprocess.DEVNULL,
        )
        os.close(terminal)
        shown, n_prompts = "", 0
        while piece := self.read_some(master):
            shown += piece
            if shown.count(prompt) > n_prompts:
                n_prompts += 1
                os.write(master, typed.encode())
        os.close(master)
        return process.wait(timeout=60), shown.replace("\r\n", "\n")

    def read_some(self, master: int) -> str:
        """What is shown next; "" at the end, which Linux reports as an error."""
        try:
            return os.read(master, 4096).decode()
        except OSError:
            return ""

    def test_the_password_is_asked_for_and_not_shown(self) -> None:
        self.secure.logins["example.com"] = LOGIN
        status, shown = self.at_terminal("Password of", "secret\n")
        self.assertEqual(0, status, shown)
        self.assertIn(f"Password of {ALICE} for example.com: \nhas the settings\n", shown)
        self.assertNotIn("secret", shown)

    def test_no_password_is_none(self) -> None:
        self.secure.logins["example.com"] = LOGIN
        status, shown = self.at_terminal("Password of", "\n")
        self.assertEqual(1, status, shown)
        self.assertIn("\nwants a password\n", shown)
        self.assertEqual([], self.logins())

    def test_another_domain_gets_it_only_after_a_yes(self) -> None:
        target = f"https://mail.example.net{PATH}"
        self.secure.answers["example.com"] = Answer(200, redirect_url(target))
        self.secure.answers["mail.example.net"] = Answer(200, SETTINGS)
        self.secure.logins["mail.example.net"] = LOGIN
        for typed, expected in (("n\n", 1), ("\n", 1), ("y\n", 0)):
            question = "Send the password to mail.example.net? [y/N] "
            status, shown = self.at_terminal(question, typed, self.password_file())
            self.assertEqual(expected, status, shown)
            self.assertIn(question, shown)
            self.assertEqual(expected == 0, bool(self.logins()), typed)


class UsageTest(DiscoverTest):
    def test_needs_an_address(self) -> None:
        self.check_refused(2, "pox discover: EMAIL is missing; see .*", "discover")
        run = self.pox("discover", "no-address")
        self.assertEqual((2, ""), (run.status, run.out))

    def test_an_address_that_is_no_text_is_not_asked_for(self) -> None:
        run = self.discover(address="\udcff@example.com")
        self.assertEqual((1, ""), (run.status, run.out))
        self.assertRegex(run.err, r"\Ahttps://example.com\S+: is not asked: .*UTF-8.*\n\Z")
        self.assertEqual([], self.secure.requests)


if __name__ == "__main__":
    unittest.main()
