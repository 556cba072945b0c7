"""Declared names as LaTeX.  A name is data: only names known to be harmless reach TeX as commands.

A key is the symbol's LaTeX spelling (`\\beta`, `\\gamma_a`, `v`).  Any other command (`\\input`, `\\infty`) is printed
upright as a word, so it can neither be run nor be mistaken for an operator that symattn prints itself.
"""
from __future__ import annotations

import re

from .latex_text import escape

LETTERS = frozenset(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho sigma varsigma "
    "tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar".split()
)
_KEY = re.compile(r"([A-Za-z]|\\[A-Za-z]+)('*)(?:_(?:([A-Za-z0-9])|\{([A-Za-z0-9]+)\}))?\Z")
_INDEX = re.compile(r"[A-Za-z0-9]+\Z")


def symbol(key: str) -> str:
    """A declared name: `\\gamma_a`; a name that is not one is printed as text.

    >>> symbol("\\\\gamma_{a}"), symbol("\\\\input"), symbol("100%")
    ('\\\\gamma_a', '\\\\mathrm{input}', '\\\\text{100\\\\%}')
    """
    match = _KEY.match(key)
    if match is None:
        return rf"\text{{{escape(key)}}}"
    base, primes, letter, word = match.groups()
    if base.startswith("\\") and base[1:] not in LETTERS:
        base = rf"\mathrm{{{base[1:]}}}"
    return base + primes + subscript(letter or word or "")


def subscript(label: str) -> str:
    """_a, _{12}, or nothing."""
    return "" if not label else f"_{label}" if len(label) == 1 else f"_{{{label}}}"


def index(name: str) -> str:
    """The name of an index."""
    return name if _INDEX.match(name) else rf"\text{{{escape(name)}}}"
