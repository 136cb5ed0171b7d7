"""The records at hand: all of them, or no more than the classifications."""

import shutil
from pathlib import Path

import pytest

from grantpages.load import Dataset, load_folder

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def records() -> Dataset:
    """The records of the data folder."""
    data, problems = load_folder(DATA)
    assert data, problems
    return data


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the classifications and no records."""
    folder = tmp_path_factory.mktemp("bare")
    for path in DATA.glob("*.yml"):
        if not path.name.startswith("_"):
            shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="session")
def classifications(bare: Path) -> Dataset:
    """The records of a folder that holds none."""
    data, problems = load_folder(bare)
    assert data, problems
    return data
