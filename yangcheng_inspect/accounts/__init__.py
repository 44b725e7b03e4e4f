"""People who log in, what their roles let them do, and who stands in for whom.

May import trail and workdays. Rights are the table in `roles.py`; the link to an officer is `registry.Inspector.user`.
"""
