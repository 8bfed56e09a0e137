package org.espalier.testkit.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.testkit.fingerprint.Fingerprint.PlanPrint;

/**
 * Holds a study to its committed fingerprint: trial ids and numbers may move only with {@code version()}, and the committed
 * fingerprint moves with them.
 *
 * @param command what writes a study's fingerprint anew; {@code STUDY} in it stands for the study's id
 */
public record FingerprintCheck(String command) {
    private static final int NAMED = 5;

    /**
     * What a check found.
     *
     * @param complaints sentences, each with what to do; none if all is as committed
     * @param unchecked  why numbers could not be checked, if they could not
     */
    public record Outcome(List<String> complaints, Optional<String> unchecked) {
        public Outcome {
            complaints = List.copyOf(complaints);
        }
    }

    /** Ids alone. @param now may be of plans only */
    public Outcome ids(Optional<Fingerprint> committed, Fingerprint now) {
        if (committed.isEmpty()) {
            return complaint(now.study() + " has no committed fingerprint: " + write(now));
        }
        Fingerprint before = committed.get();
        if (before.version() != now.version()) {
            return complaint(now.study() + ": version() is " + now.version() + ", the committed fingerprint is of version "
                + before.version() + ": " + (now.version() > before.version() ? write(now) : "a version is never lowered"));
        }
        List<String> presets = new ArrayList<>();
        now.plans().forEach((preset, plan) -> {
            PlanPrint was = before.plans().get(preset);
            if (!plan.equals(was)) {
                presets.add(preset.label() + " has " + told(plan) + ", committed are " + (was == null ? "none" : told(was)));
            }
        });
        return presets.isEmpty() ? new Outcome(List.of(), Optional.empty()) : complaint(now.study() + ": trial ids moved, while "
            + "version() is " + now.version() + " as before: preset " + String.join(", ", presets) + ". If a trial that was there "
            + "has another id now, users lose every record of it: undo the change, or raise version() of " + now.study()
            + " if its numbers changed too. If presets were given other trials on purpose, the version stays. Then "
            + write(now));
    }

    /** Ids, names of metrics and, if the committed fingerprint knows the kind, numbers. @param now of one kind */
    public Outcome all(Optional<Fingerprint> committed, Fingerprint now) {
        Outcome ids = ids(committed, now);
        if (committed.isEmpty() || committed.get().version() != now.version()) {
            return ids;
        }
        Fingerprint before = committed.get();
        List<String> complaints = new ArrayList<>(ids.complaints());
        moved(before, now).ifPresent(complaints::add);
        ComputingKind kind = now.numbers().firstKey();
        Optional<String> unchecked = before.numbers().containsKey(kind) ? Optional.empty() : Optional.of(now.study()
            + ": the numbers of smoke were NOT checked, only trial ids and names of metrics: no digests are committed for this "
            + "kind of machine (" + kind.name() + "); to add them, at a commit whose numbers are right, " + write(now));
        return new Outcome(complaints, unchecked);
    }

    /** What is measured, and numbers of trials that both know: neither may move while their ids, and so the version, are the same. */
    private Optional<String> moved(Fingerprint before, Fingerprint now) {
        ComputingKind kind = now.numbers().firstKey();
        SortedMap<String, String> was = before.numbers().getOrDefault(kind, new TreeMap<>());
        List<String> numbers = new ArrayList<>();
        now.numbers().get(kind).forEach((id, digest) -> {
            if (was.containsKey(id) && !was.get(id).equals(digest)) {
                numbers.add(id);
            }
        });
        List<String> what = new ArrayList<>();
        SortedSet<String> gone = without(before.metrics(), now.metrics());
        SortedSet<String> added = without(now.metrics(), before.metrics());
        if (!gone.isEmpty() || !added.isEmpty()) {
            what.add("metrics moved (gone: " + gone + ", new: " + added + ")");
        }
        if (!numbers.isEmpty()) {
            what.add("numbers moved in " + named(numbers, now));
        }
        return what.isEmpty() ? Optional.empty() : Optional.of(now.study() + ": " + String.join("; ", what) + ", while version() is " + now
            .version()
            + " as before: raise version() of " + now.study() + " and " + write(now) + ", or undo the change");
    }

    /**
     * The fingerprint to commit: what is now, and of other kinds the digests that still hold.
     *
     * @throws IllegalStateException if numbers moved and the version did not: writing them down would hide it
     */
    public Fingerprint renewed(Optional<Fingerprint> committed, Fingerprint now) {
        if (committed.isEmpty() || committed.get().version() != now.version()) {
            return now;
        }
        Fingerprint before = committed.get();
        moved(before, now).ifPresent(complaint -> {
            throw new IllegalStateException("not written: " + complaint);
        });
        SortedMap<ComputingKind, SortedMap<String, String>> numbers = new TreeMap<>(now.numbers());
        before.numbers().forEach((kind, digests) -> {
            SortedMap<String, String> hold = new TreeMap<>(digests);
            hold.keySet().retainAll(new TreeSet<>(now.trials().keySet()));
            if (!hold.isEmpty()) {
                numbers.putIfAbsent(kind, hold);
            }
        });
        return new Fingerprint(now.study(), now.version(), now.plans(), now.metrics(), now.trials(), numbers);
    }

    private static SortedSet<String> without(SortedSet<String> a, SortedSet<String> b) {
        SortedSet<String> rest = new TreeSet<>(a);
        rest.removeAll(b);
        return rest;
    }

    private String write(Fingerprint now) {
        return "run '" + command.replace("STUDY", now.study()) + "' to write the new fingerprint, and commit it";
    }

    private static Outcome complaint(String sentence) {
        return new Outcome(List.of(sentence), Optional.empty());
    }

    private static String told(PlanPrint plan) {
        return plan.count() + " trials (" + plan.ids() + ")";
    }

    private static String named(List<String> ids, Fingerprint now) {
        return ids.size() + " of " + now.trials().size() + " trials of smoke (" + ids.stream().limit(NAMED)
            .map(id -> id + " " + now.trials().get(id)).collect(Collectors.joining("; "))
            + (ids.size() > NAMED ? "; ..." : "") + ")";
    }
}
