"""The entry script of ``tech-hubs merge --page``: the agreement, every disagreement beside its paragraph, a pick and a reason each."""

from dashboard.screens.curating.merge_page import main

if __name__ == "__main__":
    main()
