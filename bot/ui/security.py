"""What keeps a page safe: headers on every answer, proof that a form is ours, bounds on what comes in.

Pure functions over values, so that both Sanic apps use the same ones and tests need no server.
"""
from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Mapping
from urllib.parse import urlsplit

LARGEST_REQUEST = 1_000_000
"""Bytes that a server reads at all; more is refused while it arrives."""
LARGEST_BODY = 256_000
"""Bytes of a form or JSON body that is looked at. 8,000 characters are at most 96,000 bytes as a form, so that a text
of 100 KB is still read and handed back in its box instead of being lost."""
JSON_HEADER = "X-Requested-With"
"""Our scripts send it with JSON. Another site cannot, unless we allowed it by CORS, which we do not."""
_FORM_LABEL = b"this form is ours, version 1"


def make_nonce() -> str:
    """For one page's own <script> tags."""
    return secrets.token_urlsafe(16)


def content_security_policy(nonce: str | None = None) -> str:
    """What a page may load and do. Without a nonce no script inside the page runs."""
    script = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    return (f"default-src 'none'; script-src {script}; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")


def security_headers(production: bool = False) -> dict[str, str]:
    """For every answer. `no-store` may be replaced for files that hold nothing of anybody."""
    headers = {
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "X-Robots-Tag": "noindex",
    }
    if production:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


def form_token(secret: str) -> str:
    """What a form carries to show that we made it for this browser.

    `secret` is the value of the browser's own cookie (256 random bits, HttpOnly). The token is derived from it one way:
    another site can neither read the cookie nor make the token, and no server has to remember anything.
    """
    return hmac.new(secret.encode(), _FORM_LABEL, hashlib.sha256).hexdigest()


def form_token_is_right(secret: str, token: str) -> bool:
    """In constant time. An empty secret is never right."""
    return bool(secret) and hmac.compare_digest(form_token(secret), token)


def from_another_site(headers: Mapping[str, str], host: str, public_url: str = "") -> bool:
    """Whether the browser says that another site made this request.

    Our own forms send `Origin: null`, because pages ask for no referrer: then Sec-Fetch-Site decides, and where a
    browser sends neither, the form's token.
    """
    site = headers.get("sec-fetch-site", "")
    if site:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin", "")
    if not origin or origin == "null":
        return False
    ours = {host.lower(), urlsplit(public_url).netloc.lower()} if public_url else {host.lower()}
    return urlsplit(origin).netloc.lower() not in ours


_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]")


def clean_words(words: str) -> str:
    """What somebody typed, ready to be stored: NFC, `\\n` line ends, no control characters but line ends and tabs,
    nothing that turns the direction of the text around, no lone surrogates, no blanks around it."""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    words = words.encode("utf-8", "ignore").decode("utf-8")
    return unicodedata.normalize("NFC", _CONTROL.sub("", words)).strip()
