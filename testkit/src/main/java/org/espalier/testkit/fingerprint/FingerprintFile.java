package org.espalier.testkit.fingerprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Preset;
import org.espalier.testkit.fingerprint.Fingerprint.PlanPrint;

/**
 * A study's committed fingerprint, {@code FOLDER/module/name.txt}: a line a fact, so that a difference between two commits is
 * read line by line.
 *
 * <pre>
 * version 1
 * preset smoke 32 trials, ids 5d0c3cbb9d0ae9e1
 * metrics test_accuracy train_loss
 * trial 03d1796d9d05ed61 seeds=1 density=0.1 init=glorot-normal
 * kind Linux amd64; AuthenticAMD family 25 model 17; ...
 * numbers 03d1796d9d05ed61 9b1f03c4d2e07a65
 * </pre>
 */
public record FingerprintFile(Path folder) {
    private static final String HEADER = "# Written by a command, not by hand: docs/fingerprints.md";

    /** Where a study's is. */
    public Path of(String study) {
        return folder.resolve(study + ".txt");
    }

    /** A study's, if it has one. */
    public Optional<Fingerprint> read(String study) throws IOException {
        Path file = of(study);
        return Files.isRegularFile(file) ? Optional.of(parse(study, file, Files.readAllLines(file))) : Optional.empty();
    }

    public void write(Fingerprint print) throws IOException {
        Files.createDirectories(of(print.study()).getParent());
        Files.writeString(of(print.study()), text(print));
    }

    static String text(Fingerprint print) {
        StringBuilder text = new StringBuilder(HEADER).append("\nversion ").append(print.version()).append('\n');
        print.plans().forEach((preset, plan) -> text.append("preset ").append(preset.label()).append(' ').append(plan.count())
            .append(" trials, ids ").append(plan.ids()).append('\n'));
        text.append("metrics ").append(String.join(" ", print.metrics())).append('\n');
        print.trials().forEach((id, what) -> text.append("trial ").append(id).append(' ').append(what).append('\n'));
        print.numbers().forEach((kind, digests) -> {
            text.append("kind ").append(kind.name()).append('\n');
            digests.forEach((id, digest) -> text.append("numbers ").append(id).append(' ').append(digest).append('\n'));
        });
        return text.toString();
    }

    private static Fingerprint parse(String study, Path file, List<String> lines) {
        int version = 0;
        Map<Preset, PlanPrint> plans = new EnumMap<>(Preset.class);
        SortedSet<String> metrics = new TreeSet<>();
        SortedMap<String, String> trials = new TreeMap<>();
        SortedMap<ComputingKind, SortedMap<String, String>> numbers = new TreeMap<>();
        SortedMap<String, String> digests = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String[] words = line.split(" ", line.startsWith("trial ") ? 3 : -1);
            try {
                switch (words[0]) {
                    case "#" -> {
                    }
                    case "version" -> version = Integer.parseInt(words[1]);
                    case "preset" -> plans.put(Preset.ofLabel(words[1]),
                        new PlanPrint(Integer.parseInt(words[2]), line.substring(line.lastIndexOf(' ') + 1)));
                    case "trial" -> trials.put(words[1], words[2]);
                    case "metrics" -> metrics.addAll(List.of(words).subList(1, words.length));
                    case "kind" -> {
                        digests = new TreeMap<>();
                        numbers.put(new ComputingKind(line.substring("kind ".length())), digests);
                    }
                    case "numbers" -> digests.put(words[1], words[2]);
                    default -> throw new IllegalArgumentException();
                }
            } catch (IllegalArgumentException | IndexOutOfBoundsException | InvalidInputException e) {
                throw new InvalidInputException(file + ", line " + (i + 1) + ": expected a version, preset, metrics, trial, kind"
                    + " or numbers as docs/fingerprints.md says, found '" + line + "'", e);
            }
        }
        return new Fingerprint(study, version, plans, metrics, trials, numbers);
    }
}
