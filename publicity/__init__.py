"""What the public sees, by when, and the frozen copy of it.

May import: inspections and everything below. Never: desk. The public site itself lives in `public_site/`,
which knows none of the other apps: this app writes into its tables, the public process only reads them.
"""
