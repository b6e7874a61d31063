"""Measures as pure functions on arrays, one file each."""
