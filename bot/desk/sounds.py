"""The desk's two sounds, made here so that no file of unknown origin is shipped: 16-bit mono WAV."""
from __future__ import annotations

import io
import math
import struct
import wave
from functools import lru_cache

RATE = 22_050
"""Samples a second: enough for tones under 2 kHz, and half the size of CD quality."""

CALL = ((660.0, 0.16), (880.0, 0.16), (660.0, 0.16), (880.0, 0.30))
"""A new case or new danger: two tones, twice; heard in a room with other people, not a shock at three in the
morning."""
WORD = ((740.0, 0.12),)
"""A citizen wrote in a case that is held: one short soft tone."""


@lru_cache(maxsize=4)
def tones(notes: tuple[tuple[float, float], ...], loudness: float = 0.35) -> bytes:
    """A WAV of `notes` (hertz, seconds), each faded in and out over 15 ms so that it does not click."""
    samples: list[int] = []
    for hertz, seconds in notes:
        count, fade = int(RATE * seconds), int(RATE * 0.015)
        for n in range(count):
            edge = min(1.0, n / fade, (count - n) / fade)
            samples.append(int(32_767 * loudness * edge * math.sin(2 * math.pi * hertz * n / RATE)))
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(RATE)
        wav.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()
