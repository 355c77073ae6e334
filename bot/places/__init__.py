"""PURE: text to countries."""
