"""The import wizard as tests drive it: files, a job and its steps; its work done here, in the place of a process."""

import io
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiedui.web.imports import runner
from jiedui.web.imports.lock import held
from jiedui.web.imports.models import Job
from jiedui.web.imports.work import run

FUNDS = "编号,日期,西部地区,资金来源,环节,金额（万元）\n"
GOOD = FUNDS + "DR-1,2024-05-20,岚溪县,市级财政援助,到位,9.66\nDR-2,2024-05-21,岚溪县,市级财政援助,到位,5\n"
BAD = GOOD + "DR-3,2024-05-20,不知县,市级财政援助,到位,5\n"


class Order(io.BytesIO):
    """What a process is told on its standard input; the job is done here once all is told."""

    def close(self) -> None:
        order = json.loads(self.getvalue())
        super().close()
        run(order["job"])


class Here:
    """In the place of a process: the same work, without the seconds that a process takes to begin."""

    def __init__(self, *_: object, **__: object) -> None:
        self.stdin = Order()


@contextmanager
def done_here() -> Iterator[None]:
    """Jobs are done by the time that their page is asked for: for tests of what comes of a job, not of its process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "subprocess", SimpleNamespace(Popen=Here, PIPE=None, DEVNULL=None))
        yield


def file(text: str | bytes, name: str = "资金台账.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def begun(client: Client, *files: SimpleUploadedFile) -> Job:
    """A job with those files, looked at."""
    answer = client.post("/imports/new/", {"files": list(files)})
    assert answer.status_code == 302, answer.content.decode()[-600:]
    return ended(client, Job.objects.get(pk=int(answer["Location"].split("/")[2])))


def ended(client: Client, job: Job) -> Job:
    """The job when its process has done its task."""
    for _ in range(300):
        if client.get(f"/imports/{job.pk}/progress/").status_code == 204:
            job.refresh_from_db()
            return job
        time.sleep(0.2)
    raise AssertionError((job.folder / "log").read_text())


def did(client: Client, job: Job, what: str, **form: object) -> Job:
    """The job after a step."""
    answer = client.post(f"/imports/{job.pk}/{what}/", form)
    assert answer.status_code == 302, answer.content.decode()[-600:]
    return ended(client, job)


def checked(client: Client, text: str, name: str = "资金台账.csv") -> Job:
    """A job whose rows have been checked."""
    return did(client, begun(client, file(text, name)), "check")


def shown(client: Client, job: Job, query: str = "") -> str:
    return client.get(f"/imports/{job.pk}/{query}").content.decode()


def killed(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of the job is ended without a word, as far as anybody can tell."""
    monkeypatch.setattr(runner, "PATIENCE", runner.PATIENCE * 0)
    for _ in range(200):
        with held(job.folder) as free:
            if free:
                return
        time.sleep(0.1)
