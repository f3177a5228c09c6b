"""What awaits people, subject by subject; each is registered in :mod:`luoshi.duban.ui.apps`."""
