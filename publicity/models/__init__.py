from publicity.models.amendment import Amendment
from publicity.models.publication import Publication

__all__ = ["Amendment", "Publication"]
