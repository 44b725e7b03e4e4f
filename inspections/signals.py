"""What higher apps may listen to. Each is sent inside the transaction that made it true."""

from django.dispatch import Signal

plan_approved = Signal()  # plan, by: the first time, or after an adjustment
task_moved = Signal()  # task, by: its status is another now
draw_frozen = Signal()  # draw
draw_computed = Signal()  # draw
draw_opened = Signal()  # draw
draw_replaced = Signal()  # draw
draw_voided = Signal()  # draw
visit_ended = Signal()  # visit, by: the business confirmed or refused, the clock starts
visit_submitted = Signal()  # visit, by
record_approved = Signal()  # inspection, by
visit_voiding = Signal()  # visit: whoever must not lose its records now raises DomainError
visit_voided = Signal()  # visit, by: its records count for nothing any more
follow_up_changed = Signal()  # inspection, by: what the public reads about the handling may be another now
public_held = Signal()  # visit, reason, by: nothing of it may be published for now
public_released = Signal()  # visit, reason, by
