"""培训和考试."""

from datetime import timedelta

import pytest

from registry.models import Training
from registry.services import trainings
from tests.factories import registry as make
from tests.factories.accounts import UserFactory
from yangcheng_inspect import clock
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted

pytestmark = pytest.mark.django_db


def note(**changes: object) -> Training:
    given = {"inspector": make.InspectorFactory(), "held_on": clock.today(), "title": "新规培训", "by": None}
    return trainings.note(**{**given, **changes})


def test_a_training_has_hours_and_a_certificate() -> None:
    training = note(hours=16, certificate_no="培 2026-018")

    assert (training.hours, training.certificate_no) == (16, "培 2026-018")


def test_an_examination_has_a_result() -> None:
    with pytest.raises(DomainError, match="考试须登记考核结果"):
        note(kind=Training.Kind.EXAM)


def test_nothing_is_noted_before_it_was_held() -> None:
    with pytest.raises(DomainError, match="日期不能晚于今天"):
        note(held_on=clock.today() + timedelta(days=1))


def test_a_wrong_record_is_corrected_with_a_reason() -> None:
    training = note(kind=Training.Kind.EXAM, result=Training.FAILED, score="58")

    trainings.amend(training=training, values={"result": Training.PASSED, "score": "85"}, reason="登错人", by=None)

    training.refresh_from_db()
    assert (training.result, training.score) == (Training.PASSED, "85")


def test_the_same_again_is_no_correction() -> None:
    with pytest.raises(AlreadyDone):
        trainings.amend(training=note(), values={"title": "新规培训"}, reason="核对", by=None)


def test_only_the_office_notes_trainings() -> None:
    with pytest.raises(NotPermitted, match="双随机办"):
        note(by=UserFactory(unit_head=True))
