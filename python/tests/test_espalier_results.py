import json
import math

import numpy as np
import pytest

import espalier_results as espalier


def write_safetensors(path, tensors, metadata=None):
    kinds = {"float32": "F32", "float64": "F64", "uint8": "U8", "int64": "I64"}
    header, data = {"__metadata__": metadata or {}}, b""
    for name, tensor in tensors.items():
        header[name] = {"dtype": kinds[tensor.dtype.name], "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + tensor.nbytes]}
        data += tensor.tobytes()
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)


def write_trial(root, trial_id, parameters, summary, metrics="seed,metric,step,value\n"):
    folder = root / "edge-popup" / "density" / trial_id
    folder.mkdir(parents=True)
    record = {"trial": {"id": trial_id, "study": "edge-popup/density", "parameters": parameters, "seeds": [1, 2]}, "status": "done",
              "summary": summary, "provenance": {"cpu": "a"}}
    (folder / "record.json").write_text(json.dumps(record))
    (folder / "metrics.csv").write_text(metrics)
    return folder


@pytest.fixture
def folder(tmp_path):
    write_trial(tmp_path, "00000000000000aa", {"density": 0.5, "method": "edge-popup"},
                {"1": {"test_accuracy": 0.8, "val_loss": 0.4}, "2": {"test_accuracy": 0.9, "val_loss": "NaN"}},
                "seed,metric,step,value\n1,val_loss,10,0.5\n1,val_loss,20,0.4\n2,val_loss,20,NaN\n")
    write_trial(tmp_path, "00000000000000bb", {"density": 0.1, "method": "edge-popup"}, {"1": {"test_accuracy": 0.6}})
    write_trial(tmp_path, "00000000000000cc", {"method": "dense"}, {"1": {"test_accuracy": 0.95}})
    return tmp_path


def test_rows_are_tidy_and_final_metrics_are_not_said_twice(folder):
    study = espalier.runs(folder).study("edge-popup/density")
    assert espalier.runs(folder).studies() == ["edge-popup/density"]
    rows = study.rows(density=0.5)
    assert [(r["seed"], r["metric"], r["step"]) for r in rows] == [(1, "val_loss", 10), (1, "val_loss", 20), (2, "val_loss", 20),
                                                                  (1, "test_accuracy", None), (2, "test_accuracy", None)]
    assert rows[0]["method"] == "edge-popup" and math.isnan(rows[2]["value"])
    assert [r["value"] for r in study.rows("test_accuracy", method="dense")] == [0.95]


def test_labels_are_columns_and_choose_rows(tmp_path):
    write_trial(tmp_path, "00000000000000aa", {"density": 0.5, "a": 3}, {"1": [
        {"metric": "test_accuracy", "value": 0.8}, {"metric": "rank", "labels": {"layer": "conv10", "a": "x"}, "value": 2.0},
        {"metric": "rank", "labels": {"layer": "conv2", "a": "x"}, "value": "NaN"}]},
        "seed,metric,labels,step,value\n1,rank,layer=conv10;a=x,5,1.5\n1,loss,what=a%3Bb%3D%25,5,0.5\n")
    write_trial(tmp_path, "00000000000000bb", {"density": 0.1, "a": 3}, {"1": {"rank/conv2/x": 4.0}})
    study = espalier.runs(tmp_path).study("edge-popup/density")
    assert study.labels() == ["a", "layer", "part1", "part2"]
    rows = study.rows("rank", density=0.5)
    assert [(r["layer"], r["label_a"], r["a"], r["step"]) for r in rows] == [("conv10", "x", 3, 5), ("conv2", "x", 3, None)]
    assert [r["value"] for r in study.rows("rank", layer="conv10")] == [1.5]
    first, old = study.trials(density=0.5)[0], study.trials(density=0.1)[0]
    assert [m.labels.get("layer") for m in first.summary[1]] == [None, "conv10", "conv2"]
    assert first.summary[1]["rank/conv10/x"] == 2.0 and first.metrics()[1][1].labels == {"what": "a;b=%"}
    assert old.summary[1]["rank/conv2/x"] == 4.0 and study.rows("rank", part1="conv2")[0]["value"] == 4.0
    with pytest.raises(ValueError, match="laier"):
        study.rows("rank", laier="conv2")


def test_arrays_are_sorted_by_the_parameter_and_leave_out_who_has_none(folder):
    density, accuracy = espalier.runs(folder).study("edge-popup/density").arrays("density", "test_accuracy")
    assert density.tolist() == [0.1, 0.5, 0.5] and accuracy.tolist() == [0.6, 0.8, 0.9]


def test_mistakes_are_named_with_what_there_is(folder):
    study = espalier.runs(folder).study("edge-popup/density")
    with pytest.raises(ValueError, match="densty.*density"):
        study.trials(densty=0.5)
    with pytest.raises(ValueError, match="edge-popup/density"):
        espalier.runs(folder).study("edge-popup/width")
    with pytest.raises(ValueError, match="val_loss"):
        study.arrays("density", "accuracy")
    with pytest.raises(FileNotFoundError):
        espalier.runs(folder / "nothing")
    with pytest.raises(ValueError, match="record.json"):
        study.trials(density=0.5)[0].file("../../record.json")
    with pytest.raises(ValueError, match="--no-networks"):
        study.trials(density=0.5)[0].network()


