"""One folder per outside system; each implements a Protocol of motcua.ports and knows no other."""
