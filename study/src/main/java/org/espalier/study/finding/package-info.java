/**
 * What is concluded from records: tidy tables, declarative figures, and claims with a verdict.
 *
 * <p>Lives here: values and the judging of claims. May not live here: drawing, HTML, files (the report does those).
 */
package org.espalier.study.finding;
