"""Search for signs: p > 0 from facts.  Untrusted."""
