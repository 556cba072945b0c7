"""The clock of a search: the processor time of its own process, in seconds.

So a verdict does not depend on what else the machine is doing at that moment.  Deadlines are times
of this clock; each process has its own, so they are made where the search runs.
"""

from time import process_time as now

__all__ = ["now"]
