"""Static files under names that tell their content, so that a browser may keep them for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Compressed, and with the imports of our script modules renamed as well."""

    support_js_module_import_aggregation = True
