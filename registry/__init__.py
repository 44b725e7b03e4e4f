"""两库一单: whom we inspect, who inspects, and what may be inspected.

May import accounts, trail, workdays; knows nothing of plans, draws, records or publications.
"""
