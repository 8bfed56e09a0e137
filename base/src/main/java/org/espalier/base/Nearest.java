package org.espalier.base;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The valid words nearest to one that is not: for messages that refuse a word and say which ones there are. */
public final class Nearest {
    private static final int SHOWN = 3;
    private static final int LISTED = 12;

    private Nearest() {}

    /**
     * The valid words nearest to {@code word}, best first, at most three: those within a third of its length in edits
     * (insertions, deletions, substitutions, swaps of neighbours; case ignored), and those that contain it.
     */
    public static List<String> to(String word, Collection<String> valid) {
        String wanted = word.toLowerCase(Locale.ROOT);
        int reach = Math.max(1, (wanted.length() + 1) / 3);
        record Candidate(String word, int distance) {}
        List<Candidate> near = new ArrayList<>();
        for (String candidate : valid) {
            String lower = candidate.toLowerCase(Locale.ROOT);
            int distance = distance(wanted, lower);
            if (distance <= reach) {
                near.add(new Candidate(candidate, distance));
            } else if (wanted.length() > 2 && lower.contains(wanted)) {
                near.add(new Candidate(candidate, reach + 1));
            }
        }
        near.sort(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word));
        return near.stream().limit(SHOWN).map(Candidate::word).toList();
    }

    /**
     * One sentence that refuses {@code word}: with the nearest valid words, or with all of them if none is near and
     * they are few.
     *
     * @param what what the word should have been: "study"
     */
    public static String unknown(String what, String word, Collection<String> valid) {
        String start = "unknown " + what + " '" + word + "'; ";
        if (valid.isEmpty()) {
            return start + "there are none";
        }
        List<String> near = to(word, valid);
        if (!near.isEmpty()) {
            return start + "did you mean " + String.join(" or ", near) + "?";
        }
        List<String> all = valid.stream().sorted().toList();
        return start + "expected one of " + String.join(", ", all.subList(0, Math.min(LISTED, all.size())))
            + (all.size() > LISTED ? " and " + (all.size() - LISTED) + " more" : "");
    }

    /** Optimal string alignment distance: edits of one character, and swaps of two neighbours, each counted once. */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(last[j - 1] + change, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] spare = before;
            before = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
