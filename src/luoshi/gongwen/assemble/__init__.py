"""Join what the steps found into directives, each with its reasons and its gaps."""

from luoshi.gongwen.assemble.directives import Found, Mentions, assemble
from luoshi.gongwen.assemble.scope import Answer, assign
from luoshi.gongwen.assemble.tabled import mark_tables
from luoshi.gongwen.assemble.tables import TaskTable, read_task_table

__all__ = ["Answer", "Found", "Mentions", "TaskTable", "assemble", "assign", "mark_tables", "read_task_table"]
