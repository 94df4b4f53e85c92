"""The entry script of ``tech-hubs merge --page``: agreement, and each disagreement beside its paragraph, with pick and reason."""

from dashboard.screens.curating.merge_page import main

if __name__ == "__main__":
    main()
