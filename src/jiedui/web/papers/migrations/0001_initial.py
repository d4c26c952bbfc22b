"""The documents made for users."""

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
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("deed", models.CharField(max_length=16)),
                ("name", models.CharField(max_length=160)),
                ("file", models.BinaryField(null=True)),
                ("summary", models.CharField(max_length=300)),
                ("told", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
                ("made", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="papers", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
    ]
