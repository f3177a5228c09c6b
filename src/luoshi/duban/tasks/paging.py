"""Pages of a long list whose cost follows the page and not the list."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from luoshi.duban.tasks import wording
from luoshi.duban.tasks.models import Task

PAGE = 50


class _Keys(Paginator):  # type: ignore[type-arg]  # Django's is generic for the type checker alone
    """Pages over the keys alone, which the database reads from an index; *known* is how many there are, if counted."""

    def __init__(self, keys: QuerySet[Task, int], size: int, known: int | None) -> None:
        super().__init__(keys, size)
        self._known = known

    @cached_property
    def count(self) -> int:
        """How many there are, without the order, which a count does not need."""
        if self._known is not None:
            return self._known
        keys = self.object_list
        return keys.order_by().count() if isinstance(keys, QuerySet) else len(keys)


def page_of(tasks: QuerySet[Task], number: str | None, *, size: int = PAGE, known: int | None = None) -> Page[Task]:
    """The page *number* of *tasks*, in their order, each with its units; *known* is how many there are, if counted.

    The keys of the page are found first, and only its rows are read.
    """
    paginator = _Keys(tasks.values_list("pk", flat=True), size, known)
    page = paginator.get_page(number)
    keys = list(page.object_list)
    rows = {task.pk: task for task in wording.with_units(Task.objects.filter(pk__in=keys))}
    page.object_list = [rows[key] for key in keys]
    return page
