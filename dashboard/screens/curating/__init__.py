"""The page of ``tech-hubs add``: a draft, paragraph by paragraph, until it can be published."""
