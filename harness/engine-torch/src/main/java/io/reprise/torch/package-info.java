/** The default engine: libtorch through the JavaCPP presets, with its own automatic gradients. */
package io.reprise.torch;
