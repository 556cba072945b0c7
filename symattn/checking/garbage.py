"""How often Python looks for garbage, where searches run."""

# new objects from one look for garbage to the next: a search leaves some 300 MB in between, and
# saves a sixth of its time
SELDOM = 3_000_000
