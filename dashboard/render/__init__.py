"""A picture's model placed, coloured and written in any format. Nothing here asks the table."""
