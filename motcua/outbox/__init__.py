"""What must leave is a row: messages out, attempts as evidence, messages in."""
