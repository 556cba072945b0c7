"""Limits: dominance, ties, expansions, links."""
