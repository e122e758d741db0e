"""Who may knock: portal, counter, desk, command. Doors get, call an act, and show; they write nothing themselves."""
