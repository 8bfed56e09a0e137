package org.espalier.rnndynamics.population;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.rnndynamics.population.NetworkOutcome.End;

/**
 * Everything the training of a population needs to go on bit for bit, as a safetensors file: tensors {@code values/I} and
 * {@code slot/I/J} of network I, float32 and flat (a slot
 * has the trained parameters only); progress as text in the metadata (a double's decimal text gives the same
 * bits back).
 */
public final class PopulationCheckpoint {
    private static final String FORMAT = "espalier-population-1";
    private static final String NONE = "-";
    private static final int FIELDS = 8;

    private final Map<String, float[]> arrays;
    private final Map<String, String> texts;

    private PopulationCheckpoint(Map<String, float[]> arrays, Map<String, String> texts) {
        this.arrays = Collections.unmodifiableMap(arrays);
        this.texts = Collections.unmodifiableMap(texts);
    }

    /** Copies the state of a training. */
    static PopulationCheckpoint of(String training, long step, List<NetworkState> networks) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("format", FORMAT);
        texts.put("training", training);
        texts.put("step", Long.toString(step));
        for (int i = 0; i < networks.size(); i++) {
            NetworkState network = networks.get(i);
            arrays.put("values/" + i, network.variables.raw.clone());
            for (int j = 0; j < network.slots.length; j++) {
                arrays.put("slot/" + i + "/" + j, network.slots[j].clone());
            }
            texts.put("network/" + i, text(network.progress));
        }
        return new PopulationCheckpoint(arrays, texts);
    }

    /**
     * Puts the state back.
     *
     * @return the step to go on from
     * @throws InvalidInputException if the checkpoint is of another training, or broken
     */
    long restore(String training, List<NetworkState> networks) {
        if (!training.equals(texts.get("training"))) {
            throw new InvalidInputException("the checkpoint is of the training " + texts.get("training")
                + ", expected one of " + training);
        }
        for (int i = 0; i < networks.size(); i++) {
            NetworkState network = networks.get(i);
            copy("values/" + i, network.variables.raw);
            network.variables.restored();
            for (int j = 0; j < network.slots.length; j++) {
                copy("slot/" + i + "/" + j, network.slots[j]);
            }
            network.progress = progress("network/" + i);
        }
        return step();
    }

    private void copy(String name, float[] to) {
        float[] from = arrays.get(name);
        if (from == null || from.length != to.length) {
            throw new InvalidInputException("the checkpoint's array " + name + " "
                + (from == null ? "is missing" : "has " + from.length + " values") + ", expected " + to.length + " values");
        }
        System.arraycopy(from, 0, to, 0, to.length);
    }

    private static String text(NetworkState.Progress p) {
        return String.join(" ", p.end() == null ? NONE : p.end().name(), Long.toString(p.steps()),
            Double.toString(p.lossSum()), Long.toString(p.batches()), text(p.last()), text(p.best()),
            Integer.toString(p.waited()), Boolean.toString(p.dead()));
    }

    private static String text(Score score) {
        return score == null ? NONE : score.step() + "," + score.loss() + "," + score.accuracy();
    }

    private NetworkState.Progress progress(String key) {
        String text = texts.get(key);
        try {
            String[] f = text.split(" ");
            if (f.length != FIELDS) {
                throw new IllegalArgumentException(f.length + " fields");
            }
            return new NetworkState.Progress(f[0].equals(NONE) ? null : End.valueOf(f[0]), Long.parseLong(f[1]),
                Double.parseDouble(f[2]), Long.parseLong(f[3]), score(f[4]), score(f[5]), Integer.parseInt(f[6]),
                Boolean.parseBoolean(f[7]));
        } catch (IllegalArgumentException | NullPointerException | IndexOutOfBoundsException e) {
            throw new InvalidInputException("the checkpoint's " + key + " is '" + text + "', expected the " + FIELDS
                + " fields of a network's progress", e);
        }
    }

    private static Score score(String text) {
        if (text.equals(NONE)) {
            return null;
        }
        String[] f = text.split(",");
        return new Score(Long.parseLong(f[0]), Double.parseDouble(f[1]), Double.parseDouble(f[2]));
    }

    /**
     * Steps taken.
     *
     * @throws InvalidInputException if the file said something else than a number
     */
    public long step() {
        try {
            return Long.parseLong(texts.get("step"));
        } catch (NumberFormatException e) {
            throw new InvalidInputException("the checkpoint's step is '" + texts.get("step")
                + "', expected a whole number", e);
        }
    }

    /**
     * Writes one safetensors file, whole or not at all.
     *
     * @param notes text that whoever keeps the checkpoint wants to find in it again
     * @throws InvalidInputException if it cannot be written
     */
    public void write(Path file, Map<String, String> notes) {
        Map<String, SafeTensor> tensors = new LinkedHashMap<>();
        arrays.forEach((name, values) -> tensors.put(name, SafeTensor.of(values, values.length)));
        Map<String, String> metadata = new LinkedHashMap<>(texts);
        notes.forEach((key, value) -> metadata.put("note/" + key, value));
        Safetensors.write(file, tensors, metadata);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws InvalidInputException if the file cannot be read or is no checkpoint of a population; the message names it
     */
    public static PopulationCheckpoint read(Path file) {
        Safetensors.Contents contents = Safetensors.read(file);
        if (!FORMAT.equals(contents.metadata().get("format"))) {
            throw new InvalidInputException(file + " is not a checkpoint of a population: its metadata do not say 'format': '"
                + FORMAT + "'");
        }
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (String name : new ArrayList<>(contents.tensors().keySet())) {
            arrays.put(name, contents.tensors().get(name).floats());
        }
        return new PopulationCheckpoint(arrays, new LinkedHashMap<>(contents.metadata()));
    }

    /** The notes given to {@link #write}, after {@link #read}. */
    public Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        texts.forEach((key, value) -> {
            if (key.startsWith("note/")) {
                notes.put(key.substring("note/".length()), value);
            }
        });
        return notes;
    }
}
