"""Reasons for numbers: what each part of a plan contributes, and why a journey changed."""
