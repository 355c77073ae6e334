"""`./consular web`: the citizens' page."""
from __future__ import annotations

import argparse
import logging
import socket

from bot.errors import StartError
from bot.services import Services
from bot.web.app import make_app
from bot.web.journal import Journal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on (WEB_HOST, else 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (WEB_PORT, else 8000)")


def run(arguments: argparse.Namespace, services: Services) -> int:
    """Serve until SIGTERM or SIGINT → 0. Raises StartError where the port is in use."""
    host = arguments.host or services.settings.web_host
    port = services.settings.web_port if arguments.port is None else arguments.port
    listening = listen(host, port)
    # Sanic's own loggers would write paths and exception texts, which can hold a token or what a citizen wrote.
    for name in ("sanic.root", "sanic.error", "sanic.access"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    journal = Journal()
    app = make_app(services, journal)
    # Opened and read now: the first message of a person in danger must not wait for it, nor find it broken.
    services.store.version()
    _ = services.intake, services.facts
    journal.event("ready", host=host, port=listening.getsockname()[1])
    app.run(sock=listening, access_log=False, motd=False)
    return 0


def listen(host: str, port: int) -> socket.socket:
    """A bound socket. Raises StartError in plain English."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError as error:
        found.close()
        raise StartError(f"The citizens' page cannot use {host}:{port} ({error.strerror}). "
                         "Set WEB_PORT to a free port, or stop what is using this one.") from error
    found.listen(200)
    return found
