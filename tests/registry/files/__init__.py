"""Files that no library of ours can write."""

from pathlib import Path

# Two sheets, the second hidden; row 3 a formula and a code as number; A4:A5 merged.
OLD_FORMAT = Path(__file__).with_name("old_format.xls")
