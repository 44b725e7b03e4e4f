"""What kinds of objects are called."""

from yangcheng_inspect.trail import objects

OTHERS = {"login": "登录", "log": "留痕日志", "export": "留痕导出"}


def kind_words(kind: str) -> str:
    """A kind in Chinese: the name of its table, or of what has no table."""
    root = objects.root_of(kind)
    model = objects.model_of(root) if root else None
    return str(model._meta.verbose_name) if model else OTHERS.get(kind, "其他")
