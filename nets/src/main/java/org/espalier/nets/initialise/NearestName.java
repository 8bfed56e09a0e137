package org.espalier.nets.initialise;

import java.util.Comparator;
import java.util.List;

/** The known name a mistyped one most likely meant. */
final class NearestName {
    private NearestName() { }

    /** @param known at least one name @return the one with the smallest edit distance, the first of several */
    static String of(String typed, List<String> known) {
        return known.stream().min(Comparator.comparingInt(name -> distance(typed, name))).orElseThrow();
    }

    /** Levenshtein distance, one row at a time. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[row.length - 1];
    }
}
