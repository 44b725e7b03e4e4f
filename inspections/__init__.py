"""Plans, random draws, and the record of a check from assignment to approval.

May import: registry, accounts, trail, workdays. Never: publicity, desk. What others must learn
(a draw was frozen, a record was approved) goes out as a signal, see `signals.py`.
"""
