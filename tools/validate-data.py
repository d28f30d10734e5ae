"""python tools/validate-data.py FOLDER...: descriptions of published data, checked by public validators.

FOLDER is one that `thuocso publish` wrote. Data Package by frictionless, CSV on the Web by csvw, the DCAT record by
pySHACL against tools/dcat-shapes.ttl. A copy with a mistake in it must be refused by each, so that a validator which
accepts everything is noticed. Nothing is fetched: everything that is needed is in the folder.
"""

import json
import pathlib
import shutil
import sys
import tempfile
import warnings

import frictionless
import pyshacl
import rdflib
from csvw import CSVW

SHAPES = pathlib.Path(__file__).with_name("dcat-shapes.ttl")


def data_package(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [f"{row[0]}: {row[-1]}" for row in report.flatten(["title", "rowNumber", "fieldName", "message"])]


def csv_on_the_web(folder):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        described = CSVW(str(folder / "csv-metadata.json"), validate=True)
        try:
            valid = described.is_valid
        except ValueError as error:
            return [str(error)]
    said = [str(it.message) for it in [*described.warnings, *caught]]
    return [] if valid and not said else said or ["not valid"]


def dcat(folder):
    graph = rdflib.Graph()
    graph.parse(str(folder / "dcat.jsonld"), format="json-ld", publicID="https://example.vn/ket-qua/data/dcat.jsonld")
    conforms, _, text = pyshacl.validate(graph, shacl_graph=str(SHAPES), shacl_graph_format="turtle")
    return [] if conforms and len(graph) > 0 else [text]


def spoil_package(folder):
    results = folder / "results.csv"
    results.write_text(results.read_text("utf-8").replace(",index,", ",node:no-such-measure,", 1), "utf-8")


def spoil_record(folder):
    file = folder / "dcat.jsonld"
    record = json.loads(file.read_text("utf-8"))
    del record["dct:title"]
    file.write_text(json.dumps(record), "utf-8")


CHECKS = {
    "Data Package": (data_package, spoil_package),
    "CSV on the Web": (csv_on_the_web, spoil_package),
    "DCAT": (dcat, spoil_record),
}


def main():
    kept = broken = 0
    for name in sys.argv[1:]:
        data = pathlib.Path(name) / "data"
        for check, (validate, spoil) in CHECKS.items():
            problems = validate(data)
            with tempfile.TemporaryDirectory() as spoilt:
                copy = pathlib.Path(spoilt) / "data"
                shutil.copytree(data, copy)
                spoil(copy)
                if not validate(copy):
                    problems.append("a copy with a mistake in it was accepted")
            kept, broken = (kept + 1, broken) if not problems else (kept, broken + 1)
            print(f"{name}: {check}: {'valid' if not problems else 'NOT VALID'}")
            for problem in problems[:20]:
                print(f"  {problem}")
    print(f"descriptions kept: {kept}, broken: {broken}")
    return 1 if broken or not kept else 0


sys.exit(main())
