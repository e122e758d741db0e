"""What every page is made of: the look, the base templates, components, words for dates, and declared forms."""
