r"""What a firm is handed before names are public: its own line of the pool, and the way from it to the root.

`SSJ-LINE/1`, fields divided by one TAB, LF after every line:

    SSJ-LINE/1
    draw    draw number
    line    E  id  stratum  weight  inspections so far  status     the firm's own row of SSJ-DRAW/1
    salt    32 hex
    index   place of the leaf, from 0
    size    number of leaves
    path    64 hex                                                 zero or more lines, from the leaf to the root

Anybody checks it against the line `pool` of the published commitment: `membership.js` on the public page.
"""

from inspections.lottery import grammar
from inspections.lottery.merkle import Membership

FORMAT = "SSJ-LINE/1"


def own_line(draw: str, proof: Membership) -> str:
    """The text to print or to hand over."""
    rows: list[tuple[str, str | int]] = [
        ("draw", draw),
        ("line", proof.line),
        ("salt", proof.salt),
        ("index", proof.index),
        ("size", proof.size),
        *(("path", node) for node in proof.path),
    ]
    return grammar.join_lines([FORMAT, *(grammar.row(*row) for row in rows)])
