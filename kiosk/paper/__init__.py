"""What the shop puts on paper, as PDF: labels, postcards, the month's report, a disclosure. Values in, bytes out.

Templates stand beside the modules that fill them (labels.py, labels.typ). Nothing is fetched: fonts are ours, templates
use no packages. typst runs in a process of its own for each document: the kiosk itself never imports it.
"""
