"""symattn checks derivations about attention, line by line, and prints them as LaTeX.

The trusted part is `symattn.terms` and `symattn.kernel`; importing this package imports neither them nor SymPy.
"""

__version__ = "0.1.0"