def test_a_network_is_read_with_its_mask_and_description(folder):
    trial = espalier.runs(folder).study("edge-popup/density").trials(density=0.5)[0]
    weights = {"fc1.weight": np.arange(6, dtype=np.float32).reshape(2, 3)}
    write_safetensors(trial.folder / "weights.safetensors", weights)
    write_safetensors(trial.folder / "initial.safetensors", {"fc1.weight": -weights["fc1.weight"]})
    write_safetensors(trial.folder / "mask.safetensors", {"fc1.weight": np.array([[0, 1, 0], [1, 1, 0]], dtype=np.uint8)})
    (trial.folder / "network.json").write_text('{"format": 1, "layers": []}')
    network = trial.network()
    assert np.array_equal(network.weights["fc1.weight"], weights["fc1.weight"])
    assert network.initial["fc1.weight"][1, 2] == -5 and network.density() == 0.5
    assert network.description == {"format": 1, "layers": []} and network.scores is None


def test_networks_of_a_population_are_told_by_their_seed(tmp_path):
    for seed in (1, 2):
        write_safetensors(tmp_path / f"network-{seed}.safetensors", {"weight_hh_l0": np.full((2, 2), seed, dtype=np.float32)}, {"cell": "gru"})
    assert espalier.read_network(tmp_path, seed=2).weights["weight_hh_l0"][0, 0] == 2
    assert espalier.read_network(tmp_path, seed=1).description == {"cell": "gru"}
    with pytest.raises(ValueError, match="1, 2"):
        espalier.read_network(tmp_path)
    with pytest.raises(ValueError, match="seed 3"):
        espalier.read_network(tmp_path, seed=3)
    write_safetensors(tmp_path / "mask-1.safetensors", {"weight_hh_l0": np.array([[1, 0], [0, 0]], dtype=np.uint8)})
    (tmp_path / "networks.json").write_text('{"cell": "gru", "units": 2}')
    assert espalier.read_network(tmp_path, seed=1).density() == 0.25 and espalier.read_network(tmp_path, seed=2).mask is None
    assert espalier.read_network(tmp_path, seed=2).description["units"] == 2


def test_an_exported_population_is_read_as_a_trials(tmp_path):
    write_safetensors(tmp_path / "final-7.safetensors", {"readout.bias": np.zeros(3, dtype=np.float32)})
    write_safetensors(tmp_path / "initial-7.safetensors", {"readout.bias": np.ones(3, dtype=np.float32)})
    network = espalier.read_network(tmp_path)
    assert network.weights["readout.bias"].sum() == 0 and network.initial["readout.bias"].sum() == 3


def test_results_csv_has_numbers_where_it_can(tmp_path):
    path = tmp_path / "results.csv"
    path.write_text("trial,seed,density,scaled,method,metric,step,value\nab,1,0.5,true,edge-popup,loss,,0.25\n")
    assert espalier.read_results(path) == [{"trial": "ab", "seed": 1, "density": 0.5, "scaled": True, "method": "edge-popup",
                                            "metric": "loss", "step": None, "value": 0.25}]


def test_fixed_points_are_classes_by_name(tmp_path):
    path = tmp_path / "points.npz"
    arrays = {"states": np.zeros((3, 2)), "q": np.zeros(3), "jacobian_eigenvalues": np.array([[0.5, 0.1], [1.2, 0.1], [0.9, 0.9j]]),
              "unstable": np.array([0, 1, -1]), "inputs": np.zeros((3, 1)), "class": np.array([0, 0, 2])}
    np.savez(path, **arrays)
    points = espalier.read_fixed_points(path)
    assert points.classes == ("fixed", "fixed", "not converged")
    assert points.stable().tolist() == [0] and points.of_class("fixed").tolist() == [0, 1]
    assert points.time_constants()[0, 0] == pytest.approx(1 / math.log(2))
    np.savez(path, **arrays, class_name=np.array(["fixed", "fixed", "slow"]), neutral=np.array([1, 0, 0]))
    assert espalier.read_fixed_points(path).classes[2] == "slow"
    assert espalier.read_fixed_points(path).stable().tolist() == []
    with pytest.raises(ValueError, match="fastest"):
        points.of_class("fastest")
    np.savez(path, other=np.zeros(2))
    with pytest.raises(ValueError, match="states"):
        espalier.read_fixed_points(path)


def test_pickles_are_not_loaded(tmp_path):
    path = tmp_path / "points.npz"
    np.savez(path, states=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ValueError, match="no .npz of arrays"):
        espalier.read_fixed_points(path)


@pytest.mark.parametrize("content", [
    b"", b"\x08", (10**9).to_bytes(8, "little") + b"{}", (2).to_bytes(8, "little") + b"[]", (1).to_bytes(8, "little") + b"{",
    (lambda t: len(t).to_bytes(8, "little") + t)(b'{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}'),
    (lambda t: len(t).to_bytes(8, "little") + t)(b'{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,0]}}'),
    (lambda t: len(t).to_bytes(8, "little") + t + b"1234")(b'{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}'),
    (lambda t: len(t).to_bytes(8, "little") + t)(b'{"a":{"dtype":"Q7","shape":[0],"data_offsets":[0,0]}}'),
    (lambda t: len(t).to_bytes(8, "little") + t)(b'{"a":3}'),
])
def test_damaged_safetensors_are_refused_by_name(tmp_path, content):
    path = tmp_path / "weights.safetensors"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="weights.safetensors"):
        espalier.read_safetensors(path)


def test_bfloat16_and_doubles_are_read(tmp_path):
    path = tmp_path / "w.safetensors"
    text = b'{"b":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]},"d":{"dtype":"F64","shape":[],"data_offsets":[4,12]}}'
    path.write_bytes(len(text).to_bytes(8, "little") + text + np.array([0x3F80, 0xC040], dtype="<u2").tobytes() + np.float64(2.5).tobytes())
    tensors, _ = espalier.read_safetensors(path)
    assert tensors["b"].tolist() == [1.0, -3.0] and tensors["d"] == 2.5
