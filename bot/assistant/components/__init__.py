"""Rasa graph components: shells over pure functions of `bot.triage` and `bot.places`."""

from bot.assistant.without_tensorflow import install

install()
