"""`trail_fields`: writes down which columns an object's recorded state covers, after models changed."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from yangcheng_inspect.trail import state
from yangcheng_inspect.trail.state_fields import renewed


class Command(BaseCommand):
    """Gives every kind whose columns changed its next version. Commit the file together with the migration."""

    help = "把模型的字段变化写入 state_fields.json，字段有变化的对象类别版本号加一。"

    def handle(self, *args: Any, **options: Any) -> None:
        old = json.loads(state.FILE.read_text())
        new = renewed(old)
        state.FILE.write_text(json.dumps(new, indent=1, ensure_ascii=False) + "\n")
        changed = [kind for kind in new if new[kind] != old.get(kind)]
        self.stdout.write("、".join(changed) or "没有变化")
