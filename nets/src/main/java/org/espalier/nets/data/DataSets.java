package org.espalier.nets.data;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Registry;

/** The data sets on the class path, those of plug-ins included, and those that users bring along. */
public final class DataSets {
    /** What stands before the colon of a data set given as arrays, {@code arrays:FILE.npz}. */
    public static final String ARRAYS = ArrayDataSets.SCHEME;
    private static final Registry<DataSet> MEMBERS = new Registry<>(DataSet.class, "data set", "data sets", DataSet::name);

    private DataSets() {}

    /**
     * All of them, sorted by name.
     *
     * @throws InvalidInputException if two have one name
     */
    public static List<DataSet> all() {
        return MEMBERS.all();
    }

    /**
     * @param name a registered data set's, or what {@link #given} answered, here or in an earlier process on the run directory
     *             that is {@linkplain org.espalier.nets.reference.Brought#open open}
     * @throws InvalidInputException if there is none of that name; the message names the nearest
     */
    public static DataSet named(String name) {
        return ArrayDataSets.find(name).orElseGet(() -> MEMBERS.named(name));
    }

    /**
     * The name of the data set that a user's word means: {@code arrays:FILE.npz} is read and checked, and its name says what it
     * holds; any other word is a name already.
     *
     * @throws InvalidInputException if the file holds no data set
     */
    public static String given(String word) {
        return word.startsWith(ARRAYS + ":") ? ArrayDataSets.take(word) : word;
    }
}
