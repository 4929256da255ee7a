"""Servers on the loopback, each for as many hosts as a test wants: HTTPS, HTTP and DNS."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import http.server
import socket
import ssl
import struct
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Answer:
    """What a server says."""

    status: int
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """What a server was asked."""

    host: str
    method: str
    path: str
    body: str
    headers: Mapping[str, str]


class QuietServer(http.server.ThreadingHTTPServer):
    """A client that does not like the certificate is nothing to write about."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


class Web:
    """A server that answers by host, and for hosts that want one only with a login."""

    def __init__(self, certificate: Path | None) -> None:
        self.answers: dict[str, Answer] = {}
        self.logins: dict[str, str] = {}  # the header Authorization, by host
        self.requests: list[Request] = []
        web = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.handle(self)

            do_POST = do_GET

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = QuietServer(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(
                self.server.socket, server_side=True, do_handshake_on_connect=False
            )
        threading.Thread(
            target=self.server.serve_forever, args=(0.01,), daemon=True
        ).start()

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def handle(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        host = (handler.headers.get("Host") or "").partition(":")[0]
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0)).decode()
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.requests.append(Request(host, handler.command, handler.path, body, headers))
        answer = self.answers.get(host, Answer(404))
        wanted = self.logins.get(host)
        if wanted and headers.get("authorization") != wanted:
            answer = Answer(401, headers={"WWW-Authenticate": 'Basic realm="mail"'})
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(answer.body.encode())))
        handler.end_headers()
        handler.wfile.write(answer.body.encode())


class Dns:
    """A server that knows SRV records: lists of priority, weight, port and host, by name."""

    def __init__(self) -> None:
        self.records: dict[str, list[tuple[int, int, int, str]]] = {}
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        threading.Thread(target=self.serve, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.socket.getsockname()[1])

    def close(self) -> None:
        self.socket.close()

    def serve(self) -> None:
        while True:
            try:
                question, peer = self.socket.recvfrom(512)
            except OSError:
                return
            self.socket.sendto(self.answer(question), peer)

    def answer(self, question: bytes) -> bytes:
        end = question.index(b"\0", 12)
        labels, at = [], 12
        while at < end:
            labels.append(question[at + 1 : at + 1 + question[at]].decode())
            at += question[at] + 1
        records = self.records.get(".".join(labels).lower(), [])
        reply_code = 0 if records else 3
        head = question[:2] + struct.pack(
            ">HHHHH", 0x8180 | reply_code, 1, len(records), 0, 0
        )
        found = b"".join(map(record_bytes, records))
        return head + question[12 : end + 5] + found


def record_bytes(record: tuple[int, int, int, str]) -> bytes:
    priority, weight, port, host = record
    name = b"".join(bytes([len(part)]) + part.encode() for part in host.split(".")) + b"\0"
    data = struct.pack(">HHH", priority, weight, port) + name
    return b"\xc0\x0c" + struct.pack(">HHIH", 33, 1, 60, len(data)) + data


def make_certificate(directory: Path, *domains: str) -> Path:
    """A certificate that signs itself, for domains and all below them, with its key."""
    names = ",".join(f"DNS:{domain},DNS:*.{domain}" for domain in domains)
    key, certificate, both = (directory / name for name in ("key", "certificate", "both"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=test", "-addext", f"subjectAltName={names}",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True, timeout=60,
    )
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    return both
