"""Why there is no picture."""

from __future__ import annotations

import click

from ..language import SymattnError


class PictureError(SymattnError, click.ClickException):
    """No picture, and why: one line for the user."""
