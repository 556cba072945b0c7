"""The version of symattn: caches and last checks are told apart by it."""

__version__ = "0.2.0"
