"""文书: what stands on a printed paper, filled from data only, and the register of every kind."""

from inspections.papers.notice import approval_paper, notice_paper
from inspections.papers.parts import Box, Signature, boxes, grouped, signature
from inspections.papers.record import Row, blank_paper, record_paper
from inspections.papers.rendering import Paper, blank, compose

__all__ = [
    "Box",
    "Paper",
    "Row",
    "Signature",
    "approval_paper",
    "blank",
    "blank_paper",
    "boxes",
    "compose",
    "grouped",
    "notice_paper",
    "record_paper",
    "signature",
]
