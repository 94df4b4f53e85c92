"""Exports: pictures, slides, pages, workbooks, the whole data package, and the names of the files."""
