"""What the clock and the outbox ask: runs acts as a job actor; holds no rule."""
