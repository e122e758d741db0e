"""The `motcua` command: what an operator and a script ask for. One module for each command, listed in __main__."""
