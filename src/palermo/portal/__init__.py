"""Public pages, Member States' pages, the secretariat's pages."""
