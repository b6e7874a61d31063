"""``python -m bereikbaar``."""

from bereikbaar.cli.main import main

if __name__ == "__main__":
    main()
