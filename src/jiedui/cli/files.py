"""Files that the system does not let a command have: open in Word, in a folder that is not there, on a full disk."""

from __future__ import annotations

import errno
from pathlib import Path

from jiedui.base.problems import Problem

#: What is told by the number of the system's error.
_CODES = {
    errno.EACCES: "path-not-ours",
    errno.EPERM: "path-not-ours",
    errno.EROFS: "path-not-ours",
    errno.ENOENT: "path-no-folder",
    errno.ENOTDIR: "path-no-folder",
    errno.EISDIR: "path-is-folder",
    errno.ENAMETOOLONG: "path-too-long",
    errno.ENOSPC: "path-disk-full",
}


def unopened(error: OSError) -> Problem | None:
    """The problem of a file that could not be opened or written; None when it is another fault of the system."""
    code = _CODES.get(error.errno or 0)
    if code is None or (error.filename is None and error.errno != errno.ENOSPC):
        return None
    path = Path(str(error.filename or ""))
    return Problem(code, details={"file": str(path), "folder": str(path.parent)})
