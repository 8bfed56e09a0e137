/** Laws that every study obeys, through the interface {@link org.espalier.study.Study} alone. */
package org.espalier.testkit.law;
