"""Pages given back to their authors, in their own words and notation, with a verdict a line."""
