package org.espalier.study;

/**
 * A paper a study or a claim comes from.
 *
 * @param id      where it is found, e.g. {@code arXiv:1911.13299}
 * @param title   its title
 * @param authors its authors, short form ("Ramanujan et al.")
 * @param year    the year of publication
 */
public record Paper(String id, String title, String authors, int year) {
    /** The short citation: "Ramanujan et al. 2020". */
    public String citation() {
        return authors + " " + year;
    }
}
