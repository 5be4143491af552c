package io.reprise.experiment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.reprise.experiment.figures.Sound;
import java.util.Arrays;
import java.util.List;

/**
 * A melody of a figure as a trial's result holds it; its MIDI and ABC lie in files of their own.
 *
 * @param tones by onset
 * @param files one of each {@link Sound.Format}, in their order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoredSound(String title, List<Sound.Tone> tones, List<StoredFile> files) {
  /** Copies the lists. */
  public StoredSound {
    tones = List.copyOf(tones);
    files = List.copyOf(files);
  }

  static StoredSound of(Sound sound) {
    return new StoredSound(
        sound.title(),
        sound.tones(),
        Arrays.stream(Sound.Format.values())
            .map(format -> StoredFile.of(sound.bytes(format), format.ending()))
            .toList());
  }

  void require(String figure) {
    if (title == null) {
      throw new IllegalArgumentException(
          "figure '" + figure + "': a sound without a title: expected words");
    }
    List<String> endings = Arrays.stream(Sound.Format.values()).map(Sound.Format::ending).toList();
    files.forEach(file -> file.require(figure, endings));
  }
}
