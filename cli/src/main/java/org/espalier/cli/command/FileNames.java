package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.cli.TextTable;

/** Short names that tell files apart, for tables and figures. */
final class FileNames {
    /** Where the library that draws cuts a label, which would lose the end of a path and with it what tells files apart. */
    private static final int LONGEST = 20;
    /** A path of more parts than this is not told apart by more of them. */
    private static final int MOST_PARTS = 64;

    private FileNames() {}

    /**
     * As much of the end of the paths as tells the files apart, without their ending; labels that are the same all the same
     * are numbered.
     */
    static List<String> distinct(List<String> files) {
        int parts = 1;
        while (parts < MOST_PARTS && told(files, parts) < files.stream().distinct().count()) {
            parts++;
        }
        List<String> names = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String file : files) {
            String name = TextTable.printable(end(file, parts));
            String label = shortened(name, "");
            int times = seen.merge(label, 1, Integer::sum);
            names.add(times == 1 ? label : shortened(name, " (" + times + ")"));
        }
        return names;
    }

    private static String shortened(String name, String number) {
        int room = LONGEST - number.length();
        return (name.length() <= room ? name : "\u2026" + name.substring(name.length() - room + 1)) + number;
    }

    private static long told(List<String> files, int parts) {
        return files.stream().map(file -> end(file, parts)).distinct().count();
    }

    private static String end(String file, int parts) {
        List<String> path = List.of(file.split("[/\\\\]+"));
        return String.join("/", path.subList(Math.max(0, path.size() - parts), path.size()))
            .replaceFirst("\\.(npy|npz|safetensors|pt|pth)$", "");
    }
}
