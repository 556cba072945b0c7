"""Search for points, events and limits at which a line fails, and for models.  Untrusted."""
