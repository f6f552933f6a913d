"""The register of follow-up as its pages and files show it: narrowed, counted, in words."""
