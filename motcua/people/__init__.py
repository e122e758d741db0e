"""Users, parties, agencies, posts, the actor of an act, and the one table of rights."""
