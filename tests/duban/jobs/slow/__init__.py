"""An app with jobs that wait for files, so that a test decides when a worker dies."""
