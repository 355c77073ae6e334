"""Embassies and whoever else helps abroad: where, how to reach them, whether they are open. PURE."""
