"""Answers to questions: limits with all their cases, rates, bounds, numbers."""
