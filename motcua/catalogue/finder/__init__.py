"""Find a procedure by everyday words: an index in memory, ranked by what is rare and what is named, with the reason of each hit."""
