package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.espalier.base.InvalidInputException;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.architecture.LayerArchitecture;
import org.espalier.nets.architecture.NetworkDescription;
import org.espalier.nets.architecture.NetworkJson;
import org.espalier.nets.architecture.StoredNetworks;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.data.Standardisation;
import org.espalier.nets.imported.ActivationFile;
import org.espalier.nets.imported.ArrayLayout;
import org.espalier.nets.imported.ImportedNetwork;
import org.espalier.nets.imported.ImportedNetworks;
import org.espalier.nets.imported.NetworkImport;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.WeightFile;
import org.espalier.nets.reference.Brought;
import org.espalier.nets.reference.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier import-network}. */
@Command(name = "import-network", description = "Read a network trained elsewhere, test it, and keep it as the start of studies.",
    footer = {"", "Next: espalier run pruning/ladder --set start=imported:NAME",
        "      espalier run analysis/compare-methods --set architecture=imported:NAME",
        "Arrays are matched to the layers by name, else by shape; what was matched is printed. docs/networks.md tells all."})
final class ImportNetworkCommand implements Callable<Integer> {
    /** An accuracy below this many times that of guessing is worth a question. */
    private static final double SUSPICIOUS = 1.5;
    private static final int SAMPLES = 1000;

    private final Streams streams;

    @Parameters(index = "0", paramLabel = "FILE", description = "Its parameters: safetensors, .npz, .pt or .pth.")
    private Path file;

    @Option(names = "--architecture", required = true, paramLabel = "NAME|FILE.json",
        description = "A registered architecture, or a file that lists the layers.")
    private String architecture;

