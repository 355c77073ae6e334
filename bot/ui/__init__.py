"""Jinja environment, shared templates and styles of both apps."""
