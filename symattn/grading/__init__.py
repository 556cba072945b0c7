"""A class: submissions graded one by one, and what a teacher and each student get to see."""
