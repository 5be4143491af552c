/**
 * What a machine's NVIDIA GPUs are and what an engine's CUDA binaries need, found out without
 * native code, so that a GPU that cannot be used is told before any work starts.
 */
package io.reprise.tensor.cuda;
