package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.nn.Batch;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundLoaderTest {
  private static final Shape IMAGE = Shape.of(1, 4, 4);

  /** Pictures that differ, of which one may be broken; notes which threads ask for them. */
  private static final class Pictures implements PictureSource {
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private final int broken;
    private CountDownLatch gate = new CountDownLatch(0);

    Pictures(int broken) {
      this.broken = broken;
    }

    @Override
    public int size() {
      return 50;
    }

    @Override
    public int label(int i) {
      return i;
    }

    @Override
    public Picture picture(int i) throws IOException {
      threads.add(Thread.currentThread());
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (i == broken) {
        throw new IOException(nameOf(i) + " cannot be decoded");
      }
      byte[] pixels = new byte[16];
      for (int k = 0; k < 16; k++) {
        pixels[k] = (byte) (7 * i + 11 * k);
      }
      made.incrementAndGet();
      return new Picture(IMAGE, pixels);
    }

    @Override
    public String nameOf(int i) {
      return "picture " + i;
    }
  }

  private static ImageBatches training(PictureSource pictures, Loading loading) {
    Preparation preparation =
        new Preparation(
            IMAGE,
            List.of(new HorizontalFlip(), new RandomCrop(2)),
            new Normalisation(List.of(0.5), List.of(0.25)));
    return ImageBatches.training(pictures, preparation, 8, new Seed(1)).loading(loading);
  }

  private static ImageBatches evaluation(
      PictureSource pictures, List<Augmentation> augmentations, Loading loading) {
    Preparation preparation =
        new Preparation(IMAGE, augmentations, new Normalisation(List.of(0.5), List.of(0.25)));
    return ImageBatches.evaluation(pictures, preparation, 8).loading(loading);
  }

  private static void assertSameBatches(Iterable<Batch> expected, Iterable<Batch> actual) {
    Iterator<Batch> other = actual.iterator();
    int n = 0;
    for (Batch batch : expected) {
      Batch same = other.next();
      assertArrayEquals(batch.inputs(), same.inputs());
      assertArrayEquals(batch.labels(), same.labels());
      assertEquals(batch.shape(), same.shape());
      n++;
    }
    assertEquals(7, n);
    assertFalse(other.hasNext());
  }

  @Test
  void givesTheSameBatchesForAnyNumberOfThreads() {
    ImageBatches plain = training(new Pictures(-1), Loading.WHEN_ASKED);
    for (Loading loading :
        List.of(new Loading(1, 1), new Loading(1, 3), new Loading(3, 2), new Loading(20, 20))) {
      Pictures pictures = new Pictures(-1);
      assertSameBatches(plain.epoch(2), training(pictures, loading).epoch(2));
      assertFalse(pictures.threads.contains(Thread.currentThread()));
    }
  }

  @Test
  void makesBatchesOnTheAskingThreadIfItHasNoOther() {
    Pictures pictures = new Pictures(-1);
    Iterator<Batch> batches = training(pictures, Loading.WHEN_ASKED).epoch(0).iterator();
    assertEquals(0, pictures.made.get());
    batches.next();
    assertEquals(8, pictures.made.get());
    assertEquals(Set.of(Thread.currentThread()), pictures.threads);
  }

  @Test
  void goesNoFurtherAheadThanItMay() throws InterruptedException {
    Pictures pictures = new Pictures(-1);
    Iterator<Batch> batches = training(pictures, new Loading(2, 2)).epoch(0).iterator();
    batches.next();
    joinAll(pictures.threads);
    assertEquals(24, pictures.made.get(), "the batch that was taken and two more");
    batches.next();
    while (pictures.made.get() < 32) {
      Thread.onSpinWait();
    }
    joinAll(pictures.threads);
    assertEquals(32, pictures.made.get());
  }

  @Test
  void leavesNoThreadBehindAnIteratorThatIsGivenUp() throws InterruptedException {
    Pictures pictures = new Pictures(-1);
    ImageBatches batches = training(pictures, new Loading(3, 2));
    batches.epoch(0).iterator().next();
    assertFalse(pictures.threads.isEmpty());
    for (Thread thread : pictures.threads) {
      assertTrue(thread.isDaemon());
    }
    joinAll(pictures.threads);
    assertSameBatches(training(new Pictures(-1), Loading.WHEN_ASKED).epoch(1), batches.epoch(1));
  }

  /** Threads end by themselves, a second after their last batch. */
  private static void joinAll(Set<Thread> threads) throws InterruptedException {
    for (Thread thread : List.copyOf(threads)) {
      thread.join();
    }
  }

  @Test
  void servesTwoIteratorsInTurn() {
    ImageBatches batches = training(new Pictures(-1), new Loading(2, 2));
    Iterator<Batch> one = batches.epoch(0).iterator();
    Iterator<Batch> two = batches.epoch(3).iterator();
    List<Batch> first = new ArrayList<>();
    List<Batch> second = new ArrayList<>();
    while (one.hasNext()) {
      first.add(one.next());
      second.add(two.next());
    }
    ImageBatches plain = training(new Pictures(-1), Loading.WHEN_ASKED);
    assertSameBatches(plain.epoch(0), first);
    assertSameBatches(plain.epoch(3), second);
  }

  @Test
  void tellsTheCallerWhichPictureIsBroken() {
    for (Loading loading : List.of(Loading.WHEN_ASKED, new Loading(2, 2))) {
      Iterator<Batch> batches =
          evaluation(new Pictures(19), List.of(), loading).epoch(0).iterator();
      batches.next();
      batches.next();
      for (int attempt = 0; attempt < 2; attempt++) {
        assertTrue(batches.hasNext());
        assertEquals(
            "picture 19 cannot be decoded",
            assertThrows(UncheckedIOException.class, batches::next).getMessage());
      }
    }
  }

  @Test
  void namesThePictureThatCannotBePrepared() {
    Augmentation smaller = (picture, random) -> picture.crop(0, 0, 3, 4, Border.BLACK);
    ImageBatches batches = evaluation(new Pictures(-1), List.of(smaller), Loading.DEFAULT);
    assertEquals(
        "picture 0: image [1, 3, 4] after augmentation: expected [1, 4, 4]",
        assertThrows(IllegalArgumentException.class, () -> batches.epoch(0).iterator().next())
            .getMessage());
    Error error = new AssertionError("broken augmentation");
    Augmentation failing =
        (picture, random) -> {
          throw error;
        };
    ImageBatches failed = evaluation(new Pictures(-1), List.of(failing), Loading.DEFAULT);
    assertSame(error, assertThrows(AssertionError.class, () -> failed.epoch(0).iterator().next()));
  }

  @Test
  void refusesRandomnessInAnEvaluation() {
    ImageBatches batches =
        evaluation(new Pictures(-1), List.of(new HorizontalFlip()), Loading.DEFAULT);
    assertEquals(
        "picture 0: an augmentation of evaluation batches draws random numbers: expected none"
            + " that does",
        assertThrows(IllegalArgumentException.class, () -> batches.epoch(0).iterator().next())
            .getMessage());
  }

  @Test
  void stopsWaitingWhenItIsInterrupted() {
    Pictures pictures = new Pictures(-1);
    pictures.gate = new CountDownLatch(1);
    Iterator<Batch> batches = training(pictures, Loading.DEFAULT).epoch(0).iterator();
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, batches::next);
    assertTrue(Thread.interrupted(), "the interrupt is still to be seen");
    pictures.gate.countDown();
    assertEquals(8, batches.next().labels().length);
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> new Loading(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Loading(1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Preparation(
                Shape.of(3, 4, 4), List.of(), new Normalisation(List.of(0.5), List.of(1.0))));
  }
}
