"""`./consular assistant`: one process that claims conversations and answers them, on loopback only."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import socket
from asyncio import AbstractEventLoop
from pathlib import Path

from bot.assistant import without_tensorflow
from bot.assistant.remembered_places import RememberedPlaces
from bot.assistant.training import model_path
from bot.errors import StartError
from bot.services import Services, use

HOST = "127.0.0.1"
"""Nobody but the supervisor speaks to it: messages come from the log."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="port of /status, on loopback (ASSISTANT_PORT)")


def run(arguments: argparse.Namespace, services: Services) -> int:
    """Serve until SIGTERM or SIGINT; the turns in hand are finished first.

    Raises StartError where the model is missing or the port is taken.
    """
    path = model_path(services.settings)
    if not path.exists():
        raise StartError("There is no model of this data yet. Run ./consular train, then start the assistant again.")
    port = arguments.port or services.settings.assistant_port
    _check_free(port)
    services.__dict__["places"] = RememberedPlaces(services.places)  # in place of the cached property
    use(services)
    without_tensorflow.install(serving=True)
    _quiet()
    serve(path, port)
    return 0


def serve(model: Path, port: int) -> None:
    """Run Rasa's server with our channel. Rasa's own HTTP API stays off: it could read and change every
    conversation."""
    from rasa.core.agent import Agent
    from rasa.core.run import configure_app, create_http_input_channels
    from rasa.core.utils import AvailableEndpoints
    from sanic import Sanic
    from sanic.request import Request
    from sanic.response import HTTPResponse
    from sanic.response import json as json_response

    from bot.assistant import speed
    from bot.assistant.channel import ConversationInput
    from bot.settings import ROOT

    speed.install()
    channels = create_http_input_channels(None, str(ROOT / "credentials.yml"))
    app = configure_app(channels, enable_api=False, port=port, endpoints=AvailableEndpoints())

    async def load(running: Sanic, loop: AbstractEventLoop) -> None:
        running.ctx.agent = Agent.load(str(model))

    async def status(request: Request) -> HTTPResponse:
        ours = [channel for channel in channels if isinstance(channel, ConversationInput)]
        ready = bool(ours) and all(channel.ready for channel in ours)
        return json_response({"ready": ready, "model": model.name}, 200 if ready else 409)

    app.register_listener(load, "before_server_start")
    app.add_route(status, "/status")
    app.run(host=HOST, port=port, workers=1, access_log=False, debug=False)


def _quiet() -> None:
    """No debug output: at that level Rasa logs what citizens write."""
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in ("rasa", "sanic", "apscheduler", "matplotlib"):
        logging.getLogger(name).setLevel(logging.WARNING)
    os.environ["LOG_LEVEL"] = "WARNING"


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise StartError(
                    f"Port {port} is in use by another program. Stop it, or choose another with ASSISTANT_PORT."
                ) from error
            raise
