"""The office: catalogue, processes, forms, settings, connectors. For procedure controllers and administrators."""
