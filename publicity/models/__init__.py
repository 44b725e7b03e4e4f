from publicity.models.publication import Publication

__all__ = ["Publication"]
