"""Rasa custom actions, one behaviour a module."""
