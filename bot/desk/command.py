"""`./consular desk`: the caseworkers' desk."""
from __future__ import annotations

import argparse
import errno
import logging
import socket
import sys

from bot.desk.app import make_app
from bot.errors import StartError
from bot.services import Services


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on; DESK_HOST otherwise")
    parser.add_argument("--port", type=int, help="port to listen on; DESK_PORT otherwise")


def run(arguments: argparse.Namespace, services: Services) -> int:
    """Serve until SIGTERM or SIGINT; open requests are finished.

    Raises StartError where the port is in use or the database cannot be used, KeyRingError where the key is missing.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # Sanic's own access log would hold addresses with their query, and httpx and asyncio have nothing to say here.
    logging.getLogger("sanic.access").disabled = True
    logging.getLogger("sanic.root").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    host = arguments.host or services.settings.desk_host
    port = arguments.port or services.settings.desk_port
    sock = bound(host, port)
    # Opened now, so that a missing key or database is a plain sentence at the start, not an error on every page.
    store = services.store
    logging.getLogger("consular.desk").info("The desk is at http://%s:%d/", *sock.getsockname()[:2])
    make_app(services).run(sock=sock, motd=False, access_log=False, debug=False, workers=1)
    store.close()
    return 0


def bound(host: str, port: int) -> socket.socket:
    """A socket that only this process has: taken before anything else starts, so that a used port is a plain
    sentence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        if error.errno == errno.EADDRINUSE:
            raise StartError(f"Port {port} is in use. Stop the program that uses it, "
                             "or set DESK_PORT to another port.") from None
        raise StartError(f"The desk cannot listen on {host}:{port} ({error.strerror}). "
                         "Set DESK_HOST and DESK_PORT.") from None
    sock.set_inheritable(True)
    return sock
