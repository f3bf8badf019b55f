"""Releases of this program: how one comes on a stick, lies beside the one before, is started, and taken back."""
