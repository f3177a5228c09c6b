"""``python -m luoshi`` is the command ``luoshi``."""

import sys

from luoshi.cli import main

if __name__ == "__main__":
    sys.exit(main())
