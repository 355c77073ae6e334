"""What we wrote ourselves: a guide a topic, checked when it is read. PURE."""
