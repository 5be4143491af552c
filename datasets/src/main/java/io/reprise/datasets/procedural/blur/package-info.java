/** Sharp pictures and what a moving camera makes of them. */
package io.reprise.datasets.procedural.blur;
