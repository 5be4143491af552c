/** How fast pictures become inputs, here and in other libraries. */
package io.reprise.peers.data;
