"""Search for bounds at finite β, and for thresholds.  Untrusted."""
