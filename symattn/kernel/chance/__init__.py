"""Laws, means and probabilities."""
