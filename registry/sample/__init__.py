"""Sample registries that come with the product; see README.md."""

from pathlib import Path

DIRECTORY = Path(__file__).parent
