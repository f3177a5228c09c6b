"""Django's own commands: ``python -m luoshi.duban migrate``."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.duban.config.settings")
execute_from_command_line([sys.argv[0].replace("__main__.py", "luoshi.duban"), *sys.argv[1:]])
