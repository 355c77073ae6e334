"""What the FCDO can and cannot do about a topic: the guide, written for citizens."""
