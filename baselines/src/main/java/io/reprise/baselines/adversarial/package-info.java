/**
 * Images that are changed so that networks take them for something else, defences against them, and
 * the competition between both: attacks are in {@link io.reprise.baselines.adversarial.Attack}'s
 * implementations, defences in those of {@link io.reprise.baselines.adversarial.Defence}. Images
 * are {@link io.reprise.baselines.adversarial.PixelBatch}es of 8-bit values between them, so that
 * the largest change is counted in whole numbers.
 */
package io.reprise.baselines.adversarial;
