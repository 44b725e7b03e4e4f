"""Results to take away (W8): what each field is called, rows as flat cells, files as streams, feeds."""
