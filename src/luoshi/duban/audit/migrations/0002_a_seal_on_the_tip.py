"""The tip carries a seal; events are found by person, verb and day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddField("tip", "seal", models.CharField(max_length=64, default=""), preserve_default=False),
        migrations.AddIndex("event", models.Index(fields=["actor", "-id"], name="event_of_actor")),
        migrations.AddIndex("event", models.Index(fields=["verb", "-id"], name="event_of_verb")),
        migrations.AddIndex("event", models.Index(fields=["day", "-id"], name="event_on_day")),
    ]
