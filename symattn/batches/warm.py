"""Imported by a server that forks workers: all that they need is loaded once."""

from .worker_side import warm

warm()
