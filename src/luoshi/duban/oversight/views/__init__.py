"""Pages of lights."""
