"""Scenarios: what they are, how they are read, what they change."""
