"""docs/proof.md: each part of the proof is kept by itself, so that one can be run again alone."""

from tools import proof


def test_a_part_that_is_run_again_leaves_the_others_as_they_were(tmp_path, monkeypatch):
    monkeypatch.setattr(proof, "FILE", tmp_path / "proof.md")
    proof.keep("merge", [{"metric": "orphans", "value": 0, "unit": "dossiers", "ok": True}])
    proof.keep("chaos", [{"metric": "lost", "value": 3, "unit": "", "ok": False}])
    proof.keep("chaos", [{"metric": "lost", "value": 0, "unit": "", "ok": True}])
    text = proof.FILE.read_text()
    assert text.count("| lost |") == 1
    assert "| lost | 0 |  | True |" in text
    assert text.index("## chaos") < text.index("## merge") < text.index("| orphans | 0 | dossiers | True |")
