"""PURE: messages, modes, claims, turns, follow-ups and open questions; ports."""
