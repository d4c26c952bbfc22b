"""The reports that users had checked."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("file", models.BinaryField(null=True)),
                ("period", models.CharField(blank=True, max_length=40)),
                ("region", models.BigIntegerField(null=True)),
                ("accepted", models.BooleanField(default=False)),
                ("edits", models.JSONField(default=list)),
                ("tally", models.JSONField(default=dict)),
                ("head", models.CharField(blank=True, max_length=64)),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("changed", models.DateTimeField(auto_now=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checks", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
    ]
