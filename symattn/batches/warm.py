"""Imported by a server that forks workers: all that they need is loaded once.

A fork whose asker ends while it is being made fails, and has nobody to tell.
"""

import sys

from .worker_side import warm

sys.excepthook = lambda *_: None
warm()
