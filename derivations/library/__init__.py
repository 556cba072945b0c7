"""Lemmas about attention in general form, each with a false line beside it."""
