"""The commands of `python -m cycleat_tools`, each with a function `run` of its arguments."""
