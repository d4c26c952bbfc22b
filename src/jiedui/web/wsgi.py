"""The application that a server runs; the site comes from the environment, set by :mod:`jiedui.web.serving`."""

from __future__ import annotations

import json
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from jiedui.web.serving import SITE
from jiedui.web.settings import Site, configure

_made = json.loads(os.environ[SITE])
configure(Site(**{**_made, "hosts": tuple(_made["hosts"])}))
application = get_wsgi_application()
# Two seconds of imports: when the server starts, and not while the first reader waits for a page.
import_module(settings.ROOT_URLCONF)
