"""The exact clock method: trips in, profiles out."""
