/**
 * Methods that find a subnetwork of a given density for a problem within a budget, behind one interface, and the two
 * references every comparison needs: the dense network and the random subnetwork.
 */
package org.espalier.nets.method;
