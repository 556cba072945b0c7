"""Lemmas about attention that are not the notebook's."""
