package org.espalier.nets.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.espalier.nets.NetsException;

/** The data sets on the class path, those of plug-ins included. */
public final class DataSets {

    private DataSets() { }

    /**
     * All data sets by name, in alphabetical order.
     *
     * @throws NetsException if two have the same name
     */
    public static List<DataSet> all() {
        TreeMap<String, DataSet> byName = new TreeMap<>();
        for (DataSet dataSet : ServiceLoader.load(DataSet.class)) {
            DataSet other = byName.put(dataSet.name(), dataSet);
            if (other != null) {
                throw new NetsException("two data sets are named " + dataSet.name() + ": " + other.getClass().getName()
                    + " and " + dataSet.getClass().getName() + "; a name must be unique");
            }
        }
        return List.copyOf(byName.values());
    }

    /**
     * The data set of that name.
     *
     * @throws NetsException if there is none; the message offers the nearest names
     */
    public static DataSet named(String name) {
        List<DataSet> all = all();
        return all.stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow(() -> new NetsException(
            "there is no data set \"" + name + "\"; the nearest are " + nearest(name, all)));
    }

    private static String nearest(String name, List<DataSet> all) {
        List<String> names = new ArrayList<>(all.stream().map(DataSet::name).toList());
        names.sort(Comparator.comparingInt((String n) -> distance(name, n)).thenComparing(n -> n));
        return names.stream().limit(3).collect(Collectors.joining(", "));
    }

    /** Levenshtein's edit distance, case ignored; O(a b). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int substituted = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
