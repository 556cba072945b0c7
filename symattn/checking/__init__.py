"""From a derivation to its verdicts: searched in workers, judged, put together, kept."""
