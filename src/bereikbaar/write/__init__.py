"""Outputs, one format a file, whole or not at all."""
