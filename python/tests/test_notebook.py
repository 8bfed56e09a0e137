"""The notebook in examples/ was run when it was committed; here: that it is Python, and asks only for what there is."""

import ast
import json
from pathlib import Path

import espalier_results as espalier

NOTEBOOK = Path(__file__).parents[2] / "examples" / "notebook" / "from-a-run-to-a-figure.ipynb"


def test_its_cells_are_python_and_were_run():
    cells = [cell for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert len(cells) >= 5
    for cell in cells:
        assert cell["outputs"] and all(output["output_type"] != "error" for output in cell["outputs"])
        for node in ast.walk(ast.parse("".join(cell["source"]))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "espalier":
                assert hasattr(espalier, node.attr), node.attr
