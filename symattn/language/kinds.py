"""Which operators are of a kind."""

from __future__ import annotations

ORDERS = ("<", "≤", ">", "≥")
COMPARISONS = ("=", "≠", *ORDERS)
LIMITS = ("→", "≈", "≫")
IMPLICATIONS = ("⇒", "⇔")
BINDERS = ("sum", "most", "every")  # they bind an index that runs through a set
CHANCE = ("E", "Var", "Cov", "P", "∼", "⇝")  # what speaks of all values of what is random at once
