"""What needs doing (待办) and who is where (在岗): rules of the field over the figures, as of a day, for a region."""

from jiedui.agenda.model import Due, Setting, Tally, Task
from jiedui.agenda.rules import tallies, tasks
from jiedui.agenda.serving import Serving, serving

__all__ = ["Due", "Serving", "Setting", "Tally", "Task", "serving", "tallies", "tasks"]
