"""The jobs of imports, and how headings are to be read."""

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
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("step", models.CharField(default="files", max_length=8)),
                ("files", models.JSONField(default=list)),
                ("rejected", models.JSONField(default=list)),
                ("given", models.JSONField(default=list)),
                ("task", models.CharField(blank=True, default="", max_length=8)),
                ("asked", models.DateTimeField(null=True)),
                ("running", models.BooleanField(default=False)),
                ("stop", models.BooleanField(default=False)),
                ("doing", models.CharField(blank=True, default="", max_length=300)),
                ("done", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
                ("notice", models.CharField(blank=True, default="", max_length=16)),
                ("told", models.JSONField(default=list)),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                ("only_good", models.BooleanField(default=False)),
                ("before", models.BigIntegerField(default=0)),
                ("sees", models.JSONField(null=True)),
                ("seq", models.BigIntegerField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="imports", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.CharField(max_length=64, unique=True)),
                ("heading", models.CharField(max_length=500)),
                ("body", models.JSONField()),
                ("made", models.DateTimeField(auto_now=True)),
                (
                    "user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-made",),
            },
        ),
    ]
