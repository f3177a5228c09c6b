"""A public page and what stands on it."""

from luoshi.duban.oversight.publication.actions.release import Wording, release_task
from luoshi.duban.oversight.publication.actions.set_site import Wanted, set_site
from luoshi.duban.oversight.publication.models import Release
from luoshi.duban.oversight.publication.shown import show, with_facts

ADDRESS = "/public/qinghe/"


def an_open_site(cast, title="青禾县重点工作进展", words="", is_open=True):
    return set_site(cast.office, Wanted(title, words, is_open), actor=cast.wang, version=0)


def released(cast, task, words="完成3座水库除险加固", **more):
    return release_task(task, Wording(words, **more), actor=cast.chen)


def as_shown(release, today=None):
    return show(with_facts(Release.objects.filter(pk=release.pk)), today)[0]
