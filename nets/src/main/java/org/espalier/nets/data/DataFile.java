package org.espalier.nets.data;

import java.net.URI;

/**
 * A file of a data set.
 *
 * @param name   file name as published
 * @param sha256 its SHA-256, lower-case hexadecimal
 * @param bytes  its length
 * @param source where the data set's own host offers it, over HTTPS
 */
public record DataFile(String name, String sha256, long bytes, URI source) {
}
