"""The trusted kernel: claims, certificates, rules, replay.  Imports terms and the standard library only."""
from .claim import Claim
from .errors import OutsideClass, Rejected, UnknownSign
from .replay import FORMAT, KERNEL, Outcome, replay

__all__ = ["FORMAT", "KERNEL", "Claim", "OutsideClass", "Outcome", "Rejected", "UnknownSign", "replay"]
