"""The official page and tables that look official, for Word and Excel.

Knows nothing of tasks or documents: a caller hands over a :class:`~luoshi.layout.grid.Grid`
(``grid``) and gets pages (``word``, ``word_table``) or a sheet (``excel``).
"""
