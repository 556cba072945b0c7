"""Derivations written in Python: pages, steps, terms from SymPy, and the book of them."""
