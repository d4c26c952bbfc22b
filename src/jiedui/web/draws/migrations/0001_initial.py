"""The draws of homes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    operations = [
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True)),
                ("site", models.BigIntegerField()),
                ("rules", models.JSONField()),
                ("hamlets", models.JSONField(default=list)),
                ("files", models.JSONField(default=dict)),
                ("closed", models.BooleanField(default=False)),
                ("beacon", models.CharField(blank=True, max_length=200)),
                ("made", models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
