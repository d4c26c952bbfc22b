"""The processes that do the work of import jobs: one at a time, stopped, killed; each leaves all or nothing.

Only the steps in question are done by a process; those that lead to them are done here.
"""

import os
import signal
import time
from pathlib import Path

import pytest

from jiedui.book.journal import last_link
from jiedui.book.verify import verify
from jiedui.web.imports import runner
from web.importing import BAD, FUNDS, GOOD, begun, checked, did, done_here, ended, file, killed, shown
from web.office import Office

#: Rows enough for a process to be at work on them for a while.
MANY = FUNDS + "".join(f"DR-{n},2024-05-20,岚溪县,市级财政援助,到位,9.66\n" for n in range(4000))


def test_from_a_file_to_a_batch_and_back(own_office: Office) -> None:
    client = own_office.client("deng")
    job = checked(client, GOOD)
    assert job.step == "rows", job.problems
    assert "将新增 2 条" in shown(client, job)
    did(client, job, "write", reason="五月资金")
    job.refresh_from_db()
    assert (job.step, job.seq is not None) == ("result", True)
    assert f"/batches/{job.seq}/" in shown(client, job)
    batch = client.get(f"/batches/{job.seq}/").content.decode()
    assert "五月资金（导入" in batch
    assert "邓登记（deng）" in batch
    assert client.post(f"/batches/{job.seq}/undo/", {"reason": "录错了"}).status_code == 302
    with own_office.book() as book:
        assert not list(book.rows("fund", (), "code LIKE 'DR-%' AND withdrawn IS NULL"))


def test_the_marked_copy_is_there_once_it_is_made(own_office: Office) -> None:
    client = own_office.client("deng")
    with done_here():
        job = begun(client, file(BAD))
    did(client, job, "check")
    for _ in range(100):
        answer = client.get(f"/imports/{job.pk}/marked/0/")
        if answer.status_code == 200:
            break
        time.sleep(0.2)
    assert b"".join(answer.streaming_content)[:2] == b"PK"


@pytest.mark.parametrize("moment", [0.0, 1.2, 2.5])
def test_a_killed_process_leaves_all_or_nothing_and_the_job_says_which(
    own_office: Office, monkeypatch: pytest.MonkeyPatch, moment: float
) -> None:
    client = own_office.client("deng")
    with done_here():
        job = checked(client, MANY)
    started: list[int] = []
    popen = runner.subprocess.Popen

    def watched(*args: object, **more: object) -> object:
        process = popen(*args, **more)  # type: ignore[call-overload]
        started.append(process.pid)
        return process

    monkeypatch.setattr(runner.subprocess, "Popen", watched)
    client.post(f"/imports/{job.pk}/write/", {"reason": "五月资金"})
    time.sleep(moment)
    os.kill(started[0], signal.SIGKILL)
    killed(job, monkeypatch)
    page = shown(client, job)
    job.refresh_from_db()
    with own_office.book() as book:
        count = len(list(book.rows("fund", (), "code LIKE 'DR-%'")))
        assert not list(verify(book))
    assert job.task == ""
    assert (count, job.step) in ((0, "rows"), (4000, "result"))
    assert ("没有任何改动" in page) == (count == 0)


def test_a_job_is_stopped_before_it_is_written(own_office: Office) -> None:
    client = own_office.client("deng")
    with done_here():
        job = checked(client, MANY)
    with own_office.book() as book:
        before = last_link(book.store)
    client.post(f"/imports/{job.pk}/write/", {"reason": "五月资金"})
    client.post(f"/imports/{job.pk}/stop/")
    ended(client, job)
    assert (job.step, job.notice) == ("rows", "stopped")
    with own_office.book() as book:
        assert last_link(book.store) == before


def test_one_process_at_a_time(own_office: Office) -> None:
    client = own_office.client("deng")
    with done_here():
        job = begun(client, file(GOOD))
    client.post(f"/imports/{job.pk}/check/")
    assert client.post(f"/imports/{job.pk}/check/").status_code == 400
    assert client.post(f"/imports/{job.pk}/discard/").status_code == 400
    ended(client, job)
    assert client.post(f"/imports/{job.pk}/discard/").status_code == 302
    assert not Path(job.folder).exists()
