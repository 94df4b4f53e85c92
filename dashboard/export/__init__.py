"""What a reader takes away: pictures, slides, pages, workbooks, the whole data package, and names for the files."""
