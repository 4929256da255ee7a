"""The programs that users begin their own with: what they do, and say when they cannot."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import http.server
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import unittest
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from tests.command.servers import Answer, Web, make_certificate
from tests.command.support import (
    MOBILESYNC,
    OUTLOOK,
    ROOT,
    VALID,
    CommandTest,
    Run,
    account,
    answer,
)

PATH = "/autodiscover/autodiscover.xml"
ALICE = "alice@example.com"
URL = f"https://autodiscover.example.com{PATH}"
EWS = "https://proxy.example.com/EWS/Exchange.asmx?a=1&b=2"
SCHEMA = Path(__file__).resolve().parents[2] / "generated" / "schemas" / "error.xsd"
SETTINGS = account(
    "<AccountType>email</AccountType><Action>settings</Action>"
    "<Protocol><Type>EXCH</Type><EwsUrl>https://inside.example.com/ews</EwsUrl></Protocol>"
    "<Protocol><Type>EXPR</Type><EwsUrl>https://mail.example.com/ews</EwsUrl></Protocol>"
    "<Protocol><Type>IMAP</Type><Server> imap.example.com\n</Server></Protocol>"
    "<Protocol><Type>SMTP</Type><Server>smtp.example.com</Server><Port>587</Port>"
    "<Encryption>TLS</Encryption></Protocol>"
)
PRINTED = (
    "IMAP imap.example.com, port 993, encryption SSL\n"
    "SMTP smtp.example.com, port 587, encryption TLS\n"
    "EWS https://mail.example.com/ews\n"
)


def redirect_url(url: str) -> str:
    return account(f"<Action>redirectUrl</Action><RedirectUrl>{url}</RedirectUrl>")


def redirect_address(address: str) -> str:
    return account(f"<Action>redirectAddr</Action><RedirectAddr>{address}</RedirectAddr>")


def program(name: str) -> Path:
    folder = os.environ.get("POX_EXAMPLES")
    if not folder:
        raise RuntimeError("POX_EXAMPLES does not say where the programs are")
    return Path(folder).resolve() / f"example_{name}"


class ExampleTest(CommandTest):
    """What the tests of all examples share."""

    def run_example(
        self,
        name: str,
        *arguments: str,
        stdin: str | bytes = b"",
        env: dict[str, str] | None = None,
        stdout: IO[bytes] | int = subprocess.PIPE,
    ) -> Run:
        """Runs it where no settings of a proxy lead out of the loopback."""
        done = subprocess.run(
            [program(name), *arguments],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            env={**without_proxies(), **(env or {})},
            check=False,
            timeout=60,
        )
        run = Run(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())
        self.check_sanity(run.status, run.err)
        return run

    def check_good(self, expected: str, run: Run) -> None:
        self.assertEqual((0, expected, ""), (run.status, run.out, run.err))

    def check_bad(self, run: Run, message: str, status: int = 1) -> None:
        self.assertEqual((status, ""), (run.status, run.out), run.err)
        self.assertRegex(run.err, rf"\A{message}\n\Z")


    def check_full(
        self,
        name: str,
        *arguments: str,
        stdin: str = "",
        env: dict[str, str] | None = None,
        status: int = 1,
    ) -> None:
        """Output that nobody takes is an error."""
        if not os.path.exists("/dev/full"):
            self.skipTest("there is no file that is always full")
        with open("/dev/full", "wb") as full:
            run = self.run_example(name, *arguments, stdin=stdin, env=env, stdout=full)
        self.check_bad(run, f"{name}: .+", status)


def without_proxies() -> dict[str, str]:
    return {
        name: text for name, text in os.environ.items() if not name.lower().endswith("_proxy")
    }


class CutWeb(Web):
    """Promises the whole of an answer, and closes the connection in the middle of it."""

    def handle(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        body = SETTINGS.encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])


class EndlessWeb(Web):
    """Sends more than anybody would wait for."""

    def __init__(self, certificate: Path) -> None:
        self.was_left = threading.Event()
        super().__init__(certificate)

    def handle(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(1000):
                handler.wfile.write(b" " * 100_000)
        except OSError:
            self.was_left.set()


class ExampleWeb(Web):
    """Answers with what the example of a server says."""

    def handle(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        request = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        done = subprocess.run(
            [program("server"), "example.com"],
            input=request, capture_output=True, check=False, timeout=60,
        )
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(done.stdout)


@unittest.skipUnless(shutil.which("openssl"), "openssl makes the certificate")
class ClientTest(ExampleTest):
    certificate: Path

    @classmethod
    def setUpClass(cls) -> None:
        if not program("client").exists():
            raise unittest.SkipTest("there is no libcurl to build the client with")
        directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.certificate = make_certificate(directory, "example.com", "example.net")

    def setUp(self) -> None:
        super().setUp()
        self.secure, self.plain = Web(self.certificate), Web(None)
        self.addCleanup(self.secure.close)
        self.addCleanup(self.plain.close)

    def client(
        self, address: str = ALICE, *, web: Web | None = None, ca_file: Path | None = None
    ) -> Run:
        env = self.loopback(web or self.secure, ca_file or self.certificate)
        return self.run_example("client", address, env=env)

    def loopback(self, web: Web, ca_file: Path) -> dict[str, str]:
        return {
            "CURL_CA_BUNDLE": str(ca_file),
            "POX_CONNECT_TO": f"::127.0.0.1:{web.port}",
        }

    def answer(self, host: str, body: str) -> None:
        self.secure.answers[host] = Answer(200, body)

    def asked(self) -> list[str]:
        return [request.host for request in self.secure.requests]


class SettingsTest(ClientTest):
    def test_prints_where_everything_is(self) -> None:
        self.answer("autodiscover.example.com", SETTINGS)
        self.check_good(PRINTED, self.client())

    def test_asks_as_a_mail_client(self) -> None:
        self.client()
        (request,) = self.secure.requests
        self.assertEqual(("POST", PATH), (request.method, request.path))
        self.assertEqual("text/xml; charset=utf-8", request.headers["content-type"])
        self.assertEqual(ALICE, request.headers["x-anchormailbox"])
        root = ElementTree.fromstring(request.body)
        self.assertEqual([ALICE, OUTLOOK], [leaf.text for leaf in root[0]])

    def test_a_long_answer_comes_in_many_pieces(self) -> None:
        begin = "<AccountType>"
        many = SETTINGS.replace(begin, "<Unknown>a&lt;</Unknown>" * 5_000 + begin)
        self.answer("autodiscover.example.com", many)
        self.check_good(PRINTED, self.client())

    def test_an_error_is_told(self) -> None:
        self.answer("autodiscover.example.com", answer("<Error><ErrorCode>500</ErrorCode></Error>"))
        self.check_bad(
            self.client(), "client: the server says: There is no mailbox with the address."
        )

    def test_understands_the_example_of_a_server(self) -> None:
        web = ExampleWeb(self.certificate)
        self.addCleanup(web.close)
        expected = (
            "IMAP imap.example.com, port 993, encryption SSL\n"
            "SMTP smtp.example.com, port 465, encryption SSL\n"
        )
        self.check_good(expected, self.client(web=web))
        self.check_bad(self.client("a@example.net", web=web), "client: .*no mailbox.*")

    def test_no_settings(self) -> None:
        self.answer("autodiscover.example.com", account("<Action>settings</Action>"))
        self.check_bad(self.client(), "client: the server says: There are no settings.")
        lost = SETTINGS.replace("<Action>settings", "<Action>redirectUrl")
        self.answer("autodiscover.example.com", lost)
        self.check_bad(self.client(), "client: the server says: There are no settings.")

    def test_nobody_takes_the_output(self) -> None:
        self.answer("autodiscover.example.com", SETTINGS)
        self.check_full("client", ALICE, env=self.loopback(self.secure, self.certificate))

    def test_needs_an_address(self) -> None:
        for arguments in ((), ("nobody",), (ALICE, ALICE)):
            run = self.run_example("client", *arguments)
            self.check_bad(run, "client: .*address.*\nusage: client ADDRESS")


class FollowTest(ClientTest):
    def test_a_redirect_to_a_url(self) -> None:
        self.answer("autodiscover.example.com", redirect_url("https://mail.example.net/x"))
        self.answer("mail.example.net", SETTINGS)
        self.check_good(PRINTED, self.client())
        self.assertEqual(["autodiscover.example.com", "mail.example.net"], self.asked())
        self.assertEqual("/x", self.secure.requests[1].path)

    def test_a_redirect_to_an_address(self) -> None:
        self.answer("autodiscover.example.com", redirect_address("bob@example.net"))
        self.answer("autodiscover.example.net", SETTINGS)
        self.check_good(PRINTED, self.client())
        last = self.secure.requests[-1]
        self.assertIn("<EMailAddress>bob@example.net<", last.body)
        self.assertEqual("bob@example.net", last.headers["x-anchormailbox"])

    def test_a_redirect_of_http(self) -> None:
        for status in (301, 302, 303, 307, 308):
            self.secure.requests.clear()
            self.secure.answers["autodiscover.example.com"] = Answer(
                status, "<html/>", {"Location": "https://mail.example.net/x"}
            )
            self.answer("mail.example.net", SETTINGS)
            self.check_good(PRINTED, self.client())
            first, second = self.secure.requests
            self.assertEqual(("POST", first.body), (second.method, second.body))

    def test_a_circle_of_addresses(self) -> None:
        self.answer("autodiscover.example.com", redirect_address(ALICE))
        self.check_bad(self.client(), f"client: a redirect to an address asked already: '{ALICE}'")

    def test_a_circle_of_urls(self) -> None:
        self.answer("autodiscover.example.com", redirect_url("https://mail.example.net/"))
        self.answer("mail.example.net", redirect_url("https://MAIL.example.net/"))
        self.check_bad(self.client(), "client: a redirect to a URL asked already: .*")
        self.assertEqual(2, len(self.asked()))

    def test_a_chain_without_end(self) -> None:
        self.answer("autodiscover.example.com", redirect_url("https://h0.example.com/"))
        for i in range(20):
            self.answer(f"h{i}.example.com", redirect_url(f"https://h{i + 1}.example.com/"))
        self.check_bad(self.client(), "client: too many redirects, .*h10.example.com.*")
        self.assertEqual(11, len(self.asked()))

    def test_a_circle_of_http(self) -> None:
        self.secure.answers["autodiscover.example.com"] = Answer(302, headers={"Location": URL})
        self.check_bad(self.client(), f"client: {URL}: .*redirect.*")
        self.assertEqual(11, len(self.asked()))

    def test_nothing_leads_out_of_encryption(self) -> None:
        target = f"http://127.0.0.1:{self.plain.port}/"
        self.answer("autodiscover.example.com", redirect_url(target))
        self.check_bad(self.client(), f"client: a redirect from https to http: '{target}'")
        self.secure.answers["autodiscover.example.com"] = Answer(302, headers={"Location": target})
        self.check_bad(self.client(), f"client: {URL}: .*protocol.*")
        self.assertEqual([], self.plain.requests)


class BadServerTest(ClientTest):
    def test_a_certificate_that_nobody_knows(self) -> None:
        self.answer("autodiscover.example.com", SETTINGS)
        other = Path(self.enterContext(tempfile.TemporaryDirectory()))
        run = self.client(ca_file=make_certificate(other, "example.com"))
        self.check_bad(run, f"client: {URL}: .*certificate.*")
        self.assertEqual([], self.asked())

    def test_a_certificate_for_another_host(self) -> None:
        self.check_bad(self.client("alice@example.org"), "client: https://.*certificate.*")
        self.assertEqual([], self.asked())

    def test_what_is_no_answer(self) -> None:
        documents = {
            "<html><body>Hello</body></html>": ".*HTML.*",
            "<html><body>" + "Hello" * 10_000: ".*HTML.*",
            '{"Protocol": "AutodiscoverV1"}': ".*JSON.*",
            SETTINGS[:-20]: ".*ends.*",
            SETTINGS.replace("</Account>", "</account>"): ".*not well-formed.*",
            "": ".*empty.*",
            f"{SETTINGS}{' ' * 3_000_000}": ".*limit.*",
        }
        for body, message in documents.items():
            with self.subTest(body[:40]):
                self.answer("autodiscover.example.com", body)
                self.check_bad(self.client(), f"client: {URL}: {message}")

    def test_a_status_that_is_no_success(self) -> None:
        for status in (401, 404, 500, 503):
            self.secure.answers["autodiscover.example.com"] = Answer(status, SETTINGS)
            self.check_bad(self.client(), f"client: {URL}: HTTP.*")

    def test_a_connection_that_closes_in_the_middle(self) -> None:
        web = CutWeb(self.certificate)
        self.addCleanup(web.close)
        self.check_bad(self.client(web=web), f"client: {URL}: .*partial.*")

    def test_an_answer_without_end_is_left(self) -> None:
        web = EndlessWeb(self.certificate)
        self.addCleanup(web.close)
        self.check_bad(self.client(web=web), f"client: {URL}: the limit .*")
        self.assertTrue(web.was_left.wait(30))

    def test_nobody_is_there(self) -> None:
        web = Web(self.certificate)
        web.close()
        self.check_bad(self.client(web=web), f"client: {URL}: .*connect.*")


class ServerTest(ExampleTest):
    def serve(self, request: str | bytes) -> Run:
        return self.run_example("server", "example.com", stdin=request)

    def check_answer(self, text: str) -> ElementTree.Element:
        """What clients get keeps all rules; the Response in it."""
        self.assertEqual("", self.pox("check", "--strict", "-", stdin=text).err)
        if xmllint := shutil.which("xmllint"):
            run = subprocess.run(
                [xmllint, "--nonet", "--noout", "--schema", SCHEMA, self.put(text)],
                capture_output=True, check=False, timeout=60,
            )
            self.assertEqual(0, run.returncode, run.stderr.decode())
        (response,) = ElementTree.fromstring(text.encode())
        return response

    def check_error(self, code: int, request: str | bytes, note: str) -> None:
        run = self.serve(request)
        self.assertEqual(1, run.status)
        self.assertRegex(run.err, rf"\Aserver: error {code}: {note}\n\Z")
        response = self.check_answer(run.out)
        found = [element.text for element in response.iter(f"{{{ROOT}}}ErrorCode")]
        self.assertEqual([str(code)], found)

    def check_settings(self, request: str | bytes, address: str) -> None:
        run = self.serve(request)
        self.assertEqual((0, ""), (run.status, run.err))
        response = self.check_answer(run.out)
        protocols = response.findall(f"{{{OUTLOOK}}}Account/{{{OUTLOOK}}}Protocol")
        found = [{leaf.tag.removeprefix(f"{{{OUTLOOK}}}"): leaf.text for leaf in protocol}
                 for protocol in protocols]
        both = {"LoginName": address, "DomainRequired": "off", "SPA": "off", "SSL": "on",
                "AuthRequired": "on"}
        expected = [
            {"Type": "IMAP", "Server": "imap.example.com", "Port": "993", **both},
            {"Type": "SMTP", "Server": "smtp.example.com", "Port": "465", **both},
        ]
        self.assertEqual(expected, found)

    def request(self, *arguments: str) -> str:
        return self.check_done("request", *arguments)

    def test_gives_settings(self) -> None:
        self.check_settings(self.request(ALICE), ALICE)
        self.check_settings(self.request("o'neil&co@EXAMPLE.com"), "o'neil&co@EXAMPLE.com")

    def test_white_space_around_an_address_is_not_part_of_it(self) -> None:
        self.check_settings(self.request(ALICE).replace(ALICE, f"\n  {ALICE}\t"), ALICE)

    def test_there_is_no_such_mailbox(self) -> None:
        far = "a" * 308 + "@example.com.evil.example"  # the domain, were it cut at 320 bytes
        for address in ("alice@example.org", "alice@sub.example.com", "@example.com", far):
            self.check_error(500, self.request(address), "there is no such mailbox")
        request = self.request("--legacy-dn=/o=Example/cn=alice")
        self.check_error(500, request, "there is no such mailbox")

    def test_what_is_no_request(self) -> None:
        blank = self.request(ALICE).replace(ALICE, " \n")
        for document in (blank, SETTINGS, f'<Autodiscover xmlns="{ROOT}"/>'):
            self.check_error(600, document, "The request could not be understood.")

    def test_what_is_not_even_readable(self) -> None:
        for document in ("", "hello", "<html/>", self.request(ALICE)[:-20], "<a\x01"):
            self.check_error(600, document, ".+")

    def test_a_form_that_it_does_not_have(self) -> None:
        unknown = self.request(ALICE).replace(OUTLOOK, "urn:unknown")
        for request in (self.request(ALICE, "--mobilesync"), unknown):
            self.check_error(601, request, ".*AcceptableResponseSchema.*")
        self.assertIn(MOBILESYNC, self.request(ALICE, "--mobilesync"))

    def test_nobody_takes_the_output(self) -> None:
        self.check_full("server", "example.com", stdin=self.request(ALICE), status=2)
        self.check_full("server", "example.com", stdin=SETTINGS, status=2)

    def test_needs_a_domain(self) -> None:
        self.check_bad(self.run_example("server"), "usage: server .*", status=2)


EXPR = "<Protocol><Type>EXPR</Type><EwsUrl>https://a.example/</EwsUrl></Protocol>"

# What a document says, by a reader that is not the library's: name, attributes, text and children.
Tree = tuple[str, dict[str, str], str, list["Tree"]]


def tree(element: ElementTree.Element) -> Tree:
    """Unlike elements may come in any order, like ones may not."""
    text = (element.text or "") + "".join(child.tail or "" for child in element)
    children = sorted(map(tree, element), key=lambda child: child[0])
    return element.tag, dict(element.attrib), text.strip() if children else text, children


class ProxyTest(ExampleTest):
    def proxy(self, document: bytes) -> str:
        run = self.run_example("proxy", EWS, stdin=document)
        self.assertEqual((0, ""), (run.status, run.err))
        return run.out

    def check_kept(self, document: bytes, n_urls: int) -> None:
        """Nothing but the URL is another one."""
        before = ElementTree.fromstring(document)
        urls = list(before.iter(f"{{{OUTLOOK}}}EwsUrl"))
        self.assertEqual(n_urls, len(urls))
        for url in urls:
            url.text = EWS
        self.assertEqual(tree(before), tree(ElementTree.fromstring(self.proxy(document))))

    def test_changes_one_url(self) -> None:
        for name, n_urls in (
            ("exchange-online-full-answer", 2),
            ("exchange-on-premises-full-answer", 2),
            ("exhttp-answer-with-negotiate", 2),
        ):
            with self.subTest(name):
                self.check_kept((VALID / f"{name}.xml").read_bytes(), n_urls)

    def test_keeps_what_it_does_not_know(self) -> None:
        for name in (
            "unknown-elements-at-every-level",
            "unknown-elements-with-foreign-namespaces-and-prefixes",
            "unknown-attributes-on-containers-and-leaves",
        ):
            with self.subTest(name):
                document = (VALID / f"{name}.xml").read_text()
                more = document.replace("</Account>", f"{EXPR}</Account>", 1)
                self.check_kept(document.encode(), 0)
                self.check_kept(more.encode(), 1)

    def test_keeps_what_is_in_large_numbers(self) -> None:
        deep = (VALID / "unknown-elements-nested-forty-deep.xml").read_text()
        end = "</Response>"
        self.check_kept(deep.replace(end, f"<Account>{EXPR}</Account>{end}").encode(), 1)
        lone = (VALID / "elements-with-forty-unknown-attributes.xml").read_text()
        self.check_kept(account(lone + EXPR).encode(), 1)

    def test_changes_protocols_in_others(self) -> None:
        inner = "<Protocol><Type>EXCH</Type><EwsUrl>https://a.example/</EwsUrl></Protocol>"
        both = f"<Internal>{inner}</Internal><External>{inner}</External>"
        document = account(f"<Protocol><Type>WEB</Type>{both}</Protocol>{inner}")
        self.check_kept(document.encode(), 3)

    def test_what_cannot_be_read(self) -> None:
        for document in ("", "hello", SETTINGS[:-20], "<html/>"):
            run = self.run_example("proxy", EWS, stdin=document)
            self.check_bad(run, "proxy: [0-9]+:[0-9]+: .+")

    def test_a_url_that_no_document_can_say(self) -> None:
        run = self.run_example("proxy", "https://a.example/\x01", stdin=SETTINGS)
        self.check_bad(run, "proxy: /Autodiscover/.*/EwsUrl: .+")

    def test_nobody_takes_the_output(self) -> None:
        self.check_full("proxy", EWS, stdin=SETTINGS)

    def test_needs_a_url(self) -> None:
        self.check_bad(self.run_example("proxy", stdin=SETTINGS), "usage: .*", status=2)


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


class SocketTest(ExampleTest):
    def serve(self, send: Callable[[socket.socket], None]) -> int:
        """A port at which one client is served, and then closed."""
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)

        def serve_one() -> None:
            connection, _ = listener.accept()
            with connection:
                try:
                    send(connection)
                except OSError:
                    pass  # the client has had enough

        threading.Thread(target=serve_one, daemon=True).start()
        return int(listener.getsockname()[1])

    def receive(
        self, send: Callable[[socket.socket], None], *more: str, name: str = "socket"
    ) -> Run:
        return self.run_example(name, "127.0.0.1", str(self.serve(send)), *more)

    def send_slowly(self, document: bytes, size: int) -> Callable[[socket.socket], None]:
        def send(connection: socket.socket) -> None:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for piece in pieces(document, size):
                connection.sendall(piece)
                time.sleep(0.002)

        return send

    def check_read(self, run: Run, document: bytes) -> None:
        self.assertEqual((0, ""), (run.status, run.err))
        expected = self.pox("json", "-", stdin=document).out
        self.assertEqual(json.loads(expected), json.loads(run.out))

    def test_reads_a_document_in_pieces(self) -> None:
        document = (VALID / "exchange-online-full-answer.xml").read_bytes()
        for size in (61, 1000, 100_000):
            self.check_read(self.receive(self.send_slowly(document, size)), document)

    def test_signals_do_not_end_it(self) -> None:
        document = (VALID / "exchange-online-full-answer.xml").read_bytes()
        run = self.receive(self.send_slowly(document, 500), name="socket_interrupted")
        self.check_read(run, document)

    def test_a_long_document(self) -> None:
        document = SETTINGS.replace("<AccountType>", "<X>a</X>" * 5_000 + "<AccountType>")
        run = self.receive(lambda connection: connection.sendall(document.encode()))
        self.check_read(run, document.encode())

    def test_a_connection_that_closes_in_the_middle(self) -> None:
        half = SETTINGS.encode()[: len(SETTINGS) // 2]
        run = self.receive(lambda connection: connection.sendall(half))
        self.check_bad(run, r"socket: 1:[0-9]+: .* \[truncated\]")

    def test_a_connection_that_is_torn_down(self) -> None:
        def send(connection: socket.socket) -> None:
            connection.sendall(SETTINGS.encode()[:100])
            linger = b"\1\0\0\0\0\0\0\0"
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)

        self.check_bad(self.receive(send), "socket: .*[Rr]eset.*")

    def test_what_is_not_xml_is_known_before_the_end(self) -> None:
        done = threading.Event()
        self.addCleanup(done.set)

        def send(connection: socket.socket) -> None:
            connection.sendall(b"HELO " * 2000)
            done.wait(60)

        self.check_bad(self.receive(send), r"socket: 1:1: .* \[xml\]")

    def test_nothing_comes(self) -> None:
        done = threading.Event()
        self.addCleanup(done.set)

        def send(connection: socket.socket) -> None:
            done.wait(60)

        for name in ("socket", "socket_interrupted"):
            run = self.receive(send, "100", name=name)
            self.check_bad(run, "socket: .*timed out")

    def test_little_by_little_does_not_take_for_ever(self) -> None:
        def send(connection: socket.socket) -> None:
            for _ in range(1000):
                connection.sendall(b" ")
                time.sleep(0.02)

        self.check_bad(self.receive(send, "200"), "socket: .*timed out")

    def test_nobody_is_there(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        refused = "127.0.0.1: Connection refused"
        self.check_bad(self.run_example("socket", "127.0.0.1", str(port)), f"socket: {refused}")

    def test_the_port_is_none(self) -> None:
        self.check_bad(self.run_example("socket", "127.0.0.1", "no port"), "socket: 127.0.0.1: .+")

    def test_all_addresses_of_a_host_are_tried(self) -> None:
        """The name may stand for one of IPv6 first, where nobody listens."""
        port = self.serve(lambda connection: connection.sendall(SETTINGS.encode()))
        self.check_read(self.run_example("socket", "localhost", str(port)), SETTINGS.encode())

    def test_nobody_takes_the_output(self) -> None:
        port = self.serve(lambda connection: connection.sendall(SETTINGS.encode()))
        self.check_full("socket", "127.0.0.1", str(port))

    def test_needs_a_place(self) -> None:
        self.check_bad(self.run_example("socket"), "usage: socket .*")


if __name__ == "__main__":
    unittest.main()
