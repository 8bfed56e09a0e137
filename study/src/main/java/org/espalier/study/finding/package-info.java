/**
 * What is concluded from records: tidy tables, declarative figures, and claims with a verdict.
 *
 * <p>Read {@link org.espalier.study.finding.Claim} for the rule by which a claim is judged (and why no correction is made
 * for the number of claims), {@link org.espalier.study.finding.SummaryTables} for the tables every study can have, and
 * {@link org.espalier.study.finding.ResultsTable} and {@link org.espalier.study.finding.PublishedClaim} for what is
 * published.
 *
 * <p>Lives here: values, the judging of claims, and the text formats of tables and claims, written to a writer. May not
 * live here: drawing, HTML, rounding for readers, where files go (the report does those).
 */
package org.espalier.study.finding;
