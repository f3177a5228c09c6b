"""The tables of publication."""

from luoshi.duban.oversight.publication.models.release import PublicNote, Release
from luoshi.duban.oversight.publication.models.site import PublicSite

__all__ = ["PublicNote", "PublicSite", "Release"]
