"""The entry for a WSGI server."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.duban.config.settings")
application = get_wsgi_application()
# What was loaded until now stays for good: the collector need not look through it again, which would hold up some
# request for a tenth of a second every now and then.
gc.collect()
gc.freeze()
