"""Bundles: what is handed out offline, built of the site's own pages for one audience."""
