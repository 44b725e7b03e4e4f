"""The database backend that seals the trail when a transaction commits."""
