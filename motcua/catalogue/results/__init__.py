"""Mẫu kết quả in the office: the palette of places, the editor's state, what is wrong, two versions in words, test data."""
