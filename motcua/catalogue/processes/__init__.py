"""Process tables as files: spreadsheets in the officers' layout, BPMN 2.0 with its diagram; both ways, and refused by name."""
