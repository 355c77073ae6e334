"""All of Rasa: the input from the conversation log, the turn store, the graph components."""
