package org.espalier.study.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.study.Trial;

/**
 * One thing in which two trials differ: why they are not the same trial.
 *
 * @param kind     what kind of thing
 * @param name     which one; empty where there is only one of its kind
 * @param here     what the planned trial has, or "none"
 * @param recorded what the other has, or "none"
 * @param because  of a start, what tells the two starts from each other, as far as it is known
 */
public record TrialDifference(Kind kind, String name, String here, String recorded, List<TrialDifference> because) {
    private static final String NONE = "none";

    /** What a trial's id is made of. */
    public enum Kind {
        PARAMETER("parameter"), SEEDS("seeds"), VERSION("version"), DATA("data"), BUILD("build"), START("start");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public TrialDifference {
        because = List.copyOf(because);
    }

    /**
     * Everything in which two trials of a study differ.
     *
     * @param planned  the trial that is planned
     * @param recorded the other
     * @param trials   trials by id, to say what tells the starts apart
     */
    public static List<TrialDifference> between(Trial planned, Trial recorded, Function<String, Optional<Trial>> trials) {
        List<TrialDifference> all = new ArrayList<>();
        add(all, Kind.PARAMETER, planned.parameters().values(), recorded.parameters().values());
        add(all, Kind.SEEDS, Map.of("", planned.seeds()), Map.of("", recorded.seeds()));
        add(all, Kind.VERSION, Map.of("", planned.version()), Map.of("", recorded.version()));
        add(all, Kind.DATA, planned.data(), recorded.data());
        add(all, Kind.BUILD, planned.code(), recorded.code());
        for (int i = 0; i < Math.max(planned.startsFrom().size(), recorded.startsFrom().size()); i++) {
            String here = at(planned.startsFrom(), i);
            String there = at(recorded.startsFrom(), i);
            if (!here.equals(there)) {
                Optional<Trial> a = trials.apply(here);
                Optional<Trial> b = trials.apply(there);
                all.add(new TrialDifference(Kind.START, "", here, there,
                    a.isPresent() && b.isPresent() ? between(a.get(), b.get(), trials) : List.of()));
            }
        }
        return all;
    }

    private static String at(List<String> ids, int i) {
        return i < ids.size() ? ids.get(i) : NONE;
    }

    private static void add(List<TrialDifference> all, Kind kind, Map<String, ?> here, Map<String, ?> recorded) {
        TreeSet<String> names = new TreeSet<>(here.keySet());
        names.addAll(recorded.keySet());
        for (String name : names) {
            if (!Objects.equals(here.get(name), recorded.get(name))) {
                all.add(new TrialDifference(kind, name, text(here.get(name)), text(recorded.get(name)), List.of()));
            }
        }
    }

    private static String text(Object value) {
        return value == null ? NONE : value.toString();
    }

    /** {@code parameter epochs: 5 here, 3 in the record}. */
    @Override
    public String toString() {
        return kind.label() + (name.isEmpty() ? "" : (kind == Kind.BUILD ? " of plug-in " : " ") + name) + ": " + here + " here, "
            + recorded + " in the record" + (because.isEmpty() ? "" : "; these two differ in "
                + because.stream().map(TrialDifference::toString).collect(Collectors.joining(", and in ")));
    }
}
