"""Functions that have a largest slope."""

from __future__ import annotations

from ...language import Term, number

ZERO, HALF = number(0), Term("/", (number(1), number(2)))
WEIGHT_OF_TWO = "sigmoid"  # a softmax weight of two scores, of their difference
# 1 over the largest slope, and the value at 0
LARGEST_SLOPES = {WEIGHT_OF_TWO: (4, HALF), "tanh": (1, ZERO), "arctan": (1, ZERO)}
