"""The sample, made once."""

import pytest

from jiedui.sample import Sample, generate


@pytest.fixture(scope="session")
def sample() -> Sample:
    return generate()
