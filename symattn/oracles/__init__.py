"""Oracles: numbers that the kernel does not compute itself, with proved enclosures from Arb.

Named in every verdict that rests on them.
"""

from .chances import covariance, expectation, probability, variance
from .enclosure import Enclosure, Gaussian, Refused

__all__ = [
    "Enclosure",
    "Gaussian",
    "Refused",
    "covariance",
    "expectation",
    "probability",
    "variance",
]
