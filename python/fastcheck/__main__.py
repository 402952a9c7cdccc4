"""``python -m fastcheck``."""

from .cli import main

if __name__ == "__main__":
    main()
