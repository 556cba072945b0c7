"""The trusted kernel: claims, certificates, rules, replay.

Imports terms and the standard library only.
"""

from .checker import FORMAT, KERNEL, Outcome, replay
from .claim import Claim
from .errors import OutsideClass, Rejected, UnknownSign

__all__ = [
    "FORMAT",
    "KERNEL",
    "Claim",
    "OutsideClass",
    "Outcome",
    "Rejected",
    "UnknownSign",
    "replay",
]
