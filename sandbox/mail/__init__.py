"""A mail catcher: takes letters by SMTP, delivers to nobody, shows them on a page."""
