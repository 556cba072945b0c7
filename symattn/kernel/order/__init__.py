"""Signs, comparisons, maxima and norms."""
