"""E-mail to applicants over SMTP (motcua.ports.Channel)."""
