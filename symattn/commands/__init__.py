"""The commands that print pages, one file each; `cli.py` has the others and enters these."""
