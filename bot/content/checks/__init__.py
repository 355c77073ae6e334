"""What `./consular content check` looks for: stale, missing, contradicting, hard to read. PURE."""
