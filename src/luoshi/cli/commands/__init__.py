"""The commands: module ``x`` holds ``command``, which is ``luoshi x``."""
