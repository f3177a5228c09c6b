"""Tasks: the list, one task with its parts, and what changes it after issue."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from luoshi.duban.tasks.views import changing, merging, task, turning


class PartName(StringConverter):
    """The names of the parts of a task's page."""

    regex = "|".join(task.PARTS)


register_converter(PartName, "task_part")

urlpatterns = [
    path("tasks/<int:pk>/", task.task, name="task"),
    path("tasks/<int:pk>/<task_part:what>/", task.part, name="task-part"),
    path("tasks/<int:pk>/remark/", task.remark, name="remark"),
    path("tasks/evidence/<int:pk>/", task.evidence, name="evidence"),
    path("tasks/<int:pk>/change/", changing.change, name="change"),
    path("tasks/changes/<int:pk>/attach/", changing.attach, name="attach-paper"),
    path("tasks/changes/<int:pk>/paper/", changing.paper, name="paper"),
    path("tasks/<int:pk>/suspend/", turning.suspend, name="suspend"),
    path("tasks/<int:pk>/resume/", turning.resume, name="resume"),
    path("tasks/<int:pk>/withdraw/", turning.withdraw, name="withdraw"),
    path("tasks/<int:pk>/restore/", turning.restore, name="restore"),
    path("tasks/<int:pk>/merge/", merging.merge, name="merge"),
    path("tasks/<int:pk>/merge/<int:other>/", merging.merge_with, name="merge-with"),
]
