"""The entry script of ``tech-hubs code``: a passage to be coded without sight of the settled coding, and then that beside it."""

from dashboard.screens.curating.code_page import main

if __name__ == "__main__":
    main()
