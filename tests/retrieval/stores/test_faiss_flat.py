import subprocess
import sys


def test_faiss_is_not_imported_before_it_is_used():
    program = "import sys, retrieval.search; sys.exit('faiss' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0  # noqa: S603  (our own program)
