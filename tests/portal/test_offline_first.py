import pytest
from tests.factories.offline import build, unpacked
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

def test_it(tmp_path):
    b = build("member_states")
    print(b.state, b.failure, b.size)
    held = unpacked(b)
    print(len(held)); print("\n".join(held))
    import pathlib, shutil
    out = pathlib.Path("/tmp/offline/out"); shutil.rmtree(out, ignore_errors=True)
    for n, c in held.items():
        p = out / n; p.parent.mkdir(parents=True, exist_ok=True); p.write_bytes(c)
    assert 0
