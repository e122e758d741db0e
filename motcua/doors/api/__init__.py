"""The door `api`: what machines take: open data by download, /api/v1/; and the pages that explain both."""
