"""What the shop puts on paper, as PDF: labels, postcards, the month's report, a disclosure. Values in, bytes out.

Templates stand beside the modules that fill them (labels.py, labels.typ). Nothing is fetched: fonts are ours, templates
use no packages. typst is imported with the first sheet, so that a kiosk that prints none pays nothing for it.
"""
