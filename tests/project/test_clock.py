"""The demo's own time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from yangcheng_inspect import clock

BEGAN = datetime(2027, 3, 1, 18, 40, tzinfo=UTC)  # 02:40 in Shanghai


@pytest.mark.parametrize("passed", [timedelta(0), timedelta(minutes=45)])
def test_the_demo_begins_at_half_past_ten_and_runs_on(
    settings: Any, monkeypatch: pytest.MonkeyPatch, passed: timedelta
) -> None:
    settings.DEMO_TODAY = "2026-11-20"
    monkeypatch.setenv("DEMO_START", str(int(BEGAN.timestamp())))

    with time_machine.travel(BEGAN + passed, tick=False):
        assert clock.now() == datetime(2026, 11, 20, 2, 30, tzinfo=UTC) + passed
