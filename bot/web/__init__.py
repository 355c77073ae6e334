"""The citizens' Sanic app: page, stream, delivery."""
