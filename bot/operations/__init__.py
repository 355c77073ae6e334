"""The supervisor, the reconciler and the commands of the command line."""
