"""Declared names and the signs they are printed with.

A name is data: only names known to be harmless become signs.

A key is the symbol's LaTeX spelling (`\\beta`, `\\gamma_a`, `v`).  Any other command (`\\input`,
`\\infty`) is printed upright as a word, so it can neither be run nor be mistaken for an operator
that symattn prints itself.
"""

from __future__ import annotations

import re

from .notation import Notation, Scripts, Sign

LETTERS: dict[str, str] = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι",
    "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "varpi": "ϖ",
    "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ",
    "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ", "hbar": "ℏ",
}  # fmt: skip
_KEY = re.compile(r"([A-Za-z]|\\[A-Za-z]+)('*)(?:_(?:([A-Za-z0-9])|\{([A-Za-z0-9]+)\}))?\Z")
_INDEX = re.compile(r"[A-Za-z0-9]+\Z")


def letter(name: str, primes: str = "") -> Sign:
    """A letter by its name in LaTeX, without the backslash: beta, Gamma, x."""
    char = LETTERS.get(name, name)
    tex = "\\" + name if name in LETTERS else name
    return Sign(
        "upright" if name[0].isupper() and name in LETTERS else "letter",
        char + "′" * len(primes),
        tex + primes,
    )


def upright(text: str, tex: str) -> Sign:
    return Sign("upright", text, tex)


def words(text: str) -> Sign:
    """Words in a formula: `\\text{...}`, made harmless by whoever prints them."""
    return Sign("words", text, "")


def symbol(key: str) -> Notation:
    """A declared name: γ_a; a name that is not one is printed as text."""
    match = _KEY.match(key)
    if match is None:
        return words(key)
    base, primes, one, word = match.groups()
    name = base.removeprefix("\\")
    if base.startswith("\\") and name not in LETTERS:
        sign = upright(name + "′" * len(primes), rf"\mathrm{{{name}}}" + primes)
    else:
        sign = letter(name, primes)
    return indexed(sign, one or word or "")


def indexed(base: Notation, label: str) -> Notation:
    """base_a, base_{12}, or base alone."""
    return Scripts(base, index(label)) if label else base


def index(name: str) -> Notation:
    """The name of an index."""
    if not _INDEX.match(name):
        return words(name)
    return Sign("digits" if name.isdigit() else "letter", name, name)
