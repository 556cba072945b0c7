"""Files of mathematics cut into prose, formulas, headings and declarations, each with its place."""
