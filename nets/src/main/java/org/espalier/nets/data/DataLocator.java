package org.espalier.nets.data;

/** Where data sets are looked for. */
public final class DataLocator {
}
