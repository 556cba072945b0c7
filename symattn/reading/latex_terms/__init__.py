"""Formulas in an author's LaTeX, read into terms with a place for every part."""
