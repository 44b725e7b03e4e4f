"""Empty: later apps were generated while this step existed. Goes when they are generated again."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = []
