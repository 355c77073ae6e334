"""The caseworkers' Sanic app: queue, case, hand-over."""
