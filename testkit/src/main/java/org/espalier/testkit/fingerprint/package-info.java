/**
 * What a study's trials and numbers are known by, and the check that neither moves unseen ({@code docs/fingerprints.md}).
 */
package org.espalier.testkit.fingerprint;
