"""Spreadsheets that people hand over: values and formulas by sheet, row and column, never computed."""
