"""Fixtures for bare pytest."""
