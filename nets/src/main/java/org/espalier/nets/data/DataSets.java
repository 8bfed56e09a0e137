package org.espalier.nets.data;

import java.util.List;
import org.espalier.nets.NetsException;
import org.espalier.nets.Registry;

/** The data sets on the class path, those of plug-ins included. */
public final class DataSets {
    private static final Registry<DataSet> MEMBERS = new Registry<>(DataSet.class, "data set", DataSet::name);

    private DataSets() { }

    /**
     * All of them, sorted by name.
     *
     * @throws NetsException if two have one name
     */
    public static List<DataSet> all() {
        return MEMBERS.all();
    }

    /** @throws NetsException if there is none of that name; the message names the nearest */
    public static DataSet named(String name) {
        return MEMBERS.named(name);
    }
}
