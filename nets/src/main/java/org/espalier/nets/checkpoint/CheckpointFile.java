package org.espalier.nets.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.network.OwnState;
import org.espalier.nets.safetensors.DType;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;

/**
 * A checkpoint as a safetensors file: tensors {@code variable/NAME}, {@code slot/I/NAME}, {@code norm/NAME}, all float32
 * and flat; {@code own/NAME}, flat, whose element type says what it is (F32 numbers, BOOL flags, I64 counts); the progress as
 * text in the metadata (a double's decimal text gives the same bits back).
 */
final class CheckpointFile {
    private static final String FORMAT = "espalier-checkpoint-1";
    private static final String VARIABLE = "variable/";
    private static final String SLOT = "slot/";
    private static final String NORM = "norm/";
    private static final String OWN = "own/";
    private static final String NOTE = "note/";

    private CheckpointFile() {}

    static void write(Checkpoint checkpoint, Path file) {
        Map<String, SafeTensor> tensors = new LinkedHashMap<>();
        checkpoint.variables().forEach((name, values) -> tensors.put(VARIABLE + name, flat(values)));
        checkpoint.slots().forEach((name, arrays) -> {
            for (int i = 0; i < arrays.length; i++) {
                tensors.put(SLOT + i + "/" + name, flat(arrays[i]));
            }
        });
        checkpoint.normState().forEach((name, values) -> tensors.put(NORM + name, flat(values)));
        checkpoint.own().numbers().forEach((name, values) -> tensors.put(OWN + name, flat(values)));
        checkpoint.own().flags().forEach((name, values) -> tensors.put(OWN + name, SafeTensor.ofBooleans(DType.BOOL, values,
            values.length)));
        checkpoint.own().counts().forEach((name, values) -> tensors.put(OWN + name, SafeTensor.of(values, values.length)));
        TrainingProgress progress = checkpoint.progress();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("step", Long.toString(progress.step()));
        metadata.put("loss_sum", Double.toString(progress.lossSum()));
        metadata.put("batches", Long.toString(progress.batches()));
        metadata.put("last", text(progress.last()));
        metadata.put("early_stop", text(progress.earlyStop()));
        metadata.put("passes", progress.passes().forward() + " " + progress.passes().backward());
        checkpoint.notes().forEach((key, value) -> metadata.put(NOTE + key, value));
        Safetensors.write(file, tensors, metadata);
    }

    private static SafeTensor flat(float[] values) {
        return SafeTensor.of(values, values.length);
    }

    private static String text(Validation validation) {
        return validation == null ? "" : validation.step() + " " + validation.loss() + " " + validation.accuracy();
    }

    static Checkpoint read(Path file) {
        Safetensors.Contents contents = Safetensors.read(file);
        if (!FORMAT.equals(contents.metadata().get("format"))) {
            throw new InvalidInputException(file + " is not a checkpoint: its metadata do not say 'format': '" + FORMAT + "'");
        }
        try {
            return parse(contents);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InvalidInputException(file + " is a checkpoint with broken content: " + e.getMessage(), e);
        }
    }

    private static Checkpoint parse(Safetensors.Contents contents) {
        Map<String, float[]> variables = new LinkedHashMap<>();
        Map<String, List<float[]>> slots = new LinkedHashMap<>();
        Map<String, float[]> norm = new LinkedHashMap<>();
        Map<String, SafeTensor> own = new LinkedHashMap<>();
        contents.tensors().forEach((key, tensor) -> {
            if (key.startsWith(VARIABLE)) {
                String name = key.substring(VARIABLE.length());
                variables.put(name, tensor.floats());
                slots.put(name, new ArrayList<>());
            } else if (key.startsWith(NORM)) {
                norm.put(key.substring(NORM.length()), tensor.floats());
            } else if (key.startsWith(OWN)) {
                own.put(key.substring(OWN.length()), tensor);
            } else if (!key.startsWith(SLOT)) {
                throw new IllegalArgumentException("unknown tensor '" + key + "'");
            }
        });
        slots.forEach((name, arrays) -> {
            for (int i = 0; contents.tensors().containsKey(SLOT + i + "/" + name); i++) {
                arrays.add(contents.tensors().get(SLOT + i + "/" + name).floats());
            }
        });
        Map<String, float[][]> state = new LinkedHashMap<>();
        slots.forEach((name, arrays) -> state.put(name, arrays.toArray(new float[0][])));
        Map<String, String> notes = new LinkedHashMap<>();
        contents.metadata().forEach((key, value) -> {
            if (key.startsWith(NOTE)) {
                notes.put(key.substring(NOTE.length()), value);
            }
        });
        return new Checkpoint(progress(contents.metadata()), variables, state, norm, own(own), notes);
    }

    private static OwnState own(Map<String, SafeTensor> tensors) {
        Map<String, float[]> numbers = new LinkedHashMap<>();
        Map<String, boolean[]> flags = new LinkedHashMap<>();
        Map<String, long[]> counts = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            switch (tensor.dtype()) {
                case F32 -> numbers.put(name, tensor.floats());
                case BOOL -> flags.put(name, tensor.booleans());
                case I64 -> counts.put(name, tensor.longs());
                default -> throw new IllegalArgumentException("tensor '" + OWN + name + "' is of type " + tensor.dtype()
                    + ", expected F32, BOOL or I64");
            }
        });
        return new OwnState(numbers, flags, counts);
    }

    private static TrainingProgress progress(Map<String, String> metadata) {
        String[] passes = field(metadata, "passes").split(" ");
        return new TrainingProgress(Long.parseLong(field(metadata, "step")),
            Double.parseDouble(field(metadata, "loss_sum")), Long.parseLong(field(metadata, "batches")),
            validation(field(metadata, "last")), validation(field(metadata, "early_stop")),
            new PassCount(Long.parseLong(passes[0]), Long.parseLong(passes[1])));
    }

    private static Validation validation(String text) {
        if (text.isEmpty()) {
            return null;
        }
        String[] parts = text.split(" ");
        return new Validation(Long.parseLong(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    }

    private static String field(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no '" + key + "'");
        }
        return value;
    }
}
