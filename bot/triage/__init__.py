"""PURE: topics, route, severity, danger cues and their reasons."""
