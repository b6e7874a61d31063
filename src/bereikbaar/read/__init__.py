"""From files to frozen data."""
