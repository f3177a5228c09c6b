"""Who holds what on a day, and what follows from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Case, Q, QuerySet, When
from django.http import Http404

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.organisations.models import Post, Tenure, Unit

#: So many mergers in a row are followed.
_MERGERS = 3
_UNIT_ROLES = (Role.LIAISON, Role.UNIT_HEAD)


def current(on: date, prefix: str = "") -> Q:
    """A condition for rows that hold on a day, by their ``starts`` and ``ends`` (the first day without)."""
    return (Q(**{f"{prefix}starts__isnull": True}) | Q(**{f"{prefix}starts__lte": on})) & (
        Q(**{f"{prefix}ends__isnull": True}) | Q(**{f"{prefix}ends__gt": on})
    )


def tenures_of(user: User, on: date) -> QuerySet[Tenure]:
    """The posts that *user* holds on a day."""
    return Tenure.objects.filter(current(on), person=user, post__is_open=True)


def tenures_today(user: User) -> list[Tenure]:
    """The posts that *user* holds today, with their units; asked once a request and kept on the person."""
    today = clock.today()
    kept: tuple[date, list[Tenure]] | None = user.__dict__.get("_tenures")
    if kept is None or kept[0] != today:
        kept = (today, list(tenures_of(user, today).select_related("post__unit")))
        for tenure in kept[1]:
            if user.office is not None and tenure.post.office_id == user.office_id:
                tenure.post.office = user.office  # the same one, and here already
        user.__dict__["_tenures"] = kept
    return kept[1]


def roles_by_post(people: Collection[User], on: date) -> Iterable[tuple[int, Role]]:
    """The roles that come with posts, person by person: what :func:`accounts.access.provide_roles` takes."""
    if len(people) == 1 and on == clock.today():
        # Who has signed in: the page's frame names the posts as well, so they are read once.
        (user,) = people
        return [(user.pk, Role(tenure.post.role)) for tenure in tenures_today(user)]
    held = Tenure.objects.filter(current(on), person__in=people, post__is_open=True)
    return [(person, Role(role)) for person, role in held.values_list("person", "post__role")]


def acting_units(user: User) -> set[int]:
    """The keys of the units that *user* acts for today as liaison or head, without the units below them."""
    posts = [tenure.post for tenure in tenures_today(user) if tenure.post.role in _UNIT_ROLES]
    return {post.unit_id for post in posts if post.unit_id is not None}


def of_units(units: Collection[int], column: str = "unit") -> Q:
    """A condition for rows about *units*, or about units that have become one of them by one merger or several."""
    condition, path = Q(**{f"{column}__in": units}), column
    for _ in range(_MERGERS):
        path = f"{path}__merged_into"
        condition |= Q(**{f"{path}__in": units})
    return condition


def acts_for(user: User, unit: Unit) -> bool:
    """Whether *user* acts for *unit*, or for what it has become."""
    own, there = acting_units(user), unit
    for _ in range(_MERGERS):
        if there.pk in own or there.merged_into is None:
            break
        there = there.merged_into
    return there.pk in own


def answering_units(user: User) -> set[int]:
    """The keys of the units that *user* answers for today as accountable leader."""
    if not _leads(user):
        return set()
    return set(fields_of(user, clock.today()).values_list("pk", flat=True))


def units_of(user: User, on: date) -> QuerySet[Unit]:
    """The units that *user* acts for as liaison or head, without the units below them."""
    return Unit.objects.filter(pk__in=tenures_of(user, on).filter(post__role__in=_UNIT_ROLES).values("post__unit"))


def fields_of(user: User, on: date) -> QuerySet[Unit]:
    """The units that *user* answers for as accountable leader."""
    return Unit.objects.filter(
        pk__in=tenures_of(user, on).filter(post__role=Role.ACCOUNTABLE_LEADER).values("post__fields")
    )


def units_in(office: Office, on: date) -> QuerySet[Unit]:
    """The office's units that exist on a day, in their order."""
    return Unit.objects.filter(current(on), office=office)


def with_units_below(office_id: int, units: set[int]) -> set[int]:
    """The keys of *units* and of every unit below them in the tree: one query, whatever the depth."""
    if not units:
        return set()
    rows = Unit.objects.filter(office_id=office_id, parent__isnull=False)
    return _down(units, rows.values_list("pk", "parent_id"))


def units_in_charge(user: User) -> set[int]:
    """The keys of the units that *user* acts for or answers for today, and of every unit below them: one query."""
    acting, office = acting_units(user), user.office_id or 0
    if not _leads(user):
        return with_units_below(office, acting)
    fields = fields_of(user, clock.today()).values("pk")
    rows = Unit.objects.filter(Q(office=office, parent__isnull=False) | Q(pk__in=fields))
    found = list(rows.values_list("pk", "parent_id", Case(When(pk__in=fields, then=True), default=False)))
    own = {pk for pk, _parent, is_own in found if is_own}
    return _down(acting | own, ((pk, parent) for pk, parent, _is_own in found))


def _leads(user: User) -> bool:
    return any(tenure.post.role == Role.ACCOUNTABLE_LEADER for tenure in tenures_today(user))


def _down(units: set[int], rows: Iterable[tuple[int, int | None]]) -> set[int]:
    """*units* and every unit below them; *rows* are units with the one that they stand under."""
    children: dict[int, list[int]] = {}
    for pk, parent in rows:
        children.setdefault(parent or 0, []).append(pk)
    found, waiting = set(units), list(units)
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


def visible_to(user: User) -> QuerySet[Unit]:
    """The units that *user* may look at: all of the own office; an administrator of the installation sees every one."""
    if not may(user, Right.SEE_UNITS):
        return Unit.objects.none()
    units = Unit.objects.select_related("office", "parent", "merged_into")
    return units if user.office_id is None else units.filter(office=user.office_id)


def unit_for(user: User, pk: int) -> Unit:
    """The unit, or 404: never a hint that it exists."""
    unit = visible_to(user).filter(pk=pk).first()
    if unit is None:
        raise Http404
    return unit


def posts_visible_to(user: User) -> QuerySet[Post]:
    """The posts that *user* may look at, as for units."""
    if not may(user, Right.SEE_UNITS):
        return Post.objects.none()
    posts = Post.objects.select_related("office", "unit")
    return posts if user.office_id is None else posts.filter(office=user.office_id)


def post_for(user: User, pk: int) -> Post:
    """The post, or 404."""
    post = posts_visible_to(user).filter(pk=pk).first()
    if post is None:
        raise Http404
    return post


def holders(posts: Iterable[Post], on: date) -> dict[int, list[Tenure]]:
    """Who holds each of *posts* on a day, by the post's key: one query."""
    found: dict[int, list[Tenure]] = {}
    for tenure in Tenure.objects.filter(current(on), post__in=posts).select_related("person").order_by("starts", "pk"):
        found.setdefault(tenure.post_id, []).append(tenure)
    return found
