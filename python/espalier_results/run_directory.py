"""The run directory: a folder a study, in it a folder a trial with ``record.json`` and ``metrics.csv``."""

import csv
import json
import math
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from .networks import read_network


def runs(folder="runs"):
    """A run directory. Raises FileNotFoundError where there is none."""
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no run directory {folder}")
    return Runs(folder)


class Metric(str):
    """What a number is: as text its name and the values of its labels with slashes between; ``name`` and ``labels`` (a dict) apart.

    ``summary[seed]["test_accuracy"]`` and ``summary[seed]["cka/fc1/dense-adam/edge-popup"]`` find it by that text.
    """

    def __new__(cls, name, labels=None):
        labels = dict(labels or {})
        metric = super().__new__(cls, "/".join([name, *labels.values()]))
        metric.name, metric.labels = name, labels
        return metric

    @staticmethod
    def of(text):
        """Of a record made before metrics had labels: the parts of its name are labelled part1, part2, ..."""
        name, *parts = text.split("/")
        return Metric(name, {f"part{i + 1}": part for i, part in enumerate(parts)})


@dataclass(frozen=True)
class Runs:
    folder: Path

    def studies(self):
        """Ids of the studies that have finished trials, sorted."""
        return sorted({"/".join(path.parent.parent.relative_to(self.folder).parts) for path in self.folder.glob("*/*/*/record.json")})

    def study(self, study_id):
        """One of them. Raises ValueError, naming what there is, where there is none of that name."""
        known = self.studies()
        if study_id not in known:
            raise ValueError(f"{self.folder} has no finished trial of {study_id!r}, expected one of {known}")
        records = []
        for path in sorted((self.folder / study_id).glob("*/record.json")):
            try:
                records.append(Trial.of(path.parent, json.loads(path.read_text(encoding="utf-8"))))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path} is no record of this version: {error!r}") from None
        return Study(study_id, tuple(records))


@dataclass(frozen=True)
class Trial:
    """A finished trial. ``summary``: final metrics by seed, each a ``Metric``, in the order in which the trial gave them."""

    id: str
    study: str
    folder: Path
    parameters: dict
    seeds: tuple
    status: str
    summary: dict
    provenance: dict = field(repr=False)

    @staticmethod
    def of(folder, record):
        trial = record["trial"]
        summary = {int(seed): _metrics(rows) for seed, rows in record["summary"].items()}
        return Trial(trial["id"], trial["study"], folder, trial["parameters"], tuple(trial["seeds"]), record["status"], summary,
                     record["provenance"])

    def metrics(self):
        """Rows logged while it trained: ``(seed, metric, step, value)``."""
        path = self.folder / "metrics.csv"
        if not path.is_file():
            return []
        with open(path, newline="", encoding="utf-8") as file:
            return [(int(row["seed"]), _metric(row), int(row["step"]), _number(row["value"])) for row in csv.DictReader(file)]

    def network(self, seed=None):
        """What the training found; of a population that of a seed."""
        return read_network(self.folder, seed)

    def file(self, name):
        """The path of a file of the trial. Raises ValueError where there is none of that name in its folder."""
        path = self.folder / name
        if Path(name).name != name or not path.is_file():
            raise ValueError(f"{self.folder} has no file {name!r}, expected one of {sorted(p.name for p in self.folder.iterdir())}")
        return path


@dataclass(frozen=True)
class Study:
    id: str
    all_trials: tuple

    def trials(self, **parameters):
        """Finished trials with these parameters, in the order of their ids. A parameter that no trial has is refused."""
        known = {name for trial in self.all_trials for name in trial.parameters}
        unknown = sorted(set(parameters) - known)
        if unknown:
            raise ValueError(f"{self.id} has no parameter {unknown[0]!r}, expected one of {sorted(known)}")
        return [trial for trial in self.all_trials
                if all(name in trial.parameters and trial.parameters[name] == value for name, value in parameters.items())]

    def labels(self):
        """Names of the labels that metrics of this study have, sorted."""
        return sorted({label for trial in self.all_trials for metrics in trial.summary.values() for metric in metrics
                       for label in metric.labels})

    def rows(self, metric=None, **selection):
        """Tidy rows, as ``results.csv`` has them: trial, seed, every parameter, metric, every label, step, value.

        ``selection`` names parameters, labels or both: ``rows("cka", density=0.2, layer="fc1")``. A final metric that was not
        logged while it trained has the step None; a label with the name of a parameter is called ``label_NAME``.
        """
        known = {name for trial in self.all_trials for name in trial.parameters}
        labels = self.labels()
        wanted = {name: value for name, value in selection.items() if name in labels and name not in known}
        rows = []
        for trial in self.trials(**{name: value for name, value in selection.items() if name not in wanted}):
            logged = trial.metrics()
            seen = {(seed, name) for seed, name, _, _ in logged}
            final = [(seed, name, None, value) for seed, metrics in trial.summary.items() for name, value in metrics.items()
                     if (seed, name) not in seen]
            rows += [{"trial": trial.id, "seed": seed, **trial.parameters, "metric": name.name,
                      **{f"label_{label}" if label in known else label: name.labels.get(label) for label in labels}, "step": step,
                      "value": value}
                     for seed, name, step, value in logged + final if metric in (None, name, name.name)
                     and all(name.labels.get(label) == str(value) for label, value in wanted.items())]
        return rows

    def arrays(self, parameter, metric, **parameters):
        """A parameter and a final metric, two arrays with an entry a trial and seed, sorted by the parameter.

        Trials without the parameter, and seeds without the metric, are left out.
        """
        pairs = [(trial.parameters[parameter], metrics[metric]) for trial in self.trials(**parameters) if parameter in trial.parameters
                 for metrics in trial.summary.values() if metric in metrics]
        if not pairs:
            names = sorted({name for trial in self.all_trials for metrics in trial.summary.values() for name in metrics})
            raise ValueError(f"{self.id} has no final {metric!r} with a parameter {parameter!r}; its metrics are {names}")
        pairs.sort(key=lambda pair: pair[0])
        return np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs], dtype=float)


def read_results(path):
    """Rows of a ``results.csv`` of the report: numbers as numbers, empty cells as None."""
    with open(path, newline="", encoding="utf-8") as file:
        return [{name: _cell(text) for name, text in row.items()} for row in csv.DictReader(file)]


def _metrics(rows):
    """Format 2 has a list of metrics with labels, format 1 an object of names."""
    if isinstance(rows, dict):
        return {Metric.of(name): _number(value) for name, value in rows.items()}
    return {Metric(row["metric"], row.get("labels")): _number(row["value"]) for row in rows}


def _metric(row):
    if "labels" not in row:
        return Metric.of(row["metric"])
    labels = (label.split("=", 1) for label in row["labels"].split(";") if label)
    return Metric(row["metric"], {_plain(name): _plain(value) for name, value in labels})


def _plain(text):
    return text.replace("%3D", "=").replace("%3B", ";").replace("%25", "%")


def _number(value):
    """A JSON or CSV number; records write what is not finite as text."""
    return math.nan if value is None else float(value)


def _cell(text):
    if text == "":
        return None
    if text in ("true", "false"):
        return text == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text
