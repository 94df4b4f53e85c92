"""The HTML of the screens: the comparison, the claims, the articles, the menus; templates that escape every value."""
