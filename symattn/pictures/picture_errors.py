"""Why there is no picture."""

from __future__ import annotations

import click


class PictureError(click.ClickException):
    """No picture, and why: one line for the user."""