    @Option(names = "--dataset", paramLabel = "NAME|arrays:FILE.npz",
        description = "The data set it was trained on (default: the one that FILE.json names).")
    private String dataset;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "What it is to be called.")
    private String name;

    @Option(names = "--normalisation", paramLabel = "standard|none|MEAN,DEVIATION",
        description = "What its images went through: mean and deviation of the training images; nothing (values 0..1); or these "
            + "numbers, one a channel or for all (default: what FILE.json says).")
    private String normalisation;

    @Option(names = "--width", paramLabel = "W", description = "Multiplies the hidden layers of a registered architecture.")
    private Double width;

    @Option(names = "--layout", paramLabel = "L", defaultValue = "torch",
        description = "torch, or keras: weights are [inputs, outputs] and [height, width, inputs, outputs] (default: "
            + "${DEFAULT-VALUE}).")
    private String layout;

    @Option(names = "--initial", paramLabel = "FILE", description = "The same network before training: what tickets go back to.")
    private Path initial;

    @Option(names = "--activations", paramLabel = "FILE.safetensors",
        description = "Write what each layer gives on the first test images, for 'compare representations'.")
    private Path activations;

    @Option(names = "--samples", paramLabel = "N", description = "How many test images (default: 1000).")
    private Integer samples;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "runs", description = "The run directory (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where data sets are looked for first.")
    private Path dataDir;

    @Mixin
    private JsonOption json;

    ImportNetworkCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Brought.open(out);
        Reference.requireName("--name", name);
        ArrayLayout axes = ArrayLayout.named(layout);
        if (samples != null && (activations == null || samples < 1)) {
            throw new InvalidInputException("--samples: expected --activations FILE and at least 1, found " + samples);
        }
        Optional<NetworkDescription> described = described();
        DataSet data = DataSets.named(DataSets.given(dataset(described)));
        described.ifPresent(d -> requireSame(d, data));
        DataAccess access = new DataAccess(streams, Optional.ofNullable(dataDir));
        access.provide(data);
        DataSet.TrainAndTest images = data.load(access.locator());
        Standardisation standardisation = standardisation(described, images.train());
        NetworkDescription.Origin origin = new NetworkDescription.Origin(Optional.of(data.name()), Optional.of(data.checksum()),
            OptionalLong.empty(), Optional.empty(), Optional.empty());
        Architecture built = described.<Architecture>map(d -> new LayerArchitecture(architecture, d))
            .orElseGet(() -> Architectures.named(architecture));
        EngineReadiness.remedy(streams);
        NetworkImport read = NetworkImport.read(new NetworkImport.Request(file, Optional.ofNullable(initial), built,
            new Architecture.Options(width == null ? 1 : width, false, false), data.shape(), data.classes(), axes, standardisation,
            origin));
        return keep(read, data, standardisation.apply(images.test()));
    }

    private Optional<NetworkDescription> described() {
        boolean isFile = architecture.endsWith(".json");
        if (isFile && width != null) {
            throw new InvalidInputException("--width: the layers of " + architecture + " have sizes of their own");
        }
        return isFile ? Optional.of(NetworkJson.read(Reference.path("--architecture", architecture))) : Optional.empty();
    }

    private String dataset(Optional<NetworkDescription> described) {
        return dataset != null ? dataset : described.flatMap(d -> d.origin().dataset()).orElseThrow(() -> new InvalidInputException(
            "--dataset: expected the name of the data set it was trained on, or arrays:FILE.npz"));
    }

    private void requireSame(NetworkDescription described, DataSet data) {
        if (!described.input().equals(data.shape()) || described.classes() != data.classes()) {
            throw new InvalidInputException(architecture + " is for images of " + described.input() + " and " + described.classes()
                + " classes; " + data.name() + " has images of " + data.shape() + " and " + data.classes() + " classes");
        }
    }

    private Standardisation standardisation(Optional<NetworkDescription> described, LabelledImages train) {
        if (normalisation == null) {
            return described.flatMap(NetworkDescription::normalisation).orElseThrow(() -> new InvalidInputException(
                "--normalisation: expected what its images of values 0..1 went through before it saw them: standard, none, or "
                    + "MEAN,DEVIATION"));
        }
        int channels = train.shape().channels();
        return switch (normalisation) {
            case "standard" -> Standardisation.fit(train);
            case "none" -> new Standardisation(new double[channels], filled(channels, 1));
            default -> numbers(channels);
        };
    }

    private Standardisation numbers(int channels) {
        String expected = "--normalisation: expected standard, none, MEAN,DEVIATION or " + channels + " means and then " + channels
            + " deviations with commas, found '" + normalisation + "'";
        String[] words = normalisation.split(",", -1);
        if (words.length != 2 && words.length != 2 * channels) {
            throw new InvalidInputException(expected);
        }
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            try {
                numbers[i] = Double.parseDouble(words[i].strip());
            } catch (NumberFormatException e) {
                throw new InvalidInputException(expected, e);
            }
            if (!Double.isFinite(numbers[i]) || i >= words.length / 2 && numbers[i] <= 0) {
                throw new InvalidInputException(expected + "; a deviation is above 0");
            }
        }
        return words.length == 2 ? new Standardisation(filled(channels, numbers[0]), filled(channels, numbers[1]))
            : new Standardisation(Arrays.copyOf(numbers, channels), Arrays.copyOfRange(numbers, channels, numbers.length));
    }

    private static double[] filled(int count, double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }

    private int keep(NetworkImport read, DataSet data, LabelledImages test) {
        ImportedNetwork imported = read.network();
        NetworkDescription description = imported.description();
        try (Network network = Network.create(new LayerArchitecture(name, description), Architecture.Options.PLAIN,
            description.input(), description.classes())) {
            WeightFile.load(imported.weights(), network);
            Evaluation tested = Evaluation.of(network, test, new CrossEntropy(0));
            Map<String, Object> provenance = provenance(read, data, tested);
            Reference reference = ImportedNetworks.keep(out, name, imported, network, provenance);
            Brought.keepAll();
            if (activations != null) {
                ActivationFile.write(activations, network, test, samples == null ? SAMPLES : samples);
            }
            if (json.given()) {
                Map<String, Object> all = new LinkedHashMap<>(provenance);
                all.put("reference", reference.toString());
                all.put("folder", StoredNetworks.folder(out, name).toString());
                Json.print(all, streams.out());
            } else {
                table(read).print(streams.out());
            }
            sentences(read, data, tested, reference);
        }
        return ExitCode.DONE;
    }

    private Map<String, Object> provenance(NetworkImport read, DataSet data, Evaluation tested) {
        Standardisation n = read.network().description().normalisation().orElseThrow();
        Map<String, Object> provenance = Json.object("name", name, "file", file.toAbsolutePath().normalize().toString(),
            "file_sha256", FileHash.of(file), "architecture", architecture, "dataset", data.name(), "dataset_checksum",
            data.checksum(), "normalisation", Json.object("mean", list(n.mean()), "deviation", list(n.std())), "layout", layout,
            "matched", read.how(), "arrays", read.origins(), "notes", read.notes(), "weights", read.network().mask().size(),
            "kept_weights", read.network().mask().keptCount(), "test_images", tested.predictions().length, "test_accuracy",
            tested.accuracy(), "test_loss", tested.loss());
        if (initial != null) {
            provenance.put("initial_file", initial.toAbsolutePath().normalize().toString());
            provenance.put("initial_sha256", FileHash.of(initial));
        }
        return provenance;
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static TextTable table(NetworkImport read) {
        TextTable table = new TextTable("parameter", "in the file", "values", "kept");
        Map<String, MaskLayer> masks = new LinkedHashMap<>();
        read.network().mask().layers().forEach(layer -> masks.put(layer.name(), layer));
        read.origins().forEach((parameter, origin) -> table.row(parameter, origin,
            read.network().weights().of(parameter).length,
            masks.containsKey(parameter) ? String.format(Locale.ROOT, "%.4f", masks.get(parameter).density()) : ""));
        return table;
    }

    private void sentences(NetworkImport read, DataSet data, Evaluation tested, Reference reference) {
        List<String> lines = new ArrayList<>();
        lines.add("Arrays were matched " + read.how() + ".");
        read.notes().forEach(note -> lines.add("Note: " + note + "."));
        lines.add(String.format(Locale.ROOT, "Test accuracy on %s: %.4f (%d of %d images).", data.name(), tested.accuracy(),
            Math.round(tested.accuracy() * tested.predictions().length), tested.predictions().length));
        if (tested.accuracy() < SUSPICIOUS / data.classes()) {
            lines.add("That is near guessing: --normalisation, --layout or the order of the classes may be another.");
        }
        lines.add("Validation images of studies are split off the training set: it may have been trained on them.");
        lines.add(reference + " is in " + StoredNetworks.folder(out, name) + ".");
        lines.add("Next: ./espalier run pruning/ladder --set start=" + StoredNetworks.SCHEME + ":" + name
            + (out.equals(Path.of("runs")) ? "" : " --out " + out));
        lines.forEach(streams.err()::println);
    }
}
