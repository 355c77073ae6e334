"""The system's Chromium, one for all browser tests."""
from __future__ import annotations

from tests.fixtures.browser import browser

__all__ = ["browser"]
