import pytest

from inspections.models import Visit
from inspections.status import RecordStatus
from tests.factories.inspections import InspectionFactory, VisitFactory

pytestmark = pytest.mark.django_db


def test_a_record_goes_its_whole_way() -> None:
    inspection = InspectionFactory(approved=True)

    assert inspection.status == RecordStatus.APPROVED
