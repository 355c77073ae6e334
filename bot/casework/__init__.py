"""PURE: cases, the queue, hand-over, times to keep, alerts and audit."""
