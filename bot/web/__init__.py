"""The citizens' page: a Sanic app that stores what a citizen writes and shows what is answered.

It works without script, without the assistant, and says what to do when the database is gone.
"""
