"""The entry script of ``tech-hubs code``: code a passage without seeing the settled coding, then compare the two."""

from dashboard.screens.curating.code_page import main

if __name__ == "__main__":
    main()
