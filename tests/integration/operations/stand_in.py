"""A tiny process in place of `web`: answers GET /health on a port, and does as its arguments say.

    stand_in.py PORT [die-after SECONDS] [slow-to-stop SECONDS] [ignore-term] [child PIDFILE] [shout BYTES]
"""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/health" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main(port: str, *words: str) -> None:
    wishes = dict(zip(words[::2], words[1::2], strict=True))
    print(f"started {os.getpid()}", flush=True)
    if "child" in wishes:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        with open(wishes["child"], "w") as file:
            file.write(str(child.pid))

    def stop(*_: object) -> None:
        time.sleep(float(wishes.get("slow-to-stop", 0)))
        print("drained", flush=True)
        os._exit(0)

    signal.signal(signal.SIGTERM, signal.SIG_IGN if "ignore-term" in wishes else stop)
    if "shout" in wishes:
        sys.stdout.write("x" * int(wishes["shout"]) + "\n")
        sys.stdout.flush()
    if "die-after" in wishes:
        time.sleep(float(wishes["die-after"]))
        print("cannot go on", flush=True)
        os._exit(3)
    server = HTTPServer(("127.0.0.1", int(port)), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    signal.pause()
    while True:
        signal.pause()


main(*sys.argv[1:])
