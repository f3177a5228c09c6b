"""Where the pictures of the pages are kept."""

from pathlib import Path

PICTURES = Path(__file__).resolve().parents[2] / "out" / "screenshots"
