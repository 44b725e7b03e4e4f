"""What changes plans, draws and records. One module per noun; functions are verbs; `by=` always."""
