package org.espalier.study.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.study.Study;
import org.espalier.study.Trial;

/**
 * Which builds of the code made the records of a result.
 *
 * @param records     how many there are
 * @param stale       why a record is not of the code of this process, by trial
 * @param hashes      the hashes of every module and plug-in among the records, those that are not known left out
 * @param unknown     how many records do not say which build made them
 * @param uncommitted how many were made by sources with changes that were not committed
 */
public record Builds(int records, SortedMap<String, String> stale, SortedMap<String, List<String>> hashes, int unknown,
                     int uncommitted) {

    /**
     * Looks at records.
     *
     * @param trials  those a trial starts from before it
     * @param records records of some of them
     */
    public static Builds of(Study study, List<Trial> trials, List<TrialRecord> records) {
        Map<String, TrialRecord> byId = new HashMap<>();
        records.forEach(r -> byId.put(r.trial().id(), r));
        Freshness freshness = Freshness.of(study, trials, t -> Optional.ofNullable(byId.get(t.id())));
        SortedMap<String, String> stale = new TreeMap<>();
        records.forEach(r -> freshness.reason(r.trial()).ifPresent(why -> stale.put(r.trial().id(), why)));
        SortedMap<String, TreeSet<String>> hashes = new TreeMap<>();
        records.forEach(r -> r.provenance().build().parts()
            .forEach((part, hash) -> hashes.computeIfAbsent(part, p -> new TreeSet<>()).add(hash)));
        SortedMap<String, List<String>> lists = new TreeMap<>();
        hashes.forEach((part, all) -> lists.put(part, List.copyOf(all)));
        return new Builds(records.size(), stale, lists,
            (int) records.stream().filter(r -> !r.provenance().build().isKnown()).count(),
            (int) records.stream().filter(r -> r.provenance().isUncommitted()).count());
    }

    /** Whether not all records are of one build: some part has two hashes, or some say nothing. */
    public boolean areMixed() {
        return hashes.values().stream().anyMatch(all -> all.size() > 1) || unknown > 0 && unknown < records;
    }

    /** What a reader should know of them, a sentence each; none where this code made all records, from committed sources. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!stale.isEmpty()) {
            notes.add(stale.size() + " of " + records + (records == 1 ? " record was" : " records were")
                + " made by another build of the code than this" + (unknown == 0 ? "" : ", " + unknown
                    + " of them by one that is not known")
                + "; 'run --refresh stale' makes them again");
        }
        if (areMixed()) {
            String parts = String.join(", ", hashes.entrySet().stream().filter(e -> e.getValue().size() > 1)
                .map(Map.Entry::getKey).toList());
            notes.add("the records mix several builds of the code" + (parts.isEmpty() ? "" : " (" + parts + ")"));
        }
        if (uncommitted > 0) {
            notes.add(uncommitted + " of " + records + (records == 1 ? " record was" : " records were")
                + " made by sources with changes that were not committed");
        }
        return notes;
    }
}
