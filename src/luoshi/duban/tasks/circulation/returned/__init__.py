"""Files that come back: tables of cells from bytes (``tables``), answers from tables (``matching``)."""
