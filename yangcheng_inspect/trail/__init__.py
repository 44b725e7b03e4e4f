"""Who did what to which thing, when: an append-only Merkle log. Knows no other app."""
