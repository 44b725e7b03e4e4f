"""Which days count: the State Council's notices, the arithmetic, the meter, dates in Chinese.

May import trail, for a changed calendar is an event itself; knows nobody else. Whoever keeps deadlines listens to
`signals.calendar_changed`.
"""
