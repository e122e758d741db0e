"""What all tests share. The database server and the limit to this machine are in tests/server.py."""
